"""Alerts on their way, while the bot runs: planned as soon as something was stored, delivered side by side on every platform."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress

from bot.domain.alerts import Chat, Delivery
from bot.domain.errors import StoreError
from bot.domain.questions import Story
from bot.domain.reply import Reply
from bot.ports import Clock, Messenger
from bot.services import quiet
from bot.services.attendance import Attendance
from bot.services.compose import Compose
from bot.services.deliver import LOOK, Deliver, Desks, Terms
from bot.services.dispatch import Dispatch, Dispatched
from bot.services.words import Catalogues
from bot.store.database import SqlStore

log = logging.getLogger(__name__)


class Mailing:
    """Wakes by itself when this process stores something, and looks every few seconds for what others stored."""

    def __init__(
        self, store: SqlStore, present: Callable[[], tuple[Story, Catalogues]], clock: Clock, terms: Terms
    ) -> None:
        """`present` gives the story and the words that count now."""
        self._store = store
        self._queue = store.queue
        self._present = present
        self._clock = clock
        self._terms = terms
        self._writer: tuple[Story, Compose] | None = None
        self._news = asyncio.Event()
        self._attendances: dict[str, Attendance] = {}
        self._delivering: list[Deliver] = []

    def attendance(self, platform: str) -> Attendance:
        """Which chats of a platform can be reached."""
        if platform not in self._attendances:
            made = Attendance(platform, self._store, self._queue, self.compose, self._clock)
            self._attendances[platform] = made
        return self._attendances[platform]

    async def compose(self, delivery: Delivery, chat: Chat) -> Reply | None:
        """The text of a delivery in the language of its chat. Raises StoreError."""
        story, catalogues = self._present()
        if self._writer is None or self._writer[0] is not story:
            self._writer = story, Compose(self._store, story)
        return await self._writer[1](delivery, catalogues.words(chat.lang or catalogues.languages[0]))

    async def run(self, messengers: Mapping[str, Messenger]) -> None:
        """Plan and deliver until cancelled; then what is under way is finished and recorded."""
        self._delivering = [await self._deliver(platform, messenger) for platform, messenger in messengers.items()]
        self._store.listeners.append(self._wake)
        tasks = [asyncio.create_task(work) for work in (self._plan(), *(one.run() for one in self._delivering))]
        try:
            await asyncio.gather(*tasks)
        finally:
            self._store.listeners.remove(self._wake)
            for task in tasks:
                if not task.cancelling():  # a second time would interrupt what it does to end well
                    task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def deliver_now(self, platform: str, messenger: Messenger) -> None:
        """Plan, deliver what is due to a platform at this moment, and return; where the database cannot be used it waits on."""
        try:
            await self._dispatch()
        except StoreError as error:
            log.warning("alerts cannot be planned now: %s (%s)", error, error.id)
        else:
            await (await self._deliver(platform, messenger)).drain()

    async def _deliver(self, platform: str, messenger: Messenger) -> Deliver:
        attendance = self.attendance(platform)
        await attendance.load()
        desks = Desks(self.compose, self._repeat, self._hold, attendance.vanished)
        return Deliver(platform, messenger, self._queue, desks, self._clock, self._terms)

    async def _hold(self, chats: Collection[int]) -> Mapping[int, Chat]:
        async with self._store.write() as tx:
            return await quiet.hold(tx.mail, chats, self._clock.now())

    async def _dispatch(self) -> Dispatched:
        story, _ = self._present()
        return await Dispatch(self._store, story, self._clock)()

    async def _plan(self) -> None:
        while True:
            self._news.clear()
            try:
                if (await self._dispatch()).messages:
                    self._wake_delivering()
            except StoreError as error:
                log.warning("alerts cannot be planned now: %s (%s)", error, error.id)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK):
                    await self._news.wait()

    def _wake(self) -> None:
        self._news.set()
        self._wake_delivering()

    def _wake_delivering(self) -> None:
        for one in self._delivering:
            one.wake()

    def _repeat(self, lang: str) -> str:
        words = self._present()[1].words(lang)
        return words.gettext("This may be a repeat: the line broke when it was sent before.")
