"""What the bot does with an update: answers a line, turns a page, follows a button, offers to read a text."""

from __future__ import annotations

import asyncio
import logging
import re
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import replace

from telegram import CallbackQuery, ChatMemberUpdated, InlineQuery, Message, Update, User
from telegram.constants import ChatMemberStatus
from telegram.error import Forbidden, TelegramError

from bot.domain.errors import StoreError, places
from bot.domain.people import Asker, Role
from bot.domain.reply import Reply, Text
from bot.platforms.telegram.addressing import is_for_people, line_of
from bot.platforms.telegram.asking import People
from bot.platforms.telegram.buttons import Buttons, Press
from bot.platforms.telegram.courier import Courier, Place, Target
from bot.platforms.telegram.desk import Attendance, Desk
from bot.platforms.telegram.draw import Bubble, draw
from bot.platforms.telegram.inline import articles
from bot.platforms.telegram.limits import COSTLY, ORDINARY, Limiter
from bot.platforms.telegram.memory import Memory
from bot.platforms.telegram.offers import Offers
from bot.platforms.telegram.rights import Rights

SEEN = 10_000
INLINE_CACHE = 30

log = logging.getLogger(__name__)

Follow = Callable[[int, Role], None]
"""Hears what a user may do whenever they write in private."""


class Conversation:
    """Handles updates. Raises nothing: what goes wrong is logged without a word that a user typed."""

    def __init__(
        self,
        me: User,
        desk: Desk,
        attendance: Attendance,
        courier: Courier,
        buttons: Buttons,
        pages: Memory[tuple[int, int], Bubble],
        follow: Follow,
    ) -> None:
        self._me = me
        self._desk = desk
        self._attendance = attendance
        self._courier = courier
        self._buttons = buttons
        self._follow_role = follow
        self._people = People()
        self._limiter = Limiter(time.monotonic)
        self._rights = Rights(me, desk, courier)
        self._offers = Offers(desk, courier)
        self._pages = pages
        self._seen: Memory[int, bool] = Memory(SEEN)
        self._following: set[asyncio.Task[None]] = set()

    async def handle(self, update: Update) -> None:
        """Do what an update asks for, once."""
        if self._seen.get(update.update_id):
            return
        self._seen.put(update.update_id, True)
        try:
            if update.my_chat_member:
                await self._member(update.my_chat_member)
                return
            if update.effective_chat:
                await self._seen_in(str(update.effective_chat.id))
            await self._route(update)
        except Forbidden as error:
            log.info("blocked", extra={"chat": update.effective_chat and update.effective_chat.id})
            if update.effective_chat:
                await self._lost(str(update.effective_chat.id), str(error))
        except TelegramError as error:
            why = re.sub(r'".*"', '"…"', str(error), flags=re.DOTALL)
            log.warning("not delivered", extra={"update": update.update_id, "kind": type(error).__name__, "why": why})
        except Exception as error:  # what nobody thought of must not end the conversation
            known = {"update": update.update_id, "error": uuid.uuid4().hex[:8], "kind": type(error).__name__}
            log.error("an update failed", extra={**known, "trace": places(error)})

    async def _route(self, update: Update) -> None:
        if update.callback_query:
            await self._pressed(update.callback_query)
        elif update.inline_query:
            await self._inline(update.inline_query)
        elif update.message:
            await self._message(update.message)

    async def _member(self, change: ChatMemberUpdated) -> None:
        """The bot was let in, thrown out, blocked or unblocked."""
        member = change.new_chat_member
        if member.status in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED):
            await self._attendance.left(str(change.chat.id), member.status)
        else:
            await self._attendance.returned(str(change.chat.id))

    async def _seen_in(self, chat: str) -> None:
        with suppress(StoreError):  # the next update tells as well
            await self._attendance.returned(chat)

    async def _lost(self, chat: str, why: str) -> None:
        with suppress(StoreError):
            await self._attendance.left(chat, why)

    async def _message(self, message: Message) -> None:
        if message.migrate_to_chat_id:
            self._courier.moved(message.chat.id, message.migrate_to_chat_id)
            await self._attendance.moved(str(message.chat.id), str(message.migrate_to_chat_id))
            return
        user = message.from_user
        if user is None or is_for_people(message, self._me):
            return
        self._people.seen(user)
        asker = self._people.asker(user, message.chat, message)
        lang, role = self._desk.language(user.language_code), await self._desk.role(asker)
        private = message.chat.type == message.chat.PRIVATE
        place = _place(message)
        if role is None and not private:
            return
        may = role or Role.EVERYONE
        if private:
            self._follow_role(user.id, may)
        if private and may.may(Role.ADMIN):
            offered = await self._offers.offer(message, asker, lang)
            if offered is not None:
                await self._show(offered, place, "")
                return
        line = line_of(message, self._me, lambda name: self._desk.knows(name, may))
        if line is None:
            if private and message.effective_attachment:
                text = self._desk.words(lang).gettext("I read text only. Ask in your own words, or type /help")
                await self._show(Reply((Text(text),), lang=lang), place, "")
            return
        refusal = self._refusal(user, line, lang)
        if refusal is None:
            await self._show(await self._rights.respond(line, lang, place, user, asker), place, line)
        elif refusal:
            await self._show(Reply((Text(refusal),), ok=False, lang=lang), place, "")

    async def _pressed(self, query: CallbackQuery) -> None:
        press = self._buttons.read(query.data)
        lang = press.lang if press else self._desk.language(query.from_user.language_code)
        target = _target(query)
        if press is None or target is None or not (press.line or await self._recalled(press, target)):
            words = self._desk.words(lang)
            await self._courier.acknowledge(query.id, words.gettext("This button is too old. Ask again, or type /help"))
            return
        message = query.message
        asker = self._people.asker(query.from_user, message.chat if message else None)
        role = await self._desk.role(asker)
        if role is None:
            await self._courier.acknowledge(query.id)
            return
        refusal = self._refusal(query.from_user, press.line, lang)
        if refusal is not None:
            await self._courier.acknowledge(query.id, refusal or None)
            return
        if not self._desk.knows(press.line, role) and self._desk.knows(press.line, Role.OWNER):
            words = self._desk.words(lang)
            await self._courier.acknowledge(query.id, words.gettext("Only administrators may do this."))
            return
        reply = await self._reply(press, target, query.from_user, asker)
        if isinstance(reply, Reply) and not reply.ok and self._desk.is_setting(press.line):
            why = next((part.text for part in reply.parts if isinstance(part, Text)), None)
            await self._courier.acknowledge(query.id, why)  # the list that others see stays
            return
        bubbles = (reply,) if isinstance(reply, Bubble) else draw(reply)
        if target.inline and bubbles[0].carried:
            words = self._desk.words(lang)
            await self._courier.acknowledge(query.id, words.gettext("Open a chat with me for pictures and files."))
            return
        await self._courier.acknowledge(query.id)
        if isinstance(reply, Reply):
            if press.kind == "apart":
                await self._show(reply, target.place, press.line)
                return
            press = replace(press, lang=reply.lang)
        shown = await self._turn(bubbles, press, target)
        if isinstance(reply, Reply):
            self._watch(reply, press.line, replace(target, message=shown or target.message))

    async def _reply(self, press: Press, target: Target, user: User, asker: Asker) -> Bubble | Reply:
        """What is behind a button; pages come from memory, so that nothing is lost where the answer changed meanwhile."""
        kept = self._kept(press, target)
        return kept or await self._rights.respond(press.line, press.lang, target.place, user, asker)

    def _watch(self, reply: Reply, line: str, target: Target) -> None:
        """Show in a message how work goes on, beside what else the chat asks."""
        if reply.later is not None and (target.message or target.inline):
            following = asyncio.create_task(self._follow(reply.later(), line, target))
            self._following.add(following)
            following.add_done_callback(self._following.discard)

    async def _follow(self, later: AsyncIterator[Reply], line: str, target: Target) -> None:
        try:
            async for newer in later:
                await self._turn(draw(newer), Press(line, newer.lang), target)
        except TelegramError as error:
            log.warning("progress was not shown", extra={"kind": type(error).__name__})

    async def close(self) -> None:
        """No longer show how work goes on."""
        for following in self._following:
            following.cancel()
        await asyncio.gather(*self._following, return_exceptions=True)

    def _kept(self, press: Press, target: Target) -> Bubble | None:
        return self._pages.get((target.place.chat, target.message)) if press.page is not None else None

    async def _recalled(self, press: Press, target: Target) -> bool:
        """Whether the pages of a message are known; those of an alert are written anew where they were forgotten."""
        if self._kept(press, target) is None:
            told = await self._attendance.told(str(target.place.chat), str(target.message))
            if told is not None:
                self._pages.put((target.place.chat, target.message), draw(told)[0])
        return self._kept(press, target) is not None

    async def _turn(self, bubbles: tuple[Bubble, ...], press: Press, target: Target) -> int | None:
        """Show the first message in the place of the one with the button, the others below it; the number of the first."""
        first, *others = bubbles
        page = min(press.page or 0, len(first.sheets) - 1)
        keyboard = self._buttons.below(first, press.lang, press.line, page)
        if target.has_media is (first.carried is not None) and (press.page is not None or not first.carried):
            shown = await self._courier.edit(target, first, page, keyboard)
        else:
            shown = await self._courier.send(target.place, first, keyboard)
        self._keep(target.place, shown, first)
        for bubble in others:
            await self._courier.send(target.place, bubble, self._buttons.below(bubble, press.lang, press.line))
        return shown

    async def _inline(self, query: InlineQuery) -> None:
        lang = self._desk.language(query.from_user.language_code)
        found = []
        asker = self._people.asker(query.from_user, None)
        if self._limiter.take(query.from_user.id, ORDINARY) is None and await self._desk.role(asker) is not None:
            found = await articles(query.query, lang, asker, self._desk, self._buttons)
        await self._courier.call(lambda: query.answer(found, cache_time=INLINE_CACHE, is_personal=True))

    async def _show(self, reply: Reply, place: Place, line: str) -> None:
        numbers = []
        for bubble in draw(reply):
            numbers.append(await self._courier.send(place, bubble, self._buttons.below(bubble, reply.lang, line)))
            self._keep(place, numbers[-1], bubble)
        self._watch(reply, line, Target(place, numbers[0] or 0))

    def _keep(self, place: Place, number: int | None, bubble: Bubble) -> None:
        if number and len(bubble.sheets) > 1:
            self._pages.put((place.chat, number), bubble)

    def _refusal(self, user: User, line: str, lang: str) -> str | None:
        """Why a user has to wait; None where they need not, the empty text where they were told already."""
        refused = self._limiter.take(user.id, COSTLY) if self._desk.is_costly(line) else None
        refused = refused or self._limiter.take(user.id)
        if refused is None:
            return None
        if not refused.first:
            return ""
        return self._desk.words(lang).ngettext(
            "That was a lot at once. Try again in {seconds} second.",
            "That was a lot at once. Try again in {seconds} seconds.",
            refused.seconds,
        ).format(seconds=refused.seconds)  # fmt: skip


def _place(message: Message) -> Place:
    thread = message.message_thread_id if message.is_topic_message else None
    private = message.chat.type == message.chat.PRIVATE
    return Place(message.chat.id, thread, None if private else message.message_id)


def _target(query: CallbackQuery) -> Target | None:
    """The message that the button hangs on; None where Telegram does not say."""
    if query.inline_message_id:
        return Target(Place(0), inline=query.inline_message_id)
    if isinstance(query.message, Message):
        message = query.message
        thread = message.message_thread_id if message.is_topic_message else None
        return Target(Place(message.chat.id, thread), message.message_id, None, bool(message.photo or message.document))
    if query.message is not None:
        return Target(Place(query.message.chat.id), query.message.message_id)
    return None
