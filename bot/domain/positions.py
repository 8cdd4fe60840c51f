"""What the claims on one question amount to: positions, disagreements, and what a new item changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.claims import Claim


class Relation(StrEnum):
    """What a new claim does to what is stored (see docs/disagreements.md)."""

    NEW = "new"
    AGREE = "agree"
    UPDATE = "update"
    HISTORICAL = "historical"
    CONFLICT = "conflict"
    DISPUTE = "dispute"
    REVERSAL = "reversal"


ALERTING = frozenset({Relation.CONFLICT, Relation.DISPUTE, Relation.REVERSAL})


class PositionStatus(StrEnum):
    """Live until a later figure overtakes it; withdrawn when no claim stands behind it any more."""

    LIVE = "live"
    OVERTAKEN = "overtaken"
    WITHDRAWN = "withdrawn"


class DisagreementStatus(StrEnum):
    """Open until its sides agree, both are overtaken, its claims are withdrawn, or an admin dismisses it."""

    OPEN = "open"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class HeldClaim:
    """A claim as the question's state holds it.

    `number` counts the question's claims in the order they were heard, from 1. `position` is the number of the position it
    joined, or None for history. `relation` is what it did when it came. `withdrawn` claims (an older version of an item,
    a retraction) are kept and count for nothing.
    """

    number: int
    claim: Claim
    relation: Relation
    position: int | None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """The claims on one question that are compatible with each other; `number` counts from 1 within the question."""

    number: int
    status: PositionStatus = PositionStatus.LIVE
    overtaken_by: int | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two positions of one question that cannot both be right; `number` counts from 1 within the question.

    `first` is the side that was known, `second` the one that came. `opened_by` is the number of the claim that caused it,
    `against` the number of the strongest opposing claim at that moment.
    """

    number: int
    kind: Relation
    first: int
    second: int
    opened_by: int
    against: int
    status: DisagreementStatus = DisagreementStatus.OPEN
    reason: str = ""


@dataclass(frozen=True, slots=True)
class QuestionState:
    """Everything known on one question, in the order it became known. Values are never removed, only marked."""

    question: str
    claims: tuple[HeldClaim, ...] = ()
    positions: tuple[Position, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    def members(self, position: int) -> tuple[HeldClaim, ...]:
        """The claims of a position that count, oldest first."""
        return tuple(held for held in self.claims if held.position == position and not held.withdrawn)


@dataclass(frozen=True, slots=True)
class Alert:
    """One item's alert on one question.

    `claim` raised it; `against` are opposing claims, the strongest first (exact before open, then latest `as_of`, then latest
    heard). `disagreement` is the number within the question, None where a known disagreement is only pointed at again
    (a reversal onto a side that stood already). `why` names the rule by a code that docs/disagreements.md lists.
    """

    question: str
    kind: Relation
    claim: HeldClaim
    against: tuple[HeldClaim, ...]
    disagreement: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Update:
    """A later figure that overtook a position: `claim` is the new one, `against` what it overtook, strongest first."""

    question: str
    claim: HeldClaim
    against: tuple[HeldClaim, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one item's claims did to one question: the new state, at most one alert, at most one update."""

    state: QuestionState
    alert: Alert | None = None
    update: Update | None = None
    joined: tuple[HeldClaim, ...] = field(default=())
