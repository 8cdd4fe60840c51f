"""What saving a question's state has to write: the difference to what is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal, TypeVar

from bot.domain.positions import Disagreement, HeldClaim, Position, QuestionState

Noun = Literal["claim", "position", "disagreement"]
Numbered = TypeVar("Numbered", HeldClaim, Position, Disagreement)

_MAY_CHANGE: dict[Noun, tuple[str, ...]] = {
    "claim": ("relation", "position", "withdrawn"),
    "position": ("status", "overtaken_by"),
    "disagreement": ("first", "second", "status", "reason"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stored row that changed: the fields that differ, before and after, as plain values."""

    noun: Noun
    number: int
    was: dict[str, object]
    became: dict[str, object]


@dataclass(frozen=True, slots=True)
class Delta:
    """The new rows and the marks on known ones."""

    claims: tuple[HeldClaim, ...]
    positions: tuple[Position, ...]
    disagreements: tuple[Disagreement, ...]
    marks: tuple[Mark, ...]


def delta(stored: QuestionState, state: QuestionState) -> Delta:
    """Compare a state with the stored one of the same question.

    Raises ValueError where the new state leaves out or rewrites what is stored: it was made from an older state.
    """
    marks = (
        *_marks(state.question, "claim", stored.claims, state.claims),
        *_marks(state.question, "position", stored.positions, state.positions),
        *_marks(state.question, "disagreement", stored.disagreements, state.disagreements),
    )
    return Delta(
        state.claims[len(stored.claims) :],
        state.positions[len(stored.positions) :],
        state.disagreements[len(stored.disagreements) :],
        marks,
    )


def _marks(question: str, noun: Noun, stored: Sequence[Numbered], state: Sequence[Numbered]) -> list[Mark]:
    added = enumerate(state[len(stored) :], len(stored) + 1)
    if any(one.number != number for number, one in added):
        raise ValueError(f"{question}: the {noun}s are not numbered from 1 on")
    if len(state) < len(stored):
        raise ValueError(f"{question}: {noun} {len(state) + 1} is stored and missing in the new state")
    pairs = zip(stored, state, strict=False)
    return [_mark(question, noun, old, new) for old, new in pairs if old is not new and old != new]


def _mark(question: str, noun: Noun, old: Numbered, new: Numbered) -> Mark:
    fields = [name for name in _MAY_CHANGE[noun] if getattr(old, name) != getattr(new, name)]
    if replace(old, **{name: getattr(new, name) for name in fields}) != new:
        raise ValueError(f"{question}: {noun} {new.number} is stored with another content")
    return Mark(noun, new.number, _plain(old, fields), _plain(new, fields))


def _plain(one: Numbered, fields: Sequence[str]) -> dict[str, object]:
    values = {name: getattr(one, name) for name in fields}
    return {name: value.value if isinstance(value, StrEnum) else value for name, value in values.items()}
