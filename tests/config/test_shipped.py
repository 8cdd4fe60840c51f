"""The configuration and the corpus that ship."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.questions import Behaviour, Question, Story, ValueType
from bot.settings.feeds import FeedSpec, load_feeds
from bot.settings.folder import ConfigFolder
from bot.settings.seeds import FileSeeds
from bot.settings.story import load_story
from bot.settings.toml_lines import Path as TomlPath
from bot.settings.toml_lines import locate

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"

COUNTS = {
    "killed": ("casualties", Behaviour.CUMULATIVE),
    "injured": ("casualties", Behaviour.CUMULATIVE),
    "hospitalised": ("casualties", Behaviour.POINT_IN_TIME),
    "missing": ("casualties", Behaviour.POINT_IN_TIME),
    "children_killed": ("casualties", Behaviour.CUMULATIVE),
    "gunmen": ("arrests", Behaviour.FIXED),
    "detained": ("arrests", Behaviour.CUMULATIVE),
    "detained_tajik": ("arrests", Behaviour.CUMULATIVE),
    "remanded": ("arrests", Behaviour.CUMULATIVE),
    "detained_tajikistan": ("arrests", Behaviour.CUMULATIVE),
    "stranded": ("migration", Behaviour.POINT_IN_TIME),
    "vehicles_queued": ("migration", Behaviour.POINT_IN_TIME),
}
CHOICES = {
    "responsibility": ("attribution", ["islamic_state", "other"]),
    "ukraine_role": ("attribution", ["involved", "not_involved"]),
    "attackers_nationality": ("attribution", ["tajik", "not_tajik"]),
    "mastermind_location": ("attribution", ["abroad", "in_russia"]),
    "call_initiator": ("diplomacy", ["russia", "tajikistan"]),
    "checks_target": ("migration", ["not_targeted", "targets_tajiks"]),
    "checks_duration": ("migration", ["temporary", "permanent"]),
}
OTHERS = {
    "attack_date": ("attack", ValueType.DATE),
    "call_date": ("diplomacy", ValueType.DATE),
    "ambassador_summoned_date": ("diplomacy", ValueType.DATE),
    "advisory_date": ("diplomacy", ValueType.DATE),
    "meeting_date": ("diplomacy", ValueType.DATE),
    "victory_anniversary": ("diplomacy", ValueType.ORDINAL),
}


@pytest.fixture(scope="module")
def folder() -> ConfigFolder:
    """The folder that ships."""
    return ConfigFolder(ROOT / "config")


@pytest.fixture(scope="module")
def story(folder: ConfigFolder) -> Story:
    """The story that ships."""
    return load_story(folder)


@pytest.fixture(scope="module")
def feeds(folder: ConfigFolder, story: Story) -> tuple[FeedSpec, ...]:
    """The feeds that ship."""
    return load_feeds(folder, story.outlets)


def test_there_are_exactly_the_25_questions(story: Story) -> None:
    assert len(story.questions) == 25
    assert set(story.questions) == COUNTS.keys() | CHOICES.keys() | OTHERS.keys()
    for name, question in story.questions.items():
        assert question.id == name


def test_each_is_what_it_should_be(story: Story) -> None:
    for name, (topic, behaviour) in COUNTS.items():
        question = story.questions[name]
        assert (question.topic, question.type, question.behaviour) == (topic, ValueType.COUNT, behaviour)
    for name, (topic, answers) in CHOICES.items():
        question = story.questions[name]
        assert (question.topic, question.type, list(question.answers)) == (topic, ValueType.CHOICE, answers)
    for name, (topic, kind) in OTHERS.items():
        assert (story.questions[name].topic, story.questions[name].type) == (topic, kind)


def test_the_questions_match_the_contract(story: Story) -> None:
    contract = SHARED / "design" / "claims.md"
    if not contract.is_file():
        pytest.skip("the contract is not beside the checkout")
    rows = re.findall(
        r"^\| `(\w+)` \| (\w+) \| (\w+)[^|]* \| ([^|]+) \|$", contract.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {name: (topic, kind) for name, topic, kind, _ in rows} == {
        question.id: (question.topic, question.type.value) for question in story.questions.values()
    }


def test_the_toll_shows_casualties_and_arrest_totals(story: Story) -> None:
    assert [question.id for question in story.questions.values() if question.in_toll] == [
        "killed", "injured", "hospitalised", "missing", "children_killed", "detained", "detained_tajikistan",
    ]  # fmt: skip


def test_each_language_has_every_wording(story: Story) -> None:
    assert story.languages == ("en", "ru", "nb", "tg")
    for question in story.questions.values():
        for wording in (question.label, question.asks, *question.answers.values()):
            assert list(wording) == list(story.languages)


def test_full_questions_end_with_a_question_mark(story: Story) -> None:
    for question in story.questions.values():
        assert all(text.endswith("?") for text in question.asks.values())
        assert all(len(text) <= 40 for text in question.label.values())


@pytest.mark.parametrize("lang", ["ru", "tg"])
def test_cyrillic_wordings_hold_no_latin_lookalikes(story: Story, lang: str) -> None:
    for text in _texts(story, lang):
        assert not re.search(r"[A-Za-z]", text), text


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_latin_wordings_hold_no_cyrillic_lookalikes(story: Story, lang: str) -> None:
    for text in _texts(story, lang):
        assert not re.search(r"[Ѐ-ӿ]", text), text


def test_russian_wordings_hold_no_tajik_letters(story: Story) -> None:
    for text in _texts(story, "ru"):
        assert not re.search(r"[ғӣқӯҳҷ]", text, re.IGNORECASE), text


def _texts(story: Story, lang: str) -> Iterator[str]:
    for question in story.questions.values():
        yield question.label[lang]
        yield question.asks[lang]
        yield from (wording[lang] for wording in question.answers.values())
        yield from question.ask_words.get(lang, ())


@pytest.mark.parametrize(
    ("phrase", "question"),
    [
        ("how many died", "killed"),
        ("how many were killed", "killed"),
        ("death toll", "killed"),
        ("toll", "killed"),
        ("hvor mange ble drept", "killed"),
        ("сколько погибло", "killed"),
        ("чанд нафар кушта шуданд", "killed"),
        ("wounded", "injured"),
        ("hvor mange ble skadet", "injured"),
        ("сколько раненых", "injured"),
        ("how many arrested", "detained"),
        ("hvor mange er pågrepet", "detained"),
        ("сколько задержано", "detained"),
        ("who did it", "responsibility"),
        ("hvem står bak", "responsibility"),
        ("кто совершил теракт", "responsibility"),
        ("when was the attack", "attack_date"),
        ("which anniversary", "victory_anniversary"),
    ],
)
def test_phrases_by_which_people_ask(story: Story, phrase: str, question: str) -> None:
    users = {
        name
        for name, candidate in story.questions.items()
        if any(phrase in phrases for phrases in candidate.ask_words.values())
    }
    assert users == {question}


def test_every_question_can_be_asked_in_four_languages(story: Story) -> None:
    for question in story.questions.values():
        sizes = {lang: len(phrases) for lang, phrases in question.ask_words.items()}
        assert min(sizes.get(lang, 0) for lang in ("en", "nb", "ru")) >= 7, question.id
        assert sizes.get("tg", 0) >= 3, question.id


def test_no_phrase_means_two_questions(story: Story) -> None:
    uses = Counter(phrase for question in story.questions.values() for phrase in _phrases(question))
    assert [phrase for phrase, number in uses.items() if number > 1] == []


def _phrases(question: Question) -> set[str]:
    return {phrase for phrases in question.ask_words.values() for phrase in phrases}


@pytest.mark.parametrize(
    ("typed", "party"),
    [("moscow", "russia"), ("kremlin", "russia"), ("Россия", "russia"), ("Москва", "russia"), ("Russland", "russia"),
     ("Русия", "russia"), ("dushanbe", "tajikistan"), ("Tadsjikistan", "tajikistan"), ("Киев", "ukraine"), ("USA", "us"),
     ("ИГИЛ", "islamic_state"), ("eu", "eu")],
)  # fmt: skip
def test_names_of_parties(story: Story, typed: str, party: str) -> None:
    assert [info.party.value for info in story.parties.values() if typed.casefold() in info.names] == [party]


def test_outlets_of_the_seeds_are_known(story: Story) -> None:
    names = {name: outlet for outlet in story.outlets.values() for name in (outlet.name, *outlet.aliases)}
    seeds = FileSeeds(ROOT / "seeds").items()
    for item, _ in seeds:
        assert names[item.source].lang == item.lang


def test_feeds_cover_the_languages_of_the_story(feeds: tuple[FeedSpec, ...]) -> None:
    languages = Counter(feed.lang for feed in feeds)
    assert set(languages) == {"en", "ru", "nb", "tg"}
    assert languages["tg"] >= 2
    assert all(feed.evidence for feed in feeds)
    assert len({feed.url for feed in feeds}) == len(feeds) >= 30


def test_lines_are_found_in_every_file_that_ships() -> None:
    for file in sorted((ROOT / "config").rglob("*.toml")):
        source = file.read_text(encoding="utf-8")
        assert set(locate(source)) == set(_paths(tomllib.loads(source))), file.name


def _paths(value: object, above: TomlPath = ()) -> Iterator[TomlPath]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in members:
        yield (*above, key)
        yield from _paths(inner, (*above, key))


def test_the_corpus_is_the_one_that_was_given() -> None:
    given = SHARED / "data" / "seeds"
    if not given.is_dir():
        pytest.skip("the articles are not beside the checkout")
    assert {file.name: file.read_bytes() for file in given.iterdir()} == {
        file.name: file.read_bytes() for file in (ROOT / "seeds").iterdir()
    }
