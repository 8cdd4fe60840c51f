"""Dated events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.claims import Event
from bot.domain.stored import StoredItem
from bot.store import mapping
from bot.store.items import CURRENT
from bot.store.schema import events, item_versions, items


async def add(connection: AsyncConnection, generation: int, stored: StoredItem, told: Sequence[Event]) -> None:
    """Store the events of a version of an item."""
    await add_all(connection, generation, [(stored.version, told)])


async def add_all(
    connection: AsyncConnection, generation: int, readings: Iterable[tuple[int, Sequence[Event]]]
) -> None:
    """Store the events of many items, each with its version."""
    rows = [
        {**mapping.event_row(event), "generation": generation, "item_version": version, "number": number}
        for version, told in readings
        for number, event in enumerate(told, 1)
    ]
    if rows:
        await connection.execute(insert(events), rows)


async def current(connection: AsyncConnection, generation: int) -> list[Event]:
    """The events of current items by first day, then in the order of publication and of the text."""
    version = (events.c.item == item_versions.c.item) & (events.c.item_version == item_versions.c.version)
    query = (
        select(events)
        .join(item_versions, version)
        .join(items, CURRENT)
        .where(events.c.generation == generation, item_versions.c.withdrawn.is_(False))
        .order_by(events.c.first_day, item_versions.c.published, events.c.item, events.c.number)
    )
    return [mapping.event(row) for row in (await connection.execute(query)).mappings()]
