"""Days: every way of writing one, the year that is not written, and days that count from other days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.days import resolve
from tests.reading.smallwords import PUBLISHED, days, sentences

MARCH_22 = date(2024, 3, 22)


def days_of(text: str, published: date = PUBLISHED) -> list[tuple[date, date | None]]:
    return [(span.days.lo, span.days.hi) for span in days(text, published)]


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-22",
        "22.03.2024",
        "22.3.24",
        "22/03/2024",
        "22 March 2024",
        "22 March, 2024",
        "22 Mar 2024",
        "22. March 2024",
        "the 22nd of March 2024",
        "March 22, 2024",
        "March 22nd, 2024",
        "Mar. 22, 2024",
        "Friday 22 March 2024",
        "Friday, March 22, 2024",
        "22 March 2024 г",
        "22 March",
        "March 22",
        "Friday, 22 March",
    ],
)
def test_a_day_is_the_same_day_however_it_is_written(text: str) -> None:
    assert days_of(f"It burned on {text}, they say") == [(MARCH_22, MARCH_22)]


def test_a_day_in_words() -> None:
    assert days_of("the twelfth of March") == [(date(2024, 3, 12), date(2024, 3, 12))]


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2024",
        "2024-13-01",
        "0000-00-00",
        "32 March",
        "22.03",
        "1-2-3-4-5-6-7-8-9",
        "22 people",
        "1/2/3/4",
        "march on",
        "may be",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert [span for span in days(text) if span.precision == "day"] == []


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("22 March", date(2024, 5, 10), date(2024, 3, 22)),
        ("22 December", date(2024, 5, 10), date(2023, 12, 22)),
        ("20 June", date(2024, 5, 10), date(2024, 6, 20)),
        ("2 January", date(2023, 12, 28), date(2023, 1, 2)),
        ("29 February", date(2024, 5, 10), date(2024, 2, 29)),
        ("22 March 2019", date(2024, 5, 10), date(2019, 3, 22)),
    ],
)
def test_a_day_without_a_year_is_the_latest_that_is_not_far_ahead(text: str, published: date, day: date) -> None:
    assert days_of(text, published) == [(day, day)]


def test_a_day_knows_whether_its_year_was_written() -> None:
    assert [span.dated for span in days("22 March 2024; 22 March; 2024-03-22")] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("March 2024", date(2024, 3, 1), date(2024, 3, 31)),
        ("February 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("in March", date(2024, 3, 1), date(2024, 3, 31)),
        ("in December", date(2023, 12, 1), date(2023, 12, 31)),
        ("late April", date(2024, 4, 21), date(2024, 4, 30)),
        ("early March 2023", date(2023, 3, 1), date(2023, 3, 10)),
    ],
)
def test_a_month_or_a_part_of_one_is_a_stretch(text: str, first: date, last: date) -> None:
    (span,) = days(text)
    assert (span.days.lo, span.days.hi) == (first, last)
    assert span.precision == ("stretch" if text.startswith(("late", "early")) else "month")


def test_a_month_that_is_a_common_word_needs_its_capital() -> None:
    assert days_of("they may march") == []
    assert len(days_of("in May")) == 1


@pytest.mark.parametrize(
    ("name", "day"),
    [("Friday", 10), ("Thursday", 9), ("Wednesday", 8), ("Tuesday", 7), ("Monday", 6), ("Sunday", 5), ("Saturday", 4)],
)
def test_a_weekday_is_the_latest_not_after_publication(name: str, day: int) -> None:
    (span,) = days(f"on {name}")
    assert (span.days.lo, span.weekday) == (date(2024, 5, day), True)


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.sampled_from(["Monday", "Friday", "Sunday"]))
def test_a_weekday_lies_within_the_week_before_publication(published: date, name: str) -> None:
    (span,) = days(f"on {name}", published)
    assert timedelta(0) <= published - span.days.lo < timedelta(7)
    assert span.days.lo.strftime("%A") == name


def test_a_weekday_beside_its_date_is_one_day() -> None:
    assert days_of("Friday, 22 March, and Monday 25 March") == [
        (MARCH_22, MARCH_22),
        (date(2024, 3, 25), date(2024, 3, 25)),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2024, 5, 10)),
        ("yesterday", date(2024, 5, 9)),
        ("four days ago", date(2024, 5, 6)),
        ("10 days ago", date(2024, 4, 30)),
        ("a week ago", date(2024, 5, 3)),
    ],
)
def test_a_relative_day_counts_from_publication(text: str, day: date) -> None:
    assert days_of(text) == [(day, day)]


def test_a_number_of_days_beyond_all_calendars_is_no_day() -> None:
    assert days_of("999999999 days ago") == []
    assert days_of("dozens days ago") == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("last week", date(2024, 4, 29), date(2024, 5, 5)),
        ("at the weekend", date(2024, 5, 4), date(2024, 5, 5)),
        ("this week", date(2024, 5, 6), date(2024, 5, 10)),
    ],
)
def test_a_stretch_counts_from_the_week_of_publication_and_ends_with_it(text: str, first: date, last: date) -> None:
    (span,) = days(text)
    assert (span.days.lo, span.days.hi, span.precision) == (first, last, "stretch")


def settled(text: str) -> list[date]:
    found = sentences(text)
    resolve(found, PUBLISHED)
    return [span.days.lo for sentence in found for span in sentence.dates]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It burned on 22 March. A day later they came.", [MARCH_22, date(2024, 3, 23)]),
        ("It burned on 22 March. Four days later they came.", [MARCH_22, date(2024, 3, 26)]),
        ("It burned on 22 March. A day earlier they came.", [MARCH_22, date(2024, 3, 21)]),
        ("It burned on 22 March. That day they came.", [MARCH_22, MARCH_22]),
        ("It burned on 22 March. A day later. A day later.", [MARCH_22, date(2024, 3, 23), date(2024, 3, 24)]),
        ("On 22 March, a day after the visit.", [MARCH_22, date(2024, 3, 21)]),
        ("On 22 March, four days after the visit.", [MARCH_22, date(2024, 3, 18)]),
        ("On 22 March, on the eve of the visit.", [MARCH_22, date(2024, 3, 23)]),
    ],
)
def test_a_day_may_count_from_another_day_of_the_text(text: str, expected: list[date]) -> None:
    assert settled(text) == expected


def test_a_day_that_counts_from_nothing_is_dropped() -> None:
    assert settled("A day later they came.") == []
    assert settled("That day they came.") == []
    assert settled("A day after the visit they came.") == []


def test_the_day_before_counts_from_publication_until_a_day_is_named() -> None:
    before = PUBLISHED - timedelta(days=1)
    assert settled("A day earlier they talked.") == [before]
    assert settled("A day earlier they talked. It burned on 22 March.") == [before, MARCH_22]
    assert settled("It burned on 22 March. A day earlier they talked.") == [MARCH_22, date(2024, 3, 21)]


def test_days_that_count_from_each_other_stay_within_the_calendar() -> None:
    text = "It burned on 22 March. " + "19000 days later they came. " * 300
    assert max(settled(text)) < date(2100, 1, 1)


@pytest.mark.parametrize("published", [date.min, date.max])
def test_a_publication_at_the_end_of_time_does_no_harm(published: date) -> None:
    text = "On Friday, 22 March, late April, last week, 400 days ago, a day later, 29 February, March."
    assert all(1800 < span.days.lo.year < 2200 for span in days(text, published))
    found = sentences("A day earlier they talked.")
    resolve(found, published)
    assert found[0].dates == []


@given(st.text(alphabet="0123456789-./ ", max_size=40), st.dates())
def test_digits_and_signs_never_break_the_calendar(text: str, published: date) -> None:
    for span in days(text, published):
        assert 0 <= span.first < span.last
