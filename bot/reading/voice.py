"""A voice: somebody who speaks in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.claims import Party
from bot.reading.analysis import Sentence
from bot.reading.language import Mark
from bot.reading.phrases import Match

_BESIDE = 4
"""How far from a speaker the party may stand for which it does not speak."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody speaking at tokens `first` to `last` (excluded) of a sentence.

    `party` is None for a speaker of no stated party. `leads` tells that what is said follows, `denies` that it is denied. `weak`
    voices are carried by a pronoun, or stand far from their verb. `apart` tells that a party is named beside a speaker of no side who
    does not speak for it ("the exiled Russian politician").
    """

    party: Party | None
    first: int
    last: int
    leads: bool
    denies: bool = False
    words: str = ""
    weak: bool = False
    apart: bool = False


def parties(sentence: Sentence) -> list[Match[Mark]]:
    """The parties of a sentence that may speak: not those which only stand beside a speaker ("ambassador in Moscow", "told TASS")."""
    beside = {match.slots[-1] for match in sentence.of("speech", "bystander")}
    return [match for match in sentence.of("party") if match.first not in beside]


def is_apart(sentence: Sentence, voice: Voice) -> bool:
    """Whether somebody of no side speaks, with a party named beside whom it does not speak for."""
    return voice.party is Party.OTHER and any(
        match.first < voice.last + _BESIDE and voice.first - _BESIDE < match.last
        for match in sentence.of("speech", "bystander")
    )
