"""Which chats of a platform can be reached: they leave, come back and move, and what a chat shows of itself is noticed at once."""

from __future__ import annotations

from bot.domain.alerts import Chat
from bot.domain.office import BOT, Action, Deed
from bot.domain.reply import Reply
from bot.ports import Clock, Queue, Store
from bot.services import presence
from bot.services.transmit import Compose


class Attendance:
    """The chats of one platform, by their ids there. All methods raise StoreError."""

    def __init__(self, platform: str, store: Store, queue: Queue, compose: Compose, clock: Clock) -> None:
        self._platform = platform
        self._store = store
        self._queue = queue
        self._clock = clock
        self._compose = compose
        self._gone: frozenset[str] = frozenset()

    async def load(self) -> None:
        """Learn which chats cannot be reached, so that an update of any other costs nothing."""
        self._gone = frozenset(await self._queue.suspended(self._platform))

    def vanished(self, chat: Chat) -> None:
        """A delivery found that a chat cannot be reached, and recorded it."""
        self._gone |= {chat.address.chat}

    async def left(self, chat: str, why: str) -> None:
        """The platform says that a chat cannot be reached any more. A chat that nothing is kept about is none of our business."""
        keys = await self._queue.chats_at(self._platform, chat)
        if not keys:
            return
        async with self._store.write() as tx:
            for key in keys:
                known = await tx.mail.chat_of(key)
                if known is None:
                    continue
                now = self._clock.now()
                await presence.suspend(tx.mail, known, why, now)
                if known.suspended_at is None:
                    await tx.office.note(Deed(now, BOT, Action.CHAT_SUSPENDED, f"chat {key}", {"why": why}))
        self._gone |= {chat}

    async def returned(self, chat: str) -> None:
        """A chat shows itself. Where it could not be reached, it gets one summary of what it missed."""
        if chat not in self._gone:
            return
        keys = await self._queue.chats_at(self._platform, chat)
        async with self._store.write() as tx:
            now = self._clock.now()
            for key in keys:
                known = await tx.mail.chat_of(key)
                if known is not None and known.suspended_at is not None:
                    await presence.suspend(tx.mail, known, known.suspended_why, now)
                    await presence.welcome_back(tx.mail, known, now)
                    await tx.office.note(Deed(now, BOT, Action.CHAT_RETURNED, f"chat {key}"))
        self._gone -= {chat}

    async def moved(self, old: str, new: str) -> None:
        """The platform gave a chat another id."""
        await self._queue.move(self._platform, old, new, self._clock.now())
        await self.load()

    async def told(self, chat: str, message_id: str) -> Reply | None:
        """What a message that was delivered to a chat says as things stand now; None where nothing is known of it."""
        found = await self._queue.message(self._platform, chat, message_id)
        return await self._compose(*found) if found else None
