"""The shipped English words on the seed articles and on sentences that the contract names."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from bot.domain.claims import Choice, Item, Party
from bot.domain.interval import Interval
from bot.reading.analysis import analyse
from bot.reading.language import Language
from bot.reading.numbers import NumberGrammar
from bot.reading.reader import Reader
from bot.reading.result import Reading
from bot.reading.tokens import tokenize
from bot.reading.words import EventWords, LanguageWords, LayoutWords
from bot.settings.folder import ConfigFolder
from tests.fakes.shipped import rules

ROOT = Path(__file__).parents[2]
LEAD = "The attack on Crocus City Hall shook Russia. "


def reader() -> Reader:
    return rules()


@cache
def bare(code: str) -> Language:
    """A shipped language without its questions: for what is found before any question is asked."""
    folder = ConfigFolder(ROOT / "config")
    words = folder.table(f"languages/{code}.toml").without("questions").into(LanguageWords)
    return Language(words, folder.load(EventWords, "events.toml"), {}, {}, folder.load(LayoutWords, "layout.toml"))


def read(text: str) -> Reading:
    item = Item("i", "The Gazette", "en", "Crocus City Hall attack", LEAD + text, datetime(2024, 5, 10, tzinfo=UTC))
    return reader().read(item)


def bounds(text: str, question: str) -> list[tuple[object, object]]:
    values = [claim.value for claim in read(text).claims if claim.question == question]
    return [(value.lo, value.hi) for value in values if isinstance(value, Interval)]


def answers(text: str, question: str) -> set[tuple[str, Party | None]]:
    found = [claim for claim in read(text).claims if claim.question == question]
    return {(claim.value.answer, claim.party) for claim in found if isinstance(claim.value, Choice)}


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("144", (144, 144)),
        ("at least 144", (144, None)),
        ("more than 550", (551, None)),
        ("over 550", (551, None)),
        ("about 1,000", (900, 1100)),
        ("around 1,000", (900, 1100)),
        ("up to 50", (0, 50)),
        ("no more than 50", (0, 50)),
        ("fewer than 50", (0, 49)),
        ("between 90 and 100", (90, 100)),
        ("four", (4, 4)),
        ("a dozen", (12, 12)),
        ("dozens", (24, 99)),
        ("scores", (40, 99)),
        ("hundreds", (100, 999)),
        ("nearly 150", (135, 150)),
        ("some 40", (36, 44)),
        ("1,000", (1000, 1000)),
        ("1 000", (1000, 1000)),
        ("1.000", (1000, 1000)),
        ("1000", (1000, 1000)),
        ("a hundred and forty-four", (144, 144)),
    ],
)
def test_counts_are_the_intervals_of_the_contract(text: str, interval: tuple[int, int | None]) -> None:
    spec = bare("en").words.numbers
    (number,) = NumberGrammar(spec).find(tokenize(f"{text} people", 0, len(text) + 7))
    assert (number.value.lo, number.value.hi) == interval


@pytest.mark.parametrize(
    ("text", "question", "found"),
    [
        ("At least 144 people were killed.", "killed", [(144, None)]),
        ("The death toll is 145, up from 144.", "killed", [(145, 145)]),
        ("145 people were killed, not 133 as first reported.", "killed", [(145, 145)]),
        ("18 more bodies were found.", "killed", []),
        ("58 of them died inside the building.", "killed", []),
        ("In Beslan 334 people were killed.", "killed", []),
        ("The hall has 6,200 seats.", "killed", []),
        ("Were 200 people killed?", "killed", []),
        ("More than 550 people were injured.", "injured", [(551, None)]),
        ("97 of the 182 injured are in hospital.", "hospitalised", [(97, 97)]),
        ("Several people were killed.", "killed", []),
        ("A spectator aged 44 was killed.", "killed", []),
    ],
)
def test_counts_in_english(text: str, question: str, found: list[tuple[int, int | None]]) -> None:
    assert bounds(text, question) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("954 Tajik citizens are stuck at Vnukovo airport.", [(954, 954)]),
        ("954 Tajik citizens are stuck at Vnukovo airport and 27 at Zhukovsky.", []),
        ("954 Tajik citizens are stuck at Vnukovo; flights to Zhukovsky go on.", [(954, 954)]),
        ("Some 1,000 Tajik citizens were stuck at Moscow's airports, 954 of them at Vnukovo.", [(900, 1100)]),
        ("Tajik citizens are stuck at the airports: 954 at Vnukovo, 27 at Zhukovsky and six at Domodedovo.", []),
        ("322 Tajik citizens are stuck at Vnukovo and Zhukovsky airports.", [(322, 322)]),
        (
            "The last group at Zhukovsky was let through, but 12 Tajik citizens were still stuck at the airports.",
            [(12, 12)],
        ),
    ],
)
def test_what_one_airport_holds_is_a_part(text: str, found: list[tuple[int, int | None]]) -> None:
    assert bounds(text, "stranded") == found


def test_choices_in_english() -> None:
    text = "Islamic State claimed responsibility for the attack. Ukraine denied any involvement in the attack."
    assert answers(text, "responsibility") == {("islamic_state", Party.ISLAMIC_STATE)}
    assert answers(text, "ukraine_role") == {("not_involved", Party.UKRAINE)}


@pytest.mark.parametrize(
    "text",
    [
        "Kyiv denied Moscow's claim that Ukraine was behind the attack on Crocus City Hall.",
        "Ukraine has rejected Russian accusations of involvement in the attack on Crocus City Hall.",
    ],
)
def test_a_denial_tells_what_the_other_side_claims(text: str) -> None:
    assert answers(text, "ukraine_role") == {("not_involved", Party.UKRAINE), ("involved", Party.RUSSIA)}


def test_a_place_named_in_a_denial_claims_nothing() -> None:
    text = "Ukraine has denied any involvement in the attack on Crocus City Hall near Moscow."
    assert answers(text, "ukraine_role") == {("not_involved", Party.UKRAINE)}


def seed(number: int) -> tuple[str, str]:
    """A seed article's language and text."""
    row = tomllib.loads((ROOT / "seeds" / "index.toml").read_text(encoding="utf-8"))["item"][number]
    return row["lang"], (ROOT / "seeds" / row["file"]).read_text(encoding="utf-8")


