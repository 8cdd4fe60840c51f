"""What is kept in memory between transactions is what the database holds, whoever wrote it."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.claims import Item
from bot.domain.stored import Origin
from bot.services.ingest import Ingest
from bot.services.reseed import Reseed
from bot.store.database import SqlStore, open_store
from tests.fakes.clock import StoppedClock
from tests.fakes.reader import LineReader
from tests.fakes.world import QUESTIONS, Seeds, item, silent

CLOCK = StoppedClock()


@pytest.fixture
async def stores(tmp_path: Path) -> AsyncIterator[tuple[SqlStore, SqlStore]]:
    """One database as two processes have it open."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    one, other = await open_store(url), await open_store(url)
    yield one, other
    await one.close()
    await other.close()


async def take(store: SqlStore, new: Item) -> None:
    await Ingest(store, LineReader(), QUESTIONS, ("en",), CLOCK)(new, Origin.ADMIN)


async def seen(store: SqlStore) -> tuple[object, object]:
    async with store.read() as snapshot:
        return await snapshot.states(), await snapshot.published()


async def fresh(store: SqlStore, tmp_path: Path) -> tuple[object, object]:
    """The same without any memory."""
    again = await open_store(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    try:
        return await seen(again)
    finally:
        await again.close()


async def agree(stores: tuple[SqlStore, SqlStore], tmp_path: Path) -> None:
    one, other = stores
    assert await seen(one) == await seen(other) == await fresh(one, tmp_path)


async def test_both_see_what_either_takes_in(stores: tuple[SqlStore, SqlStore], tmp_path: Path) -> None:
    one, other = stores
    for number, store in enumerate((one, other, other, one)):
        await take(store, item("", f"killed {100 + number}\nNumber {number}."))
        await agree(stores, tmp_path)
    await take(other, item("", "Nothing that answers anything."))
    await agree(stores, tmp_path)


async def test_a_new_version_and_a_reading_taken_back_are_seen(
    stores: tuple[SqlStore, SqlStore], tmp_path: Path
) -> None:
    one, other = stores
    await take(one, item("", "killed 100", url="https://example.org/1"))
    await take(one, item("", "killed 120", 2))
    await agree(stores, tmp_path)
    await take(other, item("", "killed 90", 3, url="https://example.org/1"))
    await agree(stores, tmp_path)
    reseed = Reseed(other, LineReader(), QUESTIONS, Seeds([item("s", "killed 70")]), CLOCK)
    await reseed(silent)
    await agree(stores, tmp_path)
    await take(one, item("", "killed 130", 4))
    await agree(stores, tmp_path)
    assert await reseed.undo(silent) is not None
    await agree(stores, tmp_path)


async def test_what_was_rolled_back_is_not_remembered(stores: tuple[SqlStore, SqlStore], tmp_path: Path) -> None:
    one, other = stores
    await take(one, item("", "killed 100"))
    await seen(one)

    async def fail(*_: object) -> None:
        raise RuntimeError("stop")

    ingest = Ingest(one, LineReader(), QUESTIONS, ("en",), CLOCK)
    with pytest.raises(RuntimeError):
        await ingest(item("", "killed 110", 2), Origin.ADMIN, note=fail)
    await agree(stores, tmp_path)
    await take(other, item("", "killed 120", 3))
    await agree(stores, tmp_path)


async def fail_after_emptying(store: SqlStore) -> None:
    """A new generation without anything in it, looked at, and rolled back."""
    async with store.write() as transaction:
        await transaction.begin_generation()
        for stored in await transaction.items():
            await transaction.drop_item(stored.item.id)
        await transaction.save_states([], CLOCK.now())
        assert (await transaction.states(), await transaction.published()) == ({}, {})
        raise RuntimeError("stop")


async def test_a_snapshot_of_before_sees_nothing_of_later(stores: tuple[SqlStore, SqlStore], tmp_path: Path) -> None:
    one, _ = stores
    await take(one, item("", "killed 100"))
    async with one.read() as before:
        told = await before.states(), await before.published()
        await take(one, item("", "killed 130", 2))
        async with one.read() as after:
            assert len(await after.published()) == 2
        assert (await before.states(), await before.published()) == told
    await agree(stores, tmp_path)


async def test_whatever_happens_in_whatever_order_both_see_what_is_there(
    stores: tuple[SqlStore, SqlStore], tmp_path: Path
) -> None:
    chance = random.Random(7)  # noqa: S311
    for number in range(30):
        store = chance.choice(stores)
        deed = chance.choice(["new", "new", "version", "fails", "reseed", "undo"])
        text = f"killed {chance.randrange(90, 140)}\nNumber {number}."
        if deed in ("new", "version"):
            url = f"https://example.org/{chance.randrange(4)}" if deed == "version" else None
            await take(store, item("", text, chance.randrange(1, 12), url=url))
        elif deed == "fails":
            with pytest.raises(RuntimeError):
                await fail_after_emptying(store)
        else:
            seeds = Seeds([item(f"s{one}", f"killed {70 + one}", 1) for one in range(chance.randrange(3))])
            reseed = Reseed(store, LineReader(), QUESTIONS, seeds, CLOCK)
            await (reseed(silent) if deed == "reseed" else reseed.undo(silent))
        if chance.random() < 0.5:  # else the other one has to make up for several at once
            await agree(stores, tmp_path)
    await agree(stores, tmp_path)
