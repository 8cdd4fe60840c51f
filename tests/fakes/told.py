"""Another process that takes news in: chats that hear of everything, and texts that contradict the toll, by the store of a real bot."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.base import Base
from bot.domain.alerts import AlertKind, ChatAddress, DeliveryState, Scope, Subscription
from bot.domain.claims import Item
from bot.domain.stored import Origin
from bot.services.ingest import Ingest
from bot.store.database import SqlStore, open_store
from tests.fakes.reader import LineReader

DAY = datetime(2024, 5, 12, tzinfo=UTC)
"""After the last day of the seeds, which have 145 killed."""


class Told:
    """Writes to a seeded database."""

    def __init__(self, store: SqlStore) -> None:
        base = Base()
        self.store = store
        self._ingest = Ingest(store, LineReader(), base.story.questions, ("en",), base.clock)

    @staticmethod
    def now() -> datetime:
        """The machine's time."""
        return datetime.now(UTC)

    async def subscribe(self, chats: Iterable[int]) -> None:
        """Let chats on Telegram hear of everything from now on."""
        async with self.store.write() as tx:
            for number in chats:
                one = await tx.mail.open_chat(ChatAddress("telegram", str(number)))
                since = self.now()
                await tx.mail.subscribe(Subscription(one.id, Scope.ALL, "", since, frozenset(AlertKind)))

    async def contradict(self, *tolls: int) -> None:
        """Take in an item for each of these tolls, which have to fall; each raises one alert."""
        for toll in tolls:
            item = Item("", f"Outlet {toll}", "en", "", f"killed {toll}", DAY, published_is_day=True)
            told = await self._ingest(item, Origin.ADMIN)
            assert len(told.changes.alerts) == 1, f"{toll} contradicts nothing"

    async def an_hour_passes(self) -> None:
        """Let what was queued count as queued long ago, so that what comes next is no flood."""
        async with self.store.write() as tx:
            for one in await tx.mail.deliveries(None, ()):
                assert one.state is not DeliveryState.QUEUED
        async with self.store._writing() as connection:
            await connection.exec_driver_sql("UPDATE deliveries SET created_at = datetime(created_at, '-1 hour')")

    async def states(self) -> dict[str, int]:
        """How many deliveries are in each state."""
        found: dict[str, int] = {}
        async with self.store.read() as snapshot:
            for one in await snapshot.mail.deliveries(None, ()):
                found[one.state.value] = found.get(one.state.value, 0) + 1
        return found


@asynccontextmanager
async def telling(database: Path, wait: float = 30) -> AsyncIterator[Told]:
    """What may be done to a database while the bot runs on it."""
    store = await open_store(f"sqlite+aiosqlite:///{database}", wait=wait)
    try:
        yield Told(store)
    finally:
        await store.close()


def toll_of(text: str) -> int:
    """The toll that an alert is about."""
    return int(text.split("\n")[1].removeprefix("<b>").removesuffix("</b>"))
