"""Dates of one event: two that share no day contradict each other."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.claims import Value
from bot.domain.positions import Relation
from bot.judging.comparer import Finding, Told
from bot.judging.rules import Rule
from bot.judging.values import days


def meets(one: Value, other: Value, /) -> bool:
    """Whether some day lies in both."""
    return days(one).meets(days(other))


def relate(new: Told, opposed: Sequence[Told], /) -> Finding:  # noqa: ARG001
    """A conflict, whenever it was said."""
    return Finding(Relation.CONFLICT, Rule.TWO_DAYS)
