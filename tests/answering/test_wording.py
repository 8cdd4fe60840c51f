"""Values in words, and quotes cut to length."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.wording import QUOTE_LIMIT, count_text, days_text, excerpt, label_inside, source_name, value_text
from bot.answering.words import Words
from bot.domain.claims import Choice
from bot.domain.interval import Interval
from bot.domain.questions import Outlet, Question, Story, ValueType

EN = Words("en")


@pytest.mark.parametrize(
    ("lo", "hi", "text"),
    [
        (144, 144, "144"),
        (144, None, "at least 144"),
        (551, None, "more than 550"),
        (11, None, "more than 10"),
        (1, None, "at least 1"),
        (900, 1100, "about 1,000"),
        (162, 198, "about 180"),
        (0, 50, "at most 50"),
        (90, 100, "90 to 100"),
        (135, 150, "nearly 150"),
        (24, 99, "dozens"),
        (40, 99, "scores"),
        (100, 999, "hundreds"),
        (2, 5, "2 to 5"),
        (0, 0, "0"),
    ],
)
def test_counts_read_as_an_outlet_puts_them(lo: int, hi: int | None, text: str) -> None:
    assert count_text(EN, Interval(lo, hi)) == text


def test_days_months_and_stretches() -> None:
    assert days_text(EN, date(2024, 4, 27), date(2024, 4, 27)) == "27 April 2024"
    assert days_text(EN, date(2024, 4, 1), date(2024, 4, 30)) == "April 2024"
    assert days_text(EN, date(2024, 4, 26), date(2024, 4, 27)) == "26 April 2024 to 27 April 2024"


def question(kind: ValueType) -> Question:
    wording = {"yes": {"en": "yes"}}
    return Question("q", "t", kind, {"en": "Ukraine's role"}, {"en": "Did Ukraine have a part?"}, "", answers=wording)


def test_values_by_type() -> None:
    assert value_text(EN, question(ValueType.ORDINAL), Interval(71, 71)) == "71st"
    assert value_text(EN, question(ValueType.DATE), Interval.exactly(date(2024, 5, 9))) == "9 May 2024"
    assert value_text(EN, question(ValueType.CHOICE), Choice("yes")) == "yes"
    assert value_text(EN, None, Choice("no")) == "no"


def test_a_label_loses_its_capital_inside_a_sentence_unless_it_is_a_name() -> None:
    assert label_inside(EN, question(ValueType.CHOICE)) == "Ukraine's role"
    killed = Question("k", "t", ValueType.COUNT, {"en": "Killed"}, {"en": "How many were killed?"}, "")
    assert label_inside(EN, killed) == "killed"
    assert label_inside(EN, None, "gone") == "gone"


def test_sources_go_by_their_configured_name() -> None:
    daryo = Outlet("Daryo", "UZ", "en", aliases=("daryo.uz",))
    story = Story({}, {}, {}, {}, {"Daryo": daryo}, ("en",))
    assert source_name(story, "DARYO.UZ") == "Daryo"
    assert source_name(story, "Daryo (after ASIA-Plus)") == "Daryo"
    assert source_name(story, "Unknown Weekly (after Reuters)") == "Unknown Weekly"


def test_the_sentence_around_the_words_is_shown() -> None:
    text = "First. The minister, S. Muhriddin, said that 144 people\n died in it. Last one."
    start = text.index("Muhriddin")
    assert excerpt(text, start, start + 9) == "The minister, S. Muhriddin, said that 144 people"
    assert excerpt(text, start, start + 9, widen=False) == "Muhriddin"


def test_a_long_sentence_is_cut_on_both_sides_of_the_words() -> None:
    text = "left " * 100 + "145 people died" + " right" * 100
    shown = excerpt(text, 500, 515)
    assert shown.startswith("… left")
    assert shown.endswith("right …")
    assert "left 145 people died right" in shown
    assert len(shown) <= QUOTE_LIMIT


WORD = st.text(alphabet="abcdefgåжӣ,", min_size=1, max_size=12)


@given(
    st.lists(WORD, max_size=60),
    st.lists(WORD, min_size=1, max_size=8),
    st.lists(WORD, max_size=60),
    st.integers(120, 300),
)
def test_an_excerpt_is_short_whole_worded_and_holds_the_words(
    before: list[str], core: list[str], after: list[str], limit: int
) -> None:
    text = " ".join([*before, *core, *after])
    start = len(" ".join(before)) + bool(before)
    wanted = " ".join(core)
    shown = excerpt(text, start, start + len(wanted), limit=limit)
    assert len(shown) <= limit
    assert wanted in shown
    inside = shown.removeprefix("… ").removesuffix(" …")
    assert f" {inside}".rstrip(" ,") in f" {text} "
    assert inside.split() == [] or set(inside.rstrip(" ,").split()) <= set(text.split()) | {
        word.rstrip(",") for word in text.split()
    }


def test_words_that_are_too_long_themselves_are_cut_at_the_end() -> None:
    shown = excerpt("word " * 200, 0, 999)
    assert len(shown) <= QUOTE_LIMIT
    assert shown.endswith("word …")
