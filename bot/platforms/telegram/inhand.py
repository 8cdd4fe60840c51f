"""Updates that were taken and are not answered yet: Telegram keeps them until then, so that a crash loses no question."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

PATIENCE = 60.0
"""Seconds after which an update counts as answered: what hangs for so long is not worth asking Telegram for again and again."""


class InHand:
    """Their ids, in the order in which they were taken; `monotonic` tells the time in seconds."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._taken: dict[int, float] = {}
        self._changed = asyncio.Event()

    def take(self, update: int) -> None:
        """It came, and is being answered."""
        self._taken.setdefault(update, self._monotonic())

    def answered(self, update: int) -> None:
        """Its answer is out, or will never be."""
        self._taken.pop(update, None)
        self._changed.set()

    def forget(self) -> None:
        """None of them comes again."""
        self._taken.clear()
        self._changed.set()

    def oldest(self) -> int | None:
        """The first one that waits for its answer; None where none does."""
        latest = self._monotonic() - PATIENCE
        self._taken = {update: since for update, since in self._taken.items() if since > latest}
        return next(iter(self._taken), None)

    async def settle(self, seconds: float, update: int | None = None) -> bool:
        """Wait until all (or one) are answered, for some seconds at most; whether they are."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._waits(update):
                    self._changed.clear()
                    await self._changed.wait()
        return not self._waits(update)

    def _waits(self, update: int | None) -> bool:
        return bool(self._taken) if update is None else update in self._taken
