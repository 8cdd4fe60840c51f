"""Choices: whether two of them are a dispute or a conflict depends on who stands behind them.

That a party changed its own choice is seen across positions and is the matter of `stance`.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.claims import Value
from bot.domain.positions import Relation
from bot.judging.comparer import Finding, Told
from bot.judging.rules import Rule
from bot.judging.values import answer


def meets(one: Value, other: Value, /) -> bool:
    """Whether both are the same answer."""
    return answer(one) == answer(other)


def relate(new: Told, opposed: Sequence[Told], /) -> Finding:
    """A dispute where a named party stands behind one of the two, else a conflict between outlets."""
    here, there = new.claim.party is not None, any(old.claim.party is not None for old in opposed)
    if here and there:
        return Finding(Relation.DISPUTE, Rule.PARTY_AGAINST_PARTY)
    if here or there:
        return Finding(Relation.DISPUTE, Rule.PARTY_AGAINST_OUTLETS)
    return Finding(Relation.CONFLICT, Rule.OUTLETS_AGAINST_EACH_OTHER)
