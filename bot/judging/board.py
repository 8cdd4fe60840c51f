"""Small pure steps on a question's state: each returns a new state, and nothing is ever taken away."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from bot.domain.claims import Choice, Claim
from bot.domain.positions import (
    Disagreement,
    HeldClaim,
    Position,
    PositionStatus,
    QuestionState,
    Relation,
)


def hear(
    state: QuestionState, claim: Claim, relation: Relation, position: int | None
) -> tuple[QuestionState, HeldClaim]:
    """Add a claim as the latest heard."""
    held = HeldClaim(len(state.claims) + 1, claim, relation, position)
    return replace(state, claims=(*state.claims, held)), held


def add_position(state: QuestionState) -> tuple[QuestionState, int]:
    """Add a live position without claims; its number comes back."""
    number = len(state.positions) + 1
    return replace(state, positions=(*state.positions, Position(number))), number


def overtake(state: QuestionState, overtaken: Collection[int], by: int) -> QuestionState:
    """Mark positions as overtaken by a later one."""
    return _mark(state, overtaken, PositionStatus.OVERTAKEN, by)


def revive(state: QuestionState, numbers: Collection[int]) -> QuestionState:
    """Mark positions as live again: what overtook them, or emptied them, is undone."""
    return _mark(state, numbers, PositionStatus.LIVE, None)


def is_overtaken(state: QuestionState, number: int | None) -> bool:
    """Whether some later position that still counts has overtaken this one."""
    while number is not None:
        number = state.positions[number - 1].overtaken_by
        if number is not None and state.positions[number - 1].status is not PositionStatus.WITHDRAWN:
            return True
    return False


def is_gone(state: QuestionState, number: int | None) -> bool:
    """Whether this is a position that has lost its claims."""
    return number is not None and state.positions[number - 1].status is PositionStatus.WITHDRAWN


def open_disagreement(
    state: QuestionState, kind: Relation, opened_by: HeldClaim, against: HeldClaim, why: str
) -> tuple[QuestionState, int]:
    """Add an open disagreement between the positions of two claims; its number comes back."""
    if against.position is None or opened_by.position is None:
        raise ValueError("history is no side of a disagreement")
    number = len(state.disagreements) + 1
    opened = Disagreement(
        number, kind, against.position, opened_by.position, opened_by.number, against.number, reason=why
    )
    return replace(state, disagreements=(*state.disagreements, opened)), number


def between(state: QuestionState, one: int, other: int) -> Disagreement | None:
    """The disagreement that was opened between two positions, whatever became of it."""
    sides = {one, other}
    return next((known for known in state.disagreements if {known.first, known.second} == sides), None)


def members(state: QuestionState) -> dict[int, list[HeldClaim]]:
    """The claims that count behind each position, oldest first; positions without any are left out."""
    found: dict[int, list[HeldClaim]] = {}
    for held in state.claims:
        if held.position is not None and not held.withdrawn:
            found.setdefault(held.position, []).append(held)
    return found


def strongest_first(claims: Iterable[HeldClaim]) -> tuple[HeldClaim, ...]:
    """Claims in the order in which they are named: exact before open, then latest `as_of`, then latest heard."""
    return tuple(sorted(claims, key=_strength, reverse=True))


def _strength(held: HeldClaim) -> tuple[int, date, int]:
    value = held.claim.value
    exactness = 2 if isinstance(value, Choice) or value.is_exact else 0 if value.hi is None else 1
    return exactness, held.claim.as_of, held.number


def _mark(
    state: QuestionState, numbers: Collection[int], status: PositionStatus, overtaken_by: int | None
) -> QuestionState:
    marked = (
        replace(p, status=status, overtaken_by=overtaken_by) if p.number in numbers else p for p in state.positions
    )
    return replace(state, positions=tuple(marked))
