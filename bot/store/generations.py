"""Generations: one reading of all items each. One counts, the one before it is kept, older ones are forgotten."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ColumnElement, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.stored import StoredItem
from bot.store import mapping, schema
from bot.store.generation_tables import read_versions
from bot.store.items import CURRENT
from bot.store.schema import generations, item_versions, items

NOWHERE = 0
"""The current version of an item that has none."""


class State(StrEnum):
    """What a generation counts for."""

    CURRENT = "current"
    PREVIOUS = "previous"
    PAST = "past"
    FORGOTTEN = "forgotten"


async def current(connection: AsyncConnection) -> int:
    """The generation that readers see."""
    return await _in_state(connection, State.CURRENT) or 0


async def begin(connection: AsyncConnection) -> int:
    """Add a generation in the place of the present one, which is kept; readers see it when the transaction commits."""
    number = int(await connection.scalar(select(func.max(generations.c.id))) or 0) + 1
    await _move(connection, State.PREVIOUS, State.PAST)
    await _move(connection, State.CURRENT, State.PREVIOUS)
    await connection.execute(insert(generations).values(id=number, state=State.CURRENT.value))
    return number


async def undo(connection: AsyncConnection, generation: int) -> int | None:
    """Go back to the kept generation and to the versions of items it knew, where no later one came in; None where none is kept."""
    kept = await _in_state(connection, State.PREVIOUS)
    if kept is None:
        return None
    await _move(connection, State.CURRENT, State.PAST)
    await _move(connection, State.PREVIOUS, State.CURRENT)
    known = read_versions.c
    before = select(func.max(known.item_version)).where(known.generation == kept, known.item == items.c.id)
    brought = exists().where(
        known.generation == generation, known.brought, known.item == items.c.id, known.item_version == items.c.version
    )
    back = func.coalesce(before.scalar_subquery(), NOWHERE)
    await connection.execute(update(items).where(brought | (items.c.version == NOWHERE)).values(version=back))
    return kept


async def read(
    connection: AsyncConnection, generation: int, stored: list[tuple[str, int]], brought: set[tuple[str, int]]
) -> None:
    """Note that versions of items were read, and which of them came in with the generation."""
    rows = [
        {"generation": generation, "item": item, "item_version": version, "brought": (item, version) in brought}
        for item, version in stored
    ]
    if rows:
        await connection.execute(insert(read_versions), rows)


async def has_read(connection: AsyncConnection, generation: int, item: str, version: int) -> bool:
    """Whether a version of an item is in a generation."""
    known = read_versions.c
    row = (known.generation == generation) & (known.item == item) & (known.item_version == version)
    return await connection.scalar(select(known.item).where(row)) is not None


async def unread(connection: AsyncConnection, generation: int) -> list[StoredItem]:
    """Current versions, withdrawn ones too, that a generation has not read, in the order they came in."""
    known = read_versions.c
    done = exists().where(
        known.generation == generation,
        known.item == item_versions.c.item,
        known.item_version == item_versions.c.version,
    )
    query = select(item_versions).join(items, CURRENT).where(~done)
    rows = await connection.execute(query.order_by(item_versions.c.ingested, items.c.id))
    return [mapping.stored_item(row) for row in rows.mappings()]


async def prune(connection: AsyncConnection) -> int:
    """Delete what was read in generations that nobody can go back to; how many there were. Their numbers stay."""
    past = select(generations.c.id).where(_is(State.PAST))
    found = (await connection.execute(past)).scalars().all()
    if not found:
        return 0
    tables = (
        schema.change_claims,
        schema.changes,
        schema.disagreements,
        schema.claims,
        schema.positions,
        schema.events,
        schema.passages,
        schema.status_changes,
        read_versions,
    )
    for table in tables:
        await connection.execute(delete(table).where(table.c.generation.in_(found)))
    forgotten = update(generations).where(generations.c.id.in_(found)).values(state=State.FORGOTTEN.value)
    await connection.execute(forgotten)
    return len(found)


def _is(state: State) -> ColumnElement[bool]:
    return generations.c.state == state.value


async def _in_state(connection: AsyncConnection, state: State) -> int | None:
    found: int | None = await connection.scalar(select(generations.c.id).where(_is(state)))
    return found


async def _move(connection: AsyncConnection, state: State, to: State) -> None:
    await connection.execute(update(generations).where(_is(state)).values(state=to.value))
