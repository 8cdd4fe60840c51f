"""Deliver what is queued: lease it, choose what goes next, and send it in the platform's own time."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.alerts import Chat
from bot.domain.errors import StoreError
from bot.domain.sending import Vanished, Waiting
from bot.domain.watched import Lease
from bot.ports import Clock, Messenger, Queue
from bot.services.quiet import is_quiet
from bot.services.scribe import Scribe
from bot.services.transmit import Compose, Repeat, Transmit

BATCH, LOW = 32, 12
"""Deliveries leased at once, and how few of them are left when more are leased: a more urgent one waits for no more than these."""

LOOK = 3.0
"""Seconds after which the queue is looked at although nobody said that something came."""

PATIENCE = 0.25
"""Seconds after which a message that is still under way no longer holds back the next."""

MOST_UNDER_WAY = 16
TROUBLE = 0.5
"""Seconds after which a database that could not be written is tried again."""

FINISH_SECONDS, GIVE_BACK_SECONDS = 1.5, 1.0
"""How long a stop waits for what is under way; what is not answered by then may have arrived."""

Hold = Callable[[Collection[int]], Awaitable[Mapping[int, Chat]]]
"""Lets what is due to chats wait for the end of their quiet hours; those that have none now, as they are. Raises StoreError."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Terms:
    """How deliveries are sent: so many at once (as many may come twice after a crash), under leases of this length."""

    at_once: int = 1
    lease: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Desks:
    """Who is asked or told while messages leave: `hold` of quiet hours, `gone` of chats that cannot be reached any more."""

    compose: Compose
    repeat: Repeat
    hold: Hold
    gone: Callable[[Chat], None]


