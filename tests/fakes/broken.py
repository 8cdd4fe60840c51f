"""A store that fails."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.ports import Snapshot
from bot.store.memory import MemoryStore


class BrokenStore(MemoryStore):
    """A store that cannot be read."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Snapshot]:  # type: ignore[override]
        """Raises."""
        raise self.error
        yield  # type: ignore[unreachable]
