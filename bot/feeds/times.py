"""When an entry was published, as well as its feed tells."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.feeds import Dated

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""A time before the web is a fault of the feed, such as an empty clock's 1970."""

SLACK = timedelta(hours=26)
"""How far ahead a time may lie and still be a matter of clocks and zones: it then counts as the moment of the fetch."""


def published(entry: Mapping[str, Any], feed: Mapping[str, Any], now: datetime) -> tuple[datetime, Dated]:
    """The aware UTC time of an entry, never after `now`, and where it comes from.

    A time without a zone is taken for UTC. The fallbacks in order: the entry's own publication, its last change, the feed's publication
    or last change, the moment of the fetch. A time before 1990 or more than 26 hours ahead counts as none.
    """
    for found, dated in (
        (_time(entry, "published_parsed"), Dated.PUBLISHED),
        (_time(entry, "created_parsed"), Dated.PUBLISHED),
        (_time(entry, "updated_parsed"), Dated.UPDATED),
        (_time(feed, "published_parsed"), Dated.FEED),
        (_time(feed, "updated_parsed"), Dated.FEED),
    ):
        if found is not None and EARLIEST <= found <= now + SLACK:
            return min(found, now), dated
    return now, Dated.FETCHED


def _time(values: Mapping[str, Any], key: str) -> datetime | None:
    # dict.get, because feedparser's own get gives one time for another, with a warning.
    value = dict.get(values, key) if isinstance(values, dict) else None
    if not isinstance(value, time.struct_time):
        return None
    try:
        return datetime(*value[:5], min(value[5], 59), tzinfo=UTC)
    except ValueError:
        return None
