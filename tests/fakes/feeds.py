"""Feeds that hold what a test says, and all that reads them over a store in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.claims import Item
from bot.domain.feeds import Article, Dated, Document, Failed, Trouble, Unchanged, Validators
from bot.domain.watched import ChosenBy, NewFeed, WatchedFeed
from bot.polling import Bounds
from bot.ports import Clock, Feeds, Store
from bot.services.entries import Entries
from bot.services.feedlist import FeedList
from bot.services.ingest import Ingest
from bot.services.poll import Poll, Polled
from bot.store.memory import MemoryStore
from tests.fakes.clock import StoppedClock
from tests.fakes.reader import LineReader
from tests.fakes.world import QUESTIONS

URL = "https://news.example/rss"
DAY = datetime(2024, 5, 13, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Outcome = Document | Unchanged | Failed


class StoryLines(LineReader):
    """Takes whatever has a claim's word in it for a text about the story."""

    languages: Sequence[str] = ("en", "ru", "nb")

    def is_about(self, item: Item) -> bool:
        """See StoryReader."""
        return "killed" in item.text


class PlayedFeeds:
    """See Feeds. An address that was given no outcome does not exist."""

    def __init__(self) -> None:
        self.outcomes: dict[str, Outcome] = {}
        self.asked: list[tuple[str, Validators | None]] = []

    async def read(self, url: str, validators: Validators | None = None) -> Outcome:
        """See Feeds."""
        self.asked.append((url, validators))
        return self.outcomes.get(url, Failed(Trouble.UNKNOWN_HOST, "there is no such host"))

    async def close(self) -> None:
        """See Feeds."""


def article(text: str, name: str = "a", **changes: Any) -> Article:
    """An article of 13 May with an address of its own."""
    made = Article(name, f"https://news.example/{name}", f"Title {name}", text, DAY, Dated.PUBLISHED, None)
    return replace(made, **changes)


def document(*articles: Article, url: str = URL, **changes: Any) -> Document:
    """A feed of these articles."""
    return replace(Document(url, "Title", "rss20", articles), **changes)


@dataclass
class FeedHouse:
    """A list of feeds, and what polls them: no jitter, a clock that stands still."""

    store: Store = field(default_factory=MemoryStore)
    clock: StoppedClock = field(default_factory=StoppedClock)
    feeds: PlayedFeeds = field(default_factory=PlayedFeeds)
    bounds: Bounds = field(default_factory=Bounds)
    configured: list[NewFeed] = field(default_factory=lambda: [NewFeed(URL, ChosenBy.CONFIG, "Example News", "en")])

    def __post_init__(self) -> None:
        reader = StoryLines()
        self.ingest = Ingest(self.store, reader, QUESTIONS, reader.languages, self.clock)
        self.entries = Entries(self.store, reader, self.ingest)
        self.poll = poller(self.store, self.feeds, self.entries, self.clock, self.bounds)
        self.list = FeedList(self.store, lambda: self.configured, self.outlet_at, self.connect, self.clock)

    def outlet_at(self, url: str) -> str | None:
        """One outlet is known."""
        return "Known News" if "known.example" in url else None

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[tuple[Feeds, Poll]]:
        """See Connect."""
        yield self.feeds, self.poll

    async def run(self, outcome: Outcome | None = None, *, after: timedelta = timedelta(0)) -> Polled:
        """Poll the one configured feed, due or not."""
        await self.list.bring_in()
        self.clock.moment += after
        if outcome is not None:
            self.feeds.outcomes[(await self.feed()).url] = outcome
        claimed = await self.poll.claim_one(1)
        assert claimed is not None
        polled = await self.poll(claimed)
        assert polled is not None
        return polled

    async def feed(self, key: int = 1) -> WatchedFeed:
        """A feed as it is stored."""
        async with self.store.read() as snapshot:
            feed = await snapshot.feeds.get(key)
        assert feed is not None
        return feed

    async def items(self) -> list[Item]:
        """The items that are stored, the oldest id first."""
        async with self.store.read() as snapshot:
            return sorted((stored.item for stored in await snapshot.items()), key=lambda item: item.id)


def poller(store: Store, feeds: Feeds, entries: Entries, clock: Clock, bounds: Bounds) -> Poll:
    """Polls without jitter."""
    return Poll(store, feeds, entries, clock, bounds, chance=lambda: 0.0)
