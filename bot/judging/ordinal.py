"""Ordinals ("the 79th anniversary"): two that differ contradict each other."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.claims import Value
from bot.domain.positions import Relation
from bot.judging.comparer import Finding, Told
from bot.judging.rules import Rule
from bot.judging.values import number


def meets(one: Value, other: Value, /) -> bool:
    """Whether both are the same number."""
    return number(one).meets(number(other))


def relate(new: Told, opposed: Sequence[Told], /) -> Finding:  # noqa: ARG001
    """A conflict, whenever it was said."""
    return Finding(Relation.CONFLICT, Rule.TWO_ORDINALS)
