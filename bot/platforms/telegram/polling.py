"""Long polling: asks for updates until it is told to stop, and comes back by itself after whatever breaks the line."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

POLL = timedelta(seconds=30)
WANTED = ("message", "callback_query", "inline_query", "my_chat_member")
LONGEST_PAUSE = 15.0

log = logging.getLogger(__name__)


class Poller:
    """Hands updates on in their order. An update is acknowledged by the request after the one that brought it."""

    def __init__(self, bot: Bot, put: Callable[[Update], Awaitable[None]]) -> None:
        self._bot = bot
        self._put = put
        self._offset: int | None = None
        self._trouble = ""

    async def run(self) -> None:
        """Poll until cancelled. Raises InvalidToken where Telegram no longer accepts the token."""
        pause = 0.0
        while True:
            await asyncio.sleep(pause)
            try:
                updates = await self._bot.get_updates(self._offset, timeout=POLL, allowed_updates=WANTED)
            except InvalidToken:
                raise
            except TelegramError as error:
                pause = self._pause(error, pause)
                continue
            pause = 0.0
            self._say("")
            for update in updates:
                await self._put(update)
                self._offset = update.update_id + 1

    async def acknowledge(self) -> None:
        """Tell Telegram which updates were taken, so that it does not send them again."""
        if self._offset is not None:
            await self._bot.get_updates(self._offset, limit=1, timeout=0, allowed_updates=WANTED)

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
