"""Numbers in a sentence: digits and words, hedges, ranges; each with the interval it stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto

from bot.domain.claims import Count
from bot.domain.interval import Interval
from bot.reading.memo import Memo
from bot.reading.phrases import Match, PhraseBook
from bot.reading.spelling import NumberWords, Spelling
from bot.reading.tokens import Token, fold

_GROUPED = re.compile(r"\d{1,3}(?:[.,'\u00a0\u202f\u2009 ]\d{3})+")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_MILLION = 1_000_000
_LONGEST_FIGURE = 24

_CHANGES = 5
"""So many words from a number may tell that it rose or fell from there."""

_TRAILS = 3
"""How many words, commas included, may stand between a figure and the hedge behind what it counts."""


class Hedge(StrEnum):
    """What the words around a number make of it."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ABOUT = "about"
    UP_TO = "up_to"
    UP_TO_VAGUE = "up_to_vague"
    FEWER_THAN = "fewer_than"
    NEARLY = "nearly"
    SEVERAL = "several"
    EXACT = "exact"


class Stand(Enum):
    """Where a hedge stands: directly before its figure, directly behind it, or a word or two behind ("143 dead at the very least")."""

    BEFORE = auto()
    BEHIND = auto()
    TRAILING = auto()


@dataclass(frozen=True, slots=True)
class Number:
    """A number found at tokens `first` to `last` (excluded), hedges included; `core` is the first token of the figure itself.

    `ordinal` numbers count a place in a row ("71st"). `vague` ones are words such as "dozens". `weak` ones are words that
    are more often something else ("one").
    """

    value: Count
    first: int
    last: int
    core: int
    core_last: int
    hedge: Hedge | None = None
    ordinal: bool = False
    vague: bool = False
    weak: bool = False
    digits: bool = False

    @property
    def rough(self) -> bool:
        """Whether nobody named the ends of its interval: "dozens", "about 400"."""
        return self.vague or self.hedge in (Hedge.ABOUT, Hedge.SEVERAL)


