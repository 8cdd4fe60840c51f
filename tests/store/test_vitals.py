"""How things are, in numbers."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.vitals import Vitals
from bot.ports import Store
from tests.store.material import NOON, a_claim, an_item, ingest, quarrel


async def test_nothing_is_counted_where_there_is_nothing(store: Store) -> None:
    async with store.read() as known:
        assert await known.vitals(NOON) == Vitals()


async def test_items_disagreements_and_what_waits(store: Store) -> None:
    state, alert = quarrel(a_claim("a", 145), a_claim("b", 143))
    async with store.write() as change:
        await ingest(change, an_item("a"))
        await ingest(change, an_item("b", "two"), [state])
        await change.add_alerts([alert], [], NOON)
    async with store.read() as known:
        vitals = await known.vitals(NOON)
    assert (vitals.items, dict(vitals.disagreements), vitals.waiting, vitals.waiting_since) == (2, {"open": 1}, 1, NOON)
    assert vitals.waited(NOON + timedelta(minutes=3)) == timedelta(minutes=3)
    assert vitals.waited(NOON - timedelta(minutes=3)) == timedelta(0)
