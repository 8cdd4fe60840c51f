"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.errors import UserError
from bot.domain.interval import Interval
from bot.services import Words
from handlers.days import DayReader, month_of

READER = DayReader(Words("en"), 2024, "/timeline")
THE_26TH = Interval.exactly(date(2024, 4, 26))
APRIL = Interval(date(2024, 4, 1), date(2024, 4, 30))


@pytest.mark.parametrize(
    "text",
    [
        "2024-04-26", "26 Apr 2024", "26 April", "26 april 2024", "26. april", "26. apr. 2024", "April 26, 2024", "Apr 26",
        "26th April 2024", "26 апреля", "26 апр. 2024", "26 апрел", "26.04.2024", "26.4.2024", "26.04", "2024/4/26",
    ],
)  # fmt: skip
def test_a_day(text: str) -> None:
    assert READER.one(text) == THE_26TH


@pytest.mark.parametrize("text", ["2024-04", "April 2024", "april", "Apr", "апрель 2024", "апр", "2024/04"])
def test_a_month(text: str) -> None:
    assert READER.one(text) == APRIL


def test_a_year() -> None:
    assert READER.one("2024") == Interval(date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("mar", 3),
        ("mars", 3),
        ("mai", 5),
        ("мая", 5),
        ("май", 5),
        ("des", 12),
        ("dec", 12),
        ("sept", 9),
        ("ju", None),
        ("xyz", None),
    ],
)
def test_names_of_months(name: str, month: int | None) -> None:
    assert month_of(name) == month


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2024-13", "2024-13 is no month. Try /timeline 2024-04 or /timeline 26 Apr 2024"),
        ("2024-00", "2024-00 is no month. Try /timeline 2024-04 or /timeline 26 Apr 2024"),
        ("2024-04-31", "2024-04-31 is no day. Try /timeline 2024-04 or /timeline 26 Apr 2024"),
        ("31 April", "31 April is no day. Try /timeline 2024-04 or /timeline 26 Apr 2024"),
        ("2024-4-1-5", "2024-4-1-5 is no day. Try /timeline 2024-04 or /timeline 26 Apr 2024"),
        ("0000-01-01", "0000-01-01 is no year. Try /timeline 2024-04 or /timeline 26 Apr 2024"),
        ("soon", "soon is no day. Try /timeline 2024-04 or /timeline 26 Apr 2024"),
        ("26 Apr 2024 x", "26 Apr 2024 x is no day. Try /timeline 2024-04 or /timeline 26 Apr 2024"),
    ],
)
def test_what_is_no_day(text: str, sentence: str) -> None:
    with pytest.raises(UserError) as caught:
        READER.one(text)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("text", "period", "rest"),
    [
        ("", None, []),
        ("diplomacy", None, ["diplomacy"]),
        ("2024-04 diplomacy 2", APRIL, ["diplomacy", "2"]),
        ("26 April 30 April", Interval(date(2024, 4, 26), date(2024, 4, 30)), []),
        ("from 26 April to 9 May 2024", Interval(date(2024, 4, 26), date(2024, 5, 9)), []),
        ("fra 9. mai til 26. april", Interval(date(2024, 4, 26), date(2024, 5, 9)), []),
        ("с 26 апреля по 9 мая", Interval(date(2024, 4, 26), date(2024, 5, 9)), []),
        ("2024-04 3", APRIL, ["3"]),
    ],
)
def test_a_period_and_what_is_no_day(text: str, period: Interval[date] | None, rest: list[str]) -> None:
    assert READER.period(text.split()) == (period, rest)