def hedged(value: int, hedge: Hedge | None) -> Count:
    """The interval of a figure under a hedge; percentages round outward."""
    if hedge is Hedge.AT_LEAST:
        return Interval(value, None)
    if hedge is Hedge.MORE_THAN:
        return Interval(value + 1, None)
    if hedge is Hedge.ABOUT:
        return Interval(value * 9 // 10, -(-value * 11 // 10))
    if hedge in (Hedge.UP_TO, Hedge.UP_TO_VAGUE):
        return Interval(0, value)
    if hedge is Hedge.FEWER_THAN:
        return Interval(0, max(value - 1, 0))
    if hedge is Hedge.NEARLY:
        return Interval(value * 9 // 10, value)
    if hedge is Hedge.SEVERAL:
        return Interval(2 * value, max(99, 2 * value)) if value < 100 else Interval(value, 10 * value - 1)
    return Interval(value, value)


class NumberGrammar:
    """Finds numbers by one language's grammar."""

    def __init__(self, spec: NumberWords) -> None:
        self._spelling = Spelling(spec)
        self._vague = {fold(word): bounds for word, bounds in spec.vague.items()}
        self._marks = frozenset(map(fold, spec.ordinal_marks))
        self._to = frozenset(map(fold, spec.to))
        self._moves = frozenset(map(fold, spec.moves))
        self._changes = tuple(map(fold, spec.changes))
        self._between = tuple((tuple(map(fold, a.split())), fold(b)) for a, b in spec.between)
        self._opens = Memo(self._may_open)
        self._hedges: PhraseBook[tuple[Hedge, Stand]] = PhraseBook()
        for stand, table in ((Stand.BEFORE, spec.hedges), (Stand.BEHIND, spec.after), (Stand.TRAILING, spec.trailing)):
            for name, phrases in table.items():
                for phrase in phrases:
                    self._hedges.add(phrase, (Hedge(name), stand))

    def find(self, tokens: Sequence[Token], taken: frozenset[int] = frozenset()) -> list[Number]:
        """All numbers of a sentence in order; tokens in `taken` (dates) belong to something else."""
        figures: list[Number] = []
        opens, last = self._opens, 0
        for place in [place for place, token in enumerate(tokens) if opens[token.word]]:
            figure = None if place < last or place in taken else self._figure(tokens, place, taken)
            if figure is not None:
                figures.append(figure)
                last = figure.last
        if not figures:
            return []
        return self._with_hedges(tokens, self._with_ranges(tokens, figures))

    def _figure(self, tokens: Sequence[Token], place: int, taken: frozenset[int]) -> Number | None:
        word = tokens[place].word
        if word[0].isdigit():
            return None if _is_footnote(tokens, place) else self._digits(tokens, place)
        if word in self._vague:
            lo, hi = self._vague[word]
            return Number(Interval(lo, hi), place, place + 1, place, place + 1, vague=True)
        found = self._spelling.at(tokens, place, taken)
        if found is None:
            return None
        value, last, ordinal, weak = found
        return Number(Interval.exactly(value), place, last, place, last, ordinal=ordinal, weak=weak)

    def _may_open(self, word: str) -> bool:
        """Whether a figure may begin so, in digits or in words."""
        return word[0].isdigit() or word in self._vague or self._spelling.may_open(word)

    def _digits(self, tokens: Sequence[Token], place: int) -> Number | None:
        word = tokens[place].word
        after = tokens[place + 1].word if place + 1 < len(tokens) else ""
        scale = self._spelling.multiplier(after) or 1
        if ":" in word or len(word) > _LONGEST_FIGURE:
            return None
        if _GROUPED.fullmatch(word) and scale < _MILLION:
            value = int(re.sub(r"\D", "", word))
        elif _DECIMAL.fullmatch(word):
            whole, part = re.split(r"[.,]", word)
            scaled = int(whole + part) * scale
            if scaled % 10 ** len(part):
                return None
            value, scale = scaled // 10 ** len(part), 1 if scale == 1 else -1
            if scale == 1:
                return None
        elif word.isdecimal():
            value = int(word)
        else:
            return None
        last = place + 1
        if scale != 1:
            value *= 1 if scale == -1 else scale
            last += 1
        elif self._is_ordinal_mark(tokens, place + 1):
            return Number(
                Interval(value, value),
                place,
                self._mark_end(tokens, place + 1),
                place,
                place + 1,
                ordinal=True,
                digits=True,
            )
        return Number(Interval(value, value), place, last, place, last, digits=True)

    def _is_ordinal_mark(self, tokens: Sequence[Token], place: int) -> bool:
        return self._mark_end(tokens, place) > place

    def _mark_end(self, tokens: Sequence[Token], place: int) -> int:
        """Where an ordinal's ending ("nd", "-летие", ".") ends when it stands directly behind a figure."""
        if place >= len(tokens) or tokens[place].start != tokens[place - 1].end:
            return place
        if tokens[place].word in self._marks:
            # A full stop is an ordinal's only where the sentence goes on ("den 12. siktede"), not at its end.
            goes_on = place + 1 < len(tokens) and tokens[place + 1].word[0].isalpha()
            return place + 1 if goes_on or tokens[place].word != "." else place
        if tokens[place].word == "." and place + 1 < len(tokens) and tokens[place + 1].start == tokens[place].end:
            return place + 2 if f".{tokens[place + 1].word}" in self._marks else place
        if tokens[place].word not in "-–" or place + 1 >= len(tokens) or tokens[place + 1].start != tokens[place].end:
            return place
        endings = (mark[1:] for mark in self._marks if mark.startswith("-"))
        return place + 2 if any(tokens[place + 1].word.startswith(ending) for ending in endings) else place

    def _with_ranges(self, tokens: Sequence[Token], figures: list[Number]) -> list[Number]:
        """Join "between 90 and 100", "90 to 100", "90-100" into one number."""
        joined: list[Number] = []
        for number in figures:
            before = joined[-1] if joined else None
            if before is not None and not before.ordinal and not number.ordinal and not before.vague:
                link = [token.word for token in tokens[before.last : number.first]]
                first = self._range_start(tokens, before, link)
                if first is not None and before.value.hi is not None and number.value.lo > before.value.lo:
                    lo = before.value.lo * self._shared_scale(tokens, before, number)
                    value = Interval(lo, number.value.hi)
                    joined[-1] = Number(value, first, number.last, before.core, number.core_last, digits=number.digits)
                    continue
            joined.append(number)
        return joined

    def _shared_scale(self, tokens: Sequence[Token], before: Number, number: Number) -> int:
        """What both ends of "4 to 6 thousand" are counted in."""
        scale = self._spelling.multiplier(tokens[number.core_last - 1].word) or 1
        bare = before.core_last - before.core == 1 and before.value.lo < scale
        return scale if number.value.hi is not None and bare and before.value.lo * scale < number.value.hi else 1

    def _range_start(self, tokens: Sequence[Token], before: Number, link: list[str]) -> int | None:
        joint = " ".join(link)
        for opening, middle in self._between:
            begin = before.first - len(opening)
            if (
                joint == middle
                and begin >= 0
                and tuple(token.word for token in tokens[begin : before.first]) == opening
                and not self._is_change(tokens, before)
            ):
                return begin
        return before.first if joint in self._to and not self._is_change(tokens, before) else None

    def _is_change(self, tokens: Sequence[Token], number: Number) -> bool:
        """Whether something rose or fell from this number on: "rose from 133 to 137" is no range."""
        if not number.first or tokens[number.first - 1].word not in self._moves:
            return False
        near = (*tokens[max(0, number.first - _CHANGES) : number.first], *tokens[number.last : number.last + _CHANGES])
        return any(token.word.startswith(self._changes) for token in near)

    def _with_hedges(self, tokens: Sequence[Token], numbers: list[Number]) -> list[Number]:
        hedges = self._hedges.find(tokens)
        if not hedges:
            return numbers
        found = [self._hedge(tokens, number, hedges_of(number, hedges)) for number in numbers]
        trailing = [match for match in hedges if match.label[1] is Stand.TRAILING]
        return [_trailed(tokens, number, numbers, trailing) for number in found] if trailing else found

    def _hedge(self, tokens: Sequence[Token], number: Number, found: tuple[Hedge, int, int] | None) -> Number:
        if found is None or number.ordinal or found[0] is Hedge.EXACT:
            return number
        hedge, first, last = found
        figure = self._spelling.multiplier(tokens[number.core].word)
        if (hedge is Hedge.UP_TO_VAGUE and not number.vague) or (hedge is Hedge.SEVERAL and figure != number.value.lo):
            return number
        # "More than a hundred" and "hundreds" are one word in some languages: a hedge needs a figure.
        exact = Interval.exactly(figure) if number.vague and figure is not None else number.value
        value = hedged(exact.lo, hedge) if exact.is_exact else number.value
        return Number(
            value, min(first, number.first), max(last, number.last), number.core, number.core_last,
            hedge, number.ordinal, number.vague, weak=False, digits=number.digits,
        )  # fmt: skip


def _is_footnote(tokens: Sequence[Token], place: int) -> bool:
    """Whether a number is the mark of a note ("[21]")."""
    beside = tokens[place - 1].word if place else "", tokens[place + 1].word if place + 1 < len(tokens) else ""
    return beside == ("[", "]")


def hedges_of(number: Number, hedges: Sequence[Match[tuple[Hedge, Stand]]]) -> tuple[Hedge, int, int] | None:
    """The hedge that stands directly before a figure, or directly behind it, the longest of several."""
    best: tuple[Hedge, int, int] | None = None
    for match in hedges:
        hedge, stand = match.label
        first, last = match.first, match.last
        touches = last == number.first if stand is Stand.BEFORE else first == number.last
        if touches and (best is None or last - first > best[2] - best[1]):
            best = (hedge, first, last)
    return best


def _trailed(
    tokens: Sequence[Token], number: Number, numbers: Sequence[Number], trailing: Sequence[Match[tuple[Hedge, Stand]]]
) -> Number:
    """A bare figure under the hedge that stands a few words behind it; the words between stay free to name what is counted.

    The hedge must end its clause ("143 dead, at least."): "four men at least until May" is said of May.
    """
    if number.hedge is not None or number.ordinal or number.vague or not number.value.is_exact:
        return number
    for match in trailing:
        if not number.last < match.first <= number.last + _TRAILS:
            continue
        between = [token.word for token in tokens[number.last : match.first]]
        ends = match.last >= len(tokens) or not tokens[match.last].word[0].isalnum()
        if not ends or not all(word[0].isalpha() or word == "," for word in between):
            continue
        if any(number.last <= other.first <= match.last for other in numbers):
            continue
        hedge, _ = match.label
        return replace(number, value=hedged(number.value.lo, hedge), hedge=hedge)
    return number
