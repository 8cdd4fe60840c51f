"""Closed intervals of whole numbers or of days: the one shape that counts, ordinals and dates share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

Bound = TypeVar("Bound", int, date)


@dataclass(frozen=True, slots=True)
class Interval(Generic[Bound]):
    """All values from `lo` to `hi`, both included; `hi` None means open above."""

    lo: Bound
    hi: Bound | None

    def __post_init__(self) -> None:
        if self.hi is not None and self.hi < self.lo:
            raise ValueError(f"an interval cannot end at {self.hi} before it begins at {self.lo}")

    @classmethod
    def exactly(cls, value: Bound) -> Interval[Bound]:
        """The interval that holds one value."""
        return cls(value, value)

    @property
    def is_exact(self) -> bool:
        """Whether the interval holds one value only."""
        return self.lo == self.hi

    def meets(self, other: Interval[Bound]) -> bool:
        """Whether some value lies in both."""
        return (self.hi is None or other.lo <= self.hi) and (other.hi is None or self.lo <= other.hi)

    def is_above(self, other: Interval[Bound]) -> bool:
        """Whether every value of this one is larger than every value of the other."""
        return other.hi is not None and self.lo > other.hi

    def is_below(self, other: Interval[Bound]) -> bool:
        """Whether every value of this one is smaller than every value of the other."""
        return other.is_above(self)

    def intersection(self, other: Interval[Bound]) -> Interval[Bound] | None:
        """The values that lie in both, or None where there are none."""
        if not self.meets(other):
            return None
        lo = max(self.lo, other.lo)
        if self.hi is None or other.hi is None:
            return Interval(lo, other.hi if self.hi is None else self.hi)
        return Interval(lo, min(self.hi, other.hi))
