"""Days named in a sentence: calendar dates, weekdays, days relative to publication or to another day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product

from bot.domain.interval import Interval
from bot.reading.datespans import DateSpan, as_one
from bot.reading.memo import Memo
from bot.reading.numbers import Number
from bot.reading.phrases import Match, PhraseBook
from bot.reading.tokens import Token, fold

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?\.?")
YEARS = range(1900, 2100)
_NEAR_FUTURE = timedelta(days=75)
_NEXT_WEEK = timedelta(days=7)
_LONGEST = 20_000
_MONTH_NEAR = 6
"""So many words behind a day may name the month of it and of another one ("from the 22nd to the 24th of March")."""
_NO_DAY = "%°-–"
"""What stands behind a number that is no day: "el 27 %", "el 11-M"."""
_LONGEST_RUN = len("22.03.2024.")
_HOURS = 24
_FIRST, _LAST = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)


@dataclass(frozen=True, slots=True)
class DateWords:
    """The date grammar of a language, as configured.

    `months` and `weekdays` give the forms of each, January and Monday first. `relative` maps phrases to days from
    publication ("yesterday"), `shifts` to days from the day named before ("a day later"), `offsets` to the days between
    the sentence's own day and the event that follows ("a day after"); in each a phrase may hold one number {N}, which
    multiplies the days. `stretches` maps phrases to first and last day counted from the Monday of publication's week.
    `parts_of_month` gives first and last day ("late"). `day_marks` stand between a day and its month ("of", ".").
    `last` puts today's weekday a week back. `capital_only` are month names that are also common words in lower case,
    `lower_only` weekdays that are names of something else with a capital. `years` maps phrases behind a day to years from
    publication ("last year"). `bare` are phrases with a {N} that name a day without its month ("on the 27th") where the clause ends or
    one of `bare_next` follows; the number is in figures, an ordinal unless `bare_cardinal` or a word behind it says that it is a day.
    """

    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]
    relative: Mapping[str, int]
    shifts: Mapping[str, int]
    offsets: Mapping[str, int]
    stretches: Mapping[str, tuple[int, int]]
    day_marks: tuple[str, ...] = ()
    parts_of_month: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    capital_only: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    year_words: tuple[str, ...] = ()
    lower_only: tuple[str, ...] = ()
    years: Mapping[str, int] = field(default_factory=dict)
    bare: tuple[str, ...] = ()
    bare_next: tuple[str, ...] = ()
    bare_cardinal: bool = False


class DateGrammar:
    """Finds days by one language's grammar."""

    def __init__(self, spec: DateWords) -> None:
        self._months = {fold(form): number for number, forms in enumerate(spec.months, 1) for form in forms}
        self._weekdays = {fold(form): number for number, forms in enumerate(spec.weekdays) for form in forms}
        self._marks = frozenset(map(fold, spec.day_marks))
        self._last = frozenset(map(fold, spec.last))
        self._capital = frozenset(map(fold, spec.capital_only))
        self._lower = frozenset(map(fold, spec.lower_only))
        self._year_words = frozenset(map(fold, spec.year_words))
        self._years = {
            words: years
            for phrase, years in spec.years.items()
            for words in product(*(fold(word).split("|") for word in phrase.split()))
        }
        self._parts = {fold(word): days for word, days in spec.parts_of_month.items()}
        begins = frozenset((*self._months, *self._weekdays, *self._parts))
        self._begins = Memo(lambda word: word in begins or word[0].isdigit())
        self._phrases: PhraseBook[tuple[str, tuple[int, int]]] = PhraseBook()
        for kind, table in (("relative", spec.relative), ("shift", spec.shifts), ("offset", spec.offsets)):
            for phrase, days in table.items():
                self._phrases.add(phrase, (kind, (days, days)))
        for phrase, bounds in spec.stretches.items():
            self._phrases.add(phrase, ("stretch", bounds))
        for phrase in spec.bare:
            self._phrases.add(phrase, ("bare", (0, 0)))
        self._bare_next = frozenset(map(fold, spec.bare_next))
        self._bare_cardinal = spec.bare_cardinal

    def find(
        self, tokens: Sequence[Token], text: str, published: date, numbers: Sequence[Number] = ()
    ) -> list[DateSpan]:
        """All days of a sentence in order; weekdays are the latest not after publication (UTC day).

        Years from 1900 to 2099 are known; what was published before or after is read as of their first or last day.
        """
        published = min(max(published, _FIRST), _LAST)
        spans: list[DateSpan] = []
        counted = {number.first: number for number in numbers if number.value.is_exact}
        ordinals = {number.first: number for number in numbers if number.ordinal}
        found = self._phrases.find(tokens, {"N": {first: number.last for first, number in counted.items()}})
        phrases = longest(
            [one for one in found if one.label[0] != "bare" or self._is_bare_day(tokens, one, counted[one.slots[0]])]
        )
        begins, last = self._begins, 0
        named = [place for place, token in enumerate(tokens) if begins[token.word]]
        for place in sorted({*named, *phrases, *ordinals}):
            if place < last:
                continue
            span = self._at(tokens, place, text, published, ordinals.get(place))
            match = phrases.get(place)
            if match is not None and (span is None or span.weekday or match.last > span.last):
                span = self._from_phrase(match, published, counted) or span
            if span is None:
                continue
            if spans and (one := as_one(spans[-1], span, tokens)) is not None:
                spans[-1] = one
            else:
                spans.append(span)
            last = span.last
        return spans

    def _at(
        self, tokens: Sequence[Token], place: int, text: str, published: date, ordinal: Number | None
    ) -> DateSpan | None:
        """The calendar day or weekday that begins at a token."""
        return (
            self._calendar(tokens, place, text, published)
            or self._spelled_day(tokens, ordinal, published)
            or self._weekday(tokens, place, text, published)
        )

    def _is_bare_day(self, tokens: Sequence[Token], match: Match[tuple[str, tuple[int, int]]], number: Number) -> bool:
        """Whether a number without a month is a day: "on the 27th, a Saturday", not "on the 27th floor" or "the 22nd of March".

        A word of the phrase behind the number says so by itself ("27 числа"); a full stop there is only the mark of an ordinal.
        """
        if not 1 <= number.value.lo <= 31 or number.hedge is not None or not number.digits:
            return False
        if any(token.word in self._months for token in tokens[number.last : match.last + _MONTH_NEAR]):
            return False
        behind = [token.word for token in tokens[number.last : match.last]]
        if behind and behind != ["."]:
            return True
        if not behind and number.ordinal is self._bare_cardinal:
            return False
        after = tokens[match.last].word if match.last < len(tokens) else "."
        return after in self._bare_next or (not after[0].isalnum() and after not in _NO_DAY)

    @staticmethod
    def _from_phrase(
        match: Match[tuple[str, tuple[int, int]]], published: date, counted: Mapping[int, Number]
    ) -> DateSpan | None:
        kind, (lo, hi) = match.label
        times = counted[match.slots[0]].value.lo if match.slots else 1
        if abs(times * lo) > _LONGEST:
            return None
        if kind == "bare":
            day = _latest_day(published, counted[match.slots[0]].value.lo)
            return None if day is None else DateSpan(Interval(day, day), match.first, match.last)
        if kind in ("shift", "offset"):
            return DateSpan(
                Interval(published, published), match.first, match.last, shift=lo * times, offset=kind == "offset"
            )
        if kind == "relative":
            day = published + timedelta(days=lo * times)
            return DateSpan(Interval(day, day), match.first, match.last)
        monday = published - timedelta(days=published.weekday())
        first = monday + timedelta(days=lo)
        return DateSpan(
            Interval(first, max(first, min(monday + timedelta(days=hi), published))), match.first, match.last, "stretch"
        )

    def _weekday(self, tokens: Sequence[Token], place: int, text: str, published: date) -> DateSpan | None:
        number = self._weekdays.get(tokens[place].word)
        if number is None or not self._is_name(tokens[place], text):
            return None
        back = (published.weekday() - number) % 7
        if not back and place and tokens[place - 1].word in self._last:
            back = 7
        day = published - timedelta(days=back)
        return DateSpan(Interval(day, day), place, place + 1, weekday=True)

    def _calendar(self, tokens: Sequence[Token], place: int, text: str, published: date) -> DateSpan | None:
        word = tokens[place].word
        if word[0].isdigit():
            return self._numeric(tokens, place, published) or self._day_first(tokens, place, published)
        if word in self._months and self._is_name(tokens[place], text):
            return self._month_first(tokens, place, published)
        if word in self._parts:
            return self._part_of_month(tokens, place, text, published)
        return None

    def _is_name(self, token: Token, text: str) -> bool:
        if token.word in self._lower:
            return text[token.start].islower()
        return token.word not in self._capital or text[token.start].isupper()

    def _numeric(self, tokens: Sequence[Token], place: int, published: date) -> DateSpan | None:
        """2024-03-22, 22.03.2024, 22/03/2024 and 22.03."""
        run, last = tokens[place].word, place + 1
        while (
            last < len(tokens)
            and len(run) <= _LONGEST_RUN
            and tokens[last].start == tokens[last - 1].end
            and (tokens[last].word in "-/." or tokens[last].word[0].isdigit())
        ):
            run += tokens[last].word
            last += 1
        if iso := _ISO.fullmatch(run):
            return _span(int(iso[1]), int(iso[2]), int(iso[3]), place, last)
        if dotted := _DOTTED.fullmatch(run.replace("/", ".")):
            if dotted[3] is None:
                return self._without_year(tokens, run, (int(dotted[1]), int(dotted[2])), place, last, published)
            year = int(dotted[3]) + (2000 if len(dotted[3]) == 2 else 0)
            return _span(
                year, int(dotted[2]), int(dotted[1]), place, last - run.endswith(".") * (tokens[last - 1].word == ".")
            )
        return None

    @staticmethod
    def _without_year(
        tokens: Sequence[Token], run: str, parts: tuple[int, int], place: int, last: int, published: date
    ) -> DateSpan | None:
        """29.04 and 29/04 at the beginning or with an ending of its own, which are no hours, and 3.4. where the sentence goes on behind it.

        Amid a sentence the same may be any decimal ("rose 27.04 percent").
        """
        day, month = parts
        behind = tokens[last].word if last < len(tokens) else "."
        goes_on = run.endswith(".") and (behind[0].isalpha() or behind == ",")
        alone = (not place or tokens[place - 1].word in "([" or behind == "'") and behind not in _NO_DAY
        if not goes_on and (day < _HOURS or len(run) != len("29.04") or not alone):
            return None
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(published.year, month)[1]:
            return None
        return _span(_nearest_year(published, month, day), month, day, place, last, dated=False)

    def _day_first(self, tokens: Sequence[Token], place: int, published: date) -> DateSpan | None:
        """22 March 2024, 22. mars, the 22nd of March, 22–23 March (the last day counts)."""
        day, last = _day(tokens[place].word), place + 1
        if day is None:
            return None
        while last < len(tokens) and last - place <= 3 and tokens[last].word in self._marks:
            last += 1
        month = self._months.get(tokens[last].word) if last < len(tokens) else None
        if month is None:
            return None
        return self._dated(tokens, place, last + 1, month, day, published)

    def _spelled_day(self, tokens: Sequence[Token], number: Number | None, published: date) -> DateSpan | None:
        """The twenty-second of March, двадцать второго марта."""
        if number is None or not 1 <= number.value.lo <= 31:
            return None
        last = number.last
        while last < len(tokens) and last - number.last <= 2 and tokens[last].word in self._marks:
            last += 1
        month = self._months.get(tokens[last].word) if last < len(tokens) else None
        return None if month is None else self._dated(tokens, number.first, last + 1, month, number.value.lo, published)

    def _month_first(self, tokens: Sequence[Token], place: int, published: date) -> DateSpan | None:
        """March 22, 2024; March 2024; March."""
        month, last = self._months[tokens[place].word], place + 1
        if (
            last < len(tokens)
            and tokens[last].word == "."
            and last + 1 < len(tokens)
            and tokens[last + 1].word[0].isdigit()
        ):
            last += 1
        day = _day(tokens[last].word) if last < len(tokens) else None
        if day is not None and not (last + 1 < len(tokens) and tokens[last + 1].word in self._months):
            last += 1
            while (
                last < len(tokens)
                and tokens[last].word in self._marks
                and tokens[last].start == tokens[last - 1].end
                and tokens[last].word not in ",."
            ):
                last += 1
            return self._dated(tokens, place, last, month, day, published)
        year, last = self._year(tokens, last, published)
        found = year or _nearest_year(published, month, 1)
        days = Interval(date(found, month, 1), date(found, month, monthrange(found, month)[1]))
        return DateSpan(days, place, last, "month", dated=year is not None)

    def _part_of_month(self, tokens: Sequence[Token], place: int, text: str, published: date) -> DateSpan | None:
        """late April, Anfang Mai, в конце апреля."""
        month_at = place + 1
        if month_at < len(tokens) and tokens[month_at].word in self._months and self._is_name(tokens[month_at], text):
            month = self._months[tokens[month_at].word]
            year, last = self._year(tokens, month_at + 1, published)
            found = year or _nearest_year(published, month, 1)
            lo, hi = self._parts[tokens[place].word]
            end = min(hi, monthrange(found, month)[1])
            return DateSpan(
                Interval(date(found, month, lo), date(found, month, end)),
                place,
                last,
                "stretch",
                dated=year is not None,
            )
        return None

    def _dated(
        self, tokens: Sequence[Token], first: int, last: int, month: int, day: int, published: date
    ) -> DateSpan | None:
        year, end = self._year(tokens, last, published)
        return _span(year or _nearest_year(published, month, day), month, day, first, end, dated=year is not None)

    def _year(self, tokens: Sequence[Token], place: int, published: date) -> tuple[int | None, int]:
        """A year at or behind a comma at this place, in figures or as "last year", and where it ends."""
        at = place
        while at < len(tokens) and at - place < 2 and tokens[at].word in {",", *self._marks}:
            at += 1
        if (
            at < len(tokens)
            and tokens[at].word.isdecimal()
            and len(tokens[at].word) == 4
            and int(tokens[at].word) in YEARS
        ):
            last = at + 1
            if last < len(tokens) and tokens[last].word in self._year_words:
                last += 1
            return int(tokens[at].word), last
        for words, years in self._years.items():
            if tuple(token.word for token in tokens[place : place + len(words)]) == words:
                return published.year + years, place + len(words)
        return None, place


