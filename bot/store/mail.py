"""Chats, what they asked for, and the messages that wait for them, within one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.alerts import (
    Asked,
    Chat,
    ChatAddress,
    Delivery,
    DeliveryState,
    Mute,
    Notice,
    NoticeKind,
    OutboxEntry,
    Scope,
    Subject,
    Subscription,
    Told,
)
from bot.store import alert_rows, outbox
from bot.store.alert_tables import chats, deliveries, delivery_subjects, mutes, subscriptions, told

CHUNK = 500
"""Values in one IN (…): SQLite takes 32,766, and a plan of few thousand is slow."""

FREE: dict[str, Any] = {"lease_owner": None, "lease_until": None}

REACHED = (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN)
"""States in which people may have read a message."""


class SqlMailbox:
    """See bot.ports.Mailbox."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def chat(self, address: ChatAddress) -> Chat | None:
        """The chat at an address."""
        return await self._one_chat(_at(address))

    async def chat_of(self, chat: int) -> Chat | None:
        """A chat by its id."""
        return await self._one_chat(chats.c.id == chat)

    async def asked(self, chat: int | None = None) -> Sequence[Asked]:
        """What every chat (or one) asked for, by id."""
        own: Any = [] if chat is None else [chats.c.id == chat]
        found = await self._rows(select(chats).where(*own).order_by(chats.c.id))
        wanted = _grouped(await self._settings(subscriptions, chat), alert_rows.subscription)
        muted = _grouped(await self._settings(mutes, chat), alert_rows.mute)
        return [
            Asked(one := alert_rows.chat(row), tuple(wanted.get(one.id, ())), tuple(muted.get(one.id, ())))
            for row in found
        ]

    async def outbox(self, limit: int) -> Sequence[OutboxEntry]:
        """What waits to be dispatched, oldest first."""
        return await outbox.pending(self._connection, limit)

    async def delivery(self, delivery: int) -> Delivery | None:
        """A delivery by its id."""
        found = await self._deliveries(deliveries.c.id == delivery)
        return found[0] if found else None

    async def deliveries(
        self,
        chat: int | None = None,
        states: Collection[DeliveryState] = (),
        kinds: Collection[NoticeKind] = (),
    ) -> Sequence[Delivery]:
        """The deliveries of a chat (or all) in these states and of these kinds (or any), by id."""
        where: list[Any] = [] if chat is None else [deliveries.c.chat == chat]
        where += [deliveries.c.state.in_([state.value for state in states])] if states else []
        where += [deliveries.c.kind.in_([kind.value for kind in kinds])] if kinds else []
        return await self._deliveries(*where)

    async def pulse(self) -> int:
        """A number that is another one whenever the state of a question has changed."""
        return await outbox.latest(self._connection)

    async def that_told(self, keys: Collection[str]) -> Sequence[Delivery]:
        """The deliveries that may have reached somebody with one of these subjects' keys, by id."""
        found: dict[int, Delivery] = {}
        for part in _chunks(sorted(keys)):
            ids = select(delivery_subjects.c.delivery).where(delivery_subjects.c.key.in_(part))
            reached = deliveries.c.state.in_([state.value for state in REACHED])
            found |= {one.id: one for one in await self._deliveries(deliveries.c.id.in_(ids), reached)}
        return [found[key] for key in sorted(found)]

    async def counts_since(self, moment: datetime, kinds: Collection[NoticeKind]) -> dict[int, list[datetime]]:
        """When notices of some kinds were made since a moment, by chat, oldest first."""
        query = (
            select(deliveries.c.chat, deliveries.c.created_at)
            .where(deliveries.c.created_at >= moment, deliveries.c.kind.in_([kind.value for kind in kinds]))
            .order_by(deliveries.c.created_at)
        )
        found: dict[int, list[datetime]] = {}
        for chat, at in await self._connection.execute(query):
            found.setdefault(chat, []).append(at)
        return found

    async def told(self, questions: Collection[str] | None = None) -> Sequence[Told]:
        """What was told on some questions (or all), by key."""
        where = [] if questions is None else [told.c.question.in_(sorted(questions))]
        return [alert_rows.told(row) for row in await self._rows(select(told).where(*where).order_by(told.c.key))]

    async def _one_chat(self, where: Any) -> Chat | None:
        found = await self._rows(select(chats).where(where))
        return alert_rows.chat(found[0]) if found else None

    async def _settings(self, table: Any, chat: int | None) -> Sequence[Any]:
        query = select(table).order_by(table.c.chat, table.c.scope, table.c.target)
        return await self._rows(query if chat is None else query.where(table.c.chat == chat))

    async def _deliveries(self, *where: Any) -> list[Delivery]:
        query = select(deliveries).where(*where).order_by(deliveries.c.id)
        return [alert_rows.delivery(row) for row in await self._rows(query)]

    async def _rows(self, query: Any) -> Sequence[Any]:
        return (await self._connection.execute(query)).mappings().all()


