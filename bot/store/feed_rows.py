"""Watched feeds and their entries as rows of the database, and back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.domain.feeds import Validators
from bot.domain.watched import ChosenBy, EntryRecord, FeedState, FullText, Health, Lease, Rhythm, WatchedFeed
from bot.store.mapping import Row


def feed_row(feed: WatchedFeed) -> dict[str, Any]:
    """Everything but the id and the lease."""
    rhythm, health = feed.rhythm, feed.health
    return {
        "url": feed.url,
        "listed": feed.listed,
        "host": feed.host,
        "outlet": feed.outlet,
        "lang": feed.lang,
        "full_text": feed.full_text.value,
        "chosen": feed.chosen.value,
        "added": feed.added,
        "paused": feed.paused,
        "removed": feed.removed.value if feed.removed else None,
        "retired": feed.retired,
        "first_poll_done": feed.first_poll_done,
        "etag": feed.validators.etag,
        "last_modified": feed.validators.last_modified,
        "next_poll": rhythm.next_poll,
        "interval": rhythm.interval.total_seconds(),
        "failures": rhythm.failures,
        "not_before": rhythm.not_before,
        "habit": None if rhythm.habit is None else rhythm.habit.total_seconds(),
        "last_success": rhythm.last_success,
        "last_new": rhythm.last_new,
        "state": health.state.value,
        "state_since": health.since,
        "state_detail": health.detail,
        "bad_since": health.bad_since,
        "told": health.told,
    }


def feed_in(row: Row) -> WatchedFeed:
    """The feed in a row."""
    habit = row["habit"]
    return WatchedFeed(
        id=row["id"],
        url=row["url"],
        listed=row["listed"],
        chosen=ChosenBy(row["chosen"]),
        added=row["added"],
        rhythm=Rhythm(
            row["next_poll"],
            timedelta(seconds=row["interval"]),
            row["failures"],
            row["not_before"],
            None if habit is None else timedelta(seconds=habit),
            row["last_success"],
            row["last_new"],
        ),
        outlet=row["outlet"],
        lang=row["lang"],
        full_text=FullText(row["full_text"]),
        paused=row["paused"],
        removed=ChosenBy(row["removed"]) if row["removed"] else None,
        retired=row["retired"],
        first_poll_done=row["first_poll_done"],
        validators=Validators(row["etag"], row["last_modified"]),
        health=Health(FeedState(row["state"]), row["state_since"], row["state_detail"], row["bad_since"], row["told"]),
        lease=Lease(row["lease_owner"], row["lease_until"]) if row["lease_owner"] else None,
    )


def entry_row(feed: int, entry: EntryRecord) -> dict[str, Any]:
    """The row of an entry."""
    return {
        "feed": feed,
        "key": entry.key,
        "digest": entry.digest,
        "fate": entry.fate,
        "item": entry.item,
        "at": entry.at,
    }


def entry_in(row: Row) -> EntryRecord:
    """What became of an entry."""
    return EntryRecord(row["key"], row["digest"], row["fate"], row["at"], row["item"])
