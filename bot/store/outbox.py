"""The queue of alerts that wait to be delivered."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.schema import outbox


class State(StrEnum):
    """Where an alert is on its way out."""

    PENDING = "pending"


async def queue(connection: AsyncConnection, change: int, at: datetime) -> None:
    """Let an alert wait for its delivery."""
    row = {"change": change, "state": State.PENDING.value, "created_at": at, "attempts": 0}
    await connection.execute(insert(outbox).values(row))
