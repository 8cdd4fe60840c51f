"""Long polling: asks for updates until it is told to stop, and comes back by itself after whatever breaks the line.

Telegram keeps an update until a request names a later one. So each names the first question that is not answered yet, and what was in
hand when the process was killed comes again to the next one, with what came after it. What has effects is acknowledged before it is
handed on, and everything before it too: it is never done twice. So is what waited at the start: should it have been what ended the
process before, it does not end it again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.platforms.telegram.inhand import InHand

POLL = timedelta(seconds=30)
AT_ONCE = timedelta(0)
WANTED = ("message", "callback_query", "inline_query", "my_chat_member")
LONGEST_PAUSE = 15.0

GLANCE, LONGEST_GLANCE = 0.1, 1.0
"""Seconds that a request waits for the answers to what came before: while one takes longer, Telegram sends it again with what is new.
Twice as long each time that nothing happened."""

MOST = 50
"""So many updates after the first that is not answered, that one is given up: Telegram sends a hundred at most, and new ones must fit."""

log = logging.getLogger(__name__)


class Poller:
    """Hands updates on, once and in their order, and acknowledges those that are no longer in hand.

    `only_asks` tells of an update whether it may be answered a second time.
    """

    def __init__(
        self, bot: Bot, put: Callable[[Update], Awaitable[None]], in_hand: InHand, only_asks: Callable[[Update], bool]
    ) -> None:
        self._bot = bot
        self._put = put
        self._in_hand = in_hand
        self._only_asks = only_asks
        self._before: frozenset[int] | None = None
        self._next: int | None = None
        self._trouble = ""

    async def run(self) -> None:
        """Poll until cancelled. Raises InvalidToken where Telegram no longer accepts the token."""
        glance, last = GLANCE, None
        while True:
            offset = self._offset()
            updates = await self._updates(offset, timeout=AT_ONCE if self._before is None else POLL)
            happened = await self._take(updates) or offset != last
            glance, last = GLANCE if happened else min(LONGEST_GLANCE, glance * 2), offset
            await self._in_hand.settle(glance)

    async def acknowledge(self) -> None:
        """Tell Telegram that all that was taken need not be sent again, answered or not."""
        if self._next is not None:
            await self._bot.get_updates(self._next, limit=1, timeout=AT_ONCE, allowed_updates=WANTED)

    async def _updates(self, offset: int | None, **how: Any) -> Sequence[Update]:
        """Ask until Telegram answers. Raises InvalidToken."""
        pause = 0.0
        while True:
            try:
                updates = await self._bot.get_updates(offset, allowed_updates=WANTED, **how)
            except InvalidToken:
                raise
            except TelegramError as error:
                pause = self._pause(error, pause)
                await asyncio.sleep(pause)
            else:
                self._say("")
                return updates

    async def _take(self, updates: Sequence[Update]) -> bool:
        """Hand on what is new; whether anything is."""
        before, self._before = self._before, frozenset(update.update_id for update in updates)
        new = [update for update in updates if before is None or update.update_id not in before]
        once = [update.update_id for update in new if before is None or not self._only_asks(update)]
        try:
            if once:
                await self._updates(once[-1] + 1, limit=1, timeout=AT_ONCE)
                self._in_hand.forget()
        finally:  # a stop meanwhile finishes them: Telegram may have heard already
            for update in new:
                if not once or update.update_id > once[-1]:
                    self._in_hand.take(update.update_id)
                await self._put(update)
                self._next = update.update_id + 1
        return bool(new)

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
