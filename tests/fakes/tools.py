"""What the use cases of operating need from outside, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.claims import Item
from bot.domain.errors import StoreError
from bot.domain.stored import Backup
from bot.services.operating import Tools
from tests.fakes.reader import LineReader
from tests.fakes.world import Seeds


def tools(seeds: Sequence[Item] = ()) -> Tools:
    """A reader of lines, and these seeds."""
    return Tools(LineReader, Seeds(list(seeds)), MemorySafe())


class MemorySafe:
    """Backups of nothing."""

    def __init__(self) -> None:
        self.made: list[Backup] = []
        self.error: StoreError | None = None

    async def back_up(self, at: datetime) -> Backup:
        """See Safe."""
        if self.error:
            raise self.error
        self.made.insert(0, Backup(f"bot-{len(self.made)}.db", at, 4096))
        return self.made[0]

    async def kept(self) -> Sequence[Backup]:
        """See Safe."""
        return self.made
