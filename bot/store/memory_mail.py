"""Chats, what they asked for, and the messages that wait for them, in plain Python."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

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
    Subscription,
    Told,
)

Place = tuple[int, Scope, str]
REACHED = frozenset({DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN})


@dataclass(slots=True)
class Mail:
    """All that is kept. Numbers are never used twice."""

    chats: dict[int, Chat] = field(default_factory=dict)
    subscriptions: dict[Place, Subscription] = field(default_factory=dict)
    mutes: dict[Place, Mute] = field(default_factory=dict)
    deliveries: dict[int, Delivery] = field(default_factory=dict)
    told: dict[str, Told] = field(default_factory=dict)
    waiting: dict[int, OutboxEntry] = field(default_factory=dict)
    numbers: int = 0
    entries: int = 0

    def copy(self) -> Mail:
        """The same again, to be changed."""
        return replace(
            self,
            chats=dict(self.chats),
            subscriptions=dict(self.subscriptions),
            mutes=dict(self.mutes),
            deliveries=dict(self.deliveries),
            told=dict(self.told),
            waiting=dict(self.waiting),
        )

    def number(self) -> int:
        """The next number."""
        self.numbers += 1
        return self.numbers

    def queue(self, entries: Iterable[OutboxEntry]) -> None:
        """Let entries wait under numbers of their own."""
        for entry in entries:
            numbered = replace(entry, id=self.number())
            self.waiting[numbered.id] = numbered
            self.entries = numbered.id


class MemoryMailbox:
    """See bot.ports.Mailbox."""

    def __init__(self, mail: Mail) -> None:
        self._mail = mail

    async def chat(self, address: ChatAddress) -> Chat | None:
        """The chat at an address."""
        return next((chat for chat in self._mail.chats.values() if chat.address == address), None)

    async def chat_of(self, chat: int) -> Chat | None:
        """A chat by its id."""
        return self._mail.chats.get(chat)

    async def asked(self, chat: int | None = None) -> Sequence[Asked]:
        """What every chat (or one) asked for, by id."""
        return [
            Asked(
                one,
                tuple(each for place, each in sorted(self._mail.subscriptions.items()) if place[0] == key),
                tuple(each for place, each in sorted(self._mail.mutes.items()) if place[0] == key),
            )
            for key, one in sorted(self._mail.chats.items())
            if chat in (None, key)
        ]

    async def outbox(self, limit: int) -> Sequence[OutboxEntry]:
        """What waits to be dispatched, oldest first."""
        return list(self._mail.waiting.values())[:limit]

    async def delivery(self, delivery: int) -> Delivery | None:
        """A delivery by its id."""
        return self._mail.deliveries.get(delivery)

    async def deliveries(
        self,
        chat: int | None = None,
        states: Collection[DeliveryState] = (),
        kinds: Collection[NoticeKind] = (),
    ) -> Sequence[Delivery]:
        """The deliveries of a chat (or all) in these states and of these kinds (or any), by id."""
        return [
            one
            for one in self._mail.deliveries.values()
            if chat in (None, one.notice.chat)
            and (not states or one.state in states)
            and (not kinds or one.notice.kind in kinds)
        ]

    async def pulse(self) -> int:
        """A number that is another one whenever the state of a question has changed."""
        return self._mail.entries

    async def that_told(self, keys: Collection[str]) -> Sequence[Delivery]:
        """The deliveries that may have reached somebody with one of these subjects' keys, by id."""
        return [
            one
            for one in self._mail.deliveries.values()
            if one.state in REACHED and any(subject.key in keys for subject in one.notice.subjects)
        ]

    async def counts_since(self, moment: datetime, kinds: Collection[NoticeKind]) -> dict[int, list[datetime]]:
        """When notices of some kinds were made since a moment, by chat, oldest first."""
        found: dict[int, list[datetime]] = {}
        notices = (one.notice for one in self._mail.deliveries.values())
        for notice in sorted(notices, key=lambda notice: notice.created_at):
            if notice.kind in kinds and notice.created_at >= moment:
                found.setdefault(notice.chat, []).append(notice.created_at)
        return found

    async def told(self, questions: Collection[str] | None = None) -> Sequence[Told]:
        """What was told on some questions (or all), by key."""
        every = sorted(self._mail.told.items())
        return [one for _, one in every if questions is None or one.subject.question in questions]


