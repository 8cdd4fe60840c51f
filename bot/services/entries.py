"""One entry of a feed: what it is as an item, whether it is about the story, and what taking it in changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from bot.domain.claims import Item
from bot.domain.errors import BadItemError
from bot.domain.feeds import Article, Dated, Document, Trouble
from bot.domain.stored import Changes, Origin, StoredItem
from bot.domain.tongues import plain_code
from bot.domain.watched import FullText
from bot.ports import Store
from bot.services.guess import guess_language
from bot.services.ingest import Ingest, Note
from bot.services.turns import in_turn
from bot.services.wholetext import WholeTexts, would_shorten

PAGE = "page-"
"""Begins the word under which pages are counted that could not be read."""

UNCERTAIN = "mis", "mul", "und", "zxx"


class Fate(StrEnum):
    """What became of an entry, or would become of it."""

    NEW = "new"
    CHANGED = "changed"
    KNOWN = "known"
    ELSEWHERE = "not-about-the-story"
    LANGUAGE = "language"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to read: its address, the outlet it belongs to and its language, as far as they are known, and where its full text is."""

    url: str
    outlet: str | None = None
    lang: str | None = None
    full_text: FullText = FullText.FEED


@dataclass(frozen=True, slots=True)
class Handled:
    """One entry and its fate; `detail` says why it was refused; `changes` what taking it in changed.

    `page` says why its page could not be read, where its whole text was wanted.
    """

    item: Item
    fate: Fate
    dated: Dated
    detail: str = ""
    changes: Changes | None = None
    page: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Taking:
    """How an entry is taken in.

    Without `ingest` nothing is stored. `same_as` is the item that this entry was before; `backlog` marks what it raises as old;
    `note` stores something together with the item.
    """

    ingest: bool = True
    same_as: str | None = None
    backlog: bool = False
    note: Note | None = None


class StoryReader(Protocol):
    """Knows which texts are about the story."""

    @property
    def languages(self) -> Sequence[str]:
        """The languages it reads."""
        ...

    def is_about(self, item: Item) -> bool:
        """Whether an item is about the story."""
        ...


class Entries:
    """Handles one entry at a time, for any number of feeds."""

    def __init__(
        self, store: Store, reader: StoryReader, ingest: Ingest, whole_texts: WholeTexts | None = None
    ) -> None:
        """Without `whole_texts` no page is read: every entry is taken as its feed has it."""
        self._store = store
        self._reader = reader
        self._ingest = ingest
        self._whole_texts = whole_texts

    async def __call__(self, feed: Feed, document: Document, article: Article, taking: Taking) -> Handled:
        """What becomes of an entry; what is about the story is taken in. Raises StoreError.

        An entry at a known address with other words is a new version, unless the item there came in otherwise than by a feed: a summary
        never replaces an article. An entry without a time of its own keeps the time at which it was first seen. Where the feed has only
        summaries, the page is read of what could be about the story, and its text decides.
        """
        item = self._item(feed, document, article)
        if item.lang not in self._reader.languages:
            return Handled(item, Fate.LANGUAGE, article.dated, item.lang)
        if self._whole_texts is None or feed.full_text is not FullText.PAGE:
            return await self._take(item, article, taking)
        known = await self._known(item, taking.same_as)
        if known is not None and known.origin is not Origin.FEED:
            return Handled(replace(item, id=known.item.id), Fate.KNOWN, article.dated)
        if not await in_turn(self._whole_texts.is_worth_it, item):
            return Handled(item, Fate.ELSEWHERE, article.dated)
        whole = await self._whole_texts(article)
        item = self._item(feed, document, whole.article)
        if whole.trouble is not None and known is not None and would_shorten(known, item):
            return Handled(replace(item, id=known.item.id), Fate.KNOWN, article.dated, page=whole.trouble)
        return replace(await self._take(item, whole.article, taking), page=whole.trouble)

    async def _take(self, item: Item, article: Article, taking: Taking) -> Handled:
        """Take an entry in with the text it has now, if that is about the story."""
        if not await in_turn(self._reader.is_about, item):
            return Handled(item, Fate.ELSEWHERE, article.dated)
        known = await self._known(item, taking.same_as)
        if known is not None:
            if known.origin is not Origin.FEED or _same(known.item, item):
                return Handled(replace(item, id=known.item.id), Fate.KNOWN, article.dated)
            if article.dated in (Dated.FEED, Dated.FETCHED):
                item = replace(item, published=known.item.published)
        try:
            told = await self._ingest(
                item,
                Origin.FEED,
                dry_run=not taking.ingest,
                same_as=taking.same_as,
                backlog=taking.backlog,
                note=taking.note,
            )
        except BadItemError as error:
            return Handled(item, Fate.REFUSED, article.dated, str(error))
        if told.changes.duplicate_of is not None:
            return Handled(told.item, Fate.KNOWN, article.dated)
        return Handled(told.item, Fate.CHANGED if known else Fate.NEW, article.dated, changes=told.changes)

    async def _known(self, item: Item, same_as: str | None) -> StoredItem | None:
        async with self._store.read() as snapshot:
            if same_as is not None:
                return await snapshot.item(same_as)
            return await snapshot.find_item("", item.url) if item.url else None

    def _item(self, feed: Feed, document: Document, article: Article) -> Item:
        return Item(
            "",
            feed.outlet or document.title or document.url,
            self._language(feed, article),
            article.title,
            article.text,
            article.published,
            article.url,
        )

    def _language(self, feed: Feed, article: Article) -> str:
        """What the configuration says, else the feed, else the text: many feeds in Cyrillic call themselves English."""
        words = f"{article.title}\n{article.text}"
        said = plain_code(article.lang or "")
        if feed.lang:
            return feed.lang
        if said and said not in UNCERTAIN and (said not in self._reader.languages or _fits(said, words)):
            return said
        return guess_language(words, self._reader.languages)


def _fits(lang: str, words: str) -> bool:
    """Whether a text is in the script of its language."""
    letters = [char for char in words[:1_000] if char.isalpha()]
    cyrillic = sum("\u0400" <= char <= "\u052f" for char in letters)
    return not letters or (cyrillic * 2 > len(letters)) == (lang in ("ru", "uk", "tg"))


def _same(stored: Item, item: Item) -> bool:
    return (stored.title, stored.text) == (item.title, item.text)
