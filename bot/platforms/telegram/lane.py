"""When a message that nobody waits for may go: the lane of alerts, beside which replies go at once."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.platforms.telegram.memory import Memory

WINDOW = 1.0
WHOLE_BOT = 30
"""Messages a second that Telegram bears of a bot. Alerts leave room where replies take more than what is left beside their rate."""

PRIVATE_REST, GROUP_REST = 1.0, 3.0
"""Seconds between two messages to a chat: one a second in private, 20 a minute in groups and channels."""

CATCH_UP = 0.1
"""Seconds that a late message may make good, so that small delays do not add up."""

LONGEST_STAND = 5.0
"""Seconds that a message may stand at the head of the lane: it is written already, and its chat's quiet hours may begin meanwhile."""

SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
CHATS = 50_000
TICK = 0.01

Sleep = Callable[[float], Awaitable[object]]


class LaneClosedError(Exception):
    """A message would have to stand for too long; nothing was sent. `seconds` until it may be tried again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"closed for {seconds:.0f} s")
        self.seconds = seconds


class Lane:
    """Alerts leave evenly, `rate` a second and never more within any one second, by the clock of whoever receives them.

    That is why a message counts from its answer and not from its sending: it was received at some time between the two. `clock` gives
    monotonic seconds.
    """

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic, sleep: Sleep = asyncio.sleep) -> None:
        self._rate = rate
        self._clock = clock
        self._sleep = sleep
        self._next = 0.0
        self._resume = 0.0
        self._troubled = False
        self._trouble = 0.0
        self._under_way = 0
        self._ended: deque[float] = deque(maxlen=rate)
        self._replies: deque[float] = deque(maxlen=WHOLE_BOT)
        self._written: Memory[str, float] = Memory(CHATS)

    def wait(self) -> float:
        """Seconds until the next alert may leave; 0 where it may now."""
        now = self._clock()
        return max(0.0, self._next - now, self._resume - now, self._until_room(now))

    async def opened(self, lead: float) -> None:
        """Wait until the next alert may leave within `lead` seconds."""
        while (pause := self.wait() - lead) > 0:
            await self._sleep(pause)

    def rest(self, chat: str) -> float:
        """Seconds until a chat may be written to again."""
        written = self._written.get(chat)
        if written is None:
            return 0.0
        return max(0.0, written + (GROUP_REST if chat.startswith("-") else PRIVATE_REST) - self._clock())

    @asynccontextmanager
    async def slot(self, chat: str | None) -> AsyncIterator[None]:
        """Wait for a turn and hold it: what is sent within the block keeps the limit. No chat: one whose turn it was already.

        Raises LaneClosedError where Telegram asked for a long pause.
        """
        while pause := max(self.wait(), self.rest(chat) if chat else 0.0):
            if pause > LONGEST_STAND:
                raise LaneClosedError(pause)
            await self._sleep(pause)
        now = self._clock()
        self._next = (self._next if now - self._next <= CATCH_UP else now) + WINDOW / self._rate
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._ended.append(self._clock())
            if chat:
                self._written.put(chat, self._clock())

    def replied(self, chat: str) -> None:
        """A reply goes out; it waits for nothing, but alerts make room for it."""
        now = self._clock()
        self._replies.append(now)
        self._written.put(chat, now)

    def pause(self, seconds: float) -> None:
        """Telegram asks to be left alone."""
        self._resume = max(self._resume, self._clock() + seconds)

    @property
    def troubled(self) -> bool:
        """Whether the last request failed in a way that another chat's may fail in as well."""
        return self._troubled

    def stumbled(self) -> None:
        """A request failed at Telegram or on the way there."""
        self._troubled = True

    def still_down(self) -> None:
        """Another one failed since: wait longer each time."""
        self._trouble = min(LONGEST_PAUSE, max(SHORTEST_PAUSE, self._trouble * 2))
        self.pause(self._trouble)

    def got_through(self) -> None:
        """Telegram answered."""
        self._troubled, self._trouble = False, 0.0

    def _until_room(self, now: float) -> float:
        """Seconds until the last second holds fewer alerts than the rate, and fewer messages than the whole bot may send."""
        alerts = self._rate - self._under_way
        if alerts <= 0:
            return TICK
        waits = [_until_fewer(self._ended, alerts, now)]
        everything = WHOLE_BOT - self._under_way
        if self._replies and self._rate < WHOLE_BOT:
            both = sorted((*self._ended, *self._replies))
            waits.append(_until_fewer(both, everything, now) if everything > 0 else TICK)
        return max(waits)


def _until_fewer(times: deque[float] | list[float], limit: int, now: float) -> float:
    """Seconds until fewer than `limit` of these times, in order, lie within the last second."""
    return times[-limit] + WINDOW - now if len(times) >= limit else 0.0