def lines(number: int) -> dict[str, str]:
    """The kind of each line of a seed article, by how the line begins."""
    lang, text = seed(number)
    blocks = bare(lang).layout.blocks(text, "")
    return {text[block.start : block.end].strip()[:40]: block.kind for block in blocks}


@pytest.mark.parametrize(
    ("number", "kind", "beginnings"),
    [
        (0, "body", ["A terrorist attack at", "The terrorist attack at", "On May 8,"]),
        (1, "body", ["Emomali Rahmon, the", "Additionally, several", "Putin also welcomed"]),
        (2, "body", ["Russian Foreign Minister", "The meeting was", "Last week, Asia", "On April 27", "29 April", "On March 22"]),
        (2, "heading", ["Statement from Moscow", "What was said in Dushanbe", "How did the events develop?"]),
        (2, "noise", ["What are you thinking?"]),
        (2, "related", ["More from author", "In Ukraine, they", "More than half of", "Features of", "The Russian military"]),
        (3, "caption", ["Tadjikistans president Emomali Rahmon me"]),
        (3, "noise", ["Artikkelen fortsetter under annonsen"]),
        (3, "related", ["Les mer om"]),
        (3, "body", ["Terroristene Russland", "Den ytterliggående", "Totalt elleve", "– Vi blir aldri"]),
        (4, "body", ["Russian Foreign Minister", "The telephone call was", "A day earlier, the"]),
        (4, "related", ["Comments (0)"]),
    ],
)  # fmt: skip
def test_what_of_the_seed_articles_is_the_article(number: int, kind: str, beginnings: list[str]) -> None:
    found = lines(number)
    for beginning in beginnings:
        assert {each for line, each in found.items() if line.startswith(beginning)} == {kind}, beginning


@pytest.mark.parametrize("number", range(5))
def test_the_seed_articles_fall_into_whole_sentences(number: int) -> None:
    lang, text = seed(number)
    item = Item("i", "The Gazette", lang, "", text, datetime(2024, 5, 10, tzinfo=UTC))
    body = [sentence for sentence in analyse(item, bare(lang)) if sentence.kind == "body"]
    assert body
    assert all(text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end] for sentence in body)
    assert not any(text[sentence.start].islower() for sentence in body)
