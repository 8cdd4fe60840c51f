"""What the use cases of operating need from outside, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.claims import Item
from bot.domain.errors import StoreError
from bot.domain.stored import Backup
from bot.services.ingest import Ingest
from bot.services.operating import Tools
from bot.services.submit import OpenPages
from tests.fakes.clock import StoppedClock
from tests.fakes.corpus import story
from tests.fakes.reader import LineReader
from tests.fakes.world import Seeds

LANGUAGES = ("en", "nb")


class MemorySafe:
    """Backups of nothing."""

    def __init__(self) -> None:
        self.made: list[Backup] = []
        self.error: StoreError | None = None
        self.keep = 99

    async def back_up(self, at: datetime) -> Backup:
        """See Safe."""
        if self.error:
            raise self.error
        self.made.insert(0, Backup(f"bot-{len(self.made)}.db", at, 4096))
        return self.made[0]

    async def thin(self) -> Sequence[Backup]:
        """See Safe."""
        old, self.made = self.made[self.keep :], self.made[: self.keep]
        return old

    async def kept(self) -> Sequence[Backup]:
        """See Safe."""
        return self.made


def tools(seeds: Sequence[Item] = (), pages: OpenPages | None = None) -> Tools:
    """A reader of lines, and these seeds and pages."""
    questions = story().questions
    return Tools(
        LineReader,
        Seeds(list(seeds)),
        MemorySafe(),
        ingest=lambda store: Ingest(store, LineReader(), questions, LANGUAGES, StoppedClock()),
        languages=lambda: LANGUAGES,
        pages=pages,
    )
