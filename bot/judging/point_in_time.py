"""Counts that stand for one day: they move freely from day to day, but one day has one figure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.positions import Relation
from bot.judging.comparer import Finding, Told
from bot.judging.fixed import meets
from bot.judging.rules import Rule

__all__ = ["meets", "relate"]


def relate(new: Told, opposed: Sequence[Told], /) -> Finding:
    """Compare with the latest day for which the position was said to hold."""
    held_until = max(old.claim.as_of for old in opposed)
    if new.claim.as_of > held_until:
        return Finding(Relation.UPDATE)
    if new.claim.as_of < held_until:
        return Finding(Relation.HISTORICAL)
    return Finding(Relation.CONFLICT, Rule.TWO_FIGURES_ONE_DAY)
