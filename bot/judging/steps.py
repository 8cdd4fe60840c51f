"""What one claim did, and how it is told: which claims it opposes, in which order, under which rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.positions import HeldClaim, Relation
from bot.judging.board import strongest_first
from bot.judging.comparer import Finding

URGENCY = (Relation.REVERSAL, Relation.DISPUTE, Relation.CONFLICT)
"""Which of several kinds an alert has: the first that applies."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one claim did.

    `kind` is set where it alerts, `against` are then the claims it opposes, strongest first; `overtaken` are those that a quiet claim
    overtook.
    """

    held: HeldClaim
    kind: Relation | None = None
    against: tuple[HeldClaim, ...] = ()
    overtaken: tuple[HeldClaim, ...] = ()
    disagreement: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Faced:
    """A live position as a claim finds it: its claims, and those of them that the claim does not meet."""

    number: int
    members: tuple[HeldClaim, ...]
    unmet: tuple[HeldClaim, ...]

    @property
    def latest(self) -> tuple[date, int]:
        """By what the position to join is chosen."""
        return max((held.claim.as_of, held.number) for held in self.members)


def alerting(
    held: HeldClaim, kind: Relation, opposed: Sequence[tuple[Faced, Finding]], opened: Mapping[int, int]
) -> Step:
    """The step of a claim that alerts, against those of the opposed positions to which it stands in this relation."""
    against = ranked(held, kind, [f for f, finding in opposed if finding.relation is kind])
    facing, finding = next((f, finding) for f, finding in opposed if f.number == against[0].position)
    return Step(held, kind, against, disagreement=opened.get(facing.number), why=finding.why)


def most_urgent(findings: Sequence[tuple[Faced, Finding]]) -> Relation | None:
    """The kind under which several contradictions are told at once; None where there are none."""
    kinds = [finding.relation for _, finding in findings]
    return min(kinds, key=URGENCY.index, default=None)


def ranked(held: HeldClaim, kind: Relation, faced: Sequence[Faced]) -> tuple[HeldClaim, ...]:
    """The claims a claim opposes, strongest first. Its own item's are named only where no other's are.

    Before the words of others, a reversal names what the party itself said.
    """
    unmet = strongest_first(one for f in faced for one in f.unmet)
    others = tuple(one for one in unmet if one.claim.item != held.claim.item) or unmet
    if kind is not Relation.REVERSAL:
        return others
    return tuple(sorted(others, key=lambda one: one.claim.party is not held.claim.party))
