"""What the comparers of the value types share: a claim with its time, a finding, and the shape of a comparer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.claims import Claim, Value
from bot.domain.positions import Relation
from bot.judging.rules import Rule


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with the aware UTC time at which its item was published."""

    claim: Claim
    published: datetime

    @property
    def moment(self) -> tuple[date, datetime]:
        """The day the claim applies to; within one day the publication decides."""
        return self.claim.as_of, self.published


@dataclass(frozen=True, slots=True)
class Finding:
    """What a claim does to a position that it does not meet, and where it contradicts it, by which rule."""

    relation: Relation
    rule: Rule | None = None

    @property
    def why(self) -> str:
        """The rule's code, empty where nothing is contradicted."""
        return self.rule.value if self.rule else ""


class Comparer(Protocol):
    """How values of one type are compared. Both functions are pure; each type's module is one."""

    def meets(self, one: Value, other: Value, /) -> bool:
        """Whether both values can be right at once. Raises ValueError for a value of another type."""
        ...

    def relate(self, new: Told, opposed: Sequence[Told], /) -> Finding:
        """What a new claim does to a position; `opposed` are those claims of the position that it does not meet, one at least."""
        ...
