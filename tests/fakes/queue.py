"""The queue in plain Python; tests/store/test_queue.py holds it to the same contract as the one on the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.alerts import Chat, Delivery, DeliveryState, NoticeKind
from bot.domain.sending import (
    MOST_ATTEMPTS,
    MOST_IN_DOUBT,
    Begin,
    Begun,
    Finish,
    Later,
    Migrated,
    Refused,
    Sent,
    Step,
    Unknown,
    Vanished,
    Waiting,
)
from bot.domain.watched import Lease

AGAIN = timedelta(seconds=10)


@dataclass
class FakeQueue:
    """See bot.ports.Queue."""

    chats: dict[int, Chat] = field(default_factory=dict)
    rows: dict[int, Delivery] = field(default_factory=dict)

    async def lease(
        self, platform: str, lease: Lease, now: datetime, limit: int, busy: Collection[int]
    ) -> Sequence[Waiting]:
        """See Queue."""
        for row in self.rows.values():
            if row.state is DeliveryState.SENDING and row.lease_owner != lease.owner and _over(row, now):
                self._put(replace(row, state=DeliveryState.UNKNOWN, lease_owner=None, lease_until=None))
        due = [row for row in self.rows.values() if self._is_due(row, platform, now)]
        first: dict[int, Delivery] = {}
        for row in sorted(due, key=lambda one: (-one.notice.priority, one.notice.due_at or now, one.id)):
            if row.notice.chat not in busy:
                first.setdefault(row.notice.chat, row)
        for row in list(first.values())[:limit]:
            self._put(replace(row, lease_owner=lease.owner, lease_until=lease.until))
        return [
            Waiting(row.id, self.chats[row.notice.chat], row.notice.priority, row.notice.kind is NoticeKind.DEVELOPMENT)
            for row in list(first.values())[:limit]
        ]

    async def renew(self, lease: Lease) -> None:
        """See Queue."""
        for row in self.rows.values():
            if row.lease_owner == lease.owner:
                self._put(replace(row, lease_until=lease.until))

    async def release(self, owner: str) -> None:
        """See Queue."""
        for row in self.rows.values():
            if row.lease_owner == owner and row.state is not DeliveryState.SENDING:
                self._put(replace(row, lease_owner=None, lease_until=None))

    async def write(self, steps: Sequence[Step]) -> Sequence[Begun | None]:
        """See Queue."""
        return [self._begin(step) if isinstance(step, Begin) else self._finish(step) for step in steps]

    async def move(self, platform: str, old: str, new: str, at: datetime) -> None:  # noqa: ARG002 - there is no log
        """See Queue. Nobody is known under the new id."""
        for key, one in self.chats.items():
            if (one.address.platform, one.address.chat) == (platform, old):
                self._moved(key, new)

    async def suspended(self, platform: str) -> Sequence[str]:
        """See Queue."""
        known = [one for one in self.chats.values() if one.address.platform == platform and one.suspended_at]
        return sorted({one.address.chat for one in known})

    async def chats_at(self, platform: str, chat: str) -> Sequence[int]:
        """See Queue."""
        here = (platform, chat)
        return [key for key, one in self.chats.items() if (one.address.platform, one.address.chat) == here]

    async def message(self, platform: str, chat: str, message_id: str) -> tuple[Delivery, Chat] | None:
        """See Queue."""
        keys = await self.chats_at(platform, chat)
        found = [row for row in self.rows.values() if row.notice.chat in keys and row.message_id == message_id]
        return (found[0], self.chats[found[0].notice.chat]) if found else None

    def _begin(self, step: Begin) -> Begun | None:
        row = self.rows[step.id]
        if row.lease_owner != step.lease.owner or not _waits(row):
            return None
        now = replace(row, state=DeliveryState.SENDING, attempts=row.attempts + 1, lease_until=step.lease.until)
        self._put(now)
        parent = self.rows.get(row.notice.parent or 0)
        return Begun(now, now.attempts > 1, parent.message_id if parent else None)

    def _finish(self, step: Finish) -> Begun | None:
        row = self.rows[step.id]
        if row.lease_owner != step.owner:
            return None
        again = replace(
            row,
            attempts=row.attempts - 1,
            state=DeliveryState.UNKNOWN if row.attempts > 1 else DeliveryState.QUEUED,
        )
        match step.outcome:
            case None:
                row = replace(row, state=DeliveryState.DROPPED)
            case Sent(number):
                row = replace(row, state=DeliveryState.SENT, message_id=number, sent_at=step.at)
            case Unknown():
                attempts = MOST_ATTEMPTS if row.attempts >= MOST_IN_DOUBT else row.attempts
                row = _at(replace(row, state=DeliveryState.UNKNOWN, attempts=attempts), step.at + AGAIN)
            case Later():
                row = _at(again, step.due_at or row.notice.due_at)
            case Vanished(why):
                self._suspend(row.notice.chat, step.at, why)
                row = _at(again, None)
            case Migrated(new):
                self._moved(row.notice.chat, new)
                row = again
            case Refused():
                row = replace(row, state=DeliveryState.FAILED)
        self._put(replace(row, lease_owner=None, lease_until=None))
        return None

    def _moved(self, key: int, new: str) -> None:
        chat = self.chats[key]
        self.chats[key] = replace(chat, address=replace(chat.address, chat=new))
        for row in self.rows.values():
            if row.notice.chat == key:
                self._put(replace(row, message_id=None))

    def _suspend(self, key: int, at: datetime, why: str) -> None:
        self.chats[key] = replace(self.chats[key], suspended_at=at, suspended_why=why)
        for row in self.rows.values():
            if row.notice.chat == key and row.state is DeliveryState.QUEUED:
                self._put(_at(replace(row, lease_owner=None, lease_until=None), None))

    def _is_due(self, row: Delivery, platform: str, now: datetime) -> bool:
        chat, due_at = self.chats[row.notice.chat], row.notice.due_at
        parent = self.rows.get(row.notice.parent or 0)
        ready = parent is None or not (_waits(parent) or parent.state is DeliveryState.SENDING)
        here = chat.address.platform == platform and chat.suspended_at is None
        return _waits(row) and _over(row, now) and ready and here and due_at is not None and due_at <= now

    def _put(self, row: Delivery) -> None:
        self.rows[row.id] = row


def _waits(row: Delivery) -> bool:
    again = row.state is DeliveryState.UNKNOWN and row.attempts < MOST_ATTEMPTS
    return row.state is DeliveryState.QUEUED or again


def _over(row: Delivery, now: datetime) -> bool:
    return row.lease_until is None or row.lease_until < now


def _at(row: Delivery, due_at: datetime | None) -> Delivery:
    return replace(row, notice=replace(row.notice, due_at=due_at))
