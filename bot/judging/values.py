"""A claim's value as the type that its question asks for."""

from __future__ import annotations

from datetime import date

from bot.domain.claims import Choice, Value
from bot.domain.interval import Interval


def number(value: Value) -> Interval[int]:
    """The value as a whole number or a range of them. Raises ValueError for a value of another type."""
    if isinstance(value, Interval) and isinstance(value.lo, int):
        return value
    raise ValueError(f"a number was expected, not {value}")


def days(value: Value) -> Interval[date]:
    """The value as a range of days. Raises ValueError for a value of another type."""
    if isinstance(value, Interval) and isinstance(value.lo, date):
        return value
    raise ValueError(f"a day was expected, not {value}")


def answer(value: Value) -> str:
    """The id of the chosen answer. Raises ValueError for a value of another type."""
    if isinstance(value, Choice):
        return value.answer
    raise ValueError(f"a choice was expected, not {value}")
