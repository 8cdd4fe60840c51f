"""Poll watched feeds: take the lease, read, take in what is new, and settle what became of it."""

from __future__ import annotations

import asyncio
import logging
import random
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.errors import CounterclaimError, StoreError, places
from bot.domain.feeds import Article, Document, Failed, Unchanged, with_own_address
from bot.domain.watched import EntryRecord, Lease, WatchedFeed, digest_of, entry_key
from bot.polling import Bounds, after_poll
from bot.ports import Clock, Feeds, Store, Transaction
from bot.services.entries import PAGE, Entries, Fate, Feed, Handled, Taking
from bot.services.ingest import Ingested
from bot.services.record import turns

LEASE = timedelta(minutes=3)
"""How long a poll may go without a sign of life."""

OLD = timedelta(days=1)
"""What is older when it comes with a backlog is told in one summary."""

KEPT = timedelta(days=400)
"""How long an entry is remembered that is no longer in its feed."""

log = logging.getLogger(__name__)


class LeaseLostError(Exception):
    """Another process reads this feed now: this poll took too long."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A feed that may be polled, by the owner of this lease alone."""

    feed: int
    owner: str


@dataclass(frozen=True, slots=True)
class Polled:
    """What a poll came to: the feed afterwards, what was read, and how many entries met each fate."""

    feed: WatchedFeed
    outcome: Document | Unchanged | Failed
    counts: Mapping[str, int] = field(default_factory=dict)


