"""Texts that an administrator sends in: forwarded posts, pasted articles, documents."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from telegram import (
    Document,
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

from bot.domain.drafts import PASTED, Draft, named, time_of
from bot.platforms.telegram.page import read_page

PASTED_CHARACTERS, PASTED_LINES = 500, 4
"""A text this long, or of so many lines, is an article and no question."""

DOCUMENT_BYTES = 4_000_000
TEXTS = (".txt", ".html", ".htm")


class UnreadableError(Exception):
    """A document that is no text."""


def is_text(document: Document | None) -> bool:
    """Whether a document's name says that it holds text."""
    return document is not None and (document.file_name or "").lower().endswith(TEXTS)


def looks_sent_in(message: Message) -> bool:
    """Whether a message is a text to take in rather than a question."""
    text = message.text or message.caption or ""
    if message.forward_origin is not None:
        return bool(text.strip())
    long = len(text) >= PASTED_CHARACTERS or text.strip().count("\n") + 1 >= PASTED_LINES
    return long and not text.startswith("/")


def draft_of(message: Message, now: datetime) -> Draft:
    """The draft of a forwarded post or a pasted text."""
    text = message.text or message.caption or ""
    origin = message.forward_origin
    if origin is None:
        return named(text, PASTED, now)
    if isinstance(origin, MessageOriginChannel):
        url = f"https://t.me/{origin.chat.username}/{origin.message_id}" if origin.chat.username else None
        return Draft(text, origin.chat.title or PASTED, origin.date, url=url)
    return Draft(text, _origin(origin), origin.date)


def draft_of_document(name: str, content: bytes, now: datetime) -> Draft:
    """The draft of a text file or a saved web page. Raises UnreadableError where it is no UTF-8."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UnreadableError from error
    if not name.lower().endswith((".html", ".htm")):
        return named(text, PASTED, now)
    page = read_page(text)
    published, is_day = time_of(page.published) or (now, True)
    source = page.source or urlsplit(page.url).hostname or PASTED
    return Draft(page.text, source, published, is_day, page.lang, page.title, page.url or None)


def _origin(origin: object) -> str:
    match origin:
        case MessageOriginChat():
            return origin.sender_chat.title or PASTED
        case MessageOriginHiddenUser():
            return origin.sender_user_name
        case MessageOriginUser():
            return origin.sender_user.full_name
    return PASTED
