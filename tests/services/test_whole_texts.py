"""Entries whose feed has a summary, and whose page has the article."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.claims import Item
from bot.domain.feeds import Article, Dated, Document, Failed, Trouble
from bot.domain.pages import Page
from bot.domain.stored import Origin
from bot.domain.watched import FullText
from bot.services.entries import Entries, Fate, Feed, Handled, Taking
from bot.services.ingest import Ingest
from bot.services.watch import Checked
from bot.services.wholetext import WholeTexts
from bot.store.memory import MemoryStore
from tests.fakes.clock import StoppedClock
from tests.fakes.reader import LineReader
from tests.fakes.world import QUESTIONS, item

FEED = Feed("https://news.example/rss", "Example News", "en", FullText.PAGE)
URL = "https://news.example/a"
DAY = datetime(2024, 5, 10, 8, tzinfo=UTC)
BLOCKED = Failed(Trouble.BLOCKED, "403")


class HintReader(LineReader):
    """A text with a claim's word is about the story; one with "attack" may be."""

    languages: Sequence[str] = ("en", "ru", "nb")

    def __init__(self) -> None:
        super().__init__()
        self.threads: set[str] = set()

    def is_about(self, item: Item) -> bool:
        """See StoryReader."""
        self.threads.add(threading.current_thread().name)
        return "killed" in item.text

    def may_be_about(self, item: Item) -> bool:
        """See Sieve."""
        self.threads.add(threading.current_thread().name)
        return "killed" in item.text or "attack" in item.text


class PlayedPages:
    """Pages that hold what a test says; remembers who asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Page | Failed] = {}
        self.asked: list[str] = []

    async def read(self, url: str) -> Page | Failed:
        """See Pages."""
        self.asked.append(url)
        return self.pages.get(url, BLOCKED)


class House:
    """Entries over a store in memory, with the pages a test puts there."""

    def __init__(self) -> None:
        self.store, self.pages, self.reader = MemoryStore(), PlayedPages(), HintReader()
        self.ingest = Ingest(self.store, self.reader, QUESTIONS, self.reader.languages, StoppedClock())
        self.entries = Entries(self.store, self.reader, self.ingest, WholeTexts(self.pages, self.reader))

    async def take(self, article: Article, page: Page | Failed = BLOCKED, feed: Feed = FEED) -> Handled:
        """What becomes of an entry with this page."""
        self.pages.pages[article.url or ""] = page
        return await self.entries(feed, Document(feed.url, "T", "rss20", (article,)), article, Taking())

    async def texts(self) -> list[str]:
        """What is stored."""
        async with self.store.read() as snapshot:
            return [stored.item.text for stored in await snapshot.items()]


@pytest.fixture
def house() -> House:
    return House()


def summary(text: str = "About the attack.", **changes: Any) -> Article:
    """An entry with a summary."""
    return replace(Article("a", URL, "Title", text, DAY, Dated.PUBLISHED, None), **changes)


def page(text: str = "killed 145\nMuch more is told.", **changes: Any) -> Page:
    """The page of the entry."""
    return replace(Page(URL, "Page title", text), **changes)


async def test_the_text_of_the_page_takes_the_place_of_the_summary(house: House) -> None:
    handled = await house.take(summary(), page())
    assert (handled.fate, handled.page, handled.item.title) == (Fate.NEW, None, "Title")
    assert await house.texts() == ["killed 145\nMuch more is told."]


async def test_a_feed_with_whole_texts_has_no_page_read(house: House) -> None:
    assert (await house.take(summary("killed 140"), page(), replace(FEED, full_text=FullText.FEED))).fate is Fate.NEW
    assert house.pages.asked == []


async def test_what_cannot_be_about_the_story_has_no_page_read(house: House) -> None:
    assert (await house.take(summary("The weather."), page())).fate is Fate.ELSEWHERE
    assert (await house.take(summary("Attack.", lang="fr"), page(), replace(FEED, lang="fr"))).fate is Fate.LANGUAGE
    assert house.pages.asked == []


async def test_summaries_are_looked_at_where_texts_are_read_and_hold_nothing_else_up(house: House) -> None:
    assert (await house.take(summary(), page())).fate is Fate.NEW
    assert {name.partition("_")[0] for name in house.reader.threads} == {"reading"}


async def test_the_page_decides_whether_it_is_about_the_story(house: House) -> None:
    handled = await house.take(summary(), page("Another attack, elsewhere."))
    assert (handled.fate, house.pages.asked) == (Fate.ELSEWHERE, [URL])
    assert await house.texts() == []


async def test_where_the_page_cannot_be_read_the_summary_stays_and_the_reason_is_counted(house: House) -> None:
    handled = await house.take(summary("killed 145, an attack"))
    assert (handled.fate, handled.page) == (Fate.NEW, Trouble.BLOCKED)
    assert await house.texts() == ["killed 145, an attack"]
    assert Checked(FEED, BLOCKED, (handled,)).counts() == {"new": 1, "page-blocked": 1}


async def test_a_summary_that_says_too_little_is_not_taken_without_its_page(house: House) -> None:
    handled = await house.take(summary())
    assert (handled.fate, handled.page) == (Fate.ELSEWHERE, Trouble.BLOCKED)


async def test_a_summary_does_not_replace_the_text_of_a_page(house: House) -> None:
    await house.take(summary("killed 145"), page())
    handled = await house.take(summary("killed 146"))
    assert (handled.fate, handled.page) == (Fate.KNOWN, Trouble.BLOCKED)
    assert await house.texts() == ["killed 145\nMuch more is told."]


async def test_a_changed_entry_has_its_page_read_anew(house: House) -> None:
    first = await house.take(summary("killed 145"), page())
    second = await house.take(summary("killed 146"), page("killed 146\nMuch more is told."))
    assert (second.fate, second.item.id) == (Fate.CHANGED, first.item.id)
    assert await house.texts() == ["killed 146\nMuch more is told."]


async def test_a_summary_that_grows_is_a_new_version_as_long_as_the_page_is_closed(house: House) -> None:
    await house.take(summary("killed 145"))
    assert (await house.take(summary("killed 145\nUpdated."))).fate is Fate.CHANGED


async def test_an_article_that_was_given_has_no_page_read(house: House) -> None:
    await house.ingest(item("", "killed 145", 9, url=URL), Origin.ADMIN)
    assert (await house.take(summary(), page())).fate is Fate.KNOWN
    assert house.pages.asked == []


@pytest.mark.parametrize(
    ("dated", "published", "expected", "where"),
    [
        (Dated.PUBLISHED, DAY + timedelta(days=1), DAY, Dated.PUBLISHED),
        (Dated.FETCHED, DAY - timedelta(days=1), DAY - timedelta(days=1), Dated.PAGE),
        (Dated.FEED, None, DAY, Dated.FEED),
    ],
)
async def test_the_page_tells_the_time_only_where_the_feed_does_not(
    house: House, dated: Dated, published: datetime | None, expected: datetime, where: Dated
) -> None:
    handled = await house.take(summary(dated=dated), page(published=published))
    assert (handled.item.published, handled.dated) == (expected, where)


async def test_the_address_is_the_pages_unless_it_is_the_entrys_own(house: House) -> None:
    moved = page(url="https://news.example/b")
    assert (await house.take(summary(), moved)).item.url == "https://news.example/b"
    own = f"{URL}#1234"
    assert (await house.take(summary("attack", url=own), replace(moved, text="killed 9"))).item.url == own
