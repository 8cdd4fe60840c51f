"""Turns what was stored with the claims into messages that wait for chats: who hears of it, when, and in which form.

One transaction takes entries off the outbox and queues the messages, so that neither is lost or repeated whenever the process ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.alerting.developments import development
from bot.alerting.matching import News
from bot.alerting.planning import BUNDLES, WINDOW, Moved, Plan, plan
from bot.answering.words import Words
from bot.domain.alerts import (
    Asked,
    Delivery,
    DeliveryState,
    Matter,
    Notice,
    NoticeKind,
    OutboxEntry,
    Severity,
    Subject,
    Told,
)
from bot.domain.questions import Story
from bot.ports import Clock, Store, Transaction
from bot.services.lens import Lens, look
from bot.services.news import Desk, desk

ENTRIES = 500
"""How many entries one transaction takes."""

LOUD = (NoticeKind.ALERT, NoticeKind.SUMMARY)
"""Messages that make a flood."""


@dataclass(frozen=True, slots=True)
class Dispatched:
    """How many entries were taken off the outbox, and how many messages were queued or told more."""

    entries: int = 0
    messages: int = 0


class Dispatch:
    """The use case."""

    def __init__(self, store: Store, story: Story, clock: Clock) -> None:
        self._store = store
        self._story = story
        self._clock = clock

    async def __call__(self) -> Dispatched:
        """Dispatch all that waits. Raises StoreError; what was taken before that stays dispatched."""
        done = Dispatched()
        while await self._waits():
            async with self._store.write() as tx:
                part = await self._part(tx)
            done = Dispatched(done.entries + part.entries, done.messages + part.messages)
            if not part.entries:
                break
        return done

    async def _waits(self) -> bool:
        async with self._store.read() as snapshot:
            return bool(await snapshot.mail.outbox(1))

    async def _part(self, tx: Transaction) -> Dispatched:
        now = self._clock.now()
        entries = await tx.mail.outbox(ENTRIES)
        asked = await tx.mail.asked() if entries else ()
        count = await self._queue(tx, entries, asked, now) if asked else 0
        await tx.mail.dispatched([entry.id for entry in entries], now)
        return Dispatched(len(entries), count)

    async def _queue(
        self, tx: Transaction, entries: Sequence[OutboxEntry], asked: Sequence[Asked], now: datetime
    ) -> int:
        before = await tx.mail.told(_questions(entries))
        subjects = [entry.subject for entry in entries if entry.subject]
        view = await look(tx, self._story, Lens(Words("en")))
        seen = await desk(tx, view, [*subjects, *(told.subject for told in before)])
        news = [one for entry in entries if (one := seen.news(entry))]
        moved, told = await _moved(tx, seen, before)
        queued = (DeliveryState.QUEUED,)
        waiting = _by_chat(await tx.mail.deliveries(None, queued, (*BUNDLES, NoticeKind.DEVELOPMENT)))
        recent = await tx.mail.counts_since(now - WINDOW, LOUD)
        plans = [
            plan(one, news, moved.get(one.chat.id, ()), recent.get(one.chat.id, ()), waiting.get(one.chat.id, ()), now)
            for one in asked
        ]
        await _store(tx, plans)
        await tx.mail.save_told([*told, *_newly_told(seen, news, plans)])
        return sum(len(one.new) + len(one.changed) for one in plans)


def _questions(entries: Iterable[OutboxEntry]) -> set[str] | None:
    """The questions of which the state changed; None: all."""
    touched = {entry.question for entry in entries}
    return None if "" in touched else touched


async def _moved(tx: Transaction, seen: Desk, before: Iterable[Told]) -> tuple[dict[int, list[Moved]], list[Told]]:
    """What happened to what chats were told of, by chat; and what they are told of it now."""
    happened: dict[str, tuple[Subject, Severity]] = {}
    told: list[Told] = []
    for one in before:
        present = seen.told(one.subject)
        matter = development(one, present)
        if matter is not None:
            weighed = seen.weighed(one.subject)
            happened[one.subject.key] = (
                replace(one.subject, matter=matter),
                weighed.severity if weighed else Severity.LOW,
            )
        if present != one:
            told.append(present)
    moved: dict[int, list[Moved]] = {}
    for delivery in await tx.mail.that_told(happened) if happened else ():
        if delivery.notice.kind in (NoticeKind.DEVELOPMENT, NoticeKind.CORRECTION):
            continue
        for key in dict.fromkeys(subject.key for subject in delivery.notice.subjects):
            if key in happened:
                moved.setdefault(delivery.notice.chat, []).append(Moved(*happened[key], delivery))
    return moved, told


async def _store(tx: Transaction, plans: Iterable[Plan]) -> None:
    new: list[Notice] = []
    for one in plans:
        new += one.new
        for key, notice in one.changed:
            await tx.mail.change(key, notice)
    await tx.mail.add(new)


def _newly_told(seen: Desk, news: Iterable[News], plans: Iterable[Plan]) -> list[Told]:
    """What somebody is told of for the first time, as it stands."""
    notices = [notice for one in plans for notice in (*one.new, *(notice for _, notice in one.changed))]
    keys = {subject.key for notice in notices for subject in notice.subjects if subject.matter is Matter.RAISED}
    return [seen.told(one.subject) for one in news if one.subject.key in keys]


def _by_chat(deliveries: Iterable[Delivery]) -> dict[int, list[Delivery]]:
    found: dict[int, list[Delivery]] = {}
    for one in deliveries:
        found.setdefault(one.notice.chat, []).append(one)
    return found
