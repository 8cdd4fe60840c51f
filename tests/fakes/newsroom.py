"""A newsroom in memory: items come in, chats ask for alerts, and what each is sent can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.answering.words import Words
from bot.domain.alerts import (
    Chat,
    ChatAddress,
    Delivery,
    DeliveryState,
    NoticeKind,
    Scope,
    Subscription,
)
from bot.domain.claims import Claim, Item
from bot.domain.questions import Question
from bot.domain.stored import Origin, StoredItem
from bot.ports import Store
from bot.services.compose import Compose
from bot.services.dispatch import Dispatch
from bot.services.ingest import ledger_of
from bot.services.presence import suspend, welcome_back
from bot.services.words import Catalogues
from bot.store.memory import MemoryStore
from tests.fakes.clock import StoppedClock
from tests.fakes.corpus import ROOT, passages, story
from tests.fakes.drawn import drawn

STORY = story()
CATALOGUES = Catalogues(ROOT / "config" / "locale")
START = datetime.fromisoformat("2024-05-13T12:00:00+00:00")


class Newsroom:
    """Takes items in, dispatches what they raise, and sends what is due into `sent`."""

    def __init__(self, store: Store | None = None, questions: Mapping[str, Question] = STORY.questions) -> None:
        self.clock = StoppedClock(START)
        self.store: Store = store or MemoryStore()
        self.questions = questions
        self.dispatch = Dispatch(self.store, STORY, self.clock)
        self.compose = Compose(self.store, STORY)
        self.sent: list[tuple[int, Delivery, list[str]]] = []

    async def chat(self, name: str = "1", *subscriptions: Subscription, **settings: object) -> Chat:
        """A chat that wants everything but updates, unless it says what it wants."""
        async with self.store.write() as tx:
            chat = await tx.mail.open_chat(ChatAddress("telegram", name))
            chat = replace(chat, **settings)  # type: ignore[arg-type]
            await tx.mail.save_chat(chat)
            for one in subscriptions or (Subscription(chat.id, Scope.ALL, "", self.clock.now()),):
                await tx.mail.subscribe(replace(one, chat=chat.id))
        return chat

    async def take(self, told: tuple[Item, list[Claim]], *, backlog: bool = False, version: int = 1) -> None:
        """Take an item in, and dispatch."""
        item, claims = told
        now = self.clock.now()
        async with self.store.write() as tx:
            ledger = await ledger_of(tx, self.questions)
            effects = ledger.take(item, claims, version)
            await tx.add_item(StoredItem(item, item.text, Origin.FEED, version, now), passages(item), [])
            await tx.save_states(effects.states, now)
            await tx.add_alerts(effects.alerts, effects.updates, now, backlog=backlog)
            await tx.history.add_silent_changes(effects.silent, now, backlog=backlog)
        await self.dispatch()

    async def queued(self, chat: Chat | None = None) -> Sequence[Delivery]:
        """What waits."""
        async with self.store.read() as snapshot:
            return await snapshot.mail.deliveries(chat.id if chat else None, (DeliveryState.QUEUED,))

    async def deliver(self, lang: str = "en") -> list[list[str]]:
        """Send what is due now, as lines; the platform's number of each message is its delivery's."""
        now = self.clock.now()
        told = []
        for one in await self.queued():
            if one.notice.due_at is None or one.notice.due_at > now:
                continue
            reply = await self.compose(one, self.words(lang))
            state = DeliveryState.SENT if reply else DeliveryState.DROPPED
            await self._record(replace(one, state=state, message_id=str(one.id) if reply else None, sent_at=now))
            if reply:
                told.append(drawn(reply))
                self.sent.append((one.notice.chat, one, told[-1]))
        return told

    async def pass_time(self, **span: float) -> None:
        """Let the clock run."""
        self.clock.moment += timedelta(**span)

    async def block(self, chat: Chat) -> None:
        """The chat cannot be reached any more."""
        async with self.store.write() as tx:
            await suspend(tx.mail, chat, "blocked", self.clock.now())

    async def unblock(self, chat: Chat) -> Chat:
        """It can be reached again."""
        async with self.store.write() as tx:
            known = await tx.mail.chat_of(chat.id)
            assert known is not None
            return await welcome_back(tx.mail, known, self.clock.now())

    def words(self, lang: str) -> Words:
        """The words of a language."""
        return CATALOGUES.words(lang)

    def kinds(self) -> list[NoticeKind]:
        """Of what kind the sent messages were."""
        return [one.notice.kind for _, one, _ in self.sent]

    async def _record(self, delivery: Delivery) -> None:
        assert isinstance(self.store, MemoryStore)
        self.store._content.mail.deliveries[delivery.id] = delivery
