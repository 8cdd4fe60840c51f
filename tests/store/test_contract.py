"""What every store promises (bot/ports.py)."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.domain.claims import Choice, Party
from bot.domain.interval import Interval
from bot.domain.positions import DisagreementStatus, Position, PositionStatus, QuestionState, Relation
from bot.ports import Store
from tests.store.material import (
    DAY,
    NOON,
    a_claim,
    an_event,
    an_item,
    an_update,
    hear,
    held,
    ingest,
    quarrel,
    sentences,
)


class StopError(Exception):
    """Something goes wrong in a service."""


async def test_an_empty_store_has_nothing(store: Store) -> None:
    async with store.read() as known:
        assert await known.item("a") is None
        assert await known.items() == []
        assert await known.find_item("f", "u") is None
        assert await known.states() == {}
        assert await known.disagreements() == []
        assert await known.events() == []
        assert await known.search(["died"], 5) == []
        assert await known.changes([]) == {}
        assert await known.changes(["a"]) == {"a": ((), ())}


async def test_an_item_comes_back_as_it_went_in(store: Store) -> None:
    east = datetime(2024, 5, 12, 23, 30, 0, 123456, tzinfo=timezone(timedelta(hours=5)))
    stored = an_item("a", "Ærlig «текст» \U0001f5de", url="https://example.org/a")
    stored = replace(stored, item=replace(stored.item, published=east, published_is_day=True))
    async with store.write() as change:
        await change.add_item(stored, [], [])
    async with store.read() as known:
        found = await known.item("a")
    assert found == stored
    assert found is not None
    assert found.item.published.tzinfo is not None
    assert found.item.day == date(2024, 5, 12)


async def test_items_come_latest_first_then_by_id(store: Store) -> None:
    later = NOON + timedelta(seconds=1)
    async with store.write() as change:
        for stored in (an_item("b", "1"), an_item("a", "2"), an_item("c", "3", ingested=later)):
            await change.add_item(stored, [], [])
        await change.add_item(an_item("d", "4", withdrawn=True), [], [])
    async with store.read() as known:
        assert [stored.item.id for stored in await known.items()] == ["c", "a", "b"]
        assert [stored.item.id for stored in await known.items(limit=2)] == ["c", "a"]
        assert await known.published() == dict.fromkeys("abc", NOON)


async def test_a_higher_version_replaces_the_lower_one(store: Store) -> None:
    first = an_item("a", "Nobody saw it. Nobody knew")
    second = an_item("a", "Somebody saw it", version=2, ingested=NOON + timedelta(hours=1))
    async with store.write() as change:
        await change.add_item(first, sentences(first), [an_event(topic="attack")])
    async with store.write() as change:
        await change.add_item(second, sentences(second), [an_event(topic="arrests")])
    async with store.read() as known:
        assert await known.item("a") == second
        assert await known.items() == [second]
        assert [event.topic for event in await known.events()] == ["arrests"]
        assert await known.search(["nobody"], 5) == []
        assert [found.passage.text for found in await known.search(["somebody"], 5)] == ["Somebody saw it"]
        assert await known.find_item(first.fingerprint, None) == first


async def test_a_version_is_stored_once(store: Store) -> None:
    first, second = an_item("a", "text"), an_item("a", "text two", version=2)
    async with store.write() as change:
        await change.add_item(first, [], [])
        await change.add_item(second, sentences(second), [])
    for refused in (first, an_item("a", "new", version=2), second):
        with pytest.raises(ValueError, match="item a: version"):
            async with store.write() as change:
                await change.add_item(refused, sentences(refused), [])
    async with store.read() as known:
        assert await known.item("a") == second


async def test_a_withdrawn_version_is_no_longer_found(store: Store) -> None:
    first = an_item("a", "Nobody saw it")
    gone = replace(first, version=2, withdrawn=True)
    back = replace(first, version=3)
    async with store.write() as change:
        await ingest(change, first)
    async with store.write() as change:
        await ingest(change, gone)
    async with store.read() as known:
        assert await known.item("a") == gone
        assert await known.items() == []
        assert await known.events() == []
        assert await known.search(["nobody"], 5) == []
        assert await known.find_item(first.fingerprint, None) == gone
    async with store.write() as change:
        await ingest(change, back)
    async with store.read() as known:
        assert len(await known.search(["nobody"], 5)) == 1


async def test_an_item_is_found_by_fingerprint_then_by_url(store: Store) -> None:
    old, new = an_item("a", "one", url="u"), an_item("a", "two", version=2, url="u")
    other = an_item("b", "three", url="v")
    async with store.write() as change:
        for stored in (old, new, other):
            await change.add_item(stored, [], [])
    async with store.read() as known:
        assert await known.find_item("three", "u") == other
        assert await known.find_item("four", "u") == new
        assert await known.find_item("four", "w") is None
        assert await known.find_item("four", None) is None


@pytest.mark.parametrize(
    "value",
    [
        Interval(144, None),
        Interval(900, 1100),
        Interval.exactly(10**40),
        Interval(date(2024, 4, 29), None),
        Interval(date(2024, 4, 29), date(2024, 4, 30)),
        Choice("not_targeted"),
    ],
)
async def test_every_kind_of_value_comes_back(store: Store, value: Interval[int] | Interval[date] | Choice) -> None:
    claim = replace(a_claim(value=value, party=Party.RUSSIA), past=True)
    state = QuestionState("killed", (held(1, claim, Relation.HISTORICAL, None),))
    async with store.write() as change:
        await ingest(change, an_item(), [state])
    async with store.read() as known:
        assert await known.states() == {"killed": state}


async def test_states_grow_and_are_marked(store: Store) -> None:
    state, alert = quarrel(a_claim("a", 145), a_claim("b", 143))
    async with store.write() as change:
        await ingest(change, an_item("a"))
        await ingest(change, an_item("b", "two"), [state], [alert])
    grown = replace(
        state,
        claims=(replace(state.claims[0], withdrawn=True), state.claims[1], held(3, a_claim("b", 150), position=3)),
        positions=(
            Position(1, PositionStatus.WITHDRAWN),
            Position(2, PositionStatus.OVERTAKEN, overtaken_by=3),
            Position(3),
        ),
        disagreements=(replace(state.disagreements[0], status=DisagreementStatus.WITHDRAWN, second=3, reason="gone"),),
    )
    async with store.write() as change:
        await change.save_states([grown], NOON + timedelta(days=1))
        assert await change.states() == {"killed": grown}
    async with store.read() as known:
        assert await known.states() == {"killed": grown}
        [numbered] = await known.disagreements()
    assert (numbered.number, numbered.question, numbered.opened_at) == (1, "killed", NOON)
    assert numbered.disagreement == grown.disagreements[0]


async def test_an_empty_state_is_no_state(store: Store) -> None:
    async with store.write() as change:
        await change.save_states([QuestionState("killed")], NOON)
    async with store.read() as known:
        assert await known.states() == {}


async def test_a_state_that_forgets_or_rewrites_is_refused(store: Store) -> None:
    state, alert = quarrel(a_claim("a", 145), a_claim("b", 143))
    async with store.write() as change:
        await ingest(change, an_item("a"))
        await ingest(change, an_item("b", "two"), [state], [alert])
    stale = replace(state, claims=state.claims[:1], disagreements=())
    other = replace(state, claims=(held(1, a_claim("a", 1)), state.claims[1]))
    gap = replace(state, positions=(*state.positions, Position(4)))
    for refused, complaint in ((stale, "missing"), (other, "another content"), (gap, "numbered")):
        with pytest.raises(ValueError, match=complaint):
            async with store.write() as change:
                await change.save_states([refused], NOON)
    async with store.read() as known:
        assert await known.states() == {"killed": state}


async def test_a_claim_needs_its_item(store: Store) -> None:
    homeless = QuestionState("injured", (held(1, a_claim("a")),), (Position(1),))
    with pytest.raises(ValueError, match="item a is not stored"):
        async with store.write() as change:
            await ingest(change, an_item("b"), [homeless])
    async with store.read() as known:
        assert await known.item("b") is None


async def test_changes_are_kept_as_they_were_raised(store: Store) -> None:
    state, alert = quarrel(a_claim("a", 145), a_claim("b", 143))
    pointing = replace(alert, disagreement=None, why="again", kind=Relation.REVERSAL)
    update = an_update(state)
    async with store.write() as change:
        await ingest(change, an_item("a"))
        await ingest(change, an_item("b", "two"), [state], [alert, pointing], [update])
    later = replace(state, claims=tuple(replace(claim, withdrawn=True) for claim in state.claims))
    async with store.write() as change:
        await change.save_states([later], NOON)
    async with store.read() as known:
        assert await known.changes(["a", "b"]) == {"a": ((), ()), "b": ((alert, pointing), (update,))}


async def test_a_new_version_begins_with_no_changes(store: Store) -> None:
    state, alert = quarrel(a_claim("a", 145), a_claim("b", 143))
    async with store.write() as change:
        await ingest(change, an_item("a"))
        await ingest(change, an_item("b", "two"), [state], [alert])
        await ingest(change, an_item("b", "three", version=2))
    async with store.read() as known:
        assert await known.changes(["b"]) == {"b": ((), ())}


async def test_events_come_by_day_from_the_oldest_item(store: Store) -> None:
    early, late = date(1993, 5, 25), date(2024, 4, 27)
    younger = an_item("a")
    older = an_item("b", "two")
    older = replace(older, item=replace(older.item, published=NOON - timedelta(days=1)))
    month = replace(an_event("a", date(2024, 4, 1), last=date(2024, 4, 30)), precision="month")
    async with store.write() as change:
        await change.add_item(younger, [], [an_event("a", late, last=None), month])
        await change.add_item(older, [], [an_event("b", late), an_event("b", early)])
    async with store.read() as known:
        assert await known.events() == [
            an_event("b", early),
            month,
            an_event("b", late),
            an_event("a", late, last=None),
        ]


async def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    async def fail() -> None:
        async with store.write() as change:
            await hear(change, an_item(), 143)
            await change.begin_generation()
            raise StopError

    with pytest.raises(StopError):
        await fail()
    async with store.read() as known:
        assert await known.items() == []
        assert await known.states() == {}
    async with store.write() as change:
        await hear(change, an_item(), 143)


async def test_a_cancelled_transaction_leaves_nothing(store: Store) -> None:
    inside = asyncio.Event()

    async def hang() -> None:
        async with store.write() as change:
            await hear(change, an_item(), 143)
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with store.write() as change:
        assert await change.states() == {}
        await hear(change, an_item(), 143)


async def test_a_snapshot_sees_one_moment(store: Store) -> None:
    async with store.write() as change:
        await hear(change, an_item("a"), 143)
    async with store.read() as known:
        before = await known.states()
        async with store.write() as change:
            await hear(change, an_item("b", "two"), 144)
            assert [item.item.id for item in await known.items()] == ["a"]
        assert [item.item.id for item in await known.items()] == ["a"]
        assert await known.states() == before
        assert await known.item("b") is None
    async with store.read() as known:
        assert len((await known.states())["killed"].claims) == 2


async def test_a_hundred_changes_from_several_tasks_lose_nothing(store: Store) -> None:
    async def work(worker: int) -> None:
        for turn in range(20):
            async with store.write() as change:
                await hear(change, an_item(f"{worker}-{turn}", f"{worker} {turn}"), turn)

    await asyncio.gather(*(work(worker) for worker in range(5)))
    async with store.read() as known:
        assert len((await known.states())["killed"].claims) == 100
        assert len(await known.items()) == 100


async def test_times_come_back_aware_and_in_utc(store: Store) -> None:
    async with store.write() as change:
        await ingest(change, an_item())
    async with store.read() as known:
        [stored] = await known.items()
    assert stored.ingested.utcoffset() == timedelta(0)
    assert stored.ingested == datetime(2024, 5, 12, 12, tzinfo=UTC)
    assert an_event().when == Interval.exactly(DAY)
