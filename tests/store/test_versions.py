"""A database of every version, brought up and down."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.store import migrate, sqlite
from bot.store.database import open_store
from bot.store.revisions import HEAD, REVISIONS
from tests.store.material import NOON, a_claim, an_event, an_item, ingest, quarrel, sentences


async def move(path: Path, revision: str, *, down: bool) -> None:
    engine = sqlite.make_engine(path, wait=1, migrating=True)
    async with sqlite.writer(engine).begin() as connection:
        await connection.run_sync(migrate.downgrade if down else migrate.upgrade, revision)
    await engine.dispose()


async def fill(url: str) -> None:
    """Two items that quarrel, the first in a second version, read twice."""
    state, alert = quarrel(a_claim("a", 145), a_claim("b", 143))
    store = await open_store(url)
    async with store.write() as change:
        await ingest(change, an_item("a", "One hundred died"))
        await ingest(change, an_item("b", "Two hundred died"), [state], [alert])
    async with store.write() as change:
        await change.begin_generation()
        both = [an_item("a", "Three hundred died", version=2), an_item("b", "Two hundred died")]
        await change.add_readings([(one, sentences(one), [an_event(one.item.id)]) for one in both])
        await change.save_states([state], NOON)
        await change.add_alerts([alert], [], NOON)
    await store.close()


async def content(url: str) -> object:
    """All that people can see."""
    store = await open_store(url)
    async with store.read() as known:
        found = (
            await known.items(),
            await known.states(),
            await known.disagreements(),
            await known.events(),
            [one.passage.text for one in await known.search(["hundred"], 9)],
            await known.changes(["a", "b"]),
            await known.unread(),
        )
    await store.close()
    return found


@pytest.mark.parametrize("revision", REVISIONS)
async def test_down_to_every_version_and_up_again_keeps_what_is_known(url: str, path: Path, revision: str) -> None:
    await fill(url)
    before = await content(url)
    if revision != HEAD:
        await move(path, revision, down=True)
    assert await content(url) == before


async def test_down_after_an_undone_reading_the_highest_is_the_one_that_counts(url: str, path: Path) -> None:
    await fill(url)
    store = await open_store(url)
    async with store.write() as change:
        assert await change.undo_generation()
    await store.close()
    before = await content(url)
    await move(path, "0001", down=True)
    assert await content(url) == before


async def test_what_forgotten_readings_sent_out_is_no_news_after_an_upgrade(url: str, path: Path) -> None:
    """An older version remembered of a reading that it had forgotten no more than what waited in the outbox."""
    state, alert = quarrel(a_claim("a", 145), a_claim("b", 143))
    both = [an_item("a", "One hundred died"), an_item("b", "Two hundred died")]
    store = await open_store(url)
    async with store.write() as change:
        await ingest(change, both[0])
        await ingest(change, both[1], [state], [alert])
    for _ in range(2):
        async with store.write() as change:
            await change.begin_generation()
            await change.add_readings([(one, sentences(one), []) for one in both])
            await change.save_states([], NOON)
        await store.prune()
    await store.close()
    await move(path, "0006", down=True)
    store = await open_store(url)
    async with store.write() as change:
        await change.save_states([state], NOON)
        await change.add_alerts([alert], [], NOON)
        assert len([entry for entry in await change.mail.outbox(9) if entry.subject]) == 1
    await store.close()


async def test_after_an_upgrade_what_was_sent_out_is_known_in_either_order_until_a_new_version_comes(
    url: str, path: Path
) -> None:
    await fill(url)
    await move(path, "0006", down=True)
    store = await open_store(url)
    turned, alert = quarrel(a_claim("b", 143), a_claim("a", 145))
    newer = [an_item("a", "Four hundred died", version=3), an_item("b", "Two hundred died")]
    for version in (2, 3):
        async with store.write() as change:
            await change.begin_generation()
            if version == 3:
                await change.add_readings([(one, sentences(one), []) for one in newer])
            await change.save_states([turned], NOON)
        async with store.write() as change:
            await change.add_alerts([alert], [], NOON)
            assert len([one for one in await change.mail.outbox(9) if one.subject]) == version - 1
    await store.close()
