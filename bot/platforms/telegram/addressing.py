"""Which words of a message are meant for the bot."""

from __future__ import annotations

from collections.abc import Callable

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

ANONYMOUS_ADMIN = 1087968824
"""Telegram's stand-in for an administrator who writes in the name of the group."""


def is_for_people(message: Message, me: User) -> bool:
    """Whether nobody should answer: another bot wrote it, or it was sent through this one."""
    sender = message.from_user
    if message.via_bot and message.via_bot.id == me.id:
        return True
    return sender is not None and sender.is_bot and sender.id != ANONYMOUS_ADMIN


def line_of(message: Message, me: User, knows: Callable[[str], bool]) -> str | None:
    """The line to answer: everything in a private chat; in groups commands and what mentions the bot. None for the rest."""
    text = message.text or message.caption
    if not text or not text.strip():
        return None
    if message.chat.type == ChatType.PRIVATE:
        return text
    if text.startswith("/"):
        return _command(text, me, knows)
    return _mentioned(message, text, me)


def _command(text: str, me: User, knows: Callable[[str], bool]) -> str | None:
    """A command, unless it is another bot's; one that nobody is named in must be known, for groups have many bots."""
    name, at, addressee = text.split()[0].partition("@")
    if at:
        return text if addressee.lower() == (me.username or "").lower() else None
    return text if knows(name) else None


def _mentioned(message: Message, text: str, me: User) -> str | None:
    known = message.parse_entities() if message.text else message.parse_caption_entities()
    name = f"@{me.username}".lower()
    for entity, words in known.items():
        by_name = entity.type == MessageEntity.MENTION and words.lower() == name
        by_link = entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == me.id
        if by_name or by_link:
            return text.replace(words, " ", 1).strip(" ,:\n") or "/help"
    return None
