"""Days and stretches of days named in a sentence, and what two that stand side by side are together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.interval import Interval
from bot.reading.tokens import Token

_WEEK = timedelta(days=7)
_MARKS_BETWEEN, _WORDS_BETWEEN = 2, 3
"""So many words may stand between a weekday and its day, and between a day and its weekday (", a")."""


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A day or a stretch of days named at tokens `first` to `last` (excluded).

    `precision` is "day", "stretch" (a week, a weekend) or "month". `shift` is set where the words count from another
    day of the text: for "a day later" the days to add to the day named before; with `offset`, for "a day after X", the
    days to take from the sentence's own day to get the day of X. `days` is then only a placeholder. `dated` tells that
    the year was written out, `weekday` that only the name of a weekday was given.
    """

    days: Interval[date]
    first: int
    last: int
    precision: str = "day"
    shift: int | None = None
    offset: bool = False
    dated: bool = False
    weekday: bool = False


def as_one(before: DateSpan, span: DateSpan, tokens: Sequence[Token]) -> DateSpan | None:
    """What two neighbours are together: a day with its weekday ("Friday, 22 March", "22 March, a Friday"), a month with one ("the last
    Friday of March"), a weekday of a week ("on Wednesday of last week", "last week on Wednesday"); None where they are two.
    """
    gap = span.first - before.last
    joined = all(token.word != "," for token in tokens[before.last : span.first])
    if before.weekday and span.precision == "stretch" and joined and gap <= _MARKS_BETWEEN:
        return _day_of(span, before.days.lo.weekday(), before.first, span.last)
    if before.precision == "stretch" and span.weekday and joined and gap <= 1:
        return _day_of(before, span.days.lo.weekday(), before.first, span.last)
    if before.weekday and span.shift is None and gap <= _MARKS_BETWEEN:
        same = before.days.lo.weekday() == span.days.lo.weekday() or span.dated
        if span.precision == "month" or (span.precision == "day" and not span.weekday and same):
            return replace(span, first=before.first)
    named = before.precision == "day" and before.shift is None and not before.weekday
    same = not gap or before.days.lo.weekday() == span.days.lo.weekday()
    return replace(before, last=span.last) if named and span.weekday and same and gap <= _WORDS_BETWEEN else None


def following(span: DateSpan) -> DateSpan:
    """The same weekday a week later, as long as there is one."""
    if date.max - span.days.lo < _WEEK:
        return span
    day = span.days.lo + _WEEK
    return replace(span, days=Interval(day, day))


def _day_of(stretch: DateSpan, weekday: int, first: int, last: int) -> DateSpan | None:
    """The weekday (Monday is 0) of a week or weekend, None where it has no such day."""
    day = stretch.days.lo + timedelta(days=(weekday - stretch.days.lo.weekday()) % 7)
    if stretch.days.hi is None or day > stretch.days.hi or stretch.days.hi - stretch.days.lo >= _WEEK:
        return None
    return DateSpan(Interval(day, day), first, last)
