"""What every store promises about silent changes and signatures (bot/ports.py, HistoryBook)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.domain.alerts import Subject
from bot.domain.claims import Choice, Claim, Party, Value
from bot.domain.history import RecordedChange, SilentChange
from bot.domain.interval import Interval
from bot.ports import Store
from tests.store.material import NOON, a_claim, an_item, ingest

MINUTE = timedelta(minutes=1)


def change(
    item: str = "a", before: Value | int = 145, now: Value | int = 143, party: Party | None = None
) -> SilentChange:
    """A change as it comes back: reasons and confidence are not kept."""

    def side(value: Value | int) -> Claim:
        return replace(a_claim(item, value, party=party), confidence=1.0, reasons=())

    return SilentChange(2, side(before), side(now))


async def stored(store: Store, *versions: int, item: str = "a") -> None:
    for version in versions:
        async with store.write() as transaction:
            await ingest(transaction, an_item(item, f"Text {item} {version}", version=version))


async def test_silent_changes_come_back_as_they_went_in(store: Store) -> None:
    await stored(store, 1, 2)
    some = [
        change(before=Interval(144, None)),
        change(before=Choice("involved"), now=Choice("not_involved"), party=Party.RUSSIA),
        change(before=Interval.exactly(date(2024, 3, 22)), now=Interval(date(2024, 3, 23), date(2024, 3, 24))),
    ]
    east = NOON.astimezone(timezone(timedelta(hours=5)))
    async with store.write() as transaction:
        await transaction.history.add_silent_changes(some[:2], east)
        await transaction.history.add_silent_changes(some[2:], NOON + MINUTE, backlog=True)
    async with store.read() as snapshot:
        assert await snapshot.history.silent_changes() == [
            RecordedChange(some[0], NOON), RecordedChange(some[1], NOON), RecordedChange(some[2], NOON + MINUTE, backlog=True)
        ]  # fmt: skip


async def test_silent_changes_wait_in_the_outbox(store: Store) -> None:
    await stored(store, 1, 2)
    async with store.write() as transaction:
        await transaction.history.add_silent_changes([change()], NOON, backlog=True)
    async with store.read() as snapshot:
        (entry,) = [one for one in await snapshot.mail.outbox(10) if one.subject]
    assert entry.subject == Subject("killed", "silent_change", "a", change().identity)
    assert entry.backlog


async def test_silent_changes_of_some_items_and_of_what_is_current(store: Store) -> None:
    await stored(store, 1, 2)
    await stored(store, 1, 2, item="b")
    async with store.write() as transaction:
        await transaction.history.add_silent_changes([change(), change(item="b")], NOON)
    async with store.read() as snapshot:
        assert [one.change.item for one in await snapshot.history.silent_changes(["b", "c"])] == ["b"]
        assert await snapshot.history.silent_changes([]) == []
    async with store.write() as transaction:
        await transaction.drop_item("a")
        assert [one.change.item for one in await transaction.history.silent_changes()] == ["b"]


async def test_a_new_reading_keeps_them(store: Store) -> None:
    await stored(store, 1, 2)
    async with store.write() as transaction:
        await transaction.history.add_silent_changes([change()], NOON)
        await transaction.history.sign("a", 2, b"1234")
    async with store.write() as transaction:
        await transaction.begin_generation()
        await transaction.add_readings([(an_item("a", "Text a 2", version=2), [], [])])
    async with store.read() as snapshot:
        assert len(await snapshot.history.silent_changes()) == 1
        assert await snapshot.history.signatures() == {"a": b"1234"}


async def test_signatures_are_those_of_current_versions(store: Store) -> None:
    await stored(store, 1)
    await stored(store, 1, item="b")
    async with store.read() as snapshot:
        assert [one.item.id for one in await snapshot.history.unsigned()] == ["a", "b"]
    async with store.write() as transaction:
        await transaction.history.sign("a", 1, b"")
        await transaction.history.sign("b", 1, b"1234")
        await transaction.history.sign("b", 1, b"5678")
    async with store.read() as snapshot:
        assert await snapshot.history.signatures() == {"a": b"", "b": b"5678"}
        assert await snapshot.history.unsigned() == []
    await stored(store, 2)
    async with store.read() as snapshot:
        assert await snapshot.history.signatures() == {"b": b"5678"}
        assert [(one.item.id, one.version) for one in await snapshot.history.unsigned()] == [("a", 2)]


async def test_what_fails_leaves_nothing(store: Store) -> None:
    await stored(store, 1, 2)

    async def fail() -> None:
        async with store.write() as transaction:
            await transaction.history.add_silent_changes([change()], datetime(2024, 5, 12, tzinfo=UTC))
            await transaction.history.sign("a", 2, b"1234")
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    async with store.read() as snapshot:
        assert await snapshot.history.silent_changes() == []
        assert await snapshot.history.signatures() == {}