def longest(matches: Sequence[Match[tuple[str, tuple[int, int]]]]) -> dict[int, Match[tuple[str, tuple[int, int]]]]:
    """The longest match at each beginning."""
    found: dict[int, Match[tuple[str, tuple[int, int]]]] = {}
    for match in matches:
        if match.first not in found or found[match.first].last < match.last:
            found[match.first] = match
    return found


def _day(word: str) -> int | None:
    return int(word) if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31 else None


def _span(year: int, month: int, day: int, first: int, last: int, *, dated: bool = True) -> DateSpan | None:
    if year not in YEARS or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    found = date(year, month, day)
    return DateSpan(Interval(found, found), first, last, dated=dated)


def _latest_day(published: date, number: int) -> date | None:
    """The latest day of that number that is not more than a week after publication."""
    this = published.year * 12 + published.month - 1
    for month in (this + 1, this, this - 1, this - 2):
        year, place = divmod(month, 12)
        if year in YEARS and number <= monthrange(year, place + 1)[1]:
            day = date(year, place + 1, number)
            if day <= published + _NEXT_WEEK:
                return day
    return None


def _nearest_year(published: date, month: int, day: int) -> int:
    """The year that puts a day of the year latest, but not far after publication."""
    day = min(day, monthrange(published.year, month)[1])
    return published.year if date(published.year, month, day) <= published + _NEAR_FUTURE else published.year - 1
