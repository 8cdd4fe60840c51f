"""The whole text of an entry, from its page: where its feed has only a summary."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from bot.domain.claims import Item
from bot.domain.feeds import Article, Dated, Failed, Trouble
from bot.domain.pages import Page
from bot.domain.stored import StoredItem
from bot.ports import Pages

SHORTER = 0.7
"""A summary that is shorter than this part of what is stored does not take its place when the page cannot be read."""


class Sieve(Protocol):
    """Knows which texts could be about the story."""

    def may_be_about(self, item: Item) -> bool:
        """Whether an item's words, of which there may be few, leave it possible that its article is about the story."""
        ...


@dataclass(frozen=True, slots=True)
class Whole:
    """An entry with the text to take in; `trouble` says why that is still the feed's."""

    article: Article
    trouble: Trouble | None = None


class WholeTexts:
    """Reads the pages of entries."""

    def __init__(self, pages: Pages, sieve: Sieve) -> None:
        self._pages = pages
        self._sieve = sieve

    def is_worth_it(self, item: Item) -> bool:
        """Whether the page of an entry is to be read, judged by the item that its summary makes."""
        return item.url is not None and self._sieve.may_be_about(item)

    async def __call__(self, article: Article) -> Whole:
        """The entry with its page's text, its feed's where the page cannot be read. Raises nothing but cancellation."""
        found = await self._pages.read(article.url or "")
        return Whole(article, found.trouble) if isinstance(found, Failed) else Whole(_with_page(article, found))


def _with_page(article: Article, page: Page) -> Article:
    """The page's text; its title, time and language where the feed tells none. An address of the entry's own stays."""
    told = article.dated not in (Dated.FEED, Dated.FETCHED) or page.published is None
    return replace(
        article,
        url=article.url if article.url and "#" in article.url else page.url,
        title=article.title or page.title,
        text=page.text,
        published=article.published if told else page.published or article.published,
        dated=article.dated if told else Dated.PAGE,
        lang=article.lang or page.lang,
    )


def would_shorten(known: StoredItem, item: Item) -> bool:
    """Whether a summary is all that there is now of an item that was stored with its whole text."""
    return len(item.text) < SHORTER * len(known.item.text)
