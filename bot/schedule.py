"""When things happen by themselves: APScheduler jobs in memory, each of which calls one service.

What is due stands in the database, so that nothing is lost with the process and two processes share the work.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.domain.errors import CounterclaimError, places
from bot.services.poll import Claimed, Poll

TICK = timedelta(seconds=1)
NEWS = timedelta(minutes=1)
FINISH_SECONDS = 3.0
"""How long a stop waits for the feeds in hand; those cut off give their leases back and are read again."""

log = logging.getLogger(__name__)
logging.getLogger("apscheduler").setLevel(
    logging.ERROR
)  # it warns of every look that is left out while one is under way


@dataclass(frozen=True, slots=True)
class Pace:
    """How many feeds are read at a time, in all and of one host, and how often the schedule looks for due ones and for news to tell."""

    at_once: int = 8
    per_host: int = 1
    tick: timedelta = TICK
    news: timedelta = NEWS


class FeedRuns:
    """Polls feeds that are due, so many at a time."""

    def __init__(self, poll: Poll, pace: Pace) -> None:
        self._poll = poll
        self._pace = pace
        self._running: set[asyncio.Task[None]] = set()

    async def look(self) -> None:
        """Begin polls of feeds that are due, as many as there is room for. Raises nothing."""
        try:
            for claimed in await self._poll.claim(self._pace.at_once - len(self._running), self._pace.per_host):
                task = asyncio.create_task(self._run(claimed))
                self._running.add(task)
                task.add_done_callback(self._running.discard)
        except CounterclaimError as error:
            log.warning("the feeds that are due cannot be found: %s (%s)", error, error.id)

    async def finish(self) -> None:
        """Let polls end by themselves for a moment, then cut them off."""
        if self._running:
            await asyncio.wait(self._running, timeout=FINISH_SECONDS)
        cut_off = list(self._running)
        for task in cut_off:
            task.cancel()
        await asyncio.gather(*cut_off, return_exceptions=True)

    async def _run(self, claimed: Claimed) -> None:
        try:
            await self._poll(claimed)
        except CounterclaimError as error:
            log.warning("a feed could not be polled: %s (%s)", error, error.id)
        except asyncio.CancelledError:
            await self._poll.give_back(claimed)
            raise
        except Exception as error:  # one feed must not stop the others
            log.error("a poll failed", extra={"kind": type(error).__name__, "trace": places(error)})


@asynccontextmanager
async def running(
    poll: Poll, pace: Pace, tell_news: Callable[[], Awaitable[None]] | None = None
) -> AsyncIterator[AsyncIOScheduler]:
    """The schedule while it runs; other jobs may be added to it. `tell_news` is called now and then and raises nothing."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    runs = FeedRuns(poll, pace)
    turn = asyncio.Lock()

    async def look() -> None:
        async with turn:
            await runs.look()

    async def tell() -> None:
        async with turn:
            if tell_news is not None:
                await tell_news()

    common = {"trigger": "interval", "coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler.add_job(look, seconds=pace.tick.total_seconds(), id="feeds", **common)
    scheduler.add_job(tell, seconds=pace.news.total_seconds(), id="feed news", **common)
    scheduler.start()
    try:
        yield scheduler
    finally:
        scheduler.pause()
        async with turn:  # a job that is under way ends by itself, within its transaction
            await runs.finish()
        scheduler.shutdown(wait=False)
