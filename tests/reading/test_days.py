"""Dated questions and ordinals."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading.smallwords import bounds, refusals

MARCH_22 = date(2024, 3, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On 22 March it burned.", MARCH_22),
        ("It burned on 22 March 2024.", MARCH_22),
        ("The fire broke out on 22.03.2024.", MARCH_22),
        ("On 23 March they came, a day after it burned.", MARCH_22),
    ],
)
def test_the_nearest_day_of_an_event_answers(text: str, day: date) -> None:
    assert bounds(text, "fire_date") == [(day, day)]


def test_each_day_goes_to_the_event_it_stands_closest_to() -> None:
    text = "It burned on 22 March; he visited on 9 May."
    assert bounds(text, "fire_date") == [(MARCH_22, MARCH_22)]
    assert bounds(text, "visit_date") == [(date(2024, 5, 9), date(2024, 5, 9))]


def test_a_weekday_answers_too() -> None:
    assert bounds("He visited on Thursday.", "visit_date") == [(date(2024, 5, 9), date(2024, 5, 9))]


def test_a_day_inside_a_written_phrase_answers_first() -> None:
    assert bounds("After the visit of 9 May, on 10 May, all left.", "visit_date") == [
        (date(2024, 5, 9), date(2024, 5, 9))
    ]


@pytest.mark.parametrize(
    ("text", "question", "reason"),
    [
        ("It burned on 22 June 2024.", "fire_date", "implausible"),
        ("In Oldtown it burned on 22 March 2024.", "fire_date", "other_event"),
        ("Was it on 22 March that it burned?", "fire_date", "question"),
        ("He visited on 9 May 2023.", "visit_date", "implausible"),
    ],
)
def test_a_refused_day_says_why(text: str, question: str, reason: str) -> None:
    assert bounds(text, question) == []
    assert refusals(text, question) == [reason]


def test_a_day_nearer_to_words_that_block_does_not_answer() -> None:
    assert bounds("After it burned, the funeral on 29 March was quiet.", "fire_date") == []


@pytest.mark.parametrize(
    "text",
    [
        "9 May\n\nHe visited the old town, with nobody else around him.\n\n10 May\n\nHe left.",
        "8 May.\n\nHe came.\n\n9 May.\n\nThe old friend whom all had missed for years at last visited.",
        "May 9\nHe visited.\n\nMay 10\nHe left.",
    ],
)
def test_a_day_by_itself_dates_what_follows_in_a_chronicle(text: str) -> None:
    assert bounds(text, "visit_date") == [(date(2024, 5, 9), date(2024, 5, 9))]


@pytest.mark.parametrize(
    "text",
    [
        "9 May\n\nThe old friend whom all had missed for years at last visited.",
        "9 May\nNobody came.\n\n10 May\nHe left.\n\nHe visited.",
        "9 May\n\nThe old friend whom all had missed would have visited, but did not.\n\n10 May\n\nHe left.",
    ],
    ids=["a page's own date", "further on", "denied"],
)
def test_a_day_by_itself_dates_nothing_else(text: str) -> None:
    assert bounds(text, "visit_date") == []


def test_a_month_is_no_day() -> None:
    assert bounds("It burned in March 2024.", "fire_date") == []


def test_a_day_without_a_year_moves_into_the_year_of_its_question() -> None:
    assert bounds("It burned on 22 March.", "fire_date", published=date(2025, 4, 1)) == [(MARCH_22, MARCH_22)]


@pytest.mark.parametrize(
    ("text", "found", "refused"),
    [
        ("They kept the 71st jubilee.", [(71, 71)], []),
        ("They kept the seventy-first jubilee.", [(71, 71)], []),
        ("They kept the 12th jubilee.", [], ["implausible"]),
        ("Was it the 71st jubilee?", [], ["question"]),
        ("It was the 71st jubilee of their wedding.", [], ["blocked"]),
        ("They kept 71 jubilees.", [], []),
    ],
)
def test_an_ordinal_answers_beside_its_words(text: str, found: list[tuple[int, int]], refused: list[str]) -> None:
    assert (bounds(text, "jubilee"), refusals(text, "jubilee")) == (found, refused)
