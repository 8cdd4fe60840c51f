"""What was stored with the claims and waits to be dispatched: alerts, updates, and word that a question's state changed.

No entry is ever deleted: the number of the latest tells whether any state changed since (see bot/store/known.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.alerts import OutboxEntry, Subject
from bot.store.alert_tables import outbox

EVERY_QUESTION = ""
"""Stands for all questions where everything was read anew."""


class State(StrEnum):
    """Where an entry is on its way out."""

    PENDING = "pending"
    DISPATCHED = "dispatched"


async def queue(connection: AsyncConnection, subject: Subject, at: datetime, *, backlog: bool) -> None:
    """Let an alert or update wait."""
    row = {
        "question": subject.question,
        "kind": subject.kind,
        "item": subject.item,
        "identity": subject.identity,
        "disagreement": subject.disagreement,
    }
    await _add(connection, [row], at, backlog=backlog)


async def touch(connection: AsyncConnection, questions: Iterable[str], at: datetime) -> None:
    """Let it be known that the states of questions changed."""
    rows: list[dict[str, Any]] = [
        {"question": one, "kind": "", "item": "", "identity": "", "disagreement": None} for one in questions
    ]
    await _add(connection, rows, at, backlog=False)


async def pending(connection: AsyncConnection, limit: int) -> list[OutboxEntry]:
    """What waits, oldest first."""
    query = select(outbox).where(outbox.c.state == State.PENDING.value).order_by(outbox.c.id).limit(limit)
    return [_entry(row) for row in (await connection.execute(query)).mappings()]


async def latest(connection: AsyncConnection) -> int:
    """The number of the latest entry, 0 where there is none."""
    return int(await connection.scalar(select(func.max(outbox.c.id))) or 0)


async def mark_dispatched(connection: AsyncConnection, entries: Sequence[int], at: datetime) -> None:
    """Take entries off the queue; they are kept."""
    done = {"state": State.DISPATCHED.value, "dispatched_at": at}
    await connection.execute(update(outbox).where(outbox.c.id.in_(list(entries))).values(done))


async def _add(connection: AsyncConnection, rows: Sequence[dict[str, Any]], at: datetime, *, backlog: bool) -> None:
    if rows:
        common = {"state": State.PENDING.value, "created_at": at, "backlog": backlog}
        await connection.execute(insert(outbox), [{**row, **common} for row in rows])


def _entry(row: Any) -> OutboxEntry:
    subject = None
    if row["kind"]:
        subject = Subject(row["question"], row["kind"], row["item"], row["identity"], row["disagreement"])
    return OutboxEntry(row["id"], row["question"], row["created_at"], subject, row["backlog"])
