"""Numbers and what the words around them make of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.interval import Interval
from bot.reading.numbers import Hedge, hedged
from tests.reading.smallwords import NUMBERS, numbers


def bounds(text: str) -> list[tuple[int, int | None]]:
    return [(number.value.lo, number.value.hi) for number in numbers(text)]


@pytest.mark.parametrize(
    "text",
    [
        "1000",
        "1,000",
        "1’000",
        "1.000",
        "1 000",
        "1\u00a0000",
        "1\u202f000",
        "1\u2009000",
        "a thousand",
        "one thousand",
    ],
)
def test_a_thousand_is_one_number_however_it_is_written(text: str) -> None:
    assert bounds(f"In all {text} people") == [(1000, 1000)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("007", 7),
        ("1,234,567", 1_234_567),
        ("2.5 million", 2_500_000),
        ("2,5 million", 2_500_000),
        ("1.75 thousand", 1750),
        ("3 million", 3_000_000),
        ("5 hundred", 500),
        ("two dozen", 24),
        ("zero", 0),
        ("four", 4),
        ("forty-four", 44),
        ("forty four", 44),
        ("a hundred", 100),
        ("a dozen", 12),
        ("a hundred and forty-four", 144),
        ("one hundred forty four", 144),
        ("five hundred and fifty", 550),
        ("two thousand five hundred and four", 2504),
        ("one hundred and two thousand", 102_000),
        ("half million", 500_000),
        ("٣٣", 33),
    ],
)
def test_a_figure_in_digits_or_words(text: str, value: int) -> None:
    assert bounds(f"There were {text} people") == [(value, value)]


@pytest.mark.parametrize(
    "text",
    [
        "12.9 km",
        "1.5 people",
        "at 22:30",
        "1.2.3",
        "²",
        "half",
        "a man",
        "an",
        "hundredfold",
        "9" * 30,
    ],
)
def test_what_is_no_whole_number_is_none(text: str) -> None:
    assert bounds(text) == []


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("144", (144, 144)),
        ("at least 144", (144, None)),
        ("no fewer than 144", (144, None)),
        ("144 or more", (144, None)),
        ("more than 550", (551, None)),
        ("over 550", (551, None)),
        ("550 plus", (551, None)),
        ("about 1,000", (900, 1100)),
        ("around 1,000", (900, 1100)),
        ("some 40", (36, 44)),
        ("up to 50", (0, 50)),
        ("no more than 50", (0, 50)),
        ("fewer than 50", (0, 49)),
        ("between 90 and 100", (90, 100)),
        ("from 90 to 100", (90, 100)),
        ("90 to 100", (90, 100)),
        ("90-100", (90, 100)),
        ("90–100", (90, 100)),
        ("three or four", (3, 4)),
        ("four", (4, 4)),
        ("a dozen", (12, 12)),
        ("about a dozen", (10, 14)),
        ("more than two hundred", (201, None)),
        ("dozens", (24, 99)),
        ("scores", (40, 99)),
        ("hundreds", (100, 999)),
        ("nearly 150", (135, 150)),
        ("rose to over 550", (550, 550)),
    ],
)
def test_the_words_around_a_figure_make_it_an_interval(text: str, interval: tuple[int, int | None]) -> None:
    assert bounds(f"They counted {text} people") == [interval]


@pytest.mark.parametrize(
    ("value", "about", "nearly"),
    [
        (0, (0, 0), (0, 0)),
        (1, (0, 2), (0, 1)),
        (4, (3, 5), (3, 4)),
        (15, (13, 17), (13, 15)),
        (145, (130, 160), (130, 145)),
    ],
)
def test_percentages_round_outward(value: int, about: tuple[int, int], nearly: tuple[int, int]) -> None:
    assert hedged(value, Hedge.ABOUT) == Interval(*about)
    assert hedged(value, Hedge.NEARLY) == Interval(*nearly)


@given(st.integers(0, 10**9), st.sampled_from([None, *Hedge]))
def test_every_hedge_gives_an_interval_beside_its_figure(value: int, hedge: Hedge | None) -> None:
    found = hedged(value, hedge)
    assert found.lo >= 0
    if hedge in (None, Hedge.EXACT, Hedge.ABOUT, Hedge.AT_LEAST, Hedge.UP_TO, Hedge.NEARLY):
        assert found.meets(Interval.exactly(value))
    if hedge is Hedge.MORE_THAN or (hedge is Hedge.FEWER_THAN and value):
        assert not found.meets(Interval.exactly(value))


def test_fewer_than_nothing_is_nothing() -> None:
    assert hedged(0, Hedge.FEWER_THAN) == Interval(0, 0)


def test_a_range_only_climbs_and_a_hedge_needs_a_figure() -> None:
    assert bounds("100 to 90") == [(100, 100), (90, 90)]
    assert bounds("more than dozens") == [(24, 99)]
    assert bounds("at least between 90 and 100") == [(90, 100)]


def test_between_spelled_hundreds_stand_two_figures() -> None:
    assert bounds("between one hundred and two hundred people") == [(100, 200)]
    assert bounds("one hundred and two hundred") == [(100, 100), (200, 200)]


@pytest.mark.parametrize(
    ("text", "value"),
    [("71st", 71), ("22nd", 22), ("103rd", 103), ("12th", 12), ("twelfth", 12), ("seventy-first", 71)],
)
def test_an_ordinal_counts_a_place_in_a_row(text: str, value: int) -> None:
    (number,) = numbers(f"the {text} person")
    assert (number.ordinal, number.value) == (True, Interval.exactly(value))


def test_an_ordinal_ending_stands_directly_behind_its_figure() -> None:
    assert [number.ordinal for number in numbers("12 th")] == [False]
    assert [number.ordinal for number in numbers("12 people")] == [False]


def test_a_full_stop_makes_an_ordinal_only_where_the_sentence_goes_on() -> None:
    spec = replace(NUMBERS, ordinal_marks=(".",))
    assert [number.ordinal for number in numbers("den 12. siktede", spec)] == [True]
    assert [number.ordinal for number in numbers("de var 12.", spec)] == [False]


def test_an_ending_behind_a_hyphen_makes_an_ordinal() -> None:
    spec = replace(NUMBERS, ordinal_marks=("-й", "-лет"))
    assert [number.ordinal for number in numbers("71-я 71-й 79-летие 5-people", spec)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("text", "value"),
    [("hundreogfemti", 150), ("hundreogførtifire", 144), ("tohundre", 200), ("totusenfemti", 2050), ("femhundre", 500)],
)
def test_a_figure_may_be_one_word_where_the_language_says_so(text: str, value: int) -> None:
    spec = replace(
        NUMBERS,
        words={"to": 2, "fire": 4, "fem": 5, "førti": 40, "femti": 50},
        multipliers={"hundre": 100, "tusen": 1000},
        joiners=("og",),
        compounds=True,
    )
    assert [number.value for number in numbers(f"Det var {text} mennesker", spec)] == [Interval.exactly(value)]
    assert numbers("toppene femtiden " + "to" * 500, spec) == []


def test_a_number_knows_its_hedge_its_figure_and_whether_it_is_weak_or_vague() -> None:
    hedge, weak, vague = numbers("at least 144, one and dozens")
    assert (hedge.first, hedge.core, hedge.last, hedge.hedge, hedge.digits) == (0, 2, 3, Hedge.AT_LEAST, True)
    assert (weak.weak, weak.digits, weak.hedge) == (True, False, None)
    assert vague.vague
    assert [number.weak for number in numbers("at least one")] == [False]


def test_figures_stay_apart_unless_they_grow_smaller() -> None:
    assert bounds("five ten") == [(5, 5), (10, 10)]
    assert bounds("twenty forty") == [(20, 20), (40, 40)]
    assert bounds("four and five") == [(4, 4), (5, 5)]
    assert bounds("145, 133 and 93") == [(145, 145), (133, 133), (93, 93)]


@given(
    st.lists(
        st.sampled_from([*NUMBERS.words, *NUMBERS.multipliers, "and", "a", "to", "145", "2.5", "over"]), max_size=60
    )
)
def test_any_row_of_number_words_gives_numbers_in_order(words: list[str]) -> None:
    found = numbers(" ".join(words))
    assert all(one.core_last <= other.core for one, other in pairwise(found))
    assert all(number.first <= number.core < number.core_last <= number.last for number in found)


def test_the_marks_of_notes_are_no_figures() -> None:
    assert bounds("145 people died.[21][22]") == [(145, 145)]
