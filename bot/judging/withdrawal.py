"""Taking an item's claims back: its outlet retracted it, or a new version replaces it."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.positions import Position, PositionStatus, QuestionState
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
    emptied = replace(state, positions=tuple(_emptied(p) if p.number not in behind else p for p in state.positions))
    freed = [p.number for p in emptied.positions if _is_freed(emptied, p)]
    return settle(question, board.revive(emptied, freed))


def _emptied(position: Position) -> Position:
    """The position without claims; what overtook it stays known, for that may have taken over its side of a disagreement."""
    return replace(position, status=PositionStatus.WITHDRAWN)


def _is_freed(state: QuestionState, position: Position) -> bool:
    """Whether nothing that overtook the position counts any more."""
    return position.status is PositionStatus.OVERTAKEN and not board.is_overtaken(state, position.number)
