"""The watching of feeds and the pages behind them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.feeds import Document, Failed, Unchanged, Validators
from bot.domain.pages import Page
from bot.domain.reply import Reply
from bot.domain.watched import EntryRecord, Lease, NewFeed, WatchedFeed


class Feeds(Protocol):
    """Where feeds come from."""

    async def read(self, url: str, validators: Validators | None = None) -> Document | Unchanged | Failed:
        """The feed at an address, with `validators` only if it changed since. Raises nothing but cancellation."""
        ...

    async def close(self) -> None:
        """Let go of all connections."""
        ...


class FeedShelf(Protocol):
    """The feeds that are watched, and what became of their entries."""

    async def all(self) -> Sequence[WatchedFeed]:
        """The feeds in the list, in the order they came; those that were removed are left out."""
        ...

    async def get(self, key: int) -> WatchedFeed | None:
        """A feed, be it removed or not."""
        ...

    async def at(self, url: str) -> WatchedFeed | None:
        """The feed that was chosen under this address, else the one read there; those in the list before removed ones."""
        ...

    async def due(self, now: datetime) -> Sequence[tuple[int, str]]:
        """Id and host of the feeds to be read now, the longest due first: not paused, retired, removed, or under a living lease."""
        ...

    async def leased(self, now: datetime) -> Mapping[str, int]:
        """How many feeds of each host are under a living lease."""
        ...

    async def entries(self, feed: int, keys: Sequence[str]) -> Mapping[str, EntryRecord]:
        """Those of these entries that were handled, by key."""
        ...

    async def taken(self, feed: int, urls: Sequence[str]) -> Collection[str]:
        """Those of these addresses at which an item stands that is an entry of this feed."""
        ...


class FeedBook(FeedShelf, Protocol):
    """The same within a write transaction."""

    async def add(self, new: NewFeed, at: datetime) -> WatchedFeed:
        """Put a feed into the list, due at once. Raises ValueError where one was chosen under this address before."""
        ...

    async def save(self, feed: WatchedFeed) -> None:
        """Store a feed as it is now, except for its lease. Raises ValueError for one that is not there."""
        ...

    async def take(self, key: int, lease: Lease, now: datetime) -> bool:
        """Give out the lease, or prolong it for its owner; False where another owner's still lives or there is no such feed."""
        ...

    async def hand_back(self, key: int, owner: str) -> bool:
        """End a lease; False where this owner no longer holds it."""
        ...

    async def record(self, feed: int, entries: Sequence[EntryRecord]) -> None:
        """Store what became of entries; a later record of an entry replaces the earlier one."""
        ...

    async def forget_entries(self, feed: int, before: datetime, keep: Sequence[str]) -> None:
        """Drop what is known of entries handled before this time, except for those that are still in the feed."""
        ...


class Pages(Protocol):
    """Where the pages of articles come from."""

    async def read(self, url: str) -> Page | Failed:
        """The article of a page; waits where its host wants requests apart. Raises nothing but cancellation."""
        ...


class AdminNotices(Protocol):
    """Whom to tell what the people who run the bot should know."""

    async def tell(self, notice: Callable[[str], Reply]) -> bool:
        """Tell them; `notice` writes it in a language. False where nobody could be reached now, and it is worth another try."""
        ...
