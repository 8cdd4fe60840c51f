"""Read a feed once, whenever somebody asks: what is about the story is taken in, everything else is counted with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.feeds import Document, Failed, Unchanged
from bot.ports import Feeds
from bot.services.entries import PAGE, Entries, Fate, Feed, Handled, Taking

__all__ = ["Checked", "Fate", "Feed", "Handled", "Watch"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What one reading of a feed came to. `outcome` is the document, or why there is none."""

    feed: Feed
    outcome: Document | Unchanged | Failed
    handled: tuple[Handled, ...] = ()

    def counts(self) -> Mapping[str, int]:
        """How many entries met each fate; entries that are no articles count under what is wrong with them.

        Pages that could not be read are counted besides, under "page-" and their trouble.
        """
        refused = self.outcome.refused if isinstance(self.outcome, Document) else ()
        pages = [f"{PAGE}{each.page.value}" for each in self.handled if each.page is not None]
        return Counter([*(each.fate.value for each in self.handled), *pages, *(each.fault.value for each in refused)])


class Watch:
    """The use case; one object serves any number of feeds."""

    def __init__(self, feeds: Feeds, entries: Entries) -> None:
        self._feeds = feeds
        self._entries = entries

    async def __call__(self, feed: Feed, *, ingest: bool = False) -> Checked:
        """Read the feed once; with `ingest` take in what is about the story, the oldest first. Raises StoreError."""
        outcome = await self._feeds.read(feed.url)
        if not isinstance(outcome, Document):
            return Checked(feed, outcome)
        taking = Taking(ingest=ingest)
        oldest_first = sorted(outcome.articles, key=lambda each: each.published)
        handled = [await self._entries(feed, outcome, article, taking) for article in oldest_first]
        return Checked(feed, outcome, tuple(handled))
