"""Sends and edits messages, and knows what each of Telegram's refusals means."""

from __future__ import annotations

import asyncio
import html
import logging
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypeVar

import httpx
from telegram import Bot, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.domain.reply import File, Picture
from bot.platforms.telegram.draw import Bubble
from bot.platforms.telegram.lane import Lane
from bot.platforms.telegram.memory import Memory

ATTEMPTS = 5
LONGEST_WAIT = 60.0
"""Seconds that Telegram may make a reply wait; a later one would answer a question that nobody remembers."""

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

log = logging.getLogger(__name__)
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Place:
    """Where to write: a chat, a topic of it, and the message that is answered."""

    chat: int
    thread: int | None = None
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A message to edit: by its number in a chat, or by the id of one that was sent inline."""

    place: Place
    message: int = 0
    inline: str | None = None
    has_media: bool = False


class Courier:
    """One for all replies. A wait that Telegram asks for holds every message back, because it asks so of the whole bot.

    Replies never wait for the alerts in the `lane`, which hears of each.
    """

    def __init__(self, bot: Bot, lane: Lane) -> None:
        self._bot = bot
        self._lane = lane
        self._resume = 0.0
        self._moved: Memory[int, int] = Memory(1_000)

    @property
    def bot(self) -> Bot:
        """The connection to Telegram, for requests that go through `call`."""
        return self._bot

    def moved(self, old: int, new: int) -> None:
        """A group became a supergroup: what was meant for the old one goes to the new one."""
        self._moved.put(old, new)
        log.info("chat moved", extra={"chat": old, "to": new})

    async def send(self, place: Place, bubble: Bubble, keyboard: InlineKeyboardMarkup | None) -> int | None:
        """Send the first page of a message; its number, None where it is not known to have arrived.

        Raises Forbidden where the user blocked the bot, TelegramError for what cannot be helped.
        """
        place = replace(place, chat=self._moved.get(place.chat) or place.chat)
        try:
            message = await self._try(lambda: self._reply(place, bubble, keyboard), repeatable=False)
        except ChatMigrated as error:
            self.moved(place.chat, error.new_chat_id)
            return await self.send(replace(place, thread=None, answers=None), bubble, keyboard)
        except BadRequest as error:
            again = easier(error, place, bubble)
            if again is None:
                raise
            message = await self._try(lambda: self._reply(*again, keyboard), repeatable=False)
        return message.message_id if message else None

    async def edit(
        self, target: Target, bubble: Bubble, page: int, keyboard: InlineKeyboardMarkup | None
    ) -> int | None:
        """Show a page in the place of a message, or below it where that one cannot be edited; the number of the message that shows it."""
        try:
            await self._try(lambda: self.change(target, bubble.sheets[page], keyboard), repeatable=True)
        except BadRequest as error:
            if "not modified" in str(error).lower():
                return target.message
            if target.inline:
                raise
            shown = replace(bubble, sheets=(bubble.sheets[page],), carried=None)
            return await self.send(target.place, shown, keyboard)
        return target.message

    async def acknowledge(self, query: str, text: str | None = None) -> None:
        """Let a pressed button rest; a text is shown in a box. One that waited too long is let be."""
        try:
            await self._try(
                lambda: self._bot.answer_callback_query(query, text=text and text[:200], show_alert=bool(text)),
                repeatable=True,
            )
        except BadRequest as error:
            log.info("a press was too old to acknowledge", extra={"why": str(error)})

    async def call(self, work: Callable[[], Awaitable[Result]]) -> Result | None:
        """Any other request that may be repeated."""
        return await self._try(work, repeatable=True)

    async def post(self, place: Place, bubble: Bubble, keyboard: InlineKeyboardMarkup | None) -> Message:
        """Send the first page of a message, once. Raises TelegramError."""
        answers = ReplyParameters(place.answers, allow_sending_without_reply=True) if place.answers else None
        common: dict[str, Any] = {
            "chat_id": place.chat,
            "message_thread_id": place.thread,
            "reply_parameters": answers,
            "reply_markup": keyboard,
            "parse_mode": ParseMode.HTML,
        }
        match bubble.carried:
            case Picture(png):
                return await self._bot.send_photo(photo=InputFile(png, "chart.png"), caption=bubble.sheets[0], **common)
            case File(name, _, content):
                document = InputFile(content, name)
                return await self._bot.send_document(document=document, caption=bubble.sheets[0], **common)
        return await self._bot.send_message(text=bubble.sheets[0], link_preview_options=NO_PREVIEW, **common)

    async def change(self, target: Target, sheet: str, keyboard: InlineKeyboardMarkup | None) -> object:
        """Put a page in the place of a message, once. Raises TelegramError."""
        where: dict[str, Any] = {"chat_id": target.place.chat, "message_id": target.message}
        if target.inline:
            where = {"inline_message_id": target.inline}
        common = {**where, "parse_mode": ParseMode.HTML, "reply_markup": keyboard}
        if target.has_media:
            return await self._bot.edit_message_caption(caption=sheet, **common)
        return await self._bot.edit_message_text(text=sheet, link_preview_options=NO_PREVIEW, **common)

    async def probe(self) -> None:
        """Ask Telegram something that does nothing. Raises TelegramError."""
        await self._bot.get_me()

    async def _reply(self, place: Place, bubble: Bubble, keyboard: InlineKeyboardMarkup | None) -> Message:
        self._lane.replied(str(place.chat))
        return await self.post(place, bubble, keyboard)

    async def _try(self, work: Callable[[], Awaitable[Result]], *, repeatable: bool) -> Result | None:
        """Do it, and again where that is safe. None: nobody knows whether it happened, and doing it twice would be worse."""
        for attempt in range(ATTEMPTS):
            await asyncio.sleep(max(0.0, self._resume - time.monotonic()))
            try:
                return await work()
            except RetryAfter as error:
                self._hold(error)
            except (BadRequest, Forbidden, ChatMigrated):
                raise
            except NetworkError as error:
                if not repeatable and not never_arrived(error):
                    log.warning("unknown whether a message arrived", extra={"why": type(error).__name__})
                    return None
                if attempt + 1 == ATTEMPTS:
                    raise
                await asyncio.sleep(0.25 * 2**attempt)
        raise TelegramError("Telegram asked to wait too often")

    def _hold(self, error: RetryAfter) -> None:
        seconds = seconds_asked(error)
        self._lane.pause(seconds)
        if seconds > LONGEST_WAIT:
            raise error
        log.warning("Telegram asks to wait", extra={"seconds": seconds})
        self._resume = max(self._resume, time.monotonic() + seconds)


def seconds_asked(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    return error.retry_after.total_seconds() if isinstance(error.retry_after, timedelta) else float(error.retry_after)


def never_arrived(error: NetworkError) -> bool:
    """Whether Telegram surely did nothing: no connection was made, or it answered with a failure of its own."""
    if isinstance(error, TimedOut):
        return isinstance(error.__cause__, httpx.ConnectTimeout | httpx.PoolTimeout)
    return error.__cause__ is None or isinstance(error.__cause__, httpx.ConnectError)


def easier(error: BadRequest, place: Place, bubble: Bubble) -> tuple[Place, Bubble] | None:
    """What to try instead of a refused message: the chat for a topic that is gone, plain words for markup that it does not like."""
    if "thread not found" in str(error).lower():
        return replace(place, thread=None, answers=None), bubble
    if "can't parse" in str(error).lower():
        bare = html.escape(html.unescape(re.sub("<[^>]*>", "", bubble.sheets[0])), quote=False)
        return place, replace(bubble, sheets=(bare, *bubble.sheets[1:]))
    return None
