"""A story that somebody is writing: each mistake is one sentence with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.claims import Party
from bot.domain.errors import ConfigError
from bot.domain.questions import Behaviour, Story
from bot.settings.feeds import load_feeds
from bot.settings.folder import ConfigFolder
from bot.settings.story import load_story
from tests.settings.ministory import BLAME, FEEDS, FILES, LOSSES, OUTLETS, PARTIES, line_with, write_story

LOSSES_FILE = "questions/2-losses.toml"
BLAME_FILE = "questions/1-blame.toml"
ASK_WORDS = 'ask_words.en = ["how many died", "victims"]\nask_words.nb = ["hvor mange døde"]\n'
TWICE = "the phrase 'was it lit' of 'hurt' is also one of 'arson'"


def story(tmp_path: Path, **changed: str) -> Story:
    """The small story, with some files changed."""
    return load_story(write_story(tmp_path, changed))


def refused(tmp_path: Path, name: str, text: str) -> str:
    """What is said of the small story with one file changed, without the folder."""
    with pytest.raises(ConfigError) as caught:
        load_story(write_story(tmp_path, {name: text}))
    assert caught.value.exit_code == 2
    return str(caught.value).replace(f"{tmp_path}/config/", "")


def test_the_small_story_is_fine(tmp_path: Path) -> None:
    loaded = story(tmp_path)
    assert list(loaded.questions) == ["dead", "hurt", "arson"], "in the order of topics, then of the files"
    assert loaded.questions["dead"].behaviour is Behaviour.CUMULATIVE
    assert loaded.questions["dead"].in_toll
    assert loaded.questions["arson"].behaviour is Behaviour.FIXED
    assert list(loaded.questions["arson"].answers) == ["lit", "accident"]
    assert loaded.languages == ("en", "nb")
    assert loaded.names == ("the fire",)
    assert loaded.other_events == ("the flood",)
    assert loaded.outlets["The Gazette"].aliases == ("Gazette",)
    assert set(loaded.parties) == set(Party)


@pytest.mark.parametrize(
    ("old", "new", "sentence", "at"),
    [
        ('label = { en = "Dead"', 'labl = { en = "Dead"', "unknown key 'labl' (did you mean 'label'?)", "labl ="),
        (', nb = "Døde" }\nasks', " }\nasks", "'label' lacks the language 'nb'", "label = { en"),
        ('nb = "Døde" }\nasks', 'nb = " " }\nasks', "'label' is empty in 'nb'", "label = { en"),
        ('nb = "Døde" }\nasks', 'nb = "x", sv = "y" }\nasks', "'label' has the language 'sv', which story.toml", "label = { en"),
        ('topic = "losses"', 'topic = "loses"', "unknown topic 'loses' (did you mean 'losses'?)", "topic ="),
        ('topic = "losses"', 'topic = "x"', "unknown topic 'x' (known: losses, blame)", "topic ="),
        ('type = "count"', 'type = "cuont"', "'cuont' is not possible for 'type'; use 'count', 'date', 'ordinal' or 'choice'", "type ="),
        ('"cumulative"', '"growing"', "'growing' is not possible for 'behaviour'; use 'cumulative', ", "behaviour ="),
        ('behaviour = "cumulative"\n', "", "a count needs 'behaviour': cumulative, point_in_time or fixed", "[dead]"),
        ('type = "count"', 'type = "date"', "only a count has 'behaviour', and this is a date", "behaviour ="),
        ('meaning = "people who died in the fire"', 'meaning = ""', "'meaning' is empty", "meaning ="),
        ('meaning = "people who died in the fire"\n', "", "the key 'meaning' is missing", "[dead]"),
        ("in_toll = true", 'in_toll = "yes"', "'in_toll' must be true or false", "in_toll ="),
        ("in_toll = true", "answers.a = { en = 'x', nb = 'y' }", "only a choice has 'answers', and this is a count", "answers.a"),
        (ASK_WORDS, "", "'ask_words' is missing: /ask would never find this question", "[dead]"),
        ("ask_words.nb", "ask_words.no", "'no' is not exact enough for Norwegian; write 'nb' (Bokmål) or 'nn' (Nynorsk)", "ask_words.no"),
        ("ask_words.nb", "ask_words.norsk", "'norsk' is no language code of ISO 639-1, such as 'en' or 'nb'", "ask_words.norsk"),
        ('"victims"', '" "', "a phrase is empty", "ask_words.en"),
        ("[hurt]", "[dead.word.en]\n[hurt]", "unknown key 'word' (did you mean 'ask_words'?)", "[dead.word.en]"),
        ("[dead]", "[Dead]", "'Dead' is no id; use small letters, digits and underscores", "[Dead]"),
        ("[hurt]", "[arson]", "the question 'arson' is also in ", "[arson]"),
        ("[hurt]", "[dead]", "not valid TOML: the table [dead] stands there twice", None),
        ('["how many were hurt"]', '[\n"hurt",\n"Was it  lit",\n]', f"{TWICE}; give it to one of them, or add a rule", '"Was it'),
        ("[dead]", "stray = 1\n[dead]", "'stray' must be a table", "stray"),
    ],
)  # fmt: skip
def test_questions(tmp_path: Path, old: str, new: str, sentence: str, at: str | None) -> None:
    text = LOSSES.replace(old, new, 1)
    assert text != LOSSES
    message = refused(tmp_path, LOSSES_FILE, text)
    line = line_with(text, at) if at else text.count("\n", 0, text.rindex(new)) + 1
    assert message.startswith(f"{LOSSES_FILE}, line {line}: {sentence}")
    assert "\n" not in message


@pytest.mark.parametrize(
    ("old", "new", "sentence", "at"),
    [
        ('answers.accident = { en = "no", nb = "nei" }\n', "", "a choice needs 'answers', at least two", "[arson]"),
        ('en = "no", nb = "nei"', 'en = "no"', "'answers.accident' lacks the language 'nb'", "answers.accident"),
        (
            "answers.accident",
            "answers.Accident",
            "'Accident' is no id; use small letters, digits and underscores",
            "answers.Acc",
        ),
        ("answers.accident", "answer.accident", "unknown key 'answer' (did you mean 'answers'?)", "answer.accident"),
    ],
)
def test_choices(tmp_path: Path, old: str, new: str, sentence: str, at: str) -> None:
    text = BLAME.replace(old, new, 1)
    assert refused(tmp_path, BLAME_FILE, text) == f"{BLAME_FILE}, line {line_with(text, at)}: {sentence}"


SHARED = LOSSES.replace('"how many were hurt"', '"how many were hurt", "Victims"')


def rule(**keys: str) -> str:
    """A rule for the phrase that two questions share."""
    rows = {"phrase": '"victims"', "questions": '["dead", "hurt"]', **keys}
    return "[[shared]]\n" + "".join(f"{key} = {value}\n" for key, value in rows.items())


def test_a_shared_phrase_belongs_to_the_preferred_question(tmp_path: Path) -> None:
    loaded = story(tmp_path, **{LOSSES_FILE: SHARED, "ask.toml": rule(prefer='"hurt"')})
    assert loaded.questions["dead"].ask_words["en"] == ("how many died",)
    assert loaded.questions["hurt"].ask_words["en"] == ("how many were hurt", "Victims")


def test_a_shared_phrase_without_preference_stays_with_all(tmp_path: Path) -> None:
    loaded = story(tmp_path, **{LOSSES_FILE: SHARED, "ask.toml": rule()})
    assert "victims" in loaded.questions["dead"].ask_words["en"]
    assert "Victims" in loaded.questions["hurt"].ask_words["en"]


def test_a_phrase_may_stand_in_several_languages_of_one_question(tmp_path: Path) -> None:
    story(tmp_path, **{LOSSES_FILE: LOSSES.replace('"hvor mange døde"', '"victims"')})


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (
            rule(questions='["dead"]'),
            f"{LOSSES_FILE}, line 19: the phrase 'victims' of 'hurt' is also one of 'dead'; give",
        ),
        (rule(questions='["dead", "hart"]'), "ask.toml, line 3: unknown question 'hart' (did you mean 'hurt'?)"),
        (rule(questions='["dead", "arson"]'), "ask.toml, line 3: 'arson' does not use the phrase 'victims'"),
        (rule(phrase='"nobody"'), "ask.toml, line 3: 'dead' does not use the phrase 'nobody'"),
        (rule(prefer='"arson"'), "ask.toml, line 4: 'prefer' is none of the rule's questions: 'arson'"),
        (rule() + rule(), "ask.toml, line 5: there is another rule for 'victims'"),
        (rule(perfer='"hurt"'), "ask.toml, line 4: unknown key 'perfer' (did you mean 'prefer'?)"),
        ("shared = 1", "ask.toml, line 1: 'shared' must be a list"),
    ],
)
def test_rules_for_shared_phrases(tmp_path: Path, rules: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_story(write_story(tmp_path, {LOSSES_FILE: SHARED, "ask.toml": rules}))
    assert str(caught.value).replace(f"{tmp_path}/config/", "").startswith(sentence)


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence", "at"),
    [
        ("story.toml", '["en", "nb"]', "[]", "'languages' is empty", "languages"),
        ("story.toml", '["en", "nb"]', '["en", "xx"]', "'xx' is no language code of ISO 639-1", "languages"),
        ("story.toml", '["en", "nb"]', '["en", "nb", "en"]', "'en' stands there twice", "languages"),
        ("story.toml", 'nb = "Brannen"\n', "", "'title' lacks the language 'nb'", "[title]"),
        ("story.toml", "names =", "nams =", "unknown key 'nams' (did you mean 'names'?)", "nams"),
        ("topics.toml", 'nb = "Skyld"', 'nn = "Skuld"', "'label' has the language 'nn'", '"Blame"'),
        ("topics.toml", "[blame]", "[Blame]", "'Blame' is no id", "[Blame]"),
        ("topics.toml", "[blame]", "[blame]\nlabels = 1", "unknown key 'labels' (did you mean 'label'?)", "labels"),
        ("parties.toml", "[russia]", "[rusia]", "unknown party 'rusia' (did you mean 'russia'?)", "[rusia]"),
        ("parties.toml", 'names = ["us"]', 'names = ["us", "Russia"]', "the name 'Russia' is also one of 'russia'", '"Russia"'),
        ("parties.toml", 'en = "eu", ', "", "'label' lacks the language 'en'", 'label = { nb = "eu"'),
        ("outlets.toml", 'lang = "nb"', 'lang = "no"', "'no' is not exact enough for Norwegian", 'lang = "no"'),
        ("outlets.toml", 'name = "Bladet"', 'name = "GAZETTE"', "the name 'GAZETTE' is also one of 'The Gazette'", '"GAZETTE"'),
        ("outlets.toml", 'country = "GB"', 'country = "uk"', "'uk' is no country code of two capitals", "country"),
        ("outlets.toml", '"https://gazette.example/"', '"gazette.example"', "'gazette.example' is no address", "home"),
        ("outlets.toml", 'name = "Bladet"', 'name = ""', "'name' is empty", 'name = ""'),
        ("outlets.toml", 'name = "Bladet"\n', "", "the key 'name' is missing in entry 2 of 'outlet'", None),
    ],
)  # fmt: skip
def test_the_other_files(tmp_path: Path, name: str, old: str, new: str, sentence: str, at: str | None) -> None:
    text = FILES[name].replace(old, new, 1)
    assert text != FILES[name]
    line = line_with(text, at) if at else text.count("\n", 0, text.rindex("[[outlet]]")) + 1
    assert refused(tmp_path, name, text).startswith(f"{name}, line {line}: {sentence}")


def test_every_party_is_needed(tmp_path: Path) -> None:
    assert "the party 'other' is missing" in refused(tmp_path, "parties.toml", PARTIES[: PARTIES.index("[other]")])


def test_a_party_keeps_its_words_in_texts_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"'words' does not stand here; .* are in voices\.toml, as other = "):
        story(tmp_path, **{"parties.toml": PARTIES + "[other.words.en]\ny = 2\n"})


@pytest.mark.parametrize("name", sorted(FILES.keys() - {"feeds.toml", LOSSES_FILE, BLAME_FILE}))
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = write_story(tmp_path)
    (folder.path / name).unlink()
    with pytest.raises(ConfigError, match=f"{name}: there is no such file"):
        load_story(folder)


def test_a_story_needs_questions(tmp_path: Path) -> None:
    folder = write_story(tmp_path)
    for file in (folder.path / "questions").iterdir():
        file.unlink()
    with pytest.raises(ConfigError, match="questions: there is no question in this folder"):
        load_story(folder)


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no such folder of the configuration"):
        ConfigFolder(tmp_path / "none")


def test_feeds(tmp_path: Path) -> None:
    folder = write_story(tmp_path)
    (feed,) = load_feeds(folder, load_story(folder).outlets)
    assert (feed.outlet, feed.lang, feed.url) == ("Bladet", "nb", "https://bladet.example/rss")


@pytest.mark.parametrize(
    ("old", "new", "sentence", "at"),
    [
        ('outlet = "Bladet"', 'outlet = "Blad"', "unknown outlet 'Blad' (did you mean 'Bladet'?)", "outlet ="),
        ('lang = "nb"', 'lang = "no"', "'no' is not exact enough for Norwegian", "lang"),
        ("https://", "ftp://", "'ftp://bladet.example/rss' is no address of a feed", "url"),
        ("https://bladet.example", "http://[", "'http://[/rss' is no address of a feed", "url"),
        ("checked = 2024-05-09\n", "", "a verified feed, and no other, has the day 'checked'", "state"),
        ('"verified"', '"likely"', "a verified feed, and no other, has the day 'checked'", "state"),
        ('"verified"', '"sure"', "'sure' is not possible for 'state'", "state"),
        ("2024-05-09", "2024", "'checked' must be a day (2024-03-22)", "checked"),
        ("evidence", "evidance", "unknown key 'evidance' (did you mean 'evidence'?)", "evidance"),
        ('"it answered"\n', f'"it answered"\n{FEEDS}', "the feed https://bladet.example/rss stands there twice", None),
    ],
)
def test_feeds_that_are_wrong(tmp_path: Path, old: str, new: str, sentence: str, at: str | None) -> None:
    text = FEEDS.replace(old, new, 1)
    folder = write_story(tmp_path, {"feeds.toml": text, "outlets.toml": OUTLETS})
    with pytest.raises(ConfigError) as caught:
        load_feeds(folder, load_story(folder).outlets)
    line = line_with(text, at) if at else text.count("\n", 0, text.rindex("url")) + 1
    assert str(caught.value).replace(f"{tmp_path}/config/", "").startswith(f"feeds.toml, line {line}: {sentence}")
