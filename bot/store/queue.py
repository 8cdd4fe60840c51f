"""The queue of deliveries: leases, and what becomes of each sending."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.boundary import passed
from bot.domain.alerts import Chat, Delivery, DeliveryState, NoticeKind
from bot.domain.sending import (
    MOST_ATTEMPTS,
    MOST_IN_DOUBT,
    Begin,
    Begun,
    Finish,
    Later,
    Migrated,
    Outcome,
    Refused,
    Sent,
    Step,
    Unknown,
    Vanished,
    Waiting,
)
from bot.domain.watched import Lease
from bot.store import alert_rows, moves
from bot.store.alert_tables import chats, deliveries

AGAIN = timedelta(seconds=10)
"""After a sending that may have arrived the line gets so long to mend."""

OPEN = DeliveryState.QUEUED.value, DeliveryState.SENDING.value
Connect = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


class SqlQueue:
    """See bot.ports.Queue. Every method is one transaction."""

    def __init__(self, reading: Connect, writing: Connect) -> None:
        self._reading = reading
        self._writing = writing

    async def lease(
        self, platform: str, lease: Lease, now: datetime, limit: int, busy: Collection[int]
    ) -> Sequence[Waiting]:
        """See Queue."""
        async with self._reading() as connection:
            if not await connection.scalar(select(exists(_due(platform, now, busy)))) and not await connection.scalar(
                select(exists(select(deliveries.c.id).where(_abandoned(lease.owner, now))))
            ):
                return []
        async with self._writing() as connection:
            await _call_unknown(connection, lease.owner, now)
            rows = (await connection.execute(_first_of_each_chat(platform, now, busy, limit))).mappings().all()
            ids = [row["delivery"] for row in rows]
            taken = {"lease_owner": lease.owner, "lease_until": lease.until}
            await connection.execute(update(deliveries).where(deliveries.c.id.in_(ids)).values(taken))
        if rows:
            passed("leased")
        return [
            Waiting(row["delivery"], alert_rows.chat(row), row["priority"], row["kind"] == NoticeKind.DEVELOPMENT.value)
            for row in rows
        ]

    async def renew(self, lease: Lease) -> None:
        """See Queue."""
        async with self._writing() as connection:
            mine = deliveries.c.lease_owner == lease.owner
            await connection.execute(update(deliveries).where(mine).values(lease_until=lease.until))

    async def release(self, owner: str) -> None:
        """See Queue."""
        async with self._writing() as connection:
            mine = (deliveries.c.lease_owner == owner) & (deliveries.c.state != DeliveryState.SENDING.value)
            await connection.execute(update(deliveries).where(mine).values(lease_owner=None, lease_until=None))

    async def write(self, steps: Sequence[Step]) -> Sequence[Begun | None]:
        """See Queue."""
        async with self._writing() as connection:
            return [await _step(connection, step) for step in steps]

    async def move(self, platform: str, old: str, new: str, at: datetime) -> None:
        """See Queue."""
        async with self._writing() as connection:
            await moves.move(connection, platform, old, new, at)

    async def suspended(self, platform: str) -> Sequence[str]:
        """See Queue."""
        gone = (chats.c.platform == platform) & chats.c.suspended_at.is_not(None)
        async with self._reading() as connection:
            return list(await connection.scalars(select(chats.c.chat).where(gone).distinct()))

    async def chats_at(self, platform: str, chat: str) -> Sequence[int]:
        """See Queue."""
        here = select(chats.c.id).where(moves.at(platform, chat)).order_by(chats.c.id)
        async with self._reading() as connection:
            return list(await connection.scalars(here))

    async def message(self, platform: str, chat: str, message_id: str) -> tuple[Delivery, Chat] | None:
        """See Queue."""
        query = (
            select(chats, deliveries.c.id.label("delivery"))
            .join_from(deliveries, chats, chats.c.id == deliveries.c.chat)
            .where(moves.at(platform, chat), deliveries.c.message_id == message_id)
            .order_by(deliveries.c.id)
            .limit(1)
        )
        async with self._reading() as connection:
            found = (await connection.execute(query)).mappings().first()
            if found is None:
                return None
            row = await connection.execute(select(deliveries).where(deliveries.c.id == found["delivery"]))
            return alert_rows.delivery(row.mappings().one()), alert_rows.chat(found)


async def _step(connection: AsyncConnection, step: Step) -> Begun | None:
    if isinstance(step, Begin):
        return await _begin(connection, step)
    await _finish(connection, step)
    return None


async def _begin(connection: AsyncConnection, step: Begin) -> Begun | None:
    """Mark it as being sent, where it is still ours and still to be sent."""
    ours = (deliveries.c.id == step.id) & (deliveries.c.lease_owner == step.lease.owner) & _waits()
    was = (await connection.execute(select(deliveries).where(ours))).mappings().first()
    if was is None:
        return None
    attempts = was["attempts"] + 1
    now = {"state": DeliveryState.SENDING.value, "attempts": attempts, "lease_until": step.lease.until}
    await connection.execute(update(deliveries).where(deliveries.c.id == step.id).values(now))
    parent = None
    if was["parent"] is not None:
        query = select(deliveries.c.message_id).where(deliveries.c.id == was["parent"])
        parent = await connection.scalar(query)
    return Begun(alert_rows.delivery({**was, **now}), attempts > 1, parent)


async def _finish(connection: AsyncConnection, step: Finish) -> None:
    ours = (deliveries.c.id == step.id) & (deliveries.c.lease_owner == step.owner)
    was = (await connection.execute(select(deliveries).where(ours))).mappings().first()
    if was is None:  # somebody else took it over meanwhile and says what became of it
        return
    if isinstance(step.outcome, Vanished):
        await moves.suspend(connection, chats.c.id == was["chat"], step.at, step.outcome.why)
    elif isinstance(step.outcome, Migrated):
        address = (await connection.execute(select(chats).where(chats.c.id == was["chat"]))).mappings().one()
        await moves.move(connection, address["platform"], address["chat"], step.outcome.chat, step.at)
    became = _became(was, step)
    await connection.execute(update(deliveries).where(ours).values(became | {"lease_owner": None, "lease_until": None}))


def _became(was: alert_rows.Row, step: Finish) -> dict[str, Any]:
    """The columns after a sending. One that surely did not arrive is as if it had never begun."""
    before = DeliveryState.UNKNOWN if was["attempts"] > 1 else DeliveryState.QUEUED
    again = {"state": before.value, "attempts": was["attempts"] - 1}
    outcome: Outcome | None = step.outcome
    match outcome:
        case None:
            return {"state": DeliveryState.DROPPED.value}
        case Sent(message_id):
            return {"state": DeliveryState.SENT.value, "message_id": message_id, "sent_at": step.at}
        case Unknown():
            over = {"attempts": MOST_ATTEMPTS} if was["attempts"] >= MOST_IN_DOUBT else {}
            return {"state": DeliveryState.UNKNOWN.value, "due_at": step.at + AGAIN} | over
        case Later():
            return again | {"due_at": step.due_at or was["due_at"]}
        case Vanished():
            return again | {"due_at": None}
        case Migrated():
            return again
        case Refused():
            return {"state": DeliveryState.FAILED.value}


async def _call_unknown(connection: AsyncConnection, owner: str, now: datetime) -> None:
    """Who held these crashed while sending: they may have arrived, and are sent again."""
    became = {"state": DeliveryState.UNKNOWN.value, "lease_owner": None, "lease_until": None}
    await connection.execute(update(deliveries).where(_abandoned(owner, now)).values(became))


def _abandoned(owner: str, now: datetime) -> Any:
    sending = deliveries.c.state == DeliveryState.SENDING.value
    return and_(sending, deliveries.c.lease_owner != owner, deliveries.c.lease_until < now)


def _waits() -> Any:
    """Whether a delivery is still to be sent: for the first time, or once again."""
    again = and_(deliveries.c.state == DeliveryState.UNKNOWN.value, deliveries.c.attempts < MOST_ATTEMPTS)
    return or_(deliveries.c.state == DeliveryState.QUEUED.value, again)


def _due(platform: str, now: datetime, busy: Collection[int]) -> Select[Any]:
    """Deliveries that may go now. One that edits or answers another waits until it is known what became of that."""
    free = or_(deliveries.c.lease_until.is_(None), deliveries.c.lease_until < now)
    parent = deliveries.alias("parents")
    parent_again = and_(parent.c.state == DeliveryState.UNKNOWN.value, parent.c.attempts < MOST_ATTEMPTS)
    parent_open = select(parent.c.id).where(
        parent.c.id == deliveries.c.parent, or_(parent.c.state.in_(OPEN), parent_again)
    )
    return (
        select(chats, deliveries.c.id.label("delivery"), deliveries.c.kind, deliveries.c.priority, deliveries.c.due_at)
        .join_from(deliveries, chats, chats.c.id == deliveries.c.chat)
        .where(
            _waits(),
            deliveries.c.due_at <= now,
            free,
            chats.c.platform == platform,
            chats.c.suspended_at.is_(None),
            deliveries.c.chat.not_in(list(busy)),
            or_(deliveries.c.parent.is_(None), ~exists(parent_open)),
        )
    )


def _first_of_each_chat(platform: str, now: datetime, busy: Collection[int], limit: int) -> Select[Any]:
    """The most urgent delivery of each chat; of these the most urgent ones."""
    due = _due(platform, now, busy)
    order = deliveries.c.priority.desc(), deliveries.c.due_at, deliveries.c.id
    rank = func.row_number().over(partition_by=deliveries.c.chat, order_by=order).label("rank")
    ranked = due.add_columns(rank).subquery()
    first = select(ranked).where(ranked.c.rank == 1)
    return first.order_by(ranked.c.priority.desc(), ranked.c.due_at, ranked.c.delivery).limit(limit)
