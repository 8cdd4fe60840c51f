"""Texts that administrators send in: read at once, shown with what they claim and contradict, then kept or discarded."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from bot.answering.words import Words
from bot.domain.claims import Item
from bot.domain.drafts import PASTED, Draft
from bot.domain.errors import UserError
from bot.domain.feeds import Failed
from bot.domain.office import Action, Deed, Submission
from bot.domain.people import Person
from bot.domain.reply import Choices, Part, Reply, Text
from bot.domain.stored import Origin
from bot.domain.tongues import plain_code
from bot.ports import Clock, Pages, Store
from bot.services.guess import guess_language
from bot.services.ingest import Ingest, Ingested
from bot.services.lens import Lens
from bot.services.report import Report

KEPT = timedelta(days=7)
"""How long a text waits for a decision."""

OpenPages = Callable[[], AbstractAsyncContextManager[Pages]]
"""Reads pages of articles while it is open."""


class Submit:
    """The use case. `ingest` and `languages` are called when the first text is to be read; without `pages` no address is read."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        report: Report,
        ingest: Callable[[], Ingest],
        languages: Callable[[], Sequence[str]],
        pages: OpenPages | None = None,
        outlet_at: Callable[[str], str | None] = lambda _url: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._report = report
        self._ingest = ingest
        self._languages = languages
        self._pages = pages
        self._outlet_at = outlet_at

    async def page(self, lens: Lens, who: Person, url: str) -> Reply:
        """Read the article at an address. Raises UserError where there is none, BadItemError, StoreError."""
        if self._pages is None:
            raise UserError(lens.words.gettext("Addresses are not read here. Paste the text after /ingest."))
        async with self._pages() as pages:
            found = await pages.read(url)
        if isinstance(found, Failed):
            message = lens.words.gettext("{url} cannot be read: {why}. Paste the text after /ingest instead.")
            raise UserError(message.format(url=url, why=found.detail))
        source = self._outlet_at(found.url) or found.site or urlsplit(found.url).hostname or PASTED
        published = found.published or self._clock.now()
        is_day = found.published is None or found.published_is_day
        lang = plain_code(found.lang or "")
        return await self.offer(lens, who, Draft(found.text, source, published, is_day, lang, found.title, found.url))

    async def offer(self, lens: Lens, who: Person, draft: Draft) -> Reply:
        """Read a text, keep it for a decision, and tell what it claims. Raises BadItemError, StoreError."""
        readable = self._languages()
        lang = draft.lang if draft.lang in readable else guess_language(draft.text, readable)
        key, now = secrets.token_hex(4), self._clock.now()
        waiting = Submission(
            key, str(who), now, draft.source, lang, draft.title, draft.text, draft.published, draft.is_day, draft.url
        )
        told = await self._ingest()(_item(waiting), Origin.ADMIN, dry_run=True)
        if told.changes.duplicate_of is None:
            async with self._store.write() as transaction:
                await transaction.office.forget_submissions(now - KEPT)
                await transaction.office.save_submission(waiting)
                detail = {"source": waiting.source, "url": waiting.url}
                await transaction.office.note(Deed(now, str(who), Action.TEXT_OFFERED, key, detail))
        return await self._shown(lens, waiting, told)

    async def read_as(self, lens: Lens, key: str, lang: str) -> Reply:
        """Read a waiting text in another language; "" offers the languages. Raises UserError, BadItemError, StoreError."""
        waiting = await self._waiting(lens.words, key)
        if not lang:
            return self._languages_for(lens.words, waiting)
        waiting = replace(waiting, lang=lang)
        told = await self._ingest()(_item(waiting), Origin.ADMIN, dry_run=True)
        async with self._store.write() as transaction:
            await transaction.office.save_submission(waiting)
        return await self._shown(lens, waiting, told)

    def _languages_for(self, words: Words, waiting: Submission) -> Reply:
        """Every language that is read, to choose from."""
        asked = words.gettext("Read as {language}. Which language is it?").format(language=words.language(waiting.lang))
        options = [(words.language(code), f"/ingest as {code} {waiting.key}") for code in self._languages()]
        return Reply((Text(asked), Choices(tuple(options))), lang=words.lang)

    async def keep(self, lens: Lens, who: Person, key: str) -> Reply:
        """Take a waiting text in. Raises UserError where it no longer waits, BadItemError, StoreError."""
        waiting = await self._waiting(lens.words, key)
        told = await self._ingest()(_item(waiting), Origin.ADMIN, by=str(who))
        await self._done(key, Deed(self._clock.now(), str(who), Action.TEXT_KEPT, key, {"item": told.item.id}))
        return await self._report.ingested(lens, told)

    async def discard(self, lens: Lens, who: Person, key: str) -> Reply:
        """Forget a waiting text. Raises UserError, StoreError."""
        await self._waiting(lens.words, key)
        await self._done(key, Deed(self._clock.now(), str(who), Action.TEXT_DISCARDED, key))
        return Reply((Text(lens.words.gettext("Discarded. Nothing was kept.")),), lang=lens.words.lang)

    async def _waiting(self, words: Words, key: str) -> Submission:
        async with self._store.read() as snapshot:
            found = await snapshot.office.submission(key)
        if found is None:
            raise UserError(words.gettext("I no longer have this text. Send it again."))
        return found

    async def _done(self, key: str, deed: Deed) -> None:
        async with self._store.write() as transaction:
            await transaction.office.drop_submission(key)
            await transaction.office.note(deed)

    async def _shown(self, lens: Lens, waiting: Submission, told: Ingested) -> Reply:
        """What a waiting text claims and contradicts, with what can be done."""
        reply = await self._report.ingested(lens, told)
        if told.changes.duplicate_of is not None:
            return reply
        words = lens.words
        parts: list[Part] = [part for part in reply.parts if not isinstance(part, Choices)]
        about = words.gettext("Not kept yet. Read as: {language}").format(language=words.language(waiting.lang))
        parts.append(Text(about, "note"))
        if waiting.source == PASTED:
            hint = words.gettext("To name the outlet, put it on the first line with the day: Example News, 2024-05-12")
            parts.append(Text(hint, "note"))
        key = waiting.key
        options = [(words.gettext("Keep"), f"/ingest keep {key}"), (words.gettext("Discard"), f"/ingest discard {key}")]
        options.append((words.gettext("Another language"), f"/ingest as {key}"))
        return replace(reply, parts=(*parts, Choices(tuple(options))))


def _item(waiting: Submission) -> Item:
    return Item(
        "",
        waiting.source,
        waiting.lang,
        waiting.title,
        waiting.text,
        waiting.published,
        waiting.url,
        published_is_day=waiting.published_is_day,
    )
