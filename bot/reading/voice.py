"""A voice: somebody who speaks in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.claims import Party


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody speaking at tokens `first` to `last` (excluded) of a sentence.

    `party` is None for a speaker of no stated party. `leads` tells that what is said follows, `denies` that it is denied. `weak`
    voices are carried by a pronoun, or stand far from their verb.
    """

    party: Party | None
    first: int
    last: int
    leads: bool
    denies: bool = False
    words: str = ""
    weak: bool = False
