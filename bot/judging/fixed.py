"""Counts that never change: two that do not meet contradict each other."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.claims import Value
from bot.domain.positions import Relation
from bot.judging.comparer import Finding, Told
from bot.judging.rules import Rule
from bot.judging.values import number


def meets(one: Value, other: Value, /) -> bool:
    """Whether some number lies in both."""
    return number(one).meets(number(other))


def relate(new: Told, opposed: Sequence[Told], /) -> Finding:  # noqa: ARG001
    """A conflict, whatever the days."""
    return Finding(Relation.CONFLICT, Rule.FIXED_COUNT_DIFFERS)