class MemoryMailroom(MemoryMailbox):
    """See bot.ports.Mailroom."""

    async def open_chat(self, address: ChatAddress) -> Chat:
        """The chat at an address, made where there is none."""
        known = await self.chat(address)
        if known is None:
            known = Chat(self._mail.number(), address)
            self._mail.chats[known.id] = known
        return known

    async def save_chat(self, chat: Chat) -> None:
        """Store a chat's address and settings as they are now."""
        if chat.id in self._mail.chats:
            self._mail.chats[chat.id] = chat

    async def forget(self, chat: int) -> None:
        """Delete a chat with all that was kept about it."""
        mail = self._mail
        mail.chats.pop(chat, None)
        mail.subscriptions = {place: one for place, one in mail.subscriptions.items() if place[0] != chat}
        mail.mutes = {place: one for place, one in mail.mutes.items() if place[0] != chat}
        mail.deliveries = {key: one for key, one in mail.deliveries.items() if one.notice.chat != chat}

    async def subscribe(self, subscription: Subscription) -> None:
        """Store a subscription in the place of one of the same scope and target."""
        self._mail.subscriptions[subscription.chat, subscription.scope, subscription.target] = subscription

    async def unsubscribe(self, chat: int, scope: Scope, target: str) -> bool:
        """Drop a subscription; False where there was none."""
        return self._mail.subscriptions.pop((chat, scope, target), None) is not None

    async def mute(self, mute: Mute) -> None:
        """Store a mute in the place of one of the same scope and target."""
        self._mail.mutes[mute.chat, mute.scope, mute.target] = mute

    async def unmute(self, chat: int, scope: Scope, target: str) -> bool:
        """Drop a mute; False where there was none."""
        return self._mail.mutes.pop((chat, scope, target), None) is not None

    async def add(self, notices: Sequence[Notice]) -> Sequence[int]:
        """Queue messages; their ids, in order."""
        made = [Delivery(self._mail.number(), notice) for notice in notices]
        self._mail.deliveries |= {one.id: one for one in made}
        return [one.id for one in made]

    async def change(self, delivery: int, notice: Notice) -> None:
        """Let a queued message tell something else, or at another time; whoever has leased it has to lease it again."""
        known = self._queued(delivery)
        if known is not None:
            self._mail.deliveries[delivery] = replace(_free(known), notice=notice, attempts=0)

    async def postpone(self, delivery: int, due_at: datetime) -> None:
        """Let a message that may have arrived be sent again no sooner."""
        known = self._mail.deliveries.get(delivery)
        if known is not None and known.state is DeliveryState.UNKNOWN:
            self._mail.deliveries[delivery] = replace(_free(known), notice=replace(known.notice, due_at=due_at))

    async def drop(self, delivery: int) -> None:
        """Let a queued message be; its subjects are told elsewhere or no longer matter."""
        known = self._queued(delivery)
        if known is not None:
            self._mail.deliveries[delivery] = replace(_free(known), state=DeliveryState.DROPPED)

    async def save_told(self, tellings: Iterable[Told]) -> None:
        """Remember what was told, in the place of what was told before."""
        self._mail.told |= {one.subject.key: one for one in tellings}

    async def dispatched(self, entries: Sequence[int], at: datetime) -> None:  # noqa: ARG002 - only a database tells when
        """Take entries off the outbox."""
        for entry in entries:
            self._mail.waiting.pop(entry, None)

    def _queued(self, delivery: int) -> Delivery | None:
        known = self._mail.deliveries.get(delivery)
        return known if known and known.state is DeliveryState.QUEUED else None


def _free(one: Delivery) -> Delivery:
    """The same, leased by nobody."""
    return replace(one, lease_owner=None, lease_until=None)
