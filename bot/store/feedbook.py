"""The watched feeds in the database. See bot.ports.FeedBook."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.watched import EntryRecord, Lease, NewFeed, WatchedFeed, begun
from bot.store.feed_rows import entry_in, entry_row, feed_in, feed_row
from bot.store.feed_tables import feed_entries, feeds
from bot.store.items import CURRENT
from bot.store.schema import item_versions, items

_BATCH = 500
"""How many keys one question names; databases limit the number of parameters."""


class SqlFeedShelf:
    """What a transaction sees of the feeds. See bot.ports.FeedShelf."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> Sequence[WatchedFeed]:
        """The feeds in the list, in the order they came."""
        rows = await self._connection.execute(select(feeds).where(feeds.c.removed.is_(None)).order_by(feeds.c.id))
        return [feed_in(row) for row in rows.mappings()]

    async def get(self, key: int) -> WatchedFeed | None:
        """A feed, be it removed or not."""
        row = (await self._connection.execute(select(feeds).where(feeds.c.id == key))).mappings().first()
        return None if row is None else feed_in(row)

    async def at(self, url: str) -> WatchedFeed | None:
        """The feed chosen under this address, else the one read there; those in the list before removed ones."""
        query = select(feeds).where(or_(feeds.c.listed == url, feeds.c.url == url))
        order = feeds.c.removed.is_not(None), feeds.c.listed != url, feeds.c.id
        row = (await self._connection.execute(query.order_by(*order).limit(1))).mappings().first()
        return None if row is None else feed_in(row)

    async def due(self, now: datetime) -> Sequence[tuple[int, str]]:
        """Id and host of the feeds to be read now, the longest due first."""
        ready = and_(
            feeds.c.next_poll <= now,
            feeds.c.removed.is_(None),
            feeds.c.retired.is_(None),
            feeds.c.paused.is_(False),
            ~_lives(now),
        )
        rows = await self._connection.execute(
            select(feeds.c.id, feeds.c.host).where(ready).order_by(feeds.c.next_poll, feeds.c.id)
        )
        return [(row.id, row.host) for row in rows]

    async def leased(self, now: datetime) -> Mapping[str, int]:
        """How many feeds of each host are under a living lease."""
        rows = await self._connection.execute(
            select(feeds.c.host, func.count().label("number")).where(_lives(now)).group_by(feeds.c.host)
        )
        return {row.host: row.number for row in rows}

    async def entries(self, feed: int, keys: Sequence[str]) -> Mapping[str, EntryRecord]:
        """Those of these entries that were handled, by key."""
        found: dict[str, EntryRecord] = {}
        for start in range(0, len(keys), _BATCH):
            some = feed_entries.c.key.in_(keys[start : start + _BATCH])
            rows = await self._connection.execute(select(feed_entries).where(feed_entries.c.feed == feed, some))
            found |= {row["key"]: entry_in(row) for row in rows.mappings()}
        return found

    async def taken(self, feed: int, urls: Sequence[str]) -> Collection[str]:
        """Those of these addresses at which an item stands that is an entry of this feed."""
        found: set[str] = set()
        entry = feed_entries.c.item == item_versions.c.item
        of_feed = (
            select(item_versions.c.url)
            .join(items, CURRENT)
            .join(feed_entries, entry)
            .where(feed_entries.c.feed == feed)
        )
        for start in range(0, len(urls), _BATCH):
            rows = await self._connection.scalars(of_feed.where(item_versions.c.url.in_(urls[start : start + _BATCH])))
            found.update(url for url in rows if url is not None)
        return found


class SqlFeedBook(SqlFeedShelf):
    """The same within a write transaction. See bot.ports.FeedBook."""

    async def add(self, new: NewFeed, at: datetime) -> WatchedFeed:
        """Put a feed into the list. Raises ValueError where one was chosen under this address before."""
        known = await self._connection.scalar(select(feeds.c.id).where(feeds.c.listed == new.url))
        if known is not None:
            raise ValueError(f"the feed {new.url} is known already")
        feed = begun(new, at)
        key = await self._connection.scalar(insert(feeds).values(feed_row(feed)).returning(feeds.c.id))
        return replace(feed, id=int(key or 0))

    async def save(self, feed: WatchedFeed) -> None:
        """Store a feed as it is now, except for its lease. Raises ValueError for one that is not there."""
        done = await self._connection.execute(update(feeds).where(feeds.c.id == feed.id).values(feed_row(feed)))
        if done.rowcount == 0:
            raise ValueError(f"there is no feed {feed.id}")

    async def take(self, key: int, lease: Lease, now: datetime) -> bool:
        """Give out the lease, or prolong it for its owner; False where another owner's still lives."""
        free = feeds.c.lease_owner.is_(None) | (feeds.c.lease_owner == lease.owner) | (feeds.c.lease_until <= now)
        given = update(feeds).where(feeds.c.id == key, free)
        values = {"lease_owner": lease.owner, "lease_until": lease.until}
        return (await self._connection.execute(given.values(values))).rowcount > 0

    async def hand_back(self, key: int, owner: str) -> bool:
        """End a lease; False where this owner no longer holds it."""
        held = update(feeds).where(feeds.c.id == key, feeds.c.lease_owner == owner)
        return (await self._connection.execute(held.values(lease_owner=None, lease_until=None))).rowcount > 0

    async def record(self, feed: int, entries: Sequence[EntryRecord]) -> None:
        """Store what became of entries; a later record of an entry replaces the earlier one."""
        if not entries:
            return
        known = await self.entries(feed, [entry.key for entry in entries])
        latest = {entry.key: entry for entry in entries}
        if new := [entry_row(feed, entry) for key, entry in latest.items() if key not in known]:
            await self._connection.execute(insert(feed_entries), new)
        for key in latest.keys() & known.keys():
            same = (feed_entries.c.feed == feed) & (feed_entries.c.key == key)
            await self._connection.execute(update(feed_entries).where(same).values(entry_row(feed, latest[key])))

    async def forget_entries(self, feed: int, before: datetime, keep: Sequence[str]) -> None:
        """Drop what is known of entries handled before this time, except for those that are still in the feed."""
        old = select(feed_entries.c.key).where(feed_entries.c.feed == feed, feed_entries.c.at < before)
        forgotten = set((await self._connection.scalars(old)).all()) - set(keep)
        some = sorted(forgotten)
        for start in range(0, len(some), _BATCH):
            these = feed_entries.c.key.in_(some[start : start + _BATCH])
            await self._connection.execute(delete(feed_entries).where(feed_entries.c.feed == feed, these))


def _lives(now: datetime) -> ColumnElement[bool]:
    return feeds.c.lease_owner.is_not(None) & (feeds.c.lease_until > now)
