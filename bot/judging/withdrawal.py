"""Taking an item's claims back: its outlet retracted it, or a new version replaces it."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.positions import PositionStatus, QuestionState
from bot.domain.questions import Question
from bot.judging import board
from bot.judging.settling import settle


def withdraw(question: Question, state: QuestionState, item_id: str) -> QuestionState:
    """Mark an item's claims as withdrawn, with what follows from it.

    Positions without claims are withdrawn; what only they had overtaken is live again. Disagreements that rested on the item's claims
    alone are closed as withdrawn. Nothing alerts.
    """
    if not any(held.claim.item == item_id and not held.withdrawn for held in state.claims):
        return state
    claims = tuple(replace(held, withdrawn=True) if held.claim.item == item_id else held for held in state.claims)
    state = replace(state, claims=claims)
    behind = board.members(state)
    state = board.empty(state, {p.number for p in state.positions if p.number not in behind})
    return settle(question, board.revive(state, _freed(state)))


def _freed(state: QuestionState) -> set[int]:
    """The overtaken positions after which nothing stands any more: whatever overtook them is withdrawn."""
    by_number = {position.number: position for position in state.positions}
    freed = set()
    for position in state.positions:
        later = position.overtaken_by
        while later is not None and by_number[later].status is PositionStatus.WITHDRAWN:
            later = by_number[later].overtaken_by
        if position.status is PositionStatus.OVERTAKEN and later is None:
            freed.add(position.number)
    return freed
