"""What a text offers to be judged: its numbers and its days, as the front end found them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain.claims import Value
from bot.domain.interval import Interval
from bot.reading.analysis import Sentence

Kind = Literal["number", "day"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A number or a day at tokens `first` to `last` (excluded) of a sentence, with what it would mean as an answer."""

    kind: Kind
    sentence: Sentence
    first: int
    last: int
    value: Value

    @property
    def start(self) -> int:
        """The offset in the text at which it begins."""
        return self.sentence.tokens[self.first].start

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.sentence.tokens[self.last - 1].end


def spots(sentences: Sequence[Sentence]) -> list[Spot]:
    """The spots of all sentences of the body; days must have been resolved before."""
    found: list[Spot] = []
    for sentence in sentences:
        if sentence.kind != "body":
            continue
        for number in sentence.numbers:
            hi = number.value.lo if number.ordinal else number.value.hi
            found.append(Spot("number", sentence, number.first, number.last, Interval(number.value.lo, hi)))
        for span in sentence.dates:
            if span.precision != "month":
                days = Interval(span.days.lo, span.days.hi or span.days.lo)
                found.append(Spot("day", sentence, span.first, span.last, days))
    return found
