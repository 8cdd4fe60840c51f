"""Texts that mean harm: nothing raises, every quote is verbatim, and ten times the text takes about ten times as long."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.claims import Item
from bot.reading.reader import Reader
from bot.reading.result import Reading
from tests.reading.smallwords import EVENTS, QUESTIONS, RULES, TITLE, WORDS, small
from tests.reading.test_english import reader

NAUGHTY = Path(__file__).parents[3] / "shared" / "material" / "hostile" / "blns" / "blns.json"
PARTS = [
    *{word.strip("*?@") for phrase in (*WORDS.speech.before, *WORDS.speech.after) for word in phrase.split("|")},
    *(phrase for words in QUESTIONS.values() for phrase in (*words.before, *words.after, *words.event, *words.topic)),
    "Gridhall", "Oldtown", "Kyiv", "Moscow", "said", "denied", "not", "and", "people", "arson", "arsonists guilty",
    "144", "1,000", "2.5", "million", "hundred", "dozens", "half", "at least", "between", "71st", "²", "٣", "９",
    "22 March", "2024-03-22", "31.02.2024", "0000-00-00", "a day later", "9999 days later", "Friday", "late April",
    ".", "?", ",", ";", "“", "”", '"', "«", "(", "–", "- ", "\n", "\n\n", "Read more:", "Photo:", "\x00", "\u202e", "İ",
]  # fmt: skip

SHAPES: dict[str, str] = {
    "claims in one sentence": "145 people were killed and ",
    "numbers": "145, ",
    "grouped digits": "1 000 000 ",
    "digits": "1",
    "number words": "five hundred and ",
    "hyphens": "1-",
    "slashes": "1/",
    "days": "22 March 2024, a day after ",
    "sentences": "At least 145 people were killed, Moscow said. ",
    "denials": "Kyiv said it was arson. Moscow rejected that. ",
    "voices": "Russia said Ukraine denied, John Smith said ",
    "parties": "Russia and Ukraine and the national security council and ",
    "events": "Gridhall Crocus Oldtown Beslan 22 March attack ",
    "answers": "it was arson by arsonists guilty Islamic State claimed responsibility ",
    "questions": "How many people were killed? ",
    "quotation marks": '"',
    "quotations": "“it was arson” ",
    "brackets": "(",
    "full stops": ".",
    "stops and words": "...x",
    "stops and letters": "A. ",
    "exclamations": "!? ",
    "spaces": " ",
    "one word": "a",
    "one compound": "tohundre",
    "accents": "\u0301",
    "lines": "a\n",
    "paragraphs": "A day later\n\n",
    "lists": "Read more: one\n\n",
    "bullets": "• 145 killed\n",
    "menus": " | ",
}
COUNTED: dict[str, Callable[[int], str]] = {
    "different answers": lambda number: f"{2 + number % 40} to {43 + number // 40} dead. " if number else "Crocus. ",
    "a quotation that is not closed": lambda number: "Ab. " if number else '"',
}
"""Shapes whose parts differ: what stands at each place, counted from 0."""
EVERY = (*SHAPES, *COUNTED)


def text_of(shape: str, size: int) -> str:
    part = SHAPES.get(shape) or "".join(COUNTED[shape](number) for number in range(size // 4))
    return (part * (size // len(part) + 1))[: size - 2] + " x"


def read(text: str, engine: Reader, lang: str = "en", title: str = TITLE) -> Reading:
    return engine.read(Item("i", "s", lang, title, text, datetime(2024, 5, 10, tzinfo=UTC)))


def checked(text: str, engine: Reader, lang: str = "en", title: str = TITLE) -> Reading:
    reading = read(text, engine, lang, title)
    source = text if text.strip() else title
    quotes = [(claim.start, claim.end, claim.quote) for claim in reading.claims]
    quotes += [(candidate.start, candidate.end, candidate.quote) for candidate in reading.rejected]
    quotes += [(event.start, event.end, event.quote) for event in reading.events]
    for start, end, quote in quotes:
        assert source[start:end] == quote
        assert 0 < len(quote) <= 300
    for passage in reading.passages:
        assert source[passage.start : passage.end] == passage.text
    return reading


def small_reader() -> Reader:
    return Reader({"en": small()}, RULES, EVENTS.years)


@settings(max_examples=300)
@given(st.text(max_size=400), st.text(max_size=40))
@example("", "")
@example("\ud800", "\udfff")
@example("145 \u0307 i\u0307 1\u0307 were killed", "\u0307")
def test_any_text_can_be_read(text: str, title: str) -> None:
    checked(text, small_reader(), title=title)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PARTS), max_size=80), st.sampled_from([" ", ""]))
def test_any_row_of_words_that_mean_something_can_be_read(parts: list[str], between: str) -> None:
    text = between.join(parts)
    engine = small_reader()
    assert checked(text, engine) == checked(text, engine)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_text_can_be_read_in_every_shipped_language(data: st.DataObject) -> None:
    parts = st.one_of(st.sampled_from(PARTS), st.text(max_size=8))
    text = " ".join(data.draw(st.lists(parts, max_size=50)))
    checked(text, reader(), data.draw(st.sampled_from(reader().languages)))


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the naughty strings are not beside the checkout")
def test_naughty_strings_can_be_read_as_texts_and_titles() -> None:
    for naughty in json.loads(NAUGHTY.read_text(encoding="utf-8")):
        for lang in reader().languages[:3]:
            checked(naughty, reader(), lang)
            reading = checked(f"Yes. {naughty} In all 145 people were killed in Crocus.", reader(), lang, title=naughty)
            assert reading.lang == lang


@pytest.mark.parametrize("shape", EVERY)
def test_every_shape_of_text_can_be_read(shape: str) -> None:
    text = text_of(shape, 2_500)
    for lang in reader().languages:
        checked(text, reader(), lang)


def seconds(text: str, lang: str) -> float:
    """The processor's time for one reading, without the collector's pauses."""
    gc.disable()
    try:
        begin = process_time()
        read(text, reader(), lang)
        return process_time() - begin
    finally:
        gc.enable()


@pytest.mark.parametrize("shape", EVERY)
def test_the_time_for_a_text_is_linear_in_its_length(shape: str) -> None:
    lang = "nb" if shape == "one compound" and "nb" in reader().languages else "en"
    size = 4_000 if shape in COUNTED else 2_000
    small_text, large_text = text_of(shape, size), text_of(shape, 10 * size)
    read(small_text, reader(), lang)
    # The best of three: what else the machine does only ever adds.
    small_time = max(min(seconds(small_text, lang) for _ in range(3)), 0.002)
    large_time = min(seconds(large_text, lang) for _ in range(2))
    assert large_time / small_time < 20, f"{small_time:.4f} s, {large_time:.4f} s"


def test_an_article_of_two_hundred_thousand_characters_takes_about_ten_times_as_long_as_a_tenth_of_it() -> None:
    paragraph = (
        "At least 144 people were killed in the Crocus attack on 22 March, Moscow said. Kyiv denied any role in it.\n\n"
    )
    small_text, large_text = (paragraph * (size // len(paragraph)) for size in (20_000, 200_000))
    read(small_text, reader())
    small_time = min(seconds(small_text, "en") for _ in range(2))
    assert seconds(large_text, "en") / small_time < 15


def test_what_is_remembered_of_words_does_not_grow_with_their_length() -> None:
    engine = small_reader()
    read("b" * 100_000 + " " + "c" * 900, engine)
    book = small().book
    assert book._words
    assert all(len(word) <= 40 for word in book._words)