class Poll:
    """The use case; one object polls any number of feeds at a time."""

    def __init__(
        self,
        store: Store,
        feeds: Feeds,
        entries: Entries,
        clock: Clock,
        bounds: Bounds,
        *,
        chance: Callable[[], float] = random.random,
        lease: timedelta = LEASE,
    ) -> None:
        """`chance` gives numbers from 0 up to 1, for jitter."""
        self._store = store
        self._feeds = feeds
        self._entries = entries
        self._clock = clock
        self._bounds = bounds
        self._chance = chance
        self._lease = lease

    async def claim(self, room: int, per_host: int) -> list[Claimed]:
        """Take the leases of up to `room` due feeds, the longest due first; of a host only so many at a time, over all processes."""
        now = self._clock.now()
        async with self._store.read() as snapshot:
            if room < 1 or not await snapshot.feeds.due(now):
                return []
        claimed: list[Claimed] = []
        async with self._store.write() as change:
            busy = Counter(await change.feeds.leased(now))
            for key, host in await change.feeds.due(now):
                one = Claimed(key, uuid.uuid4().hex)
                if busy[host] < per_host and await change.feeds.take(key, self._until(one), now):
                    claimed.append(one)
                    busy[host] += 1
                if len(claimed) == room:
                    break
        return claimed

    async def claim_one(self, feed: int) -> Claimed | None:
        """Take the lease of one feed, due or not; None while another poll has it."""
        one = Claimed(feed, uuid.uuid4().hex)
        async with self._store.write() as change:
            return one if await change.feeds.take(feed, self._until(one), self._clock.now()) else None

    async def give_back(self, claimed: Claimed) -> None:
        """End a lease without having polled. Raises StoreError."""
        async with self._store.write() as change:
            await change.feeds.hand_back(claimed.feed, claimed.owner)

    async def __call__(self, claimed: Claimed) -> Polled | None:
        """Poll a feed whose lease was taken; None where it was lost meanwhile, and another process does the same.

        Each new entry is stored in one transaction with the note that it was handled; all that is left is stored at the end,
        with the lease given back. Raises StoreError: then the feed is put off for the shortest interval, and polled again.
        """
        async with self._store.read() as snapshot:
            feed = await snapshot.feeds.get(claimed.feed)
        if feed is None:
            return None
        heart = asyncio.create_task(self._beat(claimed))
        try:
            return await self._polled(claimed, feed)
        except LeaseLostError:
            log.warning("a poll took longer than its lease", extra={"feed": feed.url})
            return None
        except StoreError:
            with suppress(StoreError):
                await self._put_off(claimed)
            raise
        finally:
            heart.cancel()
            await asyncio.gather(heart, return_exceptions=True)

    async def _put_off(self, claimed: Claimed) -> None:
        """Give the lease back, and leave the server alone for a while: it is our store that has a trouble."""
        async with self._store.write() as change:
            feed = await change.feeds.get(claimed.feed)
            if feed is not None and await change.feeds.hand_back(claimed.feed, claimed.owner):
                due = self._clock.now() + self._bounds.shortest
                await change.feeds.save(replace(feed, rhythm=replace(feed.rhythm, next_poll=due)))

    async def _polled(self, claimed: Claimed, feed: WatchedFeed) -> Polled:
        outcome = await self._feeds.read(feed.url, feed.validators)
        batch = _Batch(feed)
        if isinstance(outcome, Document):
            await self._take_in(claimed, batch, outcome)
        settled = await self._settle(claimed, batch, outcome)
        return Polled(settled, outcome, batch.counts())

    async def _take_in(self, claimed: Claimed, batch: _Batch, document: Document) -> None:
        keys = [entry_key(article.identity) for article in document.articles]
        async with self._store.read() as snapshot:
            batch.known = await snapshot.feeds.entries(batch.feed.id, keys)
            new = [
                each.url
                for each, key in zip(document.articles, keys, strict=True)
                if key not in batch.known and each.url
            ]
            batch.taken = await snapshot.feeds.taken(batch.feed.id, new)
        for article in sorted(document.articles, key=lambda each: each.published):
            known = batch.known.get(entry_key(article.identity))
            if known is None or known.digest != digest_of(article):
                await self._handle(claimed, batch, document, article, known)
        batch.refuse(document, self._clock.now())

    async def _handle(
        self, claimed: Claimed, batch: _Batch, document: Document, article: Article, known: EntryRecord | None
    ) -> None:
        """One entry that is new or has other words; what is taken in is noted at once, the rest when the poll is settled."""
        now, feed = self._clock.now(), batch.feed
        record = EntryRecord(entry_key(article.identity), digest_of(article), "", now, known.item if known else None)
        noted = False

        async def note(change: Transaction, told: Ingested) -> None:
            nonlocal noted
            await self._keep(change, claimed)
            fate = Fate.CHANGED if known and known.item else Fate.NEW
            await change.feeds.record(feed.id, [replace(record, fate=fate.value, item=told.item.id)])
            noted = True

        taking = Taking(same_as=record.item, backlog=_is_backlog(feed, article, now), note=note)
        handled = await self._guarded(feed, document, batch.placed(article, known), taking)
        if known is None:
            batch.new.append(article)
        batch.fates.append(handled.fate if handled else Fate.REFUSED)
        if handled is not None and handled.page is not None:
            batch.fates.append(f"{PAGE}{handled.page.value}")
        if not noted:
            item = handled.item.id if handled and handled.fate is Fate.KNOWN else None
            fate = handled.fate if handled else Fate.REFUSED
            batch.records.append(replace(record, fate=fate.value, item=item or record.item))

    async def _guarded(self, feed: WatchedFeed, document: Document, article: Article, taking: Taking) -> Handled | None:
        """What became of an entry; None where a fault of ours kept it from being read: one text must not stop a feed for good."""
        try:
            source = Feed(feed.url, feed.outlet, feed.lang, feed.full_text)
            return await self._entries(source, document, article, taking)
        except (CounterclaimError, LeaseLostError):
            raise
        except Exception as error:  # what nobody thought of in a reader
            known = {"feed": feed.url, "entry": article.url, "kind": type(error).__name__, "trace": places(error)}
            log.error("an entry could not be read", extra=known)
            return None

    async def _settle(self, claimed: Claimed, batch: _Batch, outcome: Document | Unchanged | Failed) -> WatchedFeed:
        now = self._clock.now()
        async with self._store.write() as change:
            await self._keep(change, claimed)
            await change.feeds.record(claimed.feed, batch.records)
            # Read anew: it may have been paused or removed meanwhile, and that must last.
            present = await change.feeds.get(claimed.feed) or batch.feed
            feed = after_poll(present, outcome, batch.new, now, self._bounds, self._chance())
            other = await change.feeds.at(feed.url)
            if other is not None and other.id != feed.id:
                feed = replace(feed, url=present.url)
            await change.feeds.save(feed)
            await change.office.note(*turns(present, feed, now))
            if isinstance(outcome, Document) and batch.new:
                keys = [entry_key(article.identity) for article in outcome.articles]
                await change.feeds.forget_entries(feed.id, now - KEPT, keys)
            await change.feeds.hand_back(claimed.feed, claimed.owner)
        return feed

    async def _beat(self, claimed: Claimed) -> None:
        """Prolong the lease while the poll is under way: pages may make it wait for long. What was lost is noticed by the next write."""
        while True:
            await asyncio.sleep(self._lease.total_seconds() / 3)
            with suppress(StoreError, LeaseLostError):
                async with self._store.write() as change:
                    await self._keep(change, claimed)

    async def _keep(self, change: Transaction, claimed: Claimed) -> None:
        """Prolong the lease. Raises LeaseLostError where it ended and another process took it."""
        if not await change.feeds.take(claimed.feed, self._until(claimed), self._clock.now()):
            raise LeaseLostError

    def _until(self, claimed: Claimed) -> Lease:
        return Lease(claimed.owner, self._clock.now() + self._lease)


@dataclass(slots=True)
class _Batch:
    """What one poll gathers for its end."""

    feed: WatchedFeed
    known: Mapping[str, EntryRecord] = field(default_factory=dict)
    taken: Collection[str] = ()
    records: list[EntryRecord] = field(default_factory=list)
    new: list[Article] = field(default_factory=list)
    fates: list[str] = field(default_factory=list)

    def placed(self, article: Article, known: EntryRecord | None) -> Article:
        """A new entry at the address of another one of this feed is an article of its own."""
        return with_own_address(article) if known is None and article.url in self.taken else article

    def refuse(self, document: Document, now: datetime) -> None:
        """Note entries that are no articles, unless the same identity stands for one that is."""
        articles = {entry_key(article.identity) for article in document.articles}
        for each in document.refused:
            key = entry_key(each.identity)
            if key not in articles and key not in self.known:
                self.records.append(EntryRecord(key, "", each.fault.value, now))

    def counts(self) -> Mapping[str, int]:
        """How many new or changed entries met each fate; pages that could not be read are counted besides."""
        return Counter(self.fates)


def _is_backlog(feed: WatchedFeed, article: Article, now: datetime) -> bool:
    """Whether an entry is old news that comes all at once: with the first poll, or after a long time without one."""
    last = feed.rhythm.last_success
    caught_up = feed.first_poll_done and last is not None and now - last <= OLD
    return not caught_up and article.published < now - OLD
