"""What the second reader thinks of one possible answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.claims import Choice, Party, Value
from bot.reading.analysis import Sentence

LIKELY = 0.5
"""From here on the model hears an answer in a sentence."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """How probable it is that tokens `first` to `last` (excluded) of a sentence answer a question so.

    `anchor` is the token that told most. `party` is set for choices only, and `voices`: how probable it is of each party that it says so.
    """

    question: str
    value: Value
    party: Party | None
    sentence: Sentence
    first: int
    last: int
    anchor: int
    probability: float
    voices: Mapping[Party | None, float] = field(default_factory=dict)


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
