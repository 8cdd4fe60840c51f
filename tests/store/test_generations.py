"""Reading everything anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.claims import Choice, Party
from bot.domain.positions import Alert, Disagreement, Position, QuestionState, Relation
from bot.ports import Store
from bot.store.database import SqlStore
from bot.store.memory import MemoryStore
from tests.store.material import NOON, a_claim, an_item, held, ingest, quarrel, sentences

FIRST, SECOND = an_item("a", "One hundred died"), an_item("b", "Two hundred died")


async def seed(store: Store) -> tuple[QuestionState, Alert]:
    state, alert = quarrel(a_claim("a", 145), a_claim("b", 143))
    async with store.write() as change:
        await ingest(change, FIRST)
        await ingest(change, SECOND, [state], [alert])
    return state, alert


async def count_queued(store: Store) -> int:
    """How many alerts wait in the outbox."""
    if isinstance(store, MemoryStore):
        return len(store.queued)
    assert isinstance(store, SqlStore)
    async with store._engine.connect() as connection:
        return int(
            (
                await connection.execute(text("SELECT count(*) FROM outbox WHERE kind <> '' AND state = 'pending'"))
            ).scalar_one()
        )


async def test_a_new_generation_replaces_what_was_read(store: Store) -> None:
    await seed(store)
    async with store.write() as change:
        await change.begin_generation()
        assert await change.states() == {}
        assert await change.events() == []
        assert await change.search(["died"], 5) == []
        assert len(await change.items()) == 2
        await change.add_item(FIRST, sentences(FIRST)[:1], [])
    async with store.read() as known:
        assert await known.items() == [FIRST, SECOND]
        assert await known.states() == {}
        assert await known.disagreements() == []
        assert await known.events() == []
        assert await known.changes(["b"]) == {"b": ((), ())}
        assert [found.item.id for found in await known.search(["died"], 5)] == ["a"]


async def test_readers_see_the_old_generation_until_the_new_one_is_whole(store: Store) -> None:
    state, alert = await seed(store)
    async with store.write() as change:
        await change.begin_generation()
        await change.add_item(FIRST, sentences(FIRST), [])
        async with store.read() as known:
            assert await known.states() == {"killed": state}
            assert await known.changes(["b"]) == {"b": ((alert,), ())}
            assert len(await known.search(["died"], 5)) == 2


async def test_an_item_can_change_within_a_new_generation(store: Store) -> None:
    await seed(store)
    newer = an_item("a", "Three hundred died", version=2)
    async with store.write() as change:
        await change.begin_generation()
        await change.add_item(newer, sentences(newer), [])
        await change.add_item(SECOND, sentences(SECOND), [])
        with pytest.raises(ValueError, match="read already"):
            await change.add_item(SECOND, sentences(SECOND), [])
    async with store.read() as known:
        assert sorted(found.passage.text for found in await known.search(["hundred"], 5)) == [
            "Three hundred died",
            "Two hundred died",
        ]


async def test_disagreements_keep_their_numbers_and_new_ones_get_new_numbers(store: Store) -> None:
    killed, _ = quarrel(a_claim("a", 145), a_claim("b", 143))
    role, _ = quarrel(
        a_claim("a", Choice("involved"), "ukraine_role", Party.RUSSIA),
        a_claim("b", Choice("not_involved"), "ukraine_role", Party.UKRAINE),
        Relation.DISPUTE,
        "ukraine_role",
    )
    injured, _ = quarrel(a_claim("a", 500, "injured"), a_claim("b", 400, "injured"), question="injured")
    async with store.write() as change:
        await ingest(change, FIRST)
        await ingest(change, SECOND, [killed, role])
    another_value, _ = quarrel(a_claim("a", 145), a_claim("b", 142))
    async with store.write() as change:
        await change.begin_generation()
        await change.save_states([injured, role, another_value], NOON + timedelta(days=9))
    async with store.read() as known:
        seen = [(one.number, one.question, one.opened_at) for one in await known.disagreements()]
    assert seen == [
        (2, "ukraine_role", NOON),
        (3, "injured", NOON + timedelta(days=9)),
        (4, "killed", NOON + timedelta(days=9)),
    ]
    async with store.write() as change:
        await change.begin_generation()
        await change.save_states([killed], NOON + timedelta(days=10))
    async with store.read() as known:
        assert [one.number for one in await known.disagreements()] == [1]


async def test_the_same_opening_again_gets_its_own_number_and_a_new_reading_takes_the_latest(store: Store) -> None:
    state, alert = await seed(store)
    newer = an_item("b", "Again two hundred died", version=2)
    twice = replace(
        state,
        claims=(
            state.claims[0],
            replace(state.claims[1], withdrawn=True),
            held(3, a_claim("b", 143), Relation.CONFLICT, 3),
        ),
        positions=(*state.positions, Position(3)),
        disagreements=(*state.disagreements, Disagreement(2, Relation.CONFLICT, 1, 3, opened_by=3, against=1)),
    )
    async with store.write() as change:
        await ingest(change, newer, [twice], [replace(alert, claim=twice.claims[2], disagreement=2)])
    async with store.read() as known:
        assert [(one.number, one.disagreement.number) for one in await known.disagreements()] == [(1, 1), (2, 2)]
    assert await count_queued(store) == 2
    async with store.write() as change:
        await change.begin_generation()
        await change.save_states([state], NOON)
    async with store.read() as known:
        assert [(one.number, one.disagreement.number) for one in await known.disagreements()] == [(2, 1)]


async def test_a_new_reading_queues_no_alert_twice(store: Store) -> None:
    state, alert = await seed(store)
    assert await count_queued(store) == 1
    fresh, new_alert = quarrel(a_claim("a", 5, "injured"), a_claim("b", 4, "injured"), question="injured")
    for _ in range(2):
        async with store.write() as change:
            await change.begin_generation()
            for item in (FIRST, SECOND):
                await change.add_item(item, sentences(item), [])
            await change.save_states([state, fresh], NOON)
            await change.add_alerts([alert, new_alert], [], NOON)
        assert await count_queued(store) == 2
    async with store.read() as known:
        assert await known.changes(["b"]) == {"b": ((alert, new_alert), ())}
