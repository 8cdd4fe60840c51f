"""A queue, a line to Telegram and what delivers between them, in virtual time."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.domain.alerts import Chat, ChatAddress, Delivery, DeliveryState, Notice, NoticeKind, Subject
from bot.domain.reply import Heading, Reply, Text
from bot.platforms.telegram.buttons import Buttons
from bot.platforms.telegram.courier import Courier
from bot.platforms.telegram.lane import Lane
from bot.platforms.telegram.memory import Memory
from bot.platforms.telegram.messenger import TelegramMessenger
from bot.ports import Messenger
from bot.services import quiet
from bot.services.deliver import Deliver, Desks, Terms
from bot.store.memory_mail import Mail, MemoryMailroom
from tests.fakes.botapi.line import Line
from tests.fakes.botapi.rules import SENDING, Rule
from tests.fakes.botapi.server import Call, Fault
from tests.fakes.queue import FakeQueue
from tests.fakes.virtual import VirtualLoop, run

RATE = 28
REPEAT = "This may be a repeat."
ALL_OVER = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.DROPPED)


def nothing(_: Call) -> Fault | None:
    """A line on which nothing goes wrong."""
    return None


@dataclass
class Post:
    """A queue, a line and what delivers between them."""

    rule: Rule = nothing
    rate: int = RATE
    terms: Terms = field(default_factory=Terms)
    loop: VirtualLoop = field(default_factory=VirtualLoop)
    queue: FakeQueue = field(default_factory=FakeQueue)
    gone: list[Chat] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.line = Line(lambda call: self.rule(call))
        self.lane = Lane(self.rate, self.loop.time)
        self.courier = Courier(self.line.bot(), self.lane)
        self.messenger: Messenger = TelegramMessenger(self.courier, Buttons("k"), self.lane, Memory(9))
        self.says: Callable[[Delivery], Reply | None] = lambda one: Reply((Heading(f"alert {one.id}"), Text("Why")))

    def chat(self, name: str, platform: str = "telegram", **settings: Any) -> int:
        key = len(self.queue.chats) + 1
        self.queue.chats[key] = Chat(key, ChatAddress(platform, name), **settings)
        return key

    def add(self, chat: int, **more: Any) -> int:
        key = len(self.queue.rows) + 1
        subject = Subject("killed", "conflict", "one", f"i{key}", key)
        now = self.loop.now()
        notice = replace(Notice(chat, NoticeKind.ALERT, (subject,), 2, now, now), **more)
        self.queue.rows[key] = Delivery(key, notice)
        return key

    def deliver(self, platform: str = "telegram", messenger: Messenger | None = None) -> Deliver:
        desks = Desks(self._compose, lambda _: REPEAT, self._hold, self.gone.append)
        return Deliver(platform, messenger or self.messenger, self.queue, desks, self.loop, self.terms)

    def until(
        self,
        done: Callable[[], bool] | None = None,
        *others: Coroutine[Any, Any, None],
        most: float = 7200,
        step: float = 0.05,
    ) -> float:
        """Deliver until something holds (that all is over), looked at every `step` seconds; the seconds it took."""
        holds = done or (lambda: all(row.state in ALL_OVER for row in self.queue.rows.values()))

        async def work() -> float:
            began = self.loop.time()
            tasks = [asyncio.create_task(one) for one in (self.deliver().run(), *others)]
            while not holds() and self.loop.time() - began < most:  # noqa: ASYNC110 - time costs nothing here
                await asyncio.sleep(step)
            took = self.loop.time() - began
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            assert took < most, self.states()
            return took

        return run(work(), self.loop)

    async def _hold(self, chats: Collection[int]) -> Mapping[int, Chat]:
        mail = Mail(chats=self.queue.chats, deliveries=self.queue.rows, numbers=len(self.queue.rows))
        return await quiet.hold(MemoryMailroom(mail), chats, self.loop.now())

    async def _compose(self, delivery: Delivery, _: Chat) -> Reply | None:
        return self.says(delivery)

    def states(self) -> Counter[DeliveryState]:
        return Counter(row.state for row in self.queue.rows.values())

    def times(self) -> Counter[str]:
        """How often each text arrived."""
        return Counter(call.text.partition("\n")[0] for call in self.line.arrived if call.method == "sendMessage")

    def sent_at(self) -> list[float]:
        return [call.at for call in self.line.calls if call.method.lower() in SENDING]
