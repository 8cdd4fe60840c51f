"""Counts that only grow: a higher one later is an update, a lower one earlier is history, the rest cannot be."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.positions import Relation
from bot.judging.comparer import Finding, Told
from bot.judging.fixed import meets
from bot.judging.rules import Rule
from bot.judging.values import number

__all__ = ["meets", "relate"]


def relate(new: Told, opposed: Sequence[Told], /) -> Finding:
    """Compare with the moment at which the position was first known.

    Claims of one position meet each other, so a claim that misses several of them misses them all on the same side.
    """
    known_since = min(old.moment for old in opposed)
    if number(new.claim.value).is_above(number(opposed[0].claim.value)):
        if new.moment >= known_since:
            return Finding(Relation.UPDATE)
        return Finding(Relation.CONFLICT, Rule.WAS_ALREADY_HIGHER)
    if new.moment < known_since:
        return Finding(Relation.HISTORICAL)
    return Finding(Relation.CONFLICT, Rule.TOLL_FELL)