class Deliver:
    """The deliveries of one platform."""

    def __init__(
        self,
        platform: str,
        messenger: Messenger,
        queue: Queue,
        desks: Desks,
        clock: Clock,
        terms: Terms,
    ) -> None:
        self._platform = platform
        self._messenger = messenger
        self._queue = queue
        self._clock = clock
        self._terms = terms
        self._desks = desks
        self._scribe = Scribe(queue)
        self._transmit = Transmit(messenger, self._scribe, desks.compose, desks.repeat, clock)
        self._owner = uuid.uuid4().hex
        self._news = asyncio.Event()
        self._more = True
        self._looked = 0.0
        self._hand: dict[int, Waiting] = {}
        self._resting: dict[int, Chat] = {}
        self._under_way: dict[asyncio.Task[None], int] = {}
        self._unanswered: dict[int, float] = {}
        self._answered = asyncio.Event()
        self._leasing: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Something may have been queued."""
        self._more = True
        self._news.set()

    async def run(self) -> None:
        """Deliver until cancelled; then what is under way is finished and the rest given back."""
        self._looked = _now() - LOOK
        renewing = asyncio.create_task(self._renew())
        try:
            while True:
                self._news.clear()
                self._fill()
                chosen, pause = self._choose()
                if chosen is None:
                    await self._idle(pause)
                    continue
                if self._would_wake(chosen):
                    await self._hold()
                    continue
                await self._room()
                await self._messenger.turn()
                chosen, _ = self._choose()
                if chosen is not None and not self._would_wake(chosen):
                    self._start(chosen)
        finally:
            renewing.cancel()
            await self._wind_up()

    async def drain(self) -> None:
        """Deliver what is due now, the most urgent first and one after another, and return; not beside `run`."""
        try:
            while ready := await self._ready():
                for waiting in sorted(ready, key=lambda one: -one.priority):
                    del self._hand[waiting.id]
                    await self._send(waiting)
                self._resting.clear()
        finally:
            await self._wind_up()

    async def _ready(self) -> Sequence[Waiting]:
        """What is due and not put off by quiet hours, now in hand."""
        await self._take()
        if any(map(self._would_wake, self._hand.values())):
            await self._hold()
        return [waiting for waiting in self._hand.values() if not self._would_wake(waiting)]

    def _choose(self) -> tuple[Waiting | None, float]:
        """The most urgent delivery in hand whose chat may be written to, and else the seconds until one may."""
        pause = LOOK
        for waiting in sorted(self._hand.values(), key=lambda one: -one.priority):
            rest = self._messenger.rest(waiting.chat.address)
            if rest <= 0:
                return waiting, 0.0
            pause = min(pause, rest)
        rests = (self._messenger.rest(chat.address) for chat in self._resting.values())
        return None, min(pause, *rests, LOOK)

    def _fill(self) -> None:
        """Lease more beside the sending where little is left in hand."""
        rested = [key for key, chat in self._resting.items() if self._messenger.rest(chat.address) <= 0]
        for key in rested:
            del self._resting[key]
        self._more = self._more or bool(rested)
        due = self._more or _now() - self._looked >= LOOK
        if due and len(self._hand) < LOW and self._leasing is None:
            self._more, self._looked = False, _now()
            self._leasing = asyncio.create_task(self._take())
            self._leasing.add_done_callback(self._took)

    async def _take(self) -> None:
        busy = {waiting.chat.id for waiting in self._hand.values()} | self._resting.keys() | {*self._under_way.values()}
        try:
            leased = await self._queue.lease(self._platform, self._lease(), self._clock.now(), BATCH, busy)
        except StoreError as error:
            log.warning("the queue cannot be read: %s (%s)", error, error.id)
            return
        self._more = self._more or len(leased) == BATCH
        self._hand |= {waiting.id: waiting for waiting in leased}

    def _took(self, _: asyncio.Task[None]) -> None:
        self._leasing = None
        self._news.set()

    def _would_wake(self, waiting: Waiting) -> bool:
        return not waiting.edits and is_quiet(waiting.chat, self._clock.now())

    async def _hold(self) -> None:
        """Let all in hand that would come in quiet hours wait for their end."""
        late = [waiting for waiting in self._hand.values() if self._would_wake(waiting)]
        try:
            awake = await self._desks.hold({waiting.chat.id for waiting in late})
        except StoreError as error:
            log.warning("quiet hours cannot be kept yet: %s (%s)", error, error.id)
            await asyncio.sleep(TROUBLE)
            return
        for waiting in late:
            del self._hand[waiting.id]
            if waiting.chat.id in awake:
                self._hand[waiting.id] = replace(waiting, chat=awake[waiting.chat.id])

    async def _idle(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._news.wait()

    async def _room(self) -> None:
        """Wait until fewer messages are unanswered than may be; slow ones count no longer after a while."""
        while True:
            self._answered.clear()
            now = _now()
            young = [began for began in self._unanswered.values() if now - began < PATIENCE]
            if len(young) < self._terms.at_once and len(self._under_way) < MOST_UNDER_WAY:
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(min(young) + PATIENCE - now if young else PATIENCE):
                    await self._answered.wait()

    def _start(self, waiting: Waiting) -> None:
        del self._hand[waiting.id]
        self._unanswered[waiting.id] = _now()
        task = asyncio.create_task(self._send(waiting))
        self._under_way[task] = waiting.chat.id
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._under_way[task]
        self._answered.set()
        self._news.set()

    async def _send(self, waiting: Waiting) -> None:
        outcome = await self._transmit(waiting, self._lease(), lambda: self._free(waiting.id))
        self._resting[waiting.chat.id] = waiting.chat
        if isinstance(outcome, Vanished):
            log.info("a chat cannot be reached", extra={"chat": waiting.chat.id, "why": outcome.why})
            self._desks.gone(waiting.chat)

    def _free(self, delivery: int) -> None:
        self._unanswered.pop(delivery, None)
        self._answered.set()

    async def _renew(self) -> None:
        """Keep what is leased while this process lives."""
        while True:
            await asyncio.sleep(self._terms.lease.total_seconds() / 3)
            if self._hand or self._under_way:
                with suppress(StoreError):
                    await self._queue.renew(self._lease())

    async def _wind_up(self) -> None:
        """Finish, record and give back, each in bounded time: a database that hangs must not keep the process from ending."""
        if self._leasing is not None:
            await asyncio.wait({self._leasing}, timeout=GIVE_BACK_SECONDS)
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=FINISH_SECONDS)
            for task in late:
                task.cancel()
        with suppress(TimeoutError):
            async with asyncio.timeout(GIVE_BACK_SECONDS):
                await asyncio.gather(*self._under_way, return_exceptions=True)
                await self._scribe.finished()
        with suppress(StoreError, TimeoutError):
            async with asyncio.timeout(GIVE_BACK_SECONDS):
                await self._queue.release(self._owner)

    def _lease(self) -> Lease:
        return Lease(self._owner, self._clock.now() + self._terms.lease)


def _now() -> float:
    return asyncio.get_running_loop().time()
