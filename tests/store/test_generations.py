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
from tests.store.material import NOON, a_claim, an_event, an_item, held, ingest, quarrel, sentences

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


async def test_a_new_reading_is_no_news(store: Store) -> None:
    state, alert = await seed(store)
    fresh, new_alert = quarrel(a_claim("a", 5, "injured"), a_claim("b", 4, "injured"), question="injured")
    for _ in range(2):
        async with store.write() as change:
            await change.begin_generation()
            await change.add_readings([(one, sentences(one), []) for one in (FIRST, SECOND)])
            await change.save_states([state, fresh], NOON)
            await change.add_alerts([alert, new_alert], [], NOON)
        assert await count_queued(store) == 1
    async with store.read() as known:
        assert await known.changes(["b"]) == {"b": ((alert, new_alert), ())}
    later, later_alert = quarrel(a_claim("a", 9, "missing"), a_claim("b", 8, "missing"), question="missing")
    async with store.write() as change:
        await change.save_states([later], NOON)
        await change.add_alerts([later_alert], [], NOON)
    assert await count_queued(store) == 2


@pytest.mark.parametrize("times", [1, 2, 3])
async def test_what_was_raised_once_is_no_news_however_many_readings_ago_it_was(store: Store, times: int) -> None:
    state, alert = await seed(store)
    async with store.write() as change:
        await change.begin_generation()
        await change.add_readings([(one, sentences(one), []) for one in (FIRST, SECOND)])
        await change.save_states([state], NOON)
        await change.add_alerts([alert], [], NOON)
    for _ in range(times):
        async with store.write() as change:
            await change.begin_generation()
            await change.add_readings([(one, sentences(one), []) for one in (FIRST, SECOND)])
            await change.save_states([], NOON)
        await store.prune()
    async with store.write() as change:
        await change.save_states([state], NOON)
        await change.add_alerts([alert], [], NOON)
    assert await count_queued(store) == 1


@pytest.mark.parametrize("times", [0, 1, 2])
async def test_what_was_found_but_never_sent_out_is_news_when_it_is_raised(store: Store, times: int) -> None:
    state, alert = await seed(store)
    fresh, new_alert = quarrel(a_claim("a", 5, "injured"), a_claim("b", 4, "injured"), question="injured")
    async with store.write() as change:
        await change.begin_generation()
        await change.add_readings([(one, sentences(one), []) for one in (FIRST, SECOND)])
        await change.save_states([state, fresh], NOON)
        await change.add_alerts([alert, new_alert], [], NOON)
    for _ in range(times):
        async with store.write() as change:
            await change.begin_generation()
            await change.add_readings([(one, sentences(one), []) for one in (FIRST, SECOND)])
            await change.save_states([state], NOON)
            await change.add_alerts([alert], [], NOON)
        await store.prune()
    assert await count_queued(store) == 1
    for _ in range(2):
        async with store.write() as change:
            await change.save_states([state, fresh], NOON)
            await change.add_alerts([new_alert], [], NOON)
        assert await count_queued(store) == 2


async def test_a_pair_is_the_same_in_either_order_and_news_with_a_new_version_of_who_raises_it(store: Store) -> None:
    await seed(store)
    turned, turned_alert = quarrel(a_claim("b", 143), a_claim("a", 145))
    async with store.write() as change:
        await change.begin_generation()
        await change.add_readings([(one, sentences(one), []) for one in (FIRST, SECOND)])
        await change.save_states([turned], NOON)
    async with store.write() as change:
        await change.add_alerts([turned_alert], [], NOON)
    assert await count_queued(store) == 1
    async with store.read() as known:
        assert [one.number for one in await known.disagreements()] == [1], "the number that people know"
    newer = an_item("b", "Again two hundred died", version=2)
    again, told_again = quarrel(a_claim("a", 145), a_claim("b", 143))
    async with store.write() as change:
        await change.begin_generation()
        await change.add_readings([(one, sentences(one), []) for one in (FIRST, newer)])
        await change.save_states([again], NOON)
    for _ in range(2):
        async with store.write() as change:
            await change.add_alerts([told_again], [], NOON)
        assert await count_queued(store) == 2


async def test_many_readings_are_stored_as_one_by_one(store: Store) -> None:
    await seed(store)
    newer, third = an_item("a", "Three hundred died", version=2), an_item("c", "Nobody died")
    async with store.write() as change:
        await change.begin_generation()
        assert [one.item.id for one in await change.unread()] == ["a", "b"]
        await change.add_readings([(one, sentences(one), [an_event(one.item.id)]) for one in (newer, SECOND, third)])
        assert await change.unread() == []
    async with store.read() as known:
        assert await known.versions() == {"a": 2, "b": 1, "c": 1}
        assert {event.item for event in await known.events()} == {"a", "b", "c"}
        found = await known.search(["died"], 9)
        assert sorted(one.passage.text for one in found) == ["Nobody died", "Three hundred died", "Two hundred died"]


async def test_undone_is_as_before_with_what_came_in_since_to_be_read(store: Store) -> None:
    state, alert = await seed(store)
    newer, third = an_item("a", "Three hundred died", version=2), an_item("c", "Nobody died")
    async with store.write() as change:
        await change.begin_generation()
        await change.drop_item("b")
        await change.add_readings([(one, sentences(one), []) for one in (newer, third)])
    since, edited = an_item("d", "Four hundred died"), an_item("c", "Nobody was hurt", version=2)
    for one in (since, edited):
        async with store.write() as change:
            await ingest(change, one)
    await store.prune()
    async with store.write() as change:
        assert await change.undo_generation()
        assert await change.unread() == [edited, since]
        assert await change.states() == {"killed": state}
        for one in (since, edited):
            await change.add_item(one, sentences(one), [])
    async with store.read() as known:
        assert await known.versions() == {"a": 1, "b": 1, "c": 2, "d": 1}
        assert await known.last_version("a") == 2
        assert await known.changes(["b"]) == {"b": ((alert,), ())}
        texts = {found.passage.text for found in await known.search(["hundred", "hurt"], 9)}
        assert texts == {"One hundred died", "Two hundred died", "Four hundred died", "Nobody was hurt"}
    async with store.write() as change:
        assert not await change.undo_generation()


async def test_what_came_with_an_undone_reading_is_gone(store: Store) -> None:
    await seed(store)
    third = an_item("c", "Nobody died")
    async with store.write() as change:
        await change.begin_generation()
        await change.add_readings([(one, sentences(one), []) for one in (FIRST, SECOND, third)])
    async with store.write() as change:
        assert await change.undo_generation()
    async with store.read() as known:
        assert await known.item("c") is None
        assert await known.last_version("c") == 1
        assert await known.search(["nobody"], 9) == []
    again = replace(third, version=2)
    async with store.write() as change:
        await ingest(change, again)
    async with store.read() as known:
        assert await known.item("c") == again


async def test_only_the_generation_before_is_kept(sql_store: SqlStore) -> None:
    await seed(sql_store)
    for _ in range(3):
        async with sql_store.write() as change:
            await change.begin_generation()
            await change.add_readings([(one, sentences(one), [an_event(one.item.id)]) for one in (FIRST, SECOND)])
            await change.save_states([quarrel(a_claim("a", 145), a_claim("b", 143))[0]], NOON)
        await sql_store.prune()
    async with sql_store._engine.connect() as connection:
        for table in ("passages", "events", "read_versions", "claims"):
            rows = (await connection.execute(text(f"SELECT DISTINCT generation FROM {table}"))).scalars().all()
            assert set(rows) - {1} == {3, 4}, table
