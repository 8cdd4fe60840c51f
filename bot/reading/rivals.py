"""Two answers of one text to one question that cannot both be right.

Mostly the surer one is meant, and the other is a part of it, or of something else.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.claims import Choice, Claim, Value

_SURE = 0.9
"""A text that is as sure of both contradicts itself, and is heard so."""


def beaten(claims: Sequence[Claim]) -> set[int]:
    """The places of the claims that give way to a surer one of the same text, on the same question and day, or by the same party."""
    return {
        place
        for place, claim in enumerate(claims)
        if claim.confidence < _SURE and any(_beats(other, claim) for other in claims)
    }


def _beats(other: Claim, claim: Claim) -> bool:
    if not _may_be_a_part(claim.value):
        return False
    if other.question != claim.question or other.past or claim.past or other.confidence <= claim.confidence:
        return False
    same = other.party is claim.party if isinstance(claim.value, Choice) else other.as_of == claim.as_of
    return same and _differ(other.value, claim.value)


def _may_be_a_part(value: Value) -> bool:
    """Counts and choices; two days in one text are what they look like."""
    return isinstance(value, Choice) or isinstance(value.lo, int)


def _differ(one: Value, other: Value) -> bool:
    if isinstance(one, Choice) or isinstance(other, Choice):
        return one != other
    return not one.meets(other)  # type: ignore[arg-type]  # both answer one question, and so are of one type
