"""What the second reader thinks of one possible answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.claims import Choice, Party, Value
from bot.reading.analysis import Sentence


@dataclass(frozen=True, slots=True)
class Opinion:
    """How probable it is that tokens `first` to `last` (excluded) of a sentence answer a question so.

    `anchor` is the token that told most. `party` is set for choices only.
    """

    question: str
    value: Value
    party: Party | None
    sentence: Sentence
    first: int
    last: int
    anchor: int
    probability: float


@dataclass(frozen=True, slots=True)
class Heard:
    """The opinions on a text, and the numbers of the sentences that were judged: of others the second reader thinks nothing."""

    opinions: tuple[Opinion, ...] = ()
    judged: frozenset[int] = frozenset()


def kind_of(value: Value) -> str:
    """The kind of an answer, as a card names it: "choice", "day" or "number"."""
    if isinstance(value, Choice):
        return "choice"
    return "number" if isinstance(value.lo, int) else "day"
