"""Filling an empty database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.claims import Item
from bot.domain.stored import Origin
from bot.reading.result import Reading
from bot.services.ingest import Ingest
from bot.services.ledger import ItemReader
from bot.services.seed import Seed
from bot.store.memory import MemoryStore
from tests.fakes.clock import StoppedClock
from tests.fakes.reader import LineReader
from tests.fakes.world import QUESTIONS, Seeds, item, silent

CORPUS = Seeds([item("003", "killed 139", 1), item("000", "killed 145", 9), item("001", "killed 144", 10)])


def seed(store: MemoryStore, reader: ItemReader | None = None) -> Seed:
    return Seed(store, lambda: reader or LineReader(), QUESTIONS, CORPUS, StoppedClock())


async def test_an_empty_store_is_seeded_in_order_and_only_once() -> None:
    store = MemoryStore()
    steps: list[tuple[int, int]] = []
    assert await seed(store)(lambda done, of: steps.append((done, of))) == 3
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]
    async with store.read() as snapshot:
        claims = (await snapshot.states())["killed"].claims
        assert [held.claim.item for held in claims] == ["003", "000", "001"]
        assert {stored.origin for stored in await snapshot.items()} == {Origin.SEED}
        assert [each.question for each in await snapshot.disagreements()] == ["killed"]
    assert await seed(store)(silent) == 0


async def test_a_store_with_any_item_is_left_alone_and_no_reader_is_made() -> None:
    store = MemoryStore()
    await Ingest(store, LineReader(), QUESTIONS, {"en"}, StoppedClock())(item("", "killed 145"), Origin.ADMIN)

    def no_reader() -> ItemReader:
        raise AssertionError("nothing was to be read")

    assert await Seed(store, no_reader, QUESTIONS, CORPUS, StoppedClock())(silent) == 0


async def test_the_alerts_of_the_seeds_are_kept_and_wait_for_nobody() -> None:
    store, clock = MemoryStore(), StoppedClock()
    old_news = Seeds([*CORPUS.corpus, item("002", "killed 143", 12)])
    await Seed(store, LineReader, QUESTIONS, old_news, clock)(silent)
    async with store.read() as snapshot:
        assert (await snapshot.changes(["002"]))["002"][0]
        assert await snapshot.mail.outbox(1) == []
        assert (await snapshot.vitals(clock.now() + timedelta(days=1))).waiting == 0
    await Ingest(store, LineReader(), QUESTIONS, {"en"}, clock)(item("", "killed 131", 13), Origin.ADMIN)
    async with store.read() as snapshot:
        assert [entry.subject is None for entry in await snapshot.mail.outbox(9)] == [True, False]


class Tired(LineReader):
    """Gives up at the second item."""

    def read(self, item: Item) -> Reading:
        if self.count == 1:
            raise RuntimeError("tired")
        return super().read(item)


async def test_an_interrupted_seeding_leaves_the_store_empty() -> None:
    store = MemoryStore()
    with pytest.raises(RuntimeError):
        await seed(store, Tired())(silent)
    async with store.read() as snapshot:
        assert await snapshot.items() == []
    assert await seed(store)(silent) == 3
