"""Delivers alerts on Telegram: one attempt each, in the lane of alerts, and what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from telegram import InlineKeyboardMarkup, Message
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.domain.alerts import ChatAddress
from bot.domain.reply import Reply
from bot.domain.sending import Later, Migrated, Outcome, Refused, Sent, Unknown, Vanished
from bot.platforms.telegram.buttons import Buttons
from bot.platforms.telegram.courier import Courier, Place, Target, easier, never_arrived, seconds_asked
from bot.platforms.telegram.draw import Bubble, draw
from bot.platforms.telegram.lane import LONGEST_PAUSE, Lane, LaneClosedError
from bot.platforms.telegram.memory import Memory

LEAD = 0.01
"""Seconds before its turn that a message is made ready."""

AGAIN = 1.0
"""Seconds until a message that did not arrive is tried again."""

MOST_SECONDS = 20.0
"""After so long nobody waits for an answer any more."""

GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_write_forbidden",
    "topic_closed",
    "user is deactivated",
    "group chat was deactivated",
)
"""What a bad request says where the chat is at fault and not the message."""

Pages = Memory[tuple[int, int], Bubble]
"""The pages of messages, by chat and number."""


class TelegramMessenger:
    """See bot.ports.Messenger."""

    def __init__(self, courier: Courier, buttons: Buttons, lane: Lane, pages: Pages) -> None:
        self._courier = courier
        self._buttons = buttons
        self._lane = lane
        self._pages = pages

    async def turn(self) -> None:
        """See Messenger. After a failure a harmless request finds out whether Telegram answers, so that no alert need do so."""
        await self._lane.opened(LEAD)
        while self._lane.troubled and not await self._answers():
            await self._lane.opened(LEAD)

    def rest(self, to: ChatAddress) -> float:
        """See Messenger. Topics of a group share its rest."""
        return self._lane.rest(to.chat)

    async def send(self, to: ChatAddress, reply: Reply, *, answers: str | None = None) -> Outcome:
        """See Messenger. What does not fit a message stands on pages behind buttons."""
        bubble = draw(reply)[0]
        keyboard = self._buttons.below(bubble, reply.lang, "")
        place = Place(int(to.chat), int(to.thread) if to.thread else None, int(answers) if answers else None)

        async def post() -> Message:
            return await self._courier.post(place, bubble, keyboard)

        outcome, error = await self._attempt(to, post, repeatable=False)
        if isinstance(error, BadRequest) and isinstance(outcome, Refused):
            outcome = await self._send_easier(to, error, place, bubble, keyboard) or outcome
        self._remember(to, outcome, bubble)
        return outcome

    async def edit(self, to: ChatAddress, message_id: str, reply: Reply) -> Outcome:
        """See Messenger. An edit that may have happened is simply done again."""
        bubble = draw(reply)[0]
        target = Target(Place(int(to.chat)), int(message_id))
        keyboard = self._buttons.below(bubble, reply.lang, "")

        async def change() -> int:
            await self._courier.change(target, bubble.sheets[0], keyboard)
            return target.message

        outcome, error = await self._attempt(to, change, repeatable=True)
        if error is not None and "not modified" in str(error).lower():
            outcome = Sent(message_id)
        self._remember(to, outcome, bubble)
        return outcome

    async def _answers(self) -> bool:
        try:
            await self._courier.probe()
        except RetryAfter as error:
            self._lane.pause(seconds_asked(error))
        except TelegramError:
            self._lane.still_down()
        else:
            self._lane.got_through()
            return True
        return False

    async def _send_easier(
        self, to: ChatAddress, error: BadRequest, place: Place, bubble: Bubble, keyboard: InlineKeyboardMarkup | None
    ) -> Outcome | None:
        """Send without what was refused, where that is possible."""
        again = easier(error, place, bubble)
        if again is None:
            return None
        place, bubble = again

        async def post() -> Message:
            return await self._courier.post(place, bubble, keyboard)

        return (await self._attempt(to, post, repeatable=False, rested=True))[0]

    async def _attempt(
        self, to: ChatAddress, work: Callable[[], Awaitable[Message | int]], *, repeatable: bool, rested: bool = False
    ) -> tuple[Outcome, TelegramError | None]:
        """Do something once, in its turn; the outcome, and the error that it was told by."""
        try:
            async with self._lane.slot(None if rested else to.chat), asyncio.timeout(MOST_SECONDS):
                done = await work()
        except LaneClosedError as error:
            return Later(error.seconds, "Telegram asked to wait"), None
        except TimeoutError:
            return self._stumbled("time-out", repeatable=repeatable), None
        except TelegramError as error:
            return self._outcome(error, repeatable=repeatable), error
        self._lane.got_through()
        return Sent(str(done if isinstance(done, int) else done.message_id)), None

    def _outcome(self, error: TelegramError, *, repeatable: bool) -> Outcome:
        """What one of Telegram's errors means."""
        if not isinstance(error, NetworkError) or isinstance(error, BadRequest):
            self._lane.got_through()
        match error:
            case RetryAfter():
                seconds = seconds_asked(error)
                self._lane.pause(seconds)
                return Later(seconds, "Telegram asks to wait")
            case ChatMigrated():
                return Migrated(str(error.new_chat_id))
            case Forbidden():
                return Vanished(str(error))
            case BadRequest():
                gone = any(words in str(error).lower() for words in GONE)
                return Vanished(str(error)) if gone else Refused(str(error))
            case InvalidToken():
                self._lane.pause(LONGEST_PAUSE)
                return Later(LONGEST_PAUSE, "Telegram does not accept the token")
            case NetworkError():
                return self._stumbled(type(error).__name__, repeatable=repeatable or never_arrived(error))
        return Unknown(str(error))

    def _stumbled(self, why: str, *, repeatable: bool) -> Outcome:
        self._lane.stumbled()
        return Later(AGAIN, why) if repeatable else Unknown(why)

    def _remember(self, to: ChatAddress, outcome: Outcome, bubble: Bubble) -> None:
        if isinstance(outcome, Sent) and len(bubble.sheets) > 1:
            self._pages.put((int(to.chat), int(outcome.message_id)), bubble)
