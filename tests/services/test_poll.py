"""Polling a watched feed, from the lease to what is settled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.claims import Item
from bot.domain.errors import StoreError
from bot.domain.feeds import Dated, Failed, Fault, Refused, Trouble, Unchanged, Validators
from bot.domain.stored import Origin
from bot.domain.watched import ChosenBy, FeedState, Lease, NewFeed
from bot.reading.result import Reading
from bot.services.entries import Entries
from bot.services.ingest import Ingest
from bot.services.poll import LEASE, Claimed
from bot.store.memory import MemoryStore, MemoryTransaction
from tests.fakes.feeds import DAY, MINUTE, URL, FeedHouse, Outcome, StoryLines, article, document, poller
from tests.fakes.world import QUESTIONS, item

HOUR = timedelta(hours=1)


@pytest.fixture
def house() -> FeedHouse:
    return FeedHouse()


async def fates(house: FeedHouse, *names: str) -> dict[str, tuple[str, bool]]:
    """What is noted of entries: the fate, and whether it names an item."""
    async with house.store.read() as snapshot:
        found = await snapshot.feeds.entries(1, names)
    return {key: (entry.fate, entry.item is not None) for key, entry in found.items()}


async def test_what_is_new_is_taken_in_once_and_everything_is_noted(house: FeedHouse) -> None:
    first = document(article("killed 145"), article("The weather", "b"), refused=(Refused("c", Fault.TOO_LONG),))
    assert (await house.run(first)).counts == {"new": 1, "not-about-the-story": 1}
    assert await fates(house, "a", "b", "c") == {
        "a": ("new", True), "b": ("not-about-the-story", False), "c": ("too-long", False),
    }  # fmt: skip
    assert (await house.run(first, after=HOUR)).counts == {}
    assert (await house.run(document(article("killed 146", "d"), *first.articles), after=HOUR)).counts == {"new": 1}
    assert sorted(each.text for each in await house.items()) == ["killed 145", "killed 146"]


async def test_a_changed_title_is_no_new_item_and_changed_words_are_a_version(house: FeedHouse) -> None:
    await house.run(document(article("killed 145")))
    moved = article("killed 146", title="Another title", url="https://news.example/2024/other")
    assert (await house.run(document(moved), after=HOUR)).counts == {"changed": 1}
    (stored,) = await house.items()
    assert (stored.text, stored.url) == ("killed 146", "https://news.example/2024/other")
    assert await fates(house, "a") == {"a": ("changed", True)}


async def test_another_entry_at_a_known_address_is_an_item_of_its_own(house: FeedHouse) -> None:
    await house.run(document(article("killed 145")))
    other = article("killed 146", "live-2", url="https://news.example/a")
    assert (await house.run(document(other), after=HOUR)).counts == {"new": 1}
    first, second = sorted(each.url or "" for each in await house.items())
    assert first == "https://news.example/a"
    assert second.startswith("https://news.example/a#")


async def test_an_entry_without_address_or_time_is_taken_in_once(house: FeedHouse) -> None:
    bare = article("killed 145", url=None, dated=Dated.FETCHED)
    await house.run(document(bare))
    later = replace(bare, published=DAY + 3 * timedelta(days=1))
    assert (await house.run(document(later), after=3 * timedelta(days=1))).counts == {}
    assert len(await house.items()) == 1


async def test_an_item_that_came_otherwise_stays_as_it_is(house: FeedHouse) -> None:
    await house.ingest(item("", "killed 145\nAnd more.", 9, url="https://news.example/a"), Origin.ADMIN)
    assert (await house.run(document(article("killed 145")))).counts == {"known": 1}
    assert await fates(house, "a") == {"a": ("known", True)}
    assert [each.text for each in await house.items()] == ["killed 145\nAnd more."]


async def test_validators_are_kept_for_the_next_time(house: FeedHouse) -> None:
    known = Validators('"1"', "Mon, 13 May 2024 08:00:00 GMT")
    await house.run(document(article("killed 145"), validators=known))
    polled = await house.run(Unchanged(URL), after=HOUR)
    assert house.feeds.asked == [(URL, Validators()), (URL, known)]
    assert (polled.feed.validators, polled.feed.health.state) == (known, FeedState.FINE)
    assert polled.feed.rhythm.last_success == house.clock.moment


async def test_a_move_for_good_is_stored(house: FeedHouse) -> None:
    new = "https://news.example/new"
    await house.run(document(article("killed 145"), moved=new))
    assert (await house.feed()).url == new
    await house.run(document(article("killed 145")), after=HOUR)
    assert house.feeds.asked[-1][0] == new


async def test_a_move_to_another_watched_feed_is_not(house: FeedHouse) -> None:
    house.configured.append(NewFeed("https://news.example/new", ChosenBy.CONFIG))
    await house.run(document(article("killed 145"), moved="https://news.example/new"))
    assert (await house.feed()).url == URL


async def test_what_is_gone_for_good_is_read_no_more(house: FeedHouse) -> None:
    feed = (await house.run(Failed(Trouble.GONE, "the server answers 410"))).feed
    assert (feed.health.state, feed.retired) == (FeedState.GONE, house.clock.moment)
    house.clock.moment += timedelta(days=99)
    assert await house.poll.claim(9, 9) == []


async def deeds(house: FeedHouse) -> list[tuple[str, str]]:
    """What the bot decided about feeds, the oldest first."""
    async with house.store.read() as snapshot:
        log = await snapshot.office.audit()
    return [(deed.action, deed.subject) for deed in reversed(log) if deed.action.startswith("feed.")]


async def test_what_becomes_of_a_feed_is_in_the_log(house: FeedHouse) -> None:
    for _ in range(5):
        await house.run(Failed(Trouble.BLOCKED, "the server answers 403"), after=HOUR)
    await house.run(Unchanged(URL), after=HOUR)
    new = "https://news.example/new"
    await house.run(document(article("killed 145"), moved=new), after=HOUR)
    await house.run(Failed(Trouble.GONE, "the server answers 410"), after=HOUR)
    assert await deeds(house) == [("feed.bad", URL), ("feed.well", URL), ("feed.moved", URL), ("feed.retired", new)]


async def test_the_lease_is_given_back_and_the_next_poll_lies_ahead(house: FeedHouse) -> None:
    feed = (await house.run(document(article("killed 145")))).feed
    assert (await house.feed()).lease is None
    assert feed.rhythm.next_poll > house.clock.moment
    assert await house.poll.claim(9, 9) == []


async def test_a_leased_feed_is_not_claimed_again_until_the_lease_ends(house: FeedHouse) -> None:
    await house.list.bring_in()
    (claimed,) = await house.poll.claim(9, 9)
    assert await house.poll.claim(9, 9) == []
    assert await house.poll.claim_one(1) is None
    house.clock.moment += LEASE
    assert [one.feed for one in await house.poll.claim(9, 9)] == [1]
    assert await house.poll(claimed) is None
    assert house.feeds.asked == [(URL, Validators())]
    assert (await house.feed()).rhythm.last_success is None


async def test_a_host_is_asked_by_few_at_a_time_and_others_are_not_kept_waiting(house: FeedHouse) -> None:
    urls = [f"https://news.example/{number}" for number in range(4)] + ["https://other.example/rss"]
    house.configured = [NewFeed(url, ChosenBy.CONFIG) for url in urls]
    await house.list.bring_in()
    assert [one.feed for one in await house.poll.claim(9, 2)] == [1, 2, 5]
    assert await house.poll.claim(9, 2) == []
    assert await house.poll.claim(0, 9) == []
    assert [one.feed for one in await house.poll.claim(1, 9)] == [3]


async def test_what_is_paused_meanwhile_stays_paused(house: FeedHouse) -> None:
    await house.list.bring_in()
    (claimed,) = await house.poll.claim(9, 9)
    await house.list.pause(await house.feed())
    house.feeds.outcomes[URL] = document(article("killed 145"))
    await house.poll(claimed)
    assert (await house.feed()).paused
    assert len(await house.items()) == 1


async def test_a_poll_that_lost_its_lease_stores_nothing_more(house: FeedHouse) -> None:
    await house.list.bring_in()
    (claimed,) = await house.poll.claim(9, 9)
    thief = Lease("other", house.clock.moment + 9 * HOUR)

    class Slow(StoryLines):
        """Is so slow with the second text that another process takes over."""

        def is_about(self, item: Item) -> bool:
            """See StoryReader."""
            if "146" in item.text:
                assert isinstance(house.store, MemoryStore)
                rows = house.store._content.watched.feeds
                rows[1] = replace(rows[1], lease=thief)
            return super().is_about(item)

    entries = Entries(house.store, Slow(), house.ingest)
    slow = poller(house.store, house.feeds, entries, house.clock, house.bounds)
    house.feeds.outcomes[URL] = document(article("killed 145"), article("killed 146", "b", published=DAY + MINUTE))
    assert await slow(claimed) is None
    assert [each.text for each in await house.items()] == ["killed 145"]
    assert await fates(house, "a", "b") == {"a": ("new", True)}
    assert (await house.feed()).lease == thief


async def test_two_processes_share_the_work_and_repeat_nothing(house: FeedHouse) -> None:
    house.configured = [NewFeed(f"https://h{number}.example/rss", ChosenBy.CONFIG) for number in range(20)]
    await house.list.bring_in()
    for number, new in enumerate(house.configured):
        house.feeds.outcomes[new.url] = document(article(f"killed {number}", f"n{number}"), url=new.url)

    async def work() -> None:
        while claims := await house.poll.claim(3, 1):
            await asyncio.gather(*map(house.poll, claims))

    await asyncio.gather(work(), work())
    assert sorted(url for url, _ in house.feeds.asked) == sorted(new.url for new in house.configured)
    assert len(await house.items()) == 20


async def test_the_backlog_of_a_first_poll_is_marked_and_dated_as_it_is(house: FeedHouse) -> None:
    assert isinstance(house.store, MemoryStore)
    old = [article(f"killed {145 - n}", str(n), published=DAY - timedelta(days=9 - n)) for n in range(3)]
    young = article("killed 120", "y", published=house.clock.moment - HOUR)
    await house.run(document(*old, young))
    assert {each.published for each in await house.items()} == {each.published for each in (*old, young)}
    assert [subject.item for subject in house.store.backlog] == [
        each.id for text in ("killed 144", "killed 143") for each in await house.items() if each.text == text
    ]
    assert len(house.store.queued) == 3


async def test_old_news_of_a_feed_that_is_read_regularly_is_news(house: FeedHouse) -> None:
    assert isinstance(house.store, MemoryStore)
    await house.run(document(article("killed 145")))
    late = article("killed 120", "late", published=DAY - timedelta(days=2))
    await house.run(document(article("killed 145"), replace(late, published=DAY + MINUTE)), after=HOUR)
    assert (len(house.store.queued), len(house.store.backlog)) == (1, 0)
    then = article("killed 110", "then", published=DAY + 2 * MINUTE)
    await house.run(document(then), after=timedelta(days=5))
    assert (len(house.store.queued), len(house.store.backlog)) == (2, 1)


class Choking(StoryLines):
    """Fails on one text, as a reader with a fault would."""

    def read(self, item: Item) -> Reading:
        """See ItemReader."""
        if "choke" in item.text:
            raise ZeroDivisionError
        return super().read(item)

    def is_about(self, item: Item) -> bool:
        """See StoryReader."""
        return "choke" in item.text or super().is_about(item)


async def test_a_text_that_makes_the_reader_fail_stops_nothing(
    house: FeedHouse, caplog: pytest.LogCaptureFixture
) -> None:
    reader = Choking()
    ingest = Ingest(house.store, reader, QUESTIONS, reader.languages, house.clock)
    house.poll = poller(house.store, house.feeds, Entries(house.store, reader, ingest), house.clock, house.bounds)
    found = document(article("choke", published=DAY - MINUTE), article("killed 145", "b"))
    assert (await house.run(found)).counts == {"refused": 1, "new": 1}
    assert await fates(house, "a", "b") == {"a": ("refused", False), "b": ("new", True)}
    assert "an entry could not be read" in caplog.text
    assert "choke" not in caplog.text


OUTCOMES: list[Outcome] = [
    document(article("killed 145")),
    Unchanged(URL),
    Failed(Trouble.TIME_OUT, "slow"),
    Failed(Trouble.WRONG_CONTENT, "odd \ud800 \x00 words"),
]


@pytest.mark.parametrize("outcome", OUTCOMES)
async def test_every_poll_ends_with_a_feed_that_is_read_again(house: FeedHouse, outcome: Outcome) -> None:
    feed = (await house.run(outcome)).feed
    house.clock.moment = feed.rhythm.next_poll
    assert [one.feed for one in await house.poll.claim(9, 9)] == [1]


async def test_a_feed_that_is_not_there_is_not_polled(house: FeedHouse) -> None:
    assert await house.poll(Claimed(7, "me")) is None


async def test_a_claim_can_be_given_back(house: FeedHouse) -> None:
    await house.list.bring_in()
    (claimed,) = await house.poll.claim(9, 9)
    await house.poll.give_back(claimed)
    assert len(await house.poll.claim(9, 9)) == 1


class FullStore(MemoryStore):
    """A store whose disk is full for some writes."""

    failing = 0

    @asynccontextmanager
    async def write(self) -> AsyncIterator[MemoryTransaction]:
        """See Store."""
        if self.failing:
            self.failing -= 1
            raise StoreError("the disk is full")
        async with super().write() as change:
            yield change


async def test_when_the_store_fails_the_server_is_left_alone_for_a_while() -> None:
    store = FullStore()
    house = FeedHouse(store=store)
    await house.list.bring_in()
    house.feeds.outcomes[URL] = document(article("killed 145"))
    (claimed,) = await house.poll.claim(9, 9)
    store.failing = 1
    with pytest.raises(StoreError):
        await house.poll(claimed)
    assert await house.poll.claim(9, 9) == []
    house.clock.moment += house.bounds.shortest
    (claimed,) = await house.poll.claim(9, 9)
    assert await house.poll(claimed) is not None
    assert len(await house.items()) == 1
