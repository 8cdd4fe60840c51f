"""Figures in words: the number words of a language, and what they add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.reading.memo import Memo
from bot.reading.tokens import Token, fold

_MOST_WORDS = 16
_LONGEST_WORD = 60
_LEAST_TENS = 20


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number grammar of a language, as configured.

    `words` add up ("forty", "four"; halves may stand before a multiplier), `multipliers` multiply what stands before them
    ("hundred"), `vague` stand for an interval. `hedges` are phrases by hedge ("exact" takes words that look like a hedge and are
    none: "rose to"; "up_to_vague" one that is a hedge only of words such as "hundreds"); those of `after` follow the figure ("or
    more"), those of `trailing` may also stand a few words behind it ("143 dead at the very least"). `between` and `to` make ranges,
    but not from one of `moves` on ("from") where a word beside it begins as one of `changes` does ("rose").
    `joiners` link the parts of one figure ("a hundred and forty"); with `compounds` a figure may be written in one
    word, with `teens_apart` "ten nine" is nineteen, with `ordinals_apart` both words of an ordinal are ordinals
    ("septuagésimo noveno"). `ones` are words for one that are figures only behind tens or hundreds, for else they are
    articles; `ones_joiners` link tens and ones ("treinta y dos"), and behind `scores` ones go up to nineteen
    ("soixante-douze").
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
    ordinals_apart: bool = False
    ones: tuple[str, ...] = ()
    ones_joiners: tuple[str, ...] = ()
    scores: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    trailing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Spelled(NamedTuple):
    """A figure in words that ends before token `last`; `weak` where its only word is more often something else."""

    value: int
    last: int
    ordinal: bool
    weak: bool


@dataclass(slots=True)
class _Reading:
    """A figure in words as it is read: `total` of what was multiplied by thousands, `current` what may still be, the
    `smallest` step taken: what is added next is smaller. Ones may follow the tens from `tens` on, up to nineteen those of `scores`.
    Nothing follows a `closed` figure.
    """

    tens: int = 20
    scores: frozenset[float] = frozenset()
    total: float = 0.0
    current: float = 0.0
    smallest: float = 1e9
    ordinal: bool = False
    closed: bool = False

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


class Spelling:
    """Finds the figures that one language spells."""

    def __init__(self, spec: NumberWords) -> None:
        self._words = {fold(word): value for word, value in spec.words.items()}
        self._multipliers = {fold(word): value for word, value in spec.multipliers.items()}
        self._ordinals = {fold(word): value for word, value in spec.ordinals.items()}
        self._joiners = frozenset(map(fold, spec.joiners))
        self._articles = frozenset(map(fold, spec.articles))
        self._openers = self._articles.union(self._multipliers, self._ordinals)
        self._weak = frozenset(map(fold, spec.weak))
        self._compounds = spec.compounds
        self._compound = Memo(self._sum)
        self._tens = 10 if spec.teens_apart else 20
        self._ordinals_apart = spec.ordinals_apart
        self._ones = frozenset(map(fold, spec.ones))
        self._ones_joiners = frozenset(map(fold, spec.ones_joiners))
        self._scores = frozenset(self._words[fold(word)] for word in spec.scores)

    def multiplier(self, word: str) -> int | None:
        """What a figure before this word is multiplied by ("thousand"); None for any other word."""
        return self._multipliers.get(word)

    def may_open(self, word: str) -> bool:
        """Whether a figure in words may begin so."""
        return word in self._openers or self._small(word) is not None

    def at(self, tokens: Sequence[Token], first: int, taken: frozenset[int]) -> Spelled | None:
        """The figure that begins at a token; it ends before tokens in `taken`."""
        figure, place = _Reading(self._tens, self._scores), first
        if tokens[first].word in self._articles:
            if first + 1 >= len(tokens) or tokens[first + 1].word not in self._multipliers:
                return None
            figure.current, place = 1, first + 1
        while place < min(len(tokens), first + _MOST_WORDS) and place not in taken and not figure.closed:
            joined = place > first and self._joined(tokens, place, figure)
            if not self._grow(figure, tokens[place + joined].word):
                break
            place += 1 + joined
        value = figure.total + figure.current
        if place == first or value != int(value):
            return None
        weak = place == first + 1 and tokens[first].word in self._weak
        return Spelled(int(value), place, figure.ordinal, weak)

    def _joined(self, tokens: Sequence[Token], place: int, figure: _Reading) -> bool:
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

    def _grow(self, figure: _Reading, word: str) -> bool:
        """Add a word to a figure; whether it belongs there."""
        if not figure.ordinal and word in self._multipliers:
            figure.multiply(self._multipliers[word])
            return True
        started = figure.total + figure.current > 0
        value = 1 if started and word in self._ones else self._small(word)
        if value is not None:
            return not figure.ordinal and figure.add(value)
        if word in self._ordinals and figure.smallest >= 10:
            return self._grow_ordinal(figure, self._ordinals[word])
        return False

    def _grow_ordinal(self, figure: _Reading, value: int) -> bool:
        """Add an ordinal, which closes the figure unless a smaller one may follow ("septuagésimo noveno")."""
        if figure.ordinal and value >= figure.smallest:
            return False
        figure.current += value
        figure.ordinal = True
        figure.smallest = 100 if value >= 100 else 10
        figure.closed = not (self._ordinals_apart and value >= 10 and value % 10 == 0)
        return True

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
