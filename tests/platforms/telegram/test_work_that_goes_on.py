"""A message that shows how work goes on."""

# ruff: noqa: ARG002 - the fakes answer whatever they are asked

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, cast

from telegram import InlineKeyboardMarkup, Update, User

from bot.domain.alerts import Here
from bot.domain.people import Asker, Role
from bot.domain.reply import Reply, Text
from bot.platforms.telegram.buttons import Buttons, Press
from bot.platforms.telegram.conversation import Conversation
from bot.platforms.telegram.courier import Courier, Place, Target
from bot.platforms.telegram.desk import Desk
from bot.platforms.telegram.draw import Bubble
from bot.platforms.telegram.memory import Memory
from tests.fakes.attendance import Present

ME = User(1, "Bot", is_bot=True, username="counterclaim_bot")


class FakeCourier:
    """Keeps what is sent and edited: the number of the message and its text."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, str]] = []
        self.edited: asyncio.Queue[tuple[int, str]] = asyncio.Queue()

    async def send(self, place: Place, bubble: Bubble, keyboard: InlineKeyboardMarkup | None) -> int:
        self.sent.append((len(self.sent) + 10, bubble.sheets[0]))
        return self.sent[-1][0]

    async def edit(self, target: Target, bubble: Bubble, page: int, keyboard: InlineKeyboardMarkup | None) -> int:
        self.edited.put_nowait((target.message, bubble.sheets[page]))
        return target.message

    async def acknowledge(self, query: str, text: str | None = None) -> None:
        """Nothing to keep."""


class FakeDesk:
    """Answers every line with work of three steps, each of which waits for `step`."""

    def __init__(self) -> None:
        self.step = asyncio.Semaphore(0)

    def language(self, code: str | None) -> str:
        return "en"

    async def role(self, asker: Asker) -> Role:
        return Role.EVERYONE

    def knows(self, line: str, role: Role) -> bool:
        return True

    def is_costly(self, line: str) -> bool:
        return False

    def is_setting(self, line: str) -> bool:
        return False

    async def respond(self, line: str, lang: str, asker: Asker, here: Here | None = None) -> Reply:
        return Reply((Text(f"{line}: begun"),), later=lambda: self._later(line))

    async def _later(self, line: str) -> AsyncIterator[Reply]:
        for number in (1, 2, 3):
            await self.step.acquire()
            yield Reply((Text(f"{line}: step {number}"),))


def update(number: int, **more: Any) -> Update:
    someone = {"id": 5, "is_bot": False, "first_name": "A"}
    message = {"message_id": 3, "date": 0, "chat": {"id": 5, "type": "private"}, "from": someone}
    if "data" in more:
        query = {"id": "q", "from": someone, "chat_instance": "c", "message": {**message, "text": "x"}, **more}
        return Update.de_json({"update_id": number, "callback_query": query}, None)
    return Update.de_json({"update_id": number, "message": {**message, **more}}, None)


async def test_the_message_is_edited_while_other_lines_are_answered() -> None:
    desk, courier, buttons = FakeDesk(), FakeCourier(), Buttons("key")
    talk = Conversation(
        ME, cast("Desk", desk), Present(), cast("Courier", courier), buttons, Memory(9), lambda _user, _role: None
    )
    await talk.handle(update(1, text="/work"))
    await talk.handle(update(2, text="/other"))
    assert courier.sent == [(10, "/work: begun"), (11, "/other: begun")]
    for _ in range(6):
        desk.step.release()
    async with asyncio.timeout(5):
        edited = [await courier.edited.get() for _ in range(6)]
    assert {(10, "/work: step 3"), (11, "/other: step 3")} <= set(edited)


async def test_work_that_a_button_began_goes_on_in_its_message_until_the_end_of_the_process() -> None:
    desk, courier, buttons = FakeDesk(), FakeCourier(), Buttons("key")
    talk = Conversation(
        ME, cast("Desk", desk), Present(), cast("Courier", courier), buttons, Memory(9), lambda _user, _role: None
    )
    await talk.handle(update(1, data=buttons.data(Press("/work", "en"))))
    desk.step.release()
    async with asyncio.timeout(5):
        edited = [await courier.edited.get() for _ in range(2)]
    assert edited == [(3, "/work: begun"), (3, "/work: step 1")]
    await talk.close()
    desk.step.release()
    await asyncio.sleep(0)
    assert courier.edited.empty()
