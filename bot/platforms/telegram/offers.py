"""Texts that an administrator sends in: forwarded posts, pasted articles, documents. The bot reads them and asks whether to keep them."""

from __future__ import annotations

from telegram import Message

from bot.domain.drafts import Draft
from bot.domain.people import Asker
from bot.domain.reply import Reply, Text
from bot.platforms.telegram.courier import Courier
from bot.platforms.telegram.desk import Desk
from bot.platforms.telegram.intake import (
    DOCUMENT_BYTES,
    UnreadableError,
    draft_of,
    draft_of_document,
    is_text,
    looks_sent_in,
)


class Offers:
    """Turns messages into texts to be read."""

    def __init__(self, desk: Desk, courier: Courier) -> None:
        self._desk = desk
        self._courier = courier

    async def offer(self, message: Message, asker: Asker, lang: str) -> Reply | None:
        """What the text in a message claims, with the choice to keep it; None where it holds no text to take in."""
        if is_text(message.document):
            draft = await self._document(message, lang)
            return draft if isinstance(draft, Reply) else await self._desk.offer(draft, lang, asker)
        if looks_sent_in(message):
            return await self._desk.offer(draft_of(message, self._desk.now()), lang, asker)
        return None

    async def _document(self, message: Message, lang: str) -> Draft | Reply:
        """The draft of a document, or why it cannot be read."""
        document, words = message.document, self._desk.words(lang)
        assert document is not None  # noqa: S101 - the caller looked
        if (document.file_size or 0) > DOCUMENT_BYTES:
            return _refused(words.gettext("This file is too long. I read up to 4 MB."), lang)
        file = await self._courier.call(document.get_file)
        content = bytes(await self._courier.call(file.download_as_bytearray) or b"") if file else b""
        try:
            return draft_of_document(document.file_name or "", content, self._desk.now())
        except UnreadableError:
            return _refused(words.gettext("This file is no text in UTF-8."), lang)


def _refused(sentence: str, lang: str) -> Reply:
    return Reply((Text(sentence),), ok=False, lang=lang)
