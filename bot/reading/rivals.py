"""Two answers of one text to one question that cannot both be right.

Mostly the surer one is meant, and the other is a part of it, or of something else: a smaller count gives way, and so does another day
for what happens once, unless somebody else names it and the reader is sure of both.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.claims import Choice, Claim, Value

_SURE = 0.9
"""A text that is as sure of both contradicts itself, and is heard so."""


def beaten(claims: Sequence[Claim]) -> set[int]:
    """The places of the claims that give way to a surer one of the same text, on the same question and day, or by the same party."""
    return {place for place, claim in enumerate(claims) if any(_beats(other, claim) for other in claims)}


def _beats(other: Claim, claim: Claim) -> bool:
    if other.question != claim.question or other.past or claim.past or not _differ(other.value, claim.value):
        return False
    unsure, surer = claim.confidence < _SURE, other.confidence > claim.confidence
    if isinstance(claim.value, Choice):
        together = other.start < claim.end and claim.start < other.end
        longer = other.confidence == claim.confidence and other.end - other.start > claim.end - claim.start
        return other.party is claim.party and (unsure or together) and (surer or longer)
    if not isinstance(claim.value.lo, int):
        return surer and (unsure or other.party is claim.party)
    return surer and other.as_of == claim.as_of and (unsure or _smaller(claim.value, other.value))


def _smaller(part: Value, whole: Value) -> bool:
    """Whether a count may be a part of another: "nineteen defendants, four of whom fired"."""
    if isinstance(part, Choice) or isinstance(whole, Choice) or part.hi is None:
        return False
    return part.hi < whole.lo  # type: ignore[operator]  # both answer one question, and so are of one type


def _differ(one: Value, other: Value) -> bool:
    if isinstance(one, Choice) or isinstance(other, Choice):
        return one != other
    return not one.meets(other)  # type: ignore[arg-type]  # both answer one question, and so are of one type
