"""How the bot is, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Vitals:
    """What there is at one moment; the counts are by state. `waiting` alerts are stored and not yet dispatched, the oldest since then.

    `overdue_since` is when the oldest message was due that is still queued. Times are aware UTC.
    """

    items: int = 0
    disagreements: Mapping[str, int] = field(default_factory=dict)
    feeds: Mapping[str, int] = field(default_factory=dict)
    deliveries: Mapping[str, int] = field(default_factory=dict)
    waiting: int = 0
    waiting_since: datetime | None = None
    overdue_since: datetime | None = None

    def waited(self, now: datetime) -> timedelta:
        """How long the oldest thing has been waiting to go out."""
        since = min((one for one in (self.waiting_since, self.overdue_since) if one is not None), default=now)
        return max(now - since, timedelta())
