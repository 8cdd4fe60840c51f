"""Writes what happens to deliveries: what comes up while one transaction is written goes together into the next."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from bot.domain.errors import StoreError
from bot.domain.sending import Begun, Step
from bot.ports import Queue

PAUSE = 0.5

log = logging.getLogger(__name__)


class Scribe:
    """A step is durable when its call returns. While the database cannot be written, calls wait and nothing is begun."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._waiting: list[tuple[Step, asyncio.Future[Begun | None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def __call__(self, step: Step) -> Begun | None:
        """Take a step; what the queue answers. A caller who is cancelled does not take the step back."""
        future: asyncio.Future[Begun | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((step, future))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        return await future

    async def finished(self) -> None:
        """Wait until everything is written."""
        while self._writing is not None:
            await asyncio.shield(self._writing)

    async def _write(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                answers = await self._written([step for step, _ in batch])
                for (_, future), answer in zip(batch, answers, strict=True):
                    if not future.done():
                        future.set_result(answer)
        finally:
            self._writing = None

    async def _written(self, steps: Sequence[Step]) -> Sequence[Begun | None]:
        """Write until it is written: what was sent must be recorded, whatever is wrong with the database just now."""
        while True:
            try:
                return await self._queue.write(steps)
            except StoreError as error:
                log.warning("deliveries cannot be recorded yet: %s (%s)", error, error.id)
                await asyncio.sleep(PAUSE)
