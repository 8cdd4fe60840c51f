"""A queue of deliveries with what tests do to it: on the database, and the fake that other tests use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from bot.domain.alerts import (
    Chat,
    ChatAddress,
    Delivery,
    Notice,
    NoticeKind,
    Subject,
)
from bot.domain.sending import (
    Begin,
    Begun,
    Finish,
    Later,
    Outcome,
    Waiting,
)
from bot.domain.watched import Lease
from bot.ports import Queue
from bot.store.database import SqlStore
from tests.fakes.queue import FakeQueue

NOW = datetime(2024, 5, 13, 12, tzinfo=UTC)
LEASE = timedelta(seconds=30)
SUBJECT = Subject("killed", "conflict", "one", "i", 1)


class Mail(Protocol):
    """A queue, and what lies in it."""

    queue: Queue

    async def chat(self, name: str, thread: str = "") -> int:
        """A chat on Telegram; its id."""
        ...

    async def add(self, chat: int, **more: Any) -> int:
        """Queue a message that is due; its id."""
        ...

    async def row(self, delivery: int) -> Delivery:
        """A delivery as it is."""
        ...

    async def address(self, chat: int) -> Chat:
        """A chat as it is."""
        ...


class SqlMail:
    """On a database."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store
        self.queue: Queue = store.queue

    async def chat(self, name: str, thread: str = "") -> int:
        async with self.store.write() as tx:
            return (await tx.mail.open_chat(ChatAddress("telegram", name, thread))).id

    async def add(self, chat: int, **more: Any) -> int:
        async with self.store.write() as tx:
            return (await tx.mail.add([notice(chat, **more)]))[0]

    async def row(self, delivery: int) -> Delivery:
        async with self.store.read() as snapshot:
            found = await snapshot.mail.delivery(delivery)
        assert found
        return found

    async def address(self, chat: int) -> Chat:
        async with self.store.read() as snapshot:
            found = await snapshot.mail.chat_of(chat)
        assert found
        return found


class FakeMail:
    """In the fake."""

    def __init__(self) -> None:
        self.fake = FakeQueue()
        self.queue: Queue = self.fake

    async def chat(self, name: str, thread: str = "") -> int:
        key = len(self.fake.chats) + 1
        self.fake.chats[key] = Chat(key, ChatAddress("telegram", name, thread))
        return key

    async def add(self, chat: int, **more: Any) -> int:
        key = len(self.fake.rows) + 1
        self.fake.rows[key] = Delivery(key, notice(chat, **more))
        return key

    async def row(self, delivery: int) -> Delivery:
        return self.fake.rows[delivery]

    async def address(self, chat: int) -> Chat:
        return self.fake.chats[chat]


def notice(chat: int, **more: Any) -> Notice:
    return replace(Notice(chat, NoticeKind.ALERT, (SUBJECT,), 2, NOW, NOW), **more)


async def lease(mail: Mail, owner: str = "a", at: float = 0, busy: Sequence[int] = (), limit: int = 9) -> list[Waiting]:
    now = NOW + timedelta(seconds=at)
    return list(await mail.queue.lease("telegram", Lease(owner, now + LEASE), now, limit, busy))


async def begin(mail: Mail, delivery: int, owner: str = "a", at: float = 0) -> Begun | None:
    now = NOW + timedelta(seconds=at)
    return (await mail.queue.write([Begin(delivery, Lease(owner, now + LEASE), now)]))[0]


async def finish(mail: Mail, delivery: int, outcome: Outcome | None, owner: str = "a", at: float = 0) -> None:
    now = NOW + timedelta(seconds=at)
    due_at = now + timedelta(seconds=outcome.seconds) if isinstance(outcome, Later) else None
    await mail.queue.write([Finish(delivery, owner, now, outcome, due_at)])


async def send(mail: Mail, delivery: int, outcome: Outcome | None, at: float = 0) -> Begun:
    assert delivery in [one.id for one in await lease(mail, at=at)]
    begun = await begin(mail, delivery, at=at)
    assert begun
    await finish(mail, delivery, outcome, at=at)
    return begun
