"""Counts over the tables, for whoever runs the bot."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ColumnElement, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.alerts import DeliveryState
from bot.domain.vitals import Vitals
from bot.store.alert_tables import deliveries, outbox
from bot.store.feed_tables import feeds
from bot.store.items import CURRENT
from bot.store.outbox import State
from bot.store.schema import disagreements, item_versions, items


async def look(connection: AsyncConnection, generation: int, now: datetime) -> Vitals:
    """How things are at this moment."""
    present = select(func.count()).select_from(items).join(item_versions, CURRENT).where(~item_versions.c.withdrawn)
    alerts = (outbox.c.state == State.PENDING.value) & (outbox.c.kind != "")
    waiting = select(func.count(), func.min(outbox.c.created_at)).where(alerts)
    depth, since = (await connection.execute(waiting)).one()
    late = (deliveries.c.state == DeliveryState.QUEUED.value) & (deliveries.c.due_at <= now)
    return Vitals(
        items=int(await connection.scalar(present) or 0),
        disagreements=await _by_state(
            connection, disagreements, disagreements.c.status, disagreements.c.generation == generation
        ),
        feeds=await _by_state(connection, feeds, feeds.c.state),
        deliveries=await _by_state(connection, deliveries, deliveries.c.state),
        waiting=int(depth),
        waiting_since=since,
        overdue_since=await connection.scalar(select(func.min(deliveries.c.due_at)).where(late)),
    )


async def _by_state(
    connection: AsyncConnection, table: Table, column: Column[str], where: ColumnElement[bool] | None = None
) -> dict[str, int]:
    query = select(column, func.count()).select_from(table).group_by(column).order_by(column)
    rows = await connection.execute(query if where is None else query.where(where))
    return {row[0]: row[1] for row in rows}
