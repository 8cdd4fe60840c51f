"""Time that passes only when everybody sleeps: minutes of waiting in milliseconds, in the order in which they would happen."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TypeVar

START = datetime(2024, 5, 13, 12, tzinfo=UTC)
Result = TypeVar("Result")


class Timeline:
    """A monotonic clock, a wall clock and a sleep that agree."""

    def __init__(self) -> None:
        self.seconds = 1_000.0
        self._sleeping: list[tuple[float, int, asyncio.Future[None]]] = []
        self._number = count()

    def monotonic(self) -> float:
        """Seconds since some moment."""
        return self.seconds

    def now(self) -> datetime:
        """See bot.ports.Clock."""
        return START + timedelta(seconds=self.seconds - 1_000)

    async def sleep(self, seconds: float) -> None:
        """Sleep until `run` lets so much time pass."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleeping, (self.seconds + max(0.0, seconds), next(self._number), future))
        await future

    async def run(self, work: Awaitable[Result], most: float = 100_000) -> Result:
        """Let time pass until some work is done, at most so many seconds."""
        end = self.seconds + most
        task = asyncio.ensure_future(work)
        while not task.done():
            for _ in range(20):
                await asyncio.sleep(0)
            if task.done():
                break
            assert self._sleeping, "everybody waits for something that never comes"
            at, _, future = heapq.heappop(self._sleeping)
            assert at <= end, "it takes too long"
            self.seconds = max(self.seconds, at)
            if not future.done():
                future.set_result(None)
        return task.result()
