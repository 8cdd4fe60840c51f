"""Chats that cannot be reached, and chats that go on under another id."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.alerts import DeliveryState
from bot.domain.office import BOT, Action, Deed
from bot.store.alert_tables import chats, deliveries, mutes, subscriptions
from bot.store.office import SqlOfficeBook


def at(platform: str, chat: str) -> Any:
    """The rows of a chat, one for each of its topics."""
    return (chats.c.platform == platform) & (chats.c.chat == chat)


async def suspend(connection: AsyncConnection, where: Any, moment: datetime, why: str) -> None:
    """Send nothing to these chats until they come back; what waits for them waits on, to be folded by bot/services/presence.py."""
    ids = list(await connection.scalars(select(chats.c.id).where(where, chats.c.suspended_at.is_(None))))
    await connection.execute(update(chats).where(chats.c.id.in_(ids)).values(suspended_at=moment, suspended_why=why))
    await SqlOfficeBook(connection).note(
        *(Deed(moment, BOT, Action.CHAT_SUSPENDED, f"chat {one}", {"why": why}) for one in ids)
    )
    queued = deliveries.c.chat.in_(ids) & (deliveries.c.state == DeliveryState.QUEUED.value)
    await connection.execute(update(deliveries).where(queued).values(due_at=None, lease_owner=None, lease_until=None))


async def move(connection: AsyncConnection, platform: str, old: str, new: str, moment: datetime) -> None:
    """A chat has another id now, and the log a line of it. Where that id is known too, it takes over what was kept under the old one.

    Its earlier messages can no longer be edited or answered: their numbers mean other messages there.
    """
    if old == new:
        return
    there = {
        row.thread: row.id
        for row in await connection.execute(select(chats.c.id, chats.c.thread).where(at(platform, new)))
    }
    here = (await connection.execute(select(chats.c.id, chats.c.thread).where(at(platform, old)))).all()
    for key, thread in here:
        await connection.execute(update(deliveries).where(deliveries.c.chat == key).values(message_id=None))
        if thread in there:
            await _merge(connection, key, there[thread])
        else:
            await connection.execute(update(chats).where(chats.c.id == key).values(chat=new))
    await SqlOfficeBook(connection).note(*(Deed(moment, BOT, Action.CHAT_MOVED, f"chat {key}") for key, _ in here))


async def _merge(connection: AsyncConnection, old: int, new: int) -> None:
    await connection.execute(update(deliveries).where(deliveries.c.chat == old).values(chat=new))
    for table in (subscriptions, mutes):
        known = select(table.c.scope, table.c.target).where(table.c.chat == new)
        has = {(row.scope, row.target) for row in await connection.execute(known)}
        for row in (await connection.execute(select(table).where(table.c.chat == old))).all():
            mine = (table.c.chat == old) & (table.c.scope == row.scope) & (table.c.target == row.target)
            if (row.scope, row.target) in has:
                await connection.execute(delete(table).where(mine))
            else:
                await connection.execute(update(table).where(mine).values(chat=new))
    await connection.execute(delete(chats).where(chats.c.id == old))
