"""Who asks in an update, and whom they mean by answering, forwarding or naming somebody."""

from __future__ import annotations

from collections.abc import Mapping

from telegram import Chat, Message, MessageEntity, MessageOriginUser, User

from bot.domain.people import Asker, Person
from bot.platforms.telegram.memory import Memory

PLATFORM = "telegram"
NAMES = 10_000
"""How many @names are remembered; they are kept nowhere but in memory."""


class People:
    """Knows who was seen under which @name since the bot started."""

    def __init__(self) -> None:
        self._names: Memory[str, int] = Memory(NAMES)

    def seen(self, user: User | None) -> None:
        """Remember somebody's @name."""
        if user is not None and user.username:
            self._names.put(user.username.lower(), user.id)

    def asker(self, user: User, chat: Chat | None, message: Message | None = None) -> Asker:
        """Who asks; with the message whom it points at."""
        thread = message.message_thread_id if message is not None and message.is_topic_message else None
        return Asker(
            person(user.id),
            "" if chat is None else str(chat.id),
            "" if thread is None else str(thread),
            None if message is None else self._meant(message),
        )

    def _meant(self, message: Message) -> Person | None:
        named = self._named(message)
        if named is not None:
            return person(named)
        answered = message.reply_to_message
        if answered is None:
            return None
        origin = answered.forward_origin
        if origin is not None:
            return person(origin.sender_user.id) if isinstance(origin, MessageOriginUser) else None
        writer = answered.from_user
        return None if writer is None or writer.is_bot else person(writer.id)

    def _named(self, message: Message) -> int | None:
        """Somebody whose name stands in the text."""
        for entity, words in _mentions(message).items():
            if entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and not entity.user.is_bot:
                return entity.user.id
            known = self._names.get(words.removeprefix("@").lower()) if entity.type == MessageEntity.MENTION else None
            if known is not None:
                return known
        return None


def _mentions(message: Message) -> Mapping[MessageEntity, str]:
    """The people whom a text names; none where Telegram counted its characters in another way than Python can."""
    try:
        return message.parse_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION]) if message.text else {}
    except UnicodeDecodeError:
        return {}


def person(user: int) -> Person:
    """A user of Telegram."""
    return Person(PLATFORM, str(user))
