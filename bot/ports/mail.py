"""Who is told what, and how it gets there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

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
from bot.domain.reply import Reply
from bot.domain.sending import Begun, Outcome, Step, Waiting
from bot.domain.watched import Lease


class Mailbox(Protocol):
    """Chats, what they asked for, and the messages that wait for them."""

    async def chat(self, address: ChatAddress) -> Chat | None:
        """The chat at an address."""
        ...

    async def chat_of(self, chat: int) -> Chat | None:
        """A chat by its id."""
        ...

    async def asked(self, chat: int | None = None) -> Sequence[Asked]:
        """What every chat (or one) asked for, by id; subscriptions and mutes by scope and target."""
        ...

    async def outbox(self, limit: int) -> Sequence[OutboxEntry]:
        """What waits to be dispatched, oldest first."""
        ...

    async def delivery(self, delivery: int) -> Delivery | None:
        """A delivery by its id."""
        ...

    async def deliveries(
        self,
        chat: int | None = None,
        states: Collection[DeliveryState] = (),
        kinds: Collection[NoticeKind] = (),
    ) -> Sequence[Delivery]:
        """The deliveries of a chat (or all) in these states and of these kinds (or any), by id."""
        ...

    async def pulse(self) -> int:
        """A number that is another one whenever the state of a question has changed."""
        ...

    async def that_told(self, keys: Collection[str]) -> Sequence[Delivery]:
        """The deliveries that may have reached somebody with one of these subjects' keys, by id."""
        ...

    async def counts_since(self, moment: datetime, kinds: Collection[NoticeKind]) -> Mapping[int, Sequence[datetime]]:
        """When notices of some kinds were made since a moment, by chat, oldest first."""
        ...

    async def told(self, questions: Collection[str] | None = None) -> Sequence[Told]:
        """What was told on some questions (or all), by key."""
        ...


class Mailroom(Mailbox, Protocol):
    """The same within a write transaction."""

    async def open_chat(self, address: ChatAddress) -> Chat:
        """The chat at an address, made where there is none."""
        ...

    async def save_chat(self, chat: Chat) -> None:
        """Store a chat's address and settings as they are now."""
        ...

    async def forget(self, chat: int) -> None:
        """Delete a chat with all that was kept about it, sent messages too."""
        ...

    async def subscribe(self, subscription: Subscription) -> None:
        """Store a subscription in the place of one of the same scope and target."""
        ...

    async def unsubscribe(self, chat: int, scope: Scope, target: str) -> bool:
        """Drop a subscription; False where there was none."""
        ...

    async def mute(self, mute: Mute) -> None:
        """Store a mute in the place of one of the same scope and target."""
        ...

    async def unmute(self, chat: int, scope: Scope, target: str) -> bool:
        """Drop a mute; False where there was none."""
        ...

    async def add(self, notices: Sequence[Notice]) -> Sequence[int]:
        """Queue messages; their ids, in order."""
        ...

    async def change(self, delivery: int, notice: Notice) -> None:
        """Let a queued message tell something else, or at another time; one that is no longer queued stays as it is.

        Whoever has leased it has to lease it again.
        """
        ...

    async def postpone(self, delivery: int, due_at: datetime) -> None:
        """Let a message that may have arrived be sent again no sooner."""
        ...

    async def drop(self, delivery: int) -> None:
        """Let a queued message be; its subjects are told elsewhere or no longer matter."""
        ...

    async def save_told(self, tellings: Iterable[Told]) -> None:
        """Remember what was told, in the place of what was told before."""
        ...

    async def dispatched(self, entries: Sequence[int], at: datetime) -> None:
        """Take entries off the outbox."""


class Messenger(Protocol):
    """A platform that takes messages nobody asked for just now. Each request is made once; what became of it is the outcome.

    Raises nothing but cancellation: a request that was cancelled may have arrived.
    """

    async def turn(self) -> None:
        """Wait until the next message may leave soon, whichever chat it is for."""
        ...

    def rest(self, to: ChatAddress) -> float:
        """Seconds until this chat may be written to again."""
        ...

    async def send(self, to: ChatAddress, reply: Reply, *, answers: str | None = None) -> Outcome:
        """Send a message, where `answers` is given as the answer to that one."""
        ...

    async def edit(self, to: ChatAddress, message_id: str, reply: Reply) -> Outcome:
        """Put a reply in the place of a message. `Refused` where it can no longer be edited."""
        ...


class Queue(Protocol):
    """The deliveries as whoever sends them sees them. Every call is one transaction. Raises StoreError, StoreBusyError."""

    async def lease(
        self, platform: str, lease: Lease, now: datetime, limit: int, busy: Collection[int]
    ) -> Sequence[Waiting]:
        """Take deliveries that are due, at most one of each chat, the most urgent first; none of the `busy` chats.

        What another owner was sending when its lease ran out counts as unknown from here on.
        """
        ...

    async def renew(self, lease: Lease) -> None:
        """Keep what this owner has leased."""
        ...

    async def release(self, owner: str) -> None:
        """Give back what this owner has leased and not begun to send."""
        ...

    async def write(self, steps: Sequence[Step]) -> Sequence[Begun | None]:
        """Take steps in order. `Begin` gives the delivery as it is now, None where it is no longer to be sent by this owner."""
        ...

    async def move(self, platform: str, old: str, new: str, at: datetime) -> None:
        """A chat has another id now, and the audit log says so."""
        ...

    async def suspended(self, platform: str) -> Sequence[str]:
        """The chats that cannot be reached, by the platform's ids."""
        ...

    async def chats_at(self, platform: str, chat: str) -> Sequence[int]:
        """What is kept about a chat and its topics, by our ids."""
        ...

    async def message(self, platform: str, chat: str, message_id: str) -> tuple[Delivery, Chat] | None:
        """The delivery that a message of a chat shows, the first where it was edited since."""
        ...
