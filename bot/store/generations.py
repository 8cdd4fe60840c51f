"""Generations: one reading of all items each; the highest one counts."""

from __future__ import annotations

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.schema import generations


async def current(connection: AsyncConnection) -> int:
    """The generation that readers see."""
    found = await connection.scalar(select(func.max(generations.c.id)))
    return int(found or 0)


async def begin(connection: AsyncConnection) -> int:
    """Add a generation; readers see it when the transaction commits."""
    number = await current(connection) + 1
    await connection.execute(insert(generations).values(id=number))
    return number
