"""Reading feeds into the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.claims import Item
from bot.domain.feeds import Article, Dated, Document, Failed, Fault, Refused, Trouble, Unchanged, Validators
from bot.domain.stored import Origin
from bot.services.entries import Entries, Fate, Feed
from bot.services.ingest import Ingest
from bot.services.watch import Checked, Watch
from bot.store.memory import MemoryStore
from tests.fakes.clock import StoppedClock
from tests.fakes.reader import LineReader
from tests.fakes.world import QUESTIONS, item

FEED = Feed("https://news.example/rss", "Example News", "en")
DAY = datetime(2024, 5, 10, 8, tzinfo=UTC)


class StoryLines(LineReader):
    """Takes whatever has a claim's word in it for a text about the story."""

    languages: Sequence[str] = ("en", "ru", "nb")

    def is_about(self, item: Item) -> bool:
        """See StoryReader."""
        return "killed" in item.text


class PlayedFeeds:
    """Feeds that hold what a test says."""

    def __init__(self) -> None:
        self.outcome: Document | Unchanged | Failed = Unchanged("")
        self.asked: list[tuple[str, Validators | None]] = []

    async def read(self, url: str, validators: Validators | None = None) -> Document | Unchanged | Failed:
        """See Feeds."""
        self.asked.append((url, validators))
        return self.outcome

    async def close(self) -> None:
        """See Feeds."""


class House:
    """A watch over a store in memory."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.feeds = PlayedFeeds()
        reader = StoryLines()
        self.ingest = Ingest(self.store, reader, QUESTIONS, reader.languages, StoppedClock())
        self.watch = Watch(self.feeds, Entries(self.store, reader, self.ingest))

    async def check(self, *articles: Article, feed: Feed = FEED, ingest: bool = True) -> Checked:
        """Read a feed of these articles."""
        self.feeds.outcome = Document(feed.url, "Title", "rss20", articles)
        return await self.watch(feed, ingest=ingest)

    async def items(self) -> list[Item]:
        """What is stored."""
        async with self.store.read() as snapshot:
            return [stored.item for stored in await snapshot.items()]


@pytest.fixture
def house() -> House:
    return House()


def article(text: str, name: str = "a", **changes: Any) -> Article:
    """An article of 10 May with an address of its own."""
    made = Article(name, f"https://news.example/{name}", f"Title {name}", text, DAY, Dated.PUBLISHED, None)
    return replace(made, **changes)


def fates(checked: Checked) -> list[Fate]:
    """The fates in the order of publication."""
    return [each.fate for each in checked.handled]


async def test_only_what_is_about_the_story_is_stored_and_the_rest_is_counted(house: House) -> None:
    house.feeds.outcome = Document(
        FEED.url, "T", "rss20", (article("killed 145"), article("The weather", "b")), (Refused("c", Fault.TOO_LONG),)
    )
    checked = await house.watch(FEED, ingest=True)
    assert checked.counts() == {"new": 1, "not-about-the-story": 1, "too-long": 1}
    (stored,) = await house.items()
    assert (stored.source, stored.lang, stored.url) == ("Example News", "en", "https://news.example/a")


async def test_the_oldest_comes_first_and_contradictions_are_told(house: House) -> None:
    later = article("killed 143", "b", published=DAY + timedelta(days=1))
    checked = await house.check(later, article("killed 145"))
    assert [each.item.title for each in checked.handled] == ["Title a", "Title b"]
    assert [len(each.changes.alerts) for each in checked.handled if each.changes] == [0, 1]


async def test_without_ingesting_nothing_is_stored(house: House) -> None:
    checked = await house.check(article("killed 145"), ingest=False)
    assert fates(checked) == [Fate.NEW]
    assert await house.items() == []


async def test_the_same_feed_again_changes_nothing(house: House) -> None:
    await house.check(article("killed 145"))
    assert fates(await house.check(article("killed 145"))) == [Fate.KNOWN]
    assert fates(await house.check(article("killed 145", published=DAY + timedelta(days=2)))) == [Fate.KNOWN]
    assert len(await house.items()) == 1


async def test_other_words_at_a_known_address_are_a_new_version(house: House) -> None:
    first = await house.check(article("killed 145"))
    second = await house.check(article("killed 146", title="Another title"))
    assert fates(second) == [Fate.CHANGED]
    assert second.handled[0].item.id == first.handled[0].item.id
    assert [stored.text for stored in await house.items()] == ["killed 146"]


async def test_a_summary_does_not_replace_an_article_that_was_given(house: House) -> None:
    await house.ingest(item("", "killed 145\nAnd much else besides.", 9, url="https://news.example/a"), Origin.ADMIN)
    assert fates(await house.check(article("killed 140"))) == [Fate.KNOWN]
    assert [stored.text for stored in await house.items()] == ["killed 145\nAnd much else besides."]


async def test_an_entry_without_a_time_keeps_the_one_of_its_first_sight(house: House) -> None:
    await house.check(article("killed 145", dated=Dated.FETCHED))
    later: dict[str, Any] = {"dated": Dated.FETCHED, "published": DAY + timedelta(days=2)}
    assert fates(await house.check(article("killed 145", **later))) == [Fate.KNOWN]
    await house.check(article("killed 146", **later))
    assert [stored.published for stored in await house.items()] == [DAY]


@pytest.mark.parametrize(
    ("said", "text", "configured", "expected"),
    [
        ("en-US", "killed at the hall", None, "en"),
        ("en-US", "killed Число погибших при нападении выросло", None, "ru"),
        ("no", "killed.. i angrepet", None, "nb"),
        (None, "killed og det er ikke som før, etter angrepet", None, "nb"),
        ("und", "killed the and of", None, "en"),
        ("fr", "killed", None, "fr"),
        ("fr", "killed", "ru", "ru"),
    ],
)
async def test_the_language(house: House, said: str | None, text: str, configured: str | None, expected: str) -> None:
    feed = replace(FEED, lang=configured)
    (handled,) = (await house.check(article(text, lang=said), feed=feed)).handled
    assert handled.item.lang == expected
    assert (handled.fate is Fate.LANGUAGE) == (expected == "fr")


async def test_what_cannot_be_an_item_is_refused_with_its_reason(house: House) -> None:
    (handled,) = (await house.check(article("killed 145", published=datetime(2024, 6, 1, tzinfo=UTC)))).handled
    assert handled.fate is Fate.REFUSED
    assert handled.detail


async def test_a_feed_of_no_known_outlet_is_called_by_its_title(house: House) -> None:
    (handled,) = (await house.check(article("killed 145"), feed=Feed(FEED.url))).handled
    assert handled.item.source == "Title"


async def test_a_feed_that_cannot_be_read_stores_nothing(house: House) -> None:
    house.feeds.outcome = Failed(Trouble.BLOCKED, "the server answers 403")
    checked = await house.watch(FEED, ingest=True)
    assert (checked.outcome, checked.handled) == (house.feeds.outcome, ())
    assert checked.counts() == {}
    assert house.feeds.asked == [(FEED.url, None)]