class SqlMailroom(SqlMailbox):
    """See bot.ports.Mailroom."""

    async def open_chat(self, address: ChatAddress) -> Chat:
        """The chat at an address, made where there is none."""
        known = await self.chat(address)
        if known is not None:
            return known
        row = {"platform": address.platform, "chat": address.chat, "thread": address.thread}
        made = {**row, "lang": "", "zone": "UTC", "suspended_why": ""}
        key = await self._connection.scalar(insert(chats).values(made).returning(chats.c.id))
        return Chat(int(key or 0), address)

    async def save_chat(self, chat: Chat) -> None:
        """Store a chat's address and settings as they are now."""
        await self._connection.execute(update(chats).where(chats.c.id == chat.id).values(alert_rows.chat_row(chat)))

    async def forget(self, chat: int) -> None:
        """Delete a chat with all that was kept about it."""
        own = select(deliveries.c.id).where(deliveries.c.chat == chat)
        await self._connection.execute(delete(delivery_subjects).where(delivery_subjects.c.delivery.in_(own)))
        await self._connection.execute(update(deliveries).where(deliveries.c.chat == chat).values(parent=None))
        for table in (deliveries, subscriptions, mutes):
            await self._connection.execute(delete(table).where(table.c.chat == chat))
        await self._connection.execute(delete(chats).where(chats.c.id == chat))

    async def subscribe(self, subscription: Subscription) -> None:
        """Store a subscription in the place of one of the same scope and target."""
        await self.unsubscribe(subscription.chat, subscription.scope, subscription.target)
        await self._connection.execute(insert(subscriptions).values(alert_rows.subscription_row(subscription)))

    async def unsubscribe(self, chat: int, scope: Scope, target: str) -> bool:
        """Drop a subscription; False where there was none."""
        return await self._drop(subscriptions, chat, scope, target)

    async def mute(self, mute: Mute) -> None:
        """Store a mute in the place of one of the same scope and target."""
        await self.unmute(mute.chat, mute.scope, mute.target)
        await self._connection.execute(insert(mutes).values(alert_rows.mute_row(mute)))

    async def unmute(self, chat: int, scope: Scope, target: str) -> bool:
        """Drop a mute; False where there was none."""
        return await self._drop(mutes, chat, scope, target)

    async def add(self, notices: Sequence[Notice]) -> Sequence[int]:
        """Queue messages; their ids, in order."""
        if not notices:
            return []
        query = insert(deliveries).returning(deliveries.c.id, sort_by_parameter_order=True)
        ids = list(await self._connection.scalars(query, [alert_rows.notice_row(notice) for notice in notices]))
        await self._index((key, notice.subjects) for key, notice in zip(ids, notices, strict=True))
        return ids

    async def change(self, delivery: int, notice: Notice) -> None:
        """Let a queued message tell something else, or at another time; whoever has leased it has to lease it again."""
        queued = (deliveries.c.id == delivery) & (deliveries.c.state == DeliveryState.QUEUED.value)
        row = alert_rows.notice_row(notice) | FREE
        done = await self._connection.execute(update(deliveries).where(queued).values(row))
        if done.rowcount:
            await self._connection.execute(delete(delivery_subjects).where(delivery_subjects.c.delivery == delivery))
            await self._index([(delivery, notice.subjects)])

    async def postpone(self, delivery: int, due_at: datetime) -> None:
        """Let a message that may have arrived be sent again no sooner."""
        doubtful = (deliveries.c.id == delivery) & (deliveries.c.state == DeliveryState.UNKNOWN.value)
        await self._connection.execute(update(deliveries).where(doubtful).values(due_at=due_at, **FREE))

    async def drop(self, delivery: int) -> None:
        """Let a queued message be; its subjects are told elsewhere or no longer matter."""
        queued = (deliveries.c.id == delivery) & (deliveries.c.state == DeliveryState.QUEUED.value)
        await self._connection.execute(
            update(deliveries).where(queued).values(state=DeliveryState.DROPPED.value, **FREE)
        )

    async def save_told(self, tellings: Iterable[Told]) -> None:
        """Remember what was told, in the place of what was told before."""
        for one in tellings:
            await self._connection.execute(delete(told).where(told.c.key == one.subject.key))
            await self._connection.execute(insert(told).values(alert_rows.told_row(one)))

    async def dispatched(self, entries: Sequence[int], at: datetime) -> None:
        """Take entries off the outbox."""
        for part in _chunks(entries):
            await outbox.mark_dispatched(self._connection, part, at)

    async def _index(self, subjects: Iterable[tuple[int, Sequence[Subject]]]) -> None:
        rows = [
            {"delivery": key, "key": name}
            for key, told_of in subjects
            for name in dict.fromkeys(s.key for s in told_of)
        ]
        if rows:
            await self._connection.execute(insert(delivery_subjects), rows)

    async def _drop(self, table: Any, chat: int, scope: Scope, target: str) -> bool:
        here = (table.c.chat == chat) & (table.c.scope == scope.value) & (table.c.target == target)
        return bool((await self._connection.execute(delete(table).where(here))).rowcount)


def _at(address: ChatAddress) -> Any:
    here = (chats.c.platform == address.platform) & (chats.c.chat == address.chat)
    return here & (chats.c.thread == address.thread)


def _grouped(rows: Iterable[Any], make: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row["chat"], []).append(make(row))
    return found


def _chunks(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
