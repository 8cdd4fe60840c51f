"""Days, months and years as people type them: "2024-04", "26 Apr 2024", "26. april", "26 апреля", "26.04.2024"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale

from bot.domain.errors import UserError
from bot.domain.interval import Interval
from bot.services import N_, Words

LANGUAGES = ("en", "ru", "nb", "tg")
"""Languages whose month names are understood, whatever the language of the chat."""

NO_DAY = N_("{text} is no day. Try {first} or {second}")
NO_MONTH = N_("{text} is no month. Try {first} or {second}")
NO_YEAR = N_("{text} is no year. Try {first} or {second}")

_LONGEST = 3
_JOINERS = frozenset({"from", "to", "until", "-", "–", "—", "fra", "til", "с", "по", "до", "аз", "то"})
_ISO = re.compile(r"(?P<year>\d{4})(?:[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2}))?)?")
_DOTTED = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.?(?P<year>\d{4})?")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)? (?P<name>[^\W\d]{3,})\.?,?(?: (?P<year>\d{4}))?")
_MONTH_FIRST = re.compile(r"(?P<name>[^\W\d]{3,})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,?(?: (?P<year>\d{4}))?")
_MONTH = re.compile(r"(?P<name>[^\W\d]{3,})\.?(?: (?P<year>\d{4}))?")
_SHAPES = (_ISO, _DOTTED, _DAY_FIRST, _MONTH_FIRST, _MONTH)


@dataclass(frozen=True, slots=True)
class DayReader:
    """Reads days. `year` is meant where none is typed; `command` begins the examples of an error ("/timeline")."""

    words: Words
    year: int
    command: str

    def one(self, text: str) -> Interval[date]:
        """The days that the whole text means. Raises UserError with what to type instead."""
        found, rest = self.first(text.split())
        if found is None or rest:
            raise self._error(text, NO_DAY)
        return found

    def first(self, typed: Sequence[str]) -> tuple[Interval[date] | None, Sequence[str]]:
        """The days that the first words mean, and the words after them; None where they mean no days.

        Raises UserError where they are meant as a day and there is no such day.
        """
        for size in range(min(_LONGEST, len(typed)), 0, -1):
            text = " ".join(typed[:size])
            for shape in _SHAPES:
                match = shape.fullmatch(text)
                if match and (days := self._days(text, match.groupdict())):
                    return days, typed[size:]
        if typed and re.fullmatch(r"\d+([-./]\d+)+\.?", typed[0]):
            raise self._error(typed[0], NO_DAY)
        return None, typed

    def period(self, typed: Sequence[str]) -> tuple[Interval[date] | None, list[str]]:
        """From the first day that is typed to the last one, in whichever order, and the words that are no days. Raises UserError."""
        spans, others = self._spans(typed)
        if not spans:
            return None, others
        ends = [span.hi or span.lo for span in spans]
        return Interval(min(span.lo for span in spans), max(ends)), others

    def are_swapped(self, typed: Sequence[str]) -> bool:
        """Whether the later of two days is typed first. Raises UserError."""
        spans, _ = self._spans(typed)
        return len(spans) == 2 and spans[1].lo < spans[0].lo

    def _spans(self, typed: Sequence[str]) -> tuple[list[Interval[date]], list[str]]:
        """The first two days, months or years that are typed, and the words that are none."""
        spans: list[Interval[date]] = []
        others: list[str] = []
        rest: Sequence[str] = [word for word in typed if word.lower() not in _JOINERS]
        while rest:
            days, after = self.first(rest) if len(spans) < 2 else (None, rest)
            if days is None:
                others.append(rest[0])
                after = rest[1:]
            else:
                spans.append(days)
            rest = after
        return spans, others

    def _days(self, text: str, part: dict[str, str | None]) -> Interval[date] | None:
        name = part.get("name")
        month = month_of(name) if name else int(part.get("month") or 0)
        if month is None:
            return None
        year = int(part.get("year") or self.year)
        if not 1 <= year <= 9999:
            raise self._error(text, NO_YEAR)
        if not part.get("month") and not name:
            return Interval(date(year, 1, 1), date(year, 12, 31))
        if not 1 <= month <= 12:
            raise self._error(text, NO_MONTH)
        last = calendar.monthrange(year, month)[1]
        if not part.get("day"):
            return Interval(date(year, month, 1), date(year, month, last))
        day = int(part["day"] or 0)
        if not 1 <= day <= last:
            raise self._error(text, NO_DAY)
        return Interval.exactly(date(year, month, day))

    def _error(self, text: str, message: str) -> UserError:
        first, second = f"{self.command} 2024-04", f"{self.command} 26 Apr 2024"
        return UserError(self.words.gettext(message).format(text=text, first=first, second=second))


def month_of(name: str) -> int | None:
    """The number of a month by its name or the first three or more letters of it, if only one month fits."""
    typed = name.lower().rstrip(".")
    names = _month_names()
    if typed in names:
        return names[typed]
    found = {number for known, number in names.items() if len(typed) >= 3 and known.startswith(typed)}
    return found.pop() if len(found) == 1 else None


@cache
def _month_names() -> dict[str, int]:
    return {
        name.lower().rstrip("."): number
        for lang in LANGUAGES
        for context in Locale.parse(lang).months.values()
        for width, names in context.items()
        if width != "narrow"
        for number, name in names.items()
    }
