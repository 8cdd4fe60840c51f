"""Whose settings a line is about, and whether who wrote it may change them.

In a private chat they may; in a group its administrators may; a channel is named (`/subscribe @channel`, or its number) by an
administrator of it. Both are asked of Telegram at that moment, so that a lost right counts at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden

from bot.domain.alerts import ChatAddress, Here
from bot.domain.people import Asker
from bot.domain.reply import Reply, Text
from bot.platforms.telegram.addressing import ANONYMOUS_ADMIN
from bot.platforms.telegram.courier import Courier, Place
from bot.platforms.telegram.desk import Desk, Words

PLATFORM = "telegram"
ADMINS = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})

_CHANNEL = re.compile(r"(?P<command>/\S+)\s+(?P<name>@[A-Za-z]\w{3,31}|-100\d{5,})(?:\s+(?P<rest>.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a channel's settings are not changed, as a sentence for who asked."""

    sentence: str


class Rights:
    """Answers lines with the rights that Telegram says somebody has in a chat."""

    def __init__(self, me: User, desk: Desk, courier: Courier) -> None:
        self._me = me
        self._desk = desk
        self._courier = courier

    async def respond(self, line: str, lang: str, place: Place, user: User, asker: Asker) -> Reply:
        """The reply to a line. In a message that was sent inline nobody's settings are meant."""
        if not place.chat:
            return await self._desk.respond(line, lang, asker)
        if not self._desk.is_setting(line):
            return await self._desk.respond(line, lang, asker, here=self.here(place))
        settled = await self._settled(line, place, user, self._desk.words(lang))
        if isinstance(settled, Refusal):
            return Reply((Text(settled.sentence, "warning"),), ok=False, lang=lang)
        return await self._desk.respond(settled[0], lang, asker, here=settled[1])

    async def _settled(self, line: str, place: Place, user: User, words: Words) -> tuple[str, Here] | Refusal:
        """A line about settings without the name of a channel in it, and the chat it is about."""
        if place.chat < 0:
            return line, await self._group(place, user)
        named = _CHANNEL.fullmatch(line.strip())
        if named is None:
            return line, self.here(place)
        here = await self._channel(named["name"], user, words)
        return here if isinstance(here, Refusal) else (f"{named['command']} {named['rest'] or ''}".strip(), here)

    @staticmethod
    def here(place: Place, *, manages: bool = True) -> Here:
        """The chat of a place."""
        return Here(ChatAddress(PLATFORM, str(place.chat), str(place.thread or "")), manages)

    async def _group(self, place: Place, user: User) -> Here:
        manages = user.id == ANONYMOUS_ADMIN or await self._is_admin(place.chat, user.id)
        return self.here(place, manages=manages)

    async def _channel(self, name: str, user: User, words: Words) -> Here | Refusal:
        try:
            chat = await self._courier.call(lambda: self._courier.bot.get_chat(name))
        except (BadRequest, Forbidden):
            chat = None
        if chat is None or chat.type != ChatType.CHANNEL:
            text = words.gettext("I know no channel {name}. Make me an administrator of it, then try again.")
            return Refusal(text.format(name=name))
        if not await self._is_admin(chat.id, user.id):
            return Refusal(words.gettext("Only an administrator of {name} can change its alerts.").format(name=name))
        if not await self._is_admin(chat.id, self._me.id):
            text = words.gettext("I cannot write in {name}. Make me an administrator of it, then try again.")
            return Refusal(text.format(name=name))
        return Here(ChatAddress(PLATFORM, str(chat.id)), True, name)

    async def _is_admin(self, chat: int, user: int) -> bool:
        try:
            member = await self._courier.call(lambda: self._courier.bot.get_chat_member(chat, user))
        except (BadRequest, Forbidden):
            return False
        return member is not None and member.status in ADMINS
