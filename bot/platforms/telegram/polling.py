"""Long polling: asks for updates until it is told to stop, and comes back by itself after whatever breaks the line.

Telegram keeps an update until a request names a later one. So each names the first that is not answered yet, and what was in hand when
the process was killed comes again to the next one. What waited at the start is acknowledged at once: should it have been what ended the
process before, it does not end it again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.platforms.telegram.inhand import InHand

POLL = timedelta(seconds=30)
WANTED = ("message", "callback_query", "inline_query", "my_chat_member")
LONGEST_PAUSE = 15.0

GLANCE = 0.1
"""Seconds that a request waits for the answers to what came before. While one takes longer, Telegram sends it again with what is new."""

MOST = 50
"""So many updates after the first that is not answered, that one is given up: Telegram sends a hundred at most, and new ones must fit."""

log = logging.getLogger(__name__)


class Poller:
    """Hands updates on, once and in their order, and acknowledges those that are no longer in hand."""

    def __init__(self, bot: Bot, put: Callable[[Update], Awaitable[None]], in_hand: InHand) -> None:
        self._bot = bot
        self._put = put
        self._in_hand = in_hand
        self._before: frozenset[int] | None = None
        self._next: int | None = None
        self._trouble = ""

    async def run(self) -> None:
        """Poll until cancelled. Raises InvalidToken where Telegram no longer accepts the token."""
        pause = 0.0
        while True:
            await asyncio.sleep(pause)
            try:
                updates = await self._bot.get_updates(self._offset(), timeout=POLL, allowed_updates=WANTED)
            except InvalidToken:
                raise
            except TelegramError as error:
                pause = self._pause(error, pause)
                continue
            pause = 0.0
            self._say("")
            await self._take(updates)
            await self._in_hand.settle(GLANCE)

    async def acknowledge(self) -> None:
        """Tell Telegram which updates are answered, so that it does not send them again."""
        if self._next is not None:
            await self._bot.get_updates(self._offset(), limit=1, timeout=0, allowed_updates=WANTED)

    async def _take(self, updates: Sequence[Update]) -> None:
        for update in updates:
            if self._before is None or update.update_id not in self._before:
                if self._before is not None:
                    self._in_hand.take(update.update_id)
                await self._put(update)
                self._next = update.update_id + 1
        self._before = frozenset(update.update_id for update in updates)

    def _offset(self) -> int | None:
        """The first update that Telegram is to keep."""
        oldest = self._in_hand.oldest()
        return self._next if oldest is None or self._next is None else max(oldest, self._next - MOST)

    def _pause(self, error: TelegramError, pause: float) -> float:
        """How many seconds to wait after a failure."""
        longer = min(LONGEST_PAUSE, max(0.5, pause * 2))
        if isinstance(error, Conflict):
            self._say("another instance of the bot polls with this token (409 Conflict): stop one of the two")
            return longer
        if isinstance(error, RetryAfter) and isinstance(error.retry_after, timedelta):
            return error.retry_after.total_seconds()
        if isinstance(error, TimedOut):
            return 0.5
        self._say(f"Telegram cannot be reached ({type(error).__name__}); trying again until it can")
        return longer

    def _say(self, trouble: str) -> None:
        """Log a change for the worse or the better, once."""
        if trouble != self._trouble:
            log.warning(trouble or "Telegram answers again")
            self._trouble = trouble
