"""A clock that stands still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass
class StoppedClock:
    """Always the same moment, until it is set to another."""

    moment: datetime = datetime(2024, 5, 13, 12, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment."""
        return self.moment
