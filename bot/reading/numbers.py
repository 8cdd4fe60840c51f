"""Numbers in a sentence: digits and words, hedges, ranges; each with the interval it stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.claims import Count
from bot.domain.interval import Interval
from bot.reading.memo import Memo
from bot.reading.phrases import PhraseBook
from bot.reading.tokens import Token, fold

_GROUPED = re.compile(r"\d{1,3}(?:[.,'\u00a0\u202f\u2009 ]\d{3})+")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_MILLION = 1_000_000
_LONGEST_FIGURE = 24
_MOST_WORDS = 16
_LONGEST_WORD = 60
_LEAST_TENS = 20


class Hedge(StrEnum):
    """What the words around a number make of it."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ABOUT = "about"
    UP_TO = "up_to"
    FEWER_THAN = "fewer_than"
    NEARLY = "nearly"
    EXACT = "exact"


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
        return self.vague or self.hedge is Hedge.ABOUT


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number grammar of a language, as configured.

    `words` add up ("forty", "four"; halves may stand before a multiplier), `multipliers` multiply what stands before
    them ("hundred"), `vague` stand for an interval. `hedges` are phrases by hedge ("exact" takes words that look like a
    hedge and are none: "rose to"); those of `after` follow the figure ("or more"). `between` and `to` make ranges, but
    not behind `moves` ("from").
    `joiners` link the parts of one figure ("a hundred and forty"); with `compounds` a figure may be written in one
    word, with `teens_apart` "ten nine" is nineteen. `ones` are words for one that are figures only behind tens or hundreds, for else
    they are articles; `ones_joiners` link tens and ones ("treinta y dos"), and behind `scores` ones go up to nineteen ("soixante-douze").
    """

    words: Mapping[str, float]
    multipliers: Mapping[str, int]
    ordinals: Mapping[str, int]
    vague: Mapping[str, tuple[int, int]]
    hedges: Mapping[str, tuple[str, ...]]
    after: Mapping[str, tuple[str, ...]]
    between: tuple[tuple[str, str], ...]
    to: tuple[str, ...]
    ordinal_marks: tuple[str, ...]
    joiners: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    compounds: bool = False
    teens_apart: bool = False
    ones: tuple[str, ...] = ()
    ones_joiners: tuple[str, ...] = ()
    scores: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()


def hedged(value: int, hedge: Hedge | None) -> Count:
    """The interval of a figure under a hedge; percentages round outward."""
    if hedge is Hedge.AT_LEAST:
        return Interval(value, None)
    if hedge is Hedge.MORE_THAN:
        return Interval(value + 1, None)
    if hedge is Hedge.ABOUT:
        return Interval(value * 9 // 10, -(-value * 11 // 10))
    if hedge is Hedge.UP_TO:
        return Interval(0, value)
    if hedge is Hedge.FEWER_THAN:
        return Interval(0, max(value - 1, 0))
    if hedge is Hedge.NEARLY:
        return Interval(value * 9 // 10, value)
    return Interval(value, value)


@dataclass(slots=True)
class _Spelled:
    """A figure in words as it is read: `total` of what was multiplied by thousands, `current` what may still be, the
    `smallest` step taken: what is added next is smaller. Ones may follow the tens from `tens` on, up to nineteen those of `scores`.
    """

    tens: int = 20
    scores: frozenset[float] = frozenset()
    total: float = 0.0
    current: float = 0.0
    smallest: float = 1e9
    ordinal: bool = False

    def multiply(self, scale: int) -> None:
        """Take in "hundred", "thousand"."""
        amount = (self.current or 1) * scale
        if scale <= 100:
            self.current = amount
        else:
            self.total, self.current = self.total + amount, 0
        self.smallest = scale

    def add(self, value: float) -> bool:
        """Take in "forty", "four"; whether it is smaller than what stands before it."""
        if value >= self.smallest:
            return False
        self.current += value
        if value >= 100 and value % 100 == 0:
            self.smallest = 100
        elif value >= self.tens and value % 10 == 0:
            self.smallest = 20 if value in self.scores else 10
        else:
            self.smallest = 1
        return True


class NumberGrammar:
    """Finds numbers by one language's grammar."""

    def __init__(self, spec: NumberWords) -> None:
        self._words = {fold(word): value for word, value in spec.words.items()}
        self._multipliers = {fold(word): value for word, value in spec.multipliers.items()}
        self._ordinals = {fold(word): value for word, value in spec.ordinals.items()}
        self._vague = {fold(word): bounds for word, bounds in spec.vague.items()}
        self._joiners = frozenset(map(fold, spec.joiners))
        self._articles = frozenset(map(fold, spec.articles))
        self._openers = self._articles.union(self._multipliers, self._ordinals)
        self._weak = frozenset(map(fold, spec.weak))
        self._marks = frozenset(map(fold, spec.ordinal_marks))
        self._to = frozenset(map(fold, spec.to))
        self._moves = frozenset(map(fold, spec.moves))
        self._between = tuple((tuple(map(fold, a.split())), fold(b)) for a, b in spec.between)
        self._compounds = spec.compounds
        self._compound = Memo(self._sum)
        self._opens = Memo(self._may_open)
        self._tens = 10 if spec.teens_apart else 20
        self._ones = frozenset(map(fold, spec.ones))
        self._ones_joiners = frozenset(map(fold, spec.ones_joiners))
        self._scores = frozenset(self._words[fold(word)] for word in spec.scores)
        self._hedges: PhraseBook[tuple[Hedge, bool]] = PhraseBook()
        for after, table in ((False, spec.hedges), (True, spec.after)):
            for name, phrases in table.items():
                for phrase in phrases:
                    self._hedges.add(phrase, (Hedge(name), after))

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
        return self._spelled(tokens, place, taken)

    def _may_open(self, word: str) -> bool:
        """Whether a figure may begin so, in digits or in words."""
        return word[0].isdigit() or word in self._vague or word in self._openers or self._small(word) is not None

    def _digits(self, tokens: Sequence[Token], place: int) -> Number | None:
        word = tokens[place].word
        after = tokens[place + 1].word if place + 1 < len(tokens) else ""
        scale = self._multipliers.get(after, 1)
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
        if tokens[place].word not in "-–" or place + 1 >= len(tokens) or tokens[place + 1].start != tokens[place].end:
            return place
        endings = (mark[1:] for mark in self._marks if mark.startswith("-"))
        return place + 2 if any(tokens[place + 1].word.startswith(ending) for ending in endings) else place

    def _spelled(self, tokens: Sequence[Token], first: int, taken: frozenset[int]) -> Number | None:
        figure, place = _Spelled(self._tens, self._scores), first
        if tokens[first].word in self._articles:
            if first + 1 >= len(tokens) or tokens[first + 1].word not in self._multipliers:
                return None
            figure.current, place = 1, first + 1
        while place < min(len(tokens), first + _MOST_WORDS) and place not in taken and not figure.ordinal:
            joined = place > first and self._joined(tokens, place, figure)
            if not self._grow(figure, tokens[place + joined].word):
                break
            place += 1 + joined
        value = figure.total + figure.current
        if place == first or value != int(value):
            return None
        weak = place == first + 1 and tokens[first].word in self._weak
        return Number(Interval.exactly(int(value)), first, place, first, place, ordinal=figure.ordinal, weak=weak)

    def _joined(self, tokens: Sequence[Token], place: int, figure: _Spelled) -> bool:
        """Whether a joiner stands here and a smaller part of the same figure behind it."""
        if place + 1 >= len(tokens):
            return False
        behind_tens = tokens[place].word in self._ones_joiners and figure.smallest in (10, 20)
        if not behind_tens and (tokens[place].word not in self._joiners or figure.smallest < 100):
            return False
        following = 1 if tokens[place + 1].word in self._ones else self._small(tokens[place + 1].word)
        # "Between one hundred and two hundred" are two figures.
        again = place + 2 < len(tokens) and self._multipliers.get(tokens[place + 2].word) == figure.smallest
        return following is not None and following < figure.smallest and not again

    def _grow(self, figure: _Spelled, word: str) -> bool:
        """Add a word to a figure; whether it belongs there."""
        if word in self._multipliers:
            figure.multiply(self._multipliers[word])
            return True
        started = figure.total + figure.current > 0
        value = 1 if started and word in self._ones else self._small(word)
        if value is not None:
            return figure.add(value)
        if word in self._ordinals and figure.smallest >= 10:
            figure.current += self._ordinals[word]
            figure.ordinal = True
        return figure.ordinal

    def _small(self, word: str) -> float | None:
        if word in self._words:
            return self._words[word]
        if "-" in word:
            return self._hyphened(word)
        if self._compounds and 5 < len(word) <= _LONGEST_WORD:
            return self._compound[word]
        return None

    def _hyphened(self, word: str) -> float | None:
        """The value of tens and ones that a hyphen joins ("forty-four", "quatre-vingt-dix-sept"), or None."""
        for place, sign in enumerate(word):
            if sign != "-":
                continue
            tens, rest = self._words.get(word[:place], 0), word[place + 1 :]
            for joiner in self._ones_joiners:
                rest = rest.removeprefix(f"{joiner}-")
            ones = 1 if rest in self._ones else self._words.get(rest, 0)
            if tens >= _LEAST_TENS and tens % 10 == 0 and 0 < ones < (20 if tens in self._scores else 10):
                return tens + ones
        return None

    def _sum(self, word: str) -> float | None:
        """The value of a figure written in one word ("hundreogfemti", "einhundertvierundvierzig"), or None."""
        pieces = self._pieces(word)
        if pieces is None:
            return None
        total = current = 0.0
        for piece in pieces:
            if piece in self._multipliers:
                scale = self._multipliers[piece]
                if scale >= 1000:
                    total, current = total + max(current, 1) * scale, 0
                else:
                    current = max(current, 1) * scale
            elif piece in self._words:
                current += self._words[piece]
        return total + current

    def _pieces(self, word: str) -> list[str] | None:
        """The number words that a compound is made of, longest first, or None where something is left over."""
        ends: dict[int, list[str]] = {0: []}
        parts = self._words.keys() | self._multipliers.keys() | self._joiners
        for start in range(len(word)):
            if start in ends:
                for end in range(len(word), start + 1, -1):
                    if end not in ends and word[start:end] in parts:
                        ends[end] = [*ends[start], word[start:end]]
        found = ends.get(len(word))
        return found if found and any(piece not in self._joiners for piece in found) else None

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
        scale = int(self._multipliers.get(tokens[number.core_last - 1].word, 1))
        bare = before.core_last - before.core == 1 and before.value.lo < scale
        return scale if number.value.hi is not None and bare and before.value.lo * scale < number.value.hi else 1

    def _range_start(self, tokens: Sequence[Token], before: Number, link: list[str]) -> int | None:
        if len(link) != 1:
            return None
        for opening, middle in self._between:
            begin = before.first - len(opening)
            if (
                link[0] == middle
                and begin >= 0
                and tuple(token.word for token in tokens[begin : before.first]) == opening
            ):
                return begin
        # "Rose from 133 to 137" is a change, no range.
        moved = before.first > 0 and tokens[before.first - 1].word in self._moves
        if link[0] in self._to and not moved:
            return before.first
        return None

    def _with_hedges(self, tokens: Sequence[Token], numbers: list[Number]) -> list[Number]:
        hedges = self._hedges.find(tokens)
        if not hedges:
            return numbers
        return [self._hedge(tokens, number, hedges_of(number, hedges)) for number in numbers]

    def _hedge(self, tokens: Sequence[Token], number: Number, found: tuple[Hedge, int, int] | None) -> Number:
        if found is None or number.ordinal or found[0] is Hedge.EXACT:
            return number
        hedge, first, last = found
        # "More than a hundred" and "hundreds" are one word in some languages: a hedge needs a figure.
        figure = self._multipliers.get(tokens[number.core].word) if number.vague else None
        exact = Interval.exactly(figure) if figure is not None else number.value
        value = hedged(exact.lo, hedge) if exact.is_exact else number.value
        return Number(
            value, min(first, number.first), max(last, number.last), number.core, number.core_last,
            hedge, number.ordinal, number.vague, weak=False, digits=number.digits,
        )  # fmt: skip


def _is_footnote(tokens: Sequence[Token], place: int) -> bool:
    """Whether a number is the mark of a note ("[21]")."""
    beside = tokens[place - 1].word if place else "", tokens[place + 1].word if place + 1 < len(tokens) else ""
    return beside == ("[", "]")


def hedges_of(number: Number, hedges: Sequence[object]) -> tuple[Hedge, int, int] | None:
    """The hedge that stands directly before a figure, or directly behind it, the longest of several."""
    best: tuple[Hedge, int, int] | None = None
    for match in hedges:
        hedge, after = match.label  # type: ignore[attr-defined]
        first, last = match.first, match.last  # type: ignore[attr-defined]
        touches = first == number.last if after else last == number.first
        if touches and (best is None or last - first > best[2] - best[1]):
            best = (hedge, first, last)
    return best
