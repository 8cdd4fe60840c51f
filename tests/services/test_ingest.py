"""Taking texts in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.domain.errors import BadItemError
from bot.domain.positions import DisagreementStatus, Relation
from bot.domain.stored import Origin
from bot.services.ingest import Ingest, Ingested
from bot.store.memory import MemoryStore, MemoryTransaction
from tests.fakes.clock import StoppedClock
from tests.fakes.reader import LineReader
from tests.fakes.world import QUESTIONS, item


class House:
    """A store with everything that takes texts into it."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.reader = LineReader()
        self.ingest = Ingest(self.store, self.reader, QUESTIONS, {"en"}, StoppedClock())

    async def take(self, text: str, day: int = 1, *, url: str | None = None, source: str = "Example News") -> Ingested:
        return await self.ingest(item("", text, day, url=url, source=source), Origin.ADMIN)

    async def disagreements(self) -> list[tuple[str, DisagreementStatus]]:
        async with self.store.read() as snapshot:
            return [(each.question, each.disagreement.status) for each in await snapshot.disagreements()]

    async def count(self) -> int:
        async with self.store.read() as snapshot:
            return len(await snapshot.items())


@pytest.fixture
def house() -> House:
    return House()


async def test_a_contradiction_opens_one_disagreement_and_is_queued(house: House) -> None:
    first = await house.take("killed 145", 9)
    second = await house.take("killed 143", 12)
    assert (first.changes.claims, first.changes.alerts) == (1, ())
    (alert,) = second.changes.alerts
    assert (alert.question, alert.kind) == ("killed", Relation.CONFLICT)
    assert [held.claim.item for held in alert.against] == [first.item.id]
    assert await house.disagreements() == [("killed", DisagreementStatus.OPEN)]
    assert [queued.question for queued in house.store.queued] == ["killed"]


async def test_the_same_text_again_changes_nothing(house: House) -> None:
    await house.take("killed 145", 9)
    first = await house.take("killed 143", 12)
    read = house.reader.count
    again = await house.take("killed 143\n", 12)
    assert again.changes.duplicate_of == first.item.id
    assert (again.reading.claims, again.changes.alerts, again.changes.updates) == ((), (), ())
    assert house.reader.count == read
    assert await house.count() == 2
    assert len(house.store.queued) == 1


async def test_the_same_words_of_another_outlet_are_another_item(house: House) -> None:
    await house.take("killed 145")
    again = await house.take("killed 145", source="Other News")
    assert again.changes.duplicate_of is None
    assert await house.count() == 2


async def test_a_later_higher_toll_is_an_update(house: House) -> None:
    first = await house.take("killed 145", 9)
    second = await house.take("killed 146", 12)
    (update,) = second.changes.updates
    assert second.changes.alerts == ()
    assert [held.claim.item for held in update.against] == [first.item.id]


async def test_a_new_version_replaces_what_the_old_one_claimed(house: House) -> None:
    await house.take("killed 145", 9)
    wrong = await house.take("killed 143", 12, url="https://news.example/1")
    mended = await house.take("killed 145", 12, url="https://news.example/1")
    assert mended.item.id == wrong.item.id
    assert await house.disagreements() == [("killed", DisagreementStatus.WITHDRAWN)]
    async with house.store.read() as snapshot:
        stored = await snapshot.item(wrong.item.id)
        claims = (await snapshot.states())["killed"].claims
    assert stored is not None
    assert stored.version == 2
    assert [(held.claim.item == wrong.item.id, held.withdrawn) for held in claims] == [
        (False, False), (True, True), (True, False),
    ]  # fmt: skip


async def test_going_back_to_an_older_version_is_a_version_too(house: House) -> None:
    for text in ("killed 143", "killed 145", "killed 143"):
        latest = await house.take(text, 12, url="https://news.example/1")
    async with house.store.read() as snapshot:
        stored = await snapshot.item(latest.item.id)
    assert stored is not None
    assert (stored.version, stored.item.text) == (3, "killed 143")


async def test_a_dry_run_tells_and_stores_nothing(house: House) -> None:
    await house.take("killed 145", 9)
    told = await house.ingest(item("", "killed 143", 12), Origin.ADMIN, dry_run=True)
    assert [alert.question for alert in told.changes.alerts] == ["killed"]
    assert await house.count() == 1
    assert await house.disagreements() == []


async def test_alerts_and_updates_stand_in_the_order_of_the_text(house: House) -> None:
    await house.take("killed 145\nukraine_role involved russia", 9)
    told = await house.take("ukraine_role not_involved us\nkilled 143", 12)
    assert [alert.question for alert in told.changes.alerts] == ["ukraine_role", "killed"]


async def test_what_is_no_article_is_refused_before_anything_is_stored(house: House) -> None:
    with pytest.raises(BadItemError, match="empty"):
        await house.take("  ")
    with pytest.raises(BadItemError, match="not known here"):
        await house.ingest(replace(item("", "killed 1"), lang="xx"), Origin.ADMIN)
    assert await house.count() == 0


class RivalledStore(MemoryStore):
    """A store in which a rival has its way just before the first write."""

    def __init__(self) -> None:
        super().__init__()
        self.rival: Ingest | None = None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[MemoryTransaction]:
        rival, self.rival = self.rival, None
        if rival is not None:
            await rival(item("", "killed 145", 9), Origin.ADMIN)
        async with super().write() as transaction:
            yield transaction


async def test_a_rival_that_stores_the_text_first_makes_it_a_duplicate(house: House) -> None:
    store = RivalledStore()
    house.ingest = Ingest(store, house.reader, QUESTIONS, {"en"}, StoppedClock())
    store.rival = Ingest(store, LineReader(), QUESTIONS, {"en"}, StoppedClock())
    told = await house.take("killed 145", 9)
    assert told.changes.duplicate_of == told.item.id
    async with store.read() as snapshot:
        assert len(await snapshot.items()) == 1
