"""An event loop whose clock jumps to whatever is due next, so that minutes pass in no time. For code without threads and sockets."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

TICK = 1e-8
"""What a turn of the loop takes, so that rounding cannot make one wait for a moment that is never reached."""

START = datetime(2024, 5, 13, 12, tzinfo=UTC)
Result = TypeVar("Result")


class _Selector(selectors.DefaultSelector):
    passed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait by letting time pass."""
        found = super().select(0)
        if not found:
            assert timeout is not None, "everybody waits for something that never comes"
            self.passed += max(timeout, TICK)
        return found


class VirtualLoop(asyncio.SelectorEventLoop):
    """Also a wall clock: see bot.ports.Clock."""

    def __init__(self, start: datetime = START) -> None:
        self._start = start
        self._leaps = _Selector()
        super().__init__(self._leaps)

    def time(self) -> float:
        """Seconds, as everything in asyncio counts them."""
        return 1_000.0 + self._leaps.passed

    def now(self) -> datetime:
        """The moment that belongs to it."""
        return self._start + timedelta(seconds=self._leaps.passed)


def run(work: Coroutine[Any, Any, Result], loop: VirtualLoop) -> Result:
    """Do some work and close the loop."""
    try:
        return loop.run_until_complete(work)
    finally:
        loop.close()
