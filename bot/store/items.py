"""Items and their versions."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.stored import StoredItem
from bot.store import mapping
from bot.store.schema import item_versions, items

CURRENT = (items.c.id == item_versions.c.item) & (items.c.version == item_versions.c.version)
"""Joins an item with its current version."""


async def get(connection: AsyncConnection, item_id: str) -> StoredItem | None:
    """The current version of an item."""
    return await _first(connection, select(item_versions).join(items, CURRENT).where(items.c.id == item_id))


async def latest(connection: AsyncConnection, limit: int | None) -> list[StoredItem]:
    """Current versions that are not withdrawn, latest ingested first, then by id."""
    query = select(item_versions).join(items, CURRENT).where(item_versions.c.withdrawn.is_(False))
    rows = await connection.execute(query.order_by(item_versions.c.ingested.desc(), items.c.id).limit(limit))
    return [mapping.stored_item(row) for row in rows.mappings()]


async def find(connection: AsyncConnection, fingerprint: str, url: str | None) -> StoredItem | None:
    """The latest version with this fingerprint, be it current or not, else the current one at this URL."""
    latest_first = item_versions.c.ingested.desc(), item_versions.c.version.desc(), item_versions.c.item
    same = select(item_versions).where(item_versions.c.fingerprint == fingerprint).order_by(*latest_first)
    found = await _first(connection, same)
    if found is None and url is not None:
        at_url = select(item_versions).join(items, CURRENT).where(item_versions.c.url == url)
        found = await _first(connection, at_url.order_by(*latest_first))
    return found


async def versions(connection: AsyncConnection, item_ids: Iterable[str]) -> dict[str, int]:
    """The current version of each item. Raises ValueError for an item that is not stored."""
    wanted = set(item_ids)
    if not wanted:
        return {}
    rows = await connection.execute(select(items.c.id, items.c.version).where(items.c.id.in_(wanted)))
    found = {row.id: row.version for row in rows}
    if missing := wanted - found.keys():
        raise ValueError(f"item {min(missing)} is not stored")
    return found


async def current_versions(connection: AsyncConnection) -> dict[str, int]:
    """The number of the current version of every item that has one, withdrawn ones too."""
    rows = await connection.execute(select(items.c.id, items.c.version).where(items.c.version > 0))
    return {row.id: row.version for row in rows}


async def last_version(connection: AsyncConnection, item_id: str) -> int:
    """The highest number that a version of an item ever had, be it current or not; 0 for an unknown item."""
    query = select(func.max(item_versions.c.version)).where(item_versions.c.item == item_id)
    return int(await connection.scalar(query) or 0)


async def drop(connection: AsyncConnection, item_id: str) -> None:
    """Leave an item without a current version."""
    await connection.execute(update(items).where(items.c.id == item_id).values(version=0))


async def add(connection: AsyncConnection, stored: StoredItem) -> None:
    """Store a version and make it the current one."""
    moved = update(items).where(items.c.id == stored.item.id).values(version=stored.version)
    if (await connection.execute(moved)).rowcount == 0:
        await connection.execute(insert(items).values(id=stored.item.id, version=stored.version))
    await connection.execute(insert(item_versions).values(mapping.item_row(stored)))


async def _first(connection: AsyncConnection, query: Select[tuple[object, ...]]) -> StoredItem | None:
    row = (await connection.execute(query.limit(1))).mappings().first()
    return None if row is None else mapping.stored_item(dict(row))
