"""Offers to read a text that an administrator sent in, and does what they choose."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from telegram import Message

from bot.domain.reply import Heading, Part, Quote, Reply, Text
from bot.platforms.telegram.buttons import Buttons, Press
from bot.platforms.telegram.courier import Courier, Place, Target
from bot.platforms.telegram.desk import Desk, Draft
from bot.platforms.telegram.draw import Bubble, draw
from bot.platforms.telegram.intake import (
    DOCUMENT_BYTES,
    PASTED,
    UnreadableError,
    draft_of,
    draft_of_document,
    is_text,
    looks_sent_in,
)
from bot.platforms.telegram.memory import Memory

KEPT = 50
SAMPLE = 200
READ, LOOK, DROP, LANGUAGE = "read", "look", "drop", "lang"


class Offers:
    """Keeps drafts until they are decided on; the oldest is forgotten where there are many."""

    def __init__(self, desk: Desk, courier: Courier, buttons: Buttons) -> None:
        self._desk = desk
        self._courier = courier
        self._buttons = buttons
        self._drafts: Memory[str, Draft] = Memory(KEPT)
        self._number = count(1)

    async def offer(self, message: Message, place: Place, lang: str) -> bool:
        """Offer to read what a message holds; False where it holds no text to take in."""
        if is_text(message.document):
            draft = await self._document(message, place, lang)
            if draft is None:
                return True
        elif looks_sent_in(message):
            draft = draft_of(message, self._desk.now())
        else:
            return False
        key = str(next(self._number))
        known = draft.lang in self._desk.readable
        self._drafts.put(key, draft if known else replace(draft, lang=self._desk.guess(draft.text)))
        bubble, rows = self._asking(key, lang)
        await self._courier.send(place, bubble, self._buttons.draft(rows, lang))
        return True

    async def decide(self, press: Press, query: str, target: Target, *, admin: bool) -> Reply | None:
        """Follow a button below an offer; what to show in its place, None where that is done."""
        key, action, *rest = press.line.split()
        words = self._desk.words(press.lang)
        draft = self._drafts.get(key)
        if not admin or draft is None:
            gone = words.gettext("I no longer have this text. Send it again.")
            await self._courier.acknowledge(query, gone if admin else words.gettext("Only administrators may do this."))
            return None
        await self._courier.acknowledge(query)
        if action == LANGUAGE:
            self._drafts.put(key, replace(draft, lang=rest[0]))
            bubble, rows = self._asking(key, press.lang)
            await self._courier.edit(target, bubble, 0, self._buttons.draft(rows, press.lang))
            return None
        if action == DROP:
            self._drafts.pop(key)
            return Reply((Text(words.gettext("Not read.")),), lang=press.lang)
        reply = await self._desk.read(draft, press.lang, store=action == READ)
        if action == READ and reply.ok:
            self._drafts.pop(key)
        return reply

    def _asking(self, key: str, lang: str) -> tuple[Bubble, list[list[tuple[str, str]]]]:
        draft, words = self._drafts.get(key), self._desk.words(lang)
        assert draft is not None  # noqa: S101 - it was put there by the caller
        parts: list[Part] = [
            Heading(draft.title or words.gettext("Read this text?")),
            Text(words.gettext("Read as: {language}").format(language=draft.lang), "note"),
            Quote(
                draft.text.strip()[:SAMPLE],
                draft.source,
                draft.published.date(),
                words.long_day(draft.published.date()),
                draft.lang,
                draft.url,
            ),
        ]
        if draft.source == PASTED:
            hint = words.gettext("To name the outlet, put it on the first line with the day: Example News, 2024-05-12")
            parts.append(Text(hint, "note"))
        actions = [
            (words.gettext("Read it"), READ),
            (words.gettext("Only look"), LOOK),
            (words.gettext("Drop it"), DROP),
        ]
        others = [code for code in self._desk.readable if code != draft.lang]
        rows = [[(label, f"{key} {action}") for label, action in actions]]
        return draw(Reply(tuple(parts), lang=lang))[0], [
            *rows,
            [(code, f"{key} {LANGUAGE} {code}") for code in others[:6]],
        ]

    async def _document(self, message: Message, place: Place, lang: str) -> Draft | None:
        """The draft of a document; None where it cannot be read, which the user is told."""
        document, words = message.document, self._desk.words(lang)
        assert document is not None  # noqa: S101 - the caller looked
        if (document.file_size or 0) > DOCUMENT_BYTES:
            await self._refuse(words.gettext("This file is too long. I read up to 4 MB."), place, lang)
            return None
        file = await self._courier.call(document.get_file)
        content = bytes(await self._courier.call(file.download_as_bytearray) or b"") if file else b""
        try:
            return draft_of_document(document.file_name or "", content, self._desk.now())
        except UnreadableError:
            await self._refuse(words.gettext("This file is no text in UTF-8."), place, lang)
            return None

    async def _refuse(self, sentence: str, place: Place, lang: str) -> None:
        await self._courier.send(place, draw(Reply((Text(sentence),), ok=False, lang=lang))[0], None)
