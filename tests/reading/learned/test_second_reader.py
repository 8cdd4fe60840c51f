"""The shipped model: it is what its card says, hears what the rules miss, and takes whatever text comes."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.claims import Choice, Item, Party
from bot.domain.interval import Interval
from bot.reading.learned.card import FILES, BadModelError, check_files, read_card
from bot.reading.learned.opinion import Heard
from bot.reading.learned.second import MOST, SecondReader
from bot.reading.learned.windows import LONGEST, Role, windows
from bot.reading.reader import Reader
from bot.settings.folder import ConfigFolder
from bot.settings.second import MODEL, load_second
from bot.settings.story import load_story
from tests.fakes import shipped
from tests.quality.measure import ROOT

FOLDER = ROOT / "config" / MODEL
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def second() -> SecondReader:
    return SecondReader.load(FOLDER)


@pytest.fixture(scope="module")
def rules() -> Reader:
    return shipped.rules()


def item(text: str, lang: str = "en", title: str = "The attack on Crocus City Hall") -> Item:
    return Item("x", "outlet.example", lang, title, text, datetime(2024, 5, 1, tzinfo=UTC))


def test_the_model_is_whole_and_small_enough() -> None:
    check_files(FOLDER, read_card(FOLDER))
    assert sum((FOLDER / name).stat().st_size for name in FILES) < 25 * MEGABYTE
    assert (FOLDER / "LICENSE").is_file()


def test_it_answers_only_questions_and_parties_that_are_configured(second: SecondReader) -> None:
    story = load_story(ConfigFolder(ROOT / "config"))
    assert second.card.questions <= story.questions.keys()
    for question, answers in second.card.choices.items():
        assert set(answers) == set(story.questions[question].answers)


def test_a_plain_toll_is_heard(second: SecondReader, rules: Reader) -> None:
    text = "The attack on Crocus City Hall left 145 people dead. In Beslan 334 people were killed in 2004."
    heard = {
        (one.question, one.value): one.probability
        for one in second.hear(item(text), rules.sentences(item(text))).opinions
    }
    assert heard["killed", Interval(145, 145)] > 0.7
    assert heard.get(("killed", Interval(334, 334)), 0.0) < second.bar("killed", Interval(334, 334)).alone


def test_a_choice_is_heard_with_its_speaker(second: SecondReader, rules: Reader) -> None:
    text = "Islamic State said its fighters had carried out the attack on the concert hall."
    heard = [
        one for one in second.hear(item(text), rules.sentences(item(text))).opinions if one.question == "responsibility"
    ]
    best = max(heard, key=lambda one: one.probability)
    assert best.value == Choice("islamic_state")
    assert best.probability > 0.5


def test_a_language_it_never_saw_gets_no_opinion(second: SecondReader) -> None:
    assert second.hear(item("Ось 145", lang="xx"), []) == Heard()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "145",
        "1 " * 5000,
        "x" * 20_000,
        "\u202e\u0000\ufffd 145 killed \u200d",
        "killed 145. " * 400,
        "ㅤ" * 500 + " 3",
    ],
    ids=["empty", "blank", "number", "numbers", "word", "controls", "long", "foreign"],
)
def test_any_text_is_taken(second: SecondReader, rules: Reader, text: str) -> None:
    one = item(text)
    for opinion in second.hear(one, rules.sentences(one) if text.strip() else []).opinions:
        assert 0 <= opinion.probability <= 1
        assert 0 <= opinion.first < opinion.last <= len(opinion.sentence.tokens)


def test_every_sentence_is_judged_once_and_windows_fit(second: SecondReader, rules: Reader) -> None:
    one = item("On 22 March 2024 at least 133 people were killed near Moscow. " * 60)
    sentences = rules.sentences(one)
    found = list(windows(one, sentences, [], second._pieces))
    judged = [sentence.number for window in found for sentence, _ in window.sentences]
    assert judged == [sentence.number for sentence in sentences]
    assert all(len(window.ids) <= LONGEST + 64 for window in found)


def test_names_are_marked_with_whose_they_are(second: SecondReader, rules: Reader) -> None:
    one = item("The Kyiv spokesman Bob Brown smiled. “Dushanbe knows,” said Brown. It rained on Moscow.")
    sentences = rules.sentences(one)
    (marked,) = windows(one, sentences, [], second._pieces)
    (plain,) = windows(one, sentences, [], second._pieces, names=False)
    assert set(plain.roles) == {Role.TITLE, Role.BODY}
    parties = list(Party)
    by_sentence = [{role - Role.PARTY for role in marked.roles[slice(*span)]} for _, span in marked.sentences]
    assert [[parties[place] for place in sorted(one) if place >= 0] for one in by_sentence] == [
        [Party.UKRAINE],
        [Party.TAJIKISTAN, Party.UKRAINE],
        [Party.RUSSIA],
    ]


def test_what_was_judged_before_is_not_judged_again(rules: Reader) -> None:
    second = SecondReader.load(FOLDER)
    text = item("The attack on Crocus City Hall left 145 people dead, Russia said on 3 April.")
    heard = second.hear(text, rules.sentences(text))
    second._encoder._session = None  # whoever runs the model now fails
    assert heard.opinions
    assert second.hear(replace(text, id="y"), rules.sentences(text)).opinions == heard.opinions
    other = replace(text, title="Another title")
    with pytest.raises(AttributeError):
        second.hear(other, rules.sentences(other))


def test_of_a_very_long_text_the_beginning_is_judged(second: SecondReader, rules: Reader) -> None:
    one = item("On 22 March 2024 at least 133 people were killed near Moscow. " * 2000)
    sentences = rules.sentences(one)
    judged = second.hear(one, sentences).judged
    assert judged == frozenset(range(len(judged)))
    assert MOST < len(judged) < len(sentences)


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_refused(tmp_path: Path, name: str) -> None:
    shutil.copytree(FOLDER, tmp_path / MODEL)
    (tmp_path / MODEL / name).write_bytes(b"not it")
    with pytest.raises(BadModelError, match="is not the file that the model's card names"):
        SecondReader.load(tmp_path / MODEL)
    second, told = load_second(tmp_path)
    assert second is None
    assert name in told


@pytest.mark.parametrize("card", ["", "{}", "[]", '{"version": 1}', json.dumps({"numbers": 3})])
def test_a_broken_card_is_refused(tmp_path: Path, card: str) -> None:
    (tmp_path / "card.json").write_text(card, encoding="utf-8")
    with pytest.raises(BadModelError, match="is no model's card"):
        read_card(tmp_path)


def test_a_configuration_without_a_model_is_read_by_the_rules(tmp_path: Path) -> None:
    assert load_second(tmp_path) == (None, "the configuration has no model")


def test_a_sentence_of_which_only_the_beginning_was_looked_at_is_the_rules_alone(
    second: SecondReader, rules: Reader
) -> None:
    names = ", ".join(f"Krasnogorsk-{number}" for number in range(300))
    text = f"The attack on Crocus City Hall was felt in {names}. Killed were 145 people."
    heard = second.hear(item(text), rules.sentences(item(text)))
    sentences = rules.sentences(item(text))
    assert 0 not in heard.judged
    assert sentences[-1].number in heard.judged


@pytest.mark.parametrize(
    "text",
    ["145 people died.\ud83d " * 3, "1 " * 4_000, "x" * 9_000, "\u200b" * 500, "\u202e145 people died.", "«" * 900],
    ids=["half a letter", "figures", "one word", "nothing to see", "backwards", "quotation marks"],
)
def test_odd_texts_are_heard_out(second: SecondReader, rules: Reader, text: str) -> None:
    odd = item(f"The attack on Crocus City Hall.\n{text}")
    for one in second.hear(odd, rules.sentences(odd)).opinions:
        assert one.first < one.last
