"""The watched feeds in plain Python. See bot.ports.FeedBook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.stored import StoredItem
from bot.domain.watched import EntryRecord, Lease, NewFeed, WatchedFeed, begun


@dataclass(slots=True)
class Watched:
    """The rows: feeds by id, and the entries of each feed by key. Entries are never changed in place, so that a copy is cheap."""

    feeds: dict[int, WatchedFeed] = field(default_factory=dict)
    entries: dict[int, Mapping[str, EntryRecord]] = field(default_factory=dict)

    def copy(self) -> Watched:
        """Another one with the same content."""
        return Watched(dict(self.feeds), dict(self.entries))


class MemoryFeedShelf:
    """What a snapshot sees of the feeds. See bot.ports.FeedShelf."""

    def __init__(self, rows: Watched, versions: Mapping[str, Sequence[StoredItem]]) -> None:
        """`versions` are those of all items, by id."""
        self._rows = rows
        self._versions = versions

    async def all(self) -> Sequence[WatchedFeed]:
        """The feeds in the list, in the order they came."""
        return [feed for feed in self._rows.feeds.values() if feed.removed is None]

    async def get(self, key: int) -> WatchedFeed | None:
        """A feed, be it removed or not."""
        return self._rows.feeds.get(key)

    async def at(self, url: str) -> WatchedFeed | None:
        """The feed chosen under this address, else the one read there; those in the list before removed ones."""
        same = [feed for feed in self._rows.feeds.values() if url in (feed.listed, feed.url)]
        return min(same, key=lambda feed: (feed.removed is not None, feed.listed != url, feed.id), default=None)

    async def due(self, now: datetime) -> Sequence[tuple[int, str]]:
        """Id and host of the feeds to be read now, the longest due first."""
        ready = [
            feed
            for feed in self._rows.feeds.values()
            if feed.rhythm.next_poll <= now
            and not (feed.paused or feed.retired or feed.removed)
            and not _lives(feed.lease, now)
        ]
        return [(feed.id, feed.host) for feed in sorted(ready, key=lambda feed: (feed.rhythm.next_poll, feed.id))]

    async def leased(self, now: datetime) -> Mapping[str, int]:
        """How many feeds of each host are under a living lease."""
        return Counter(feed.host for feed in self._rows.feeds.values() if _lives(feed.lease, now))

    async def entries(self, feed: int, keys: Sequence[str]) -> Mapping[str, EntryRecord]:
        """Those of these entries that were handled, by key."""
        known = self._rows.entries.get(feed, {})
        return {key: known[key] for key in keys if key in known}

    async def taken(self, feed: int, urls: Sequence[str]) -> Collection[str]:
        """Those of these addresses at which an item stands that is an entry of this feed."""
        ours = {entry.item for entry in self._rows.entries.get(feed, {}).values() if entry.item}
        return {url for url in urls if any(self._url_of(item) == url for item in ours)}

    def _url_of(self, item: str) -> str | None:
        versions = self._versions.get(item)
        return versions[-1].item.url if versions else None


class MemoryFeedBook(MemoryFeedShelf):
    """The same within a write transaction. See bot.ports.FeedBook."""

    async def add(self, new: NewFeed, at: datetime) -> WatchedFeed:
        """Put a feed into the list. Raises ValueError where one was chosen under this address before."""
        if any(feed.listed == new.url for feed in self._rows.feeds.values()):
            raise ValueError(f"the feed {new.url} is known already")
        feed = begun(new, at, len(self._rows.feeds) + 1)
        self._rows.feeds[feed.id] = feed
        return feed

    async def save(self, feed: WatchedFeed) -> None:
        """Store a feed as it is now, except for its lease. Raises ValueError for one that is not there."""
        if feed.id not in self._rows.feeds:
            raise ValueError(f"there is no feed {feed.id}")
        self._rows.feeds[feed.id] = replace(feed, lease=self._rows.feeds[feed.id].lease)

    async def take(self, key: int, lease: Lease, now: datetime) -> bool:
        """Give out the lease, or prolong it for its owner; False where another owner's still lives."""
        feed = self._rows.feeds.get(key)
        if feed is None or (_lives(feed.lease, now) and feed.lease is not None and feed.lease.owner != lease.owner):
            return False
        self._rows.feeds[key] = replace(feed, lease=lease)
        return True

    async def hand_back(self, key: int, owner: str) -> bool:
        """End a lease; False where this owner no longer holds it."""
        feed = self._rows.feeds.get(key)
        if feed is None or feed.lease is None or feed.lease.owner != owner:
            return False
        self._rows.feeds[key] = replace(feed, lease=None)
        return True

    async def record(self, feed: int, entries: Sequence[EntryRecord]) -> None:
        """Store what became of entries; a later record of an entry replaces the earlier one."""
        if entries:
            known = self._rows.entries.get(feed, {})
            self._rows.entries[feed] = {**known, **{entry.key: entry for entry in entries}}

    async def forget_entries(self, feed: int, before: datetime, keep: Sequence[str]) -> None:
        """Drop what is known of entries handled before this time, except for those that are still in the feed."""
        kept, known = set(keep), self._rows.entries.get(feed, {})
        self._rows.entries[feed] = {key: one for key, one in known.items() if one.at >= before or key in kept}


def _lives(lease: Lease | None, now: datetime) -> bool:
    return lease is not None and lease.until > now
