"""Many feeds that publish while they are read, with faults: every published entry is ingested exactly once.

The long form is 200 feeds for two minutes, read by two schedules on one database: `make soak`.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

from bot.base import SystemClock
from bot.domain.watched import ChosenBy, NewFeed
from bot.feeds.fetch import GuardedFetcher, Limits
from bot.feeds.source import WebFeeds
from bot.polling import Bounds
from bot.schedule import Pace, running
from bot.services.entries import Entries
from bot.services.ingest import Ingest
from bot.services.poll import Poll
from bot.store.database import SqlStore, open_store
from tests.fakes.feeds import StoryLines
from tests.fakes.newsstand import Newsstand
from tests.fakes.web import serving

LONG = bool(os.environ.get("LONG"))
FEEDS, SECONDS = (200, 120.0) if LONG else (12, 2.0)
PROCESSES = 2
DEADLINE = 60.0
"""Seconds in which something must get on."""

SETTLED = 0.3
SHORTEST = timedelta(seconds=2.0 if LONG else 0.2)
BOUNDS = Bounds(SHORTEST, 2 * SHORTEST, 4 * SHORTEST)
PACE = Pace(at_once=16, per_host=12, tick=timedelta(seconds=0.1))
LIMITS = Limits(seconds=1.0)


async def test_every_published_entry_is_ingested_exactly_once(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    async with serving() as web, AsyncExitStack() as stack:
        stand = Newsstand(web, FEEDS, seed=int(os.environ.get("SEED", "7")))
        store = await open_store(url)
        stack.push_async_callback(store.close)
        async with store.write() as change:
            for address in stand.urls():
                await change.feeds.add(NewFeed(address, ChosenBy.CONFIG, None, "en"), SystemClock().now())
        for _ in range(PROCESSES):
            await stack.enter_async_context(_process(url))
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            stand.weather()
            stand.publish(0.02 if LONG else 0.3)
            await asyncio.sleep(0.25)
        stand.clear()
        await _caught_up(store, stand)
        texts = await _texts(store)
    assert [text for text, times in Counter(texts).items() if times > 1] == []
    assert texts == stand.published()
    assert max(feed.overlapping for feed in stand.feeds) == 1
    assert sum(feed.hits for feed in stand.feeds) > FEEDS
    if LONG:
        print(f"{FEEDS} feeds, {SECONDS:g} s, {len(texts)} entries, {sum(f.hits for f in stand.feeds)} requests")  # noqa: T201


@asynccontextmanager
async def _process(url: str) -> AsyncIterator[None]:
    """What another process would be: a store, connections and a schedule of its own."""
    store, clock, reader = await open_store(url), SystemClock(), StoryLines()
    fetcher = GuardedFetcher("Counterclaim/soak", clock.now, allowed=[ip_network("127.0.0.0/8")], limits=LIMITS)
    feeds = WebFeeds(fetcher, clock)
    # No questions are asked: what is counted here is items.
    entries = Entries(store, reader, Ingest(store, reader, {}, reader.languages, clock))
    try:
        async with running(Poll(store, feeds, entries, clock, BOUNDS), PACE):
            yield
    finally:
        await feeds.close()
        await store.close()


async def _caught_up(store: SqlStore, stand: Newsstand) -> None:
    """Until everything is in, and for a moment longer in which nothing may come twice."""
    deadline, seen = time.monotonic() + DEADLINE, 0
    while (texts := await _texts(store)) != stand.published():
        if len(texts) > seen:  # however slow the machine is, as long as it gets on
            deadline, seen = time.monotonic() + DEADLINE, len(texts)
        assert time.monotonic() < deadline, f"{len(texts)} of {len(stand.published())}"
        await asyncio.sleep(SETTLED)
    hits = sum(feed.hits for feed in stand.feeds)
    while sum(feed.hits for feed in stand.feeds) < hits + FEEDS:
        assert time.monotonic() < deadline
        await asyncio.sleep(SETTLED)


async def _texts(store: SqlStore) -> list[str]:
    async with store.read() as snapshot:
        return sorted(stored.item.text for stored in await snapshot.items())
