"""The list of feeds: in step with the configuration, and changed by administrators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.answering.words import Words
from bot.domain.errors import UserError
from bot.domain.feeds import Failed, Trouble
from bot.domain.watched import ChosenBy, FeedState, FullText, NewFeed
from bot.services.feedlist import FeedList, unconnected
from tests.fakes.feeds import MINUTE, URL, FeedHouse, article, document

WORDS = Words("en")
OTHER = "https://known.example/rss"


@pytest.fixture
def house() -> FeedHouse:
    return FeedHouse()


def again(house: FeedHouse) -> FeedList:
    """The list as the next process opens it."""
    return FeedList(house.store, lambda: house.configured, house.outlet_at, house.connect, house.clock)


async def urls(found: FeedList) -> list[str]:
    return [feed.url for feed in await found.all()]


async def test_the_configuration_is_brought_in_once(house: FeedHouse) -> None:
    assert await urls(house.list) == [URL]
    house.configured.append(NewFeed(OTHER, ChosenBy.CONFIG))
    assert await urls(house.list) == [URL]
    assert await urls(again(house)) == [URL, OTHER]


async def test_what_an_administrator_removed_does_not_come_back(house: FeedHouse) -> None:
    (feed,) = await house.list.all()
    await house.list.remove(feed)
    assert await urls(again(house)) == []


async def test_what_an_administrator_added_stays_as_it_is(house: FeedHouse) -> None:
    house.feeds.outcomes[OTHER] = document(article("x"), url=OTHER)
    added = (await house.list.add(OTHER, WORDS, lang="ru", full_text=FullText.PAGE)).feed
    assert added is not None
    assert (added.outlet, added.lang, added.full_text, added.chosen) == (
        "Known News",
        "ru",
        FullText.PAGE,
        ChosenBy.ADMIN,
    )
    house.configured.append(NewFeed(OTHER, ChosenBy.CONFIG, "Else", "en"))
    assert (await again(house).all())[1] == added


async def test_what_leaves_the_configuration_goes_and_comes_back_with_it(house: FeedHouse) -> None:
    await house.run(document(article("killed 145")))
    kept, house.configured = house.configured, []
    assert await urls(again(house)) == []
    house.configured = [replace(kept[0], outlet="Renamed", full_text=FullText.PAGE)]
    (feed,) = await again(house).all()
    assert (feed.id, feed.outlet, feed.full_text, feed.first_poll_done) == (1, "Renamed", FullText.PAGE, True)


async def deeds(house: FeedHouse) -> list[tuple[str, str, Mapping[str, object]]]:
    """What the log says of the list, the oldest first."""
    async with house.store.read() as snapshot:
        log = await snapshot.office.audit()
    return [(deed.actor, deed.action, deed.detail) for deed in reversed(log) if deed.action.startswith("feeds.")]


async def test_what_the_configuration_does_to_the_list_is_in_the_log(house: FeedHouse) -> None:
    house.configured.append(NewFeed(OTHER, ChosenBy.CONFIG, "Other News", "ru"))
    await house.list.bring_in()
    assert await deeds(house) == [("bot", "feeds.added", {"number": 2, "feeds": f"{URL}, {OTHER}"})]
    house.configured = [replace(house.configured[0], outlet=None, full_text=FullText.PAGE)]
    await again(house).bring_in()
    assert (await deeds(house))[1:] == [
        ("bot", "feeds.changed", {"number": 1, "feeds": f"{URL} (outlet: Example News > -, full_text: feed > page)"}),
        ("bot", "feeds.removed", {"number": 1, "feeds": OTHER}),
    ]
    house.configured.append(NewFeed(OTHER, ChosenBy.CONFIG, "Other News", "ru"))
    await again(house).bring_in()
    assert (await deeds(house))[3:] == [("bot", "feeds.added", {"number": 1, "feeds": OTHER})]


async def test_where_the_configuration_changes_nothing_the_log_says_nothing(house: FeedHouse) -> None:
    house.configured.append(NewFeed(OTHER, ChosenBy.CONFIG))
    first, _ = await house.list.all()
    await house.list.remove(first)
    before = await deeds(house)
    for _ in range(2):
        assert await urls(again(house)) == [OTHER]
    assert await deeds(house) == before


async def test_a_feed_that_moved_is_not_brought_in_anew(house: FeedHouse) -> None:
    await house.run(document(article("killed 145"), moved="https://news.example/new"))
    assert await urls(again(house)) == ["https://news.example/new"]


async def test_a_removed_feed_can_be_added_again_and_repeats_nothing(house: FeedHouse) -> None:
    found = document(article("killed 145", url=None))
    await house.run(found)
    await house.list.remove(await house.feed())
    added = await house.list.add(URL, WORDS)
    assert added.feed is not None
    assert (added.feed.id, added.feed.removed, added.known) == (1, None, False)
    assert (await house.run(found, after=MINUTE)).counts == {}


async def test_an_address_in_the_list_is_not_added_twice(house: FeedHouse) -> None:
    added = await house.list.add(f" {URL} ", WORDS)
    assert added.known
    assert house.feeds.asked == []


@pytest.mark.parametrize("trouble", [Trouble.NOT_A_FEED, Trouble.UNKNOWN_HOST, Trouble.ADDRESS, Trouble.GONE])
async def test_what_is_no_feed_is_not_added(house: FeedHouse, trouble: Trouble) -> None:
    house.feeds.outcomes[OTHER] = Failed(trouble, "why")
    assert (await house.list.add(OTHER, WORDS)).feed is None
    assert await urls(house.list) == [URL]


@pytest.mark.parametrize("trouble", [Trouble.TIME_OUT, Trouble.BUSY])
async def test_a_trouble_that_passes_keeps_nothing_out(house: FeedHouse, trouble: Trouble) -> None:
    house.feeds.outcomes[OTHER] = Failed(trouble, "why")
    assert (await house.list.add(OTHER, WORDS)).feed is not None
    assert await urls(house.list) == [URL, OTHER]


@pytest.mark.parametrize("text", ["nonsense", "ftp://x.example/rss", "https://", "https://a b.example", "http://[::1"])
async def test_what_is_no_address_is_refused(house: FeedHouse, text: str) -> None:
    with pytest.raises(UserError, match="is no address"):
        await house.list.add(text, WORDS)


async def test_a_feed_is_found_by_number_address_and_outlet(house: FeedHouse) -> None:
    house.configured.append(NewFeed(OTHER, ChosenBy.CONFIG, "Other News", "ru"))
    for text in ("2", "#2", OTHER, "other news"):
        assert (await house.list.one(text, WORDS, "/x")).url == OTHER
    for text in ("3", "https://none.example", "٣", "zzz"):
        with pytest.raises(UserError, match="There is no feed"):
            await house.list.find(text, WORDS)
    with pytest.raises(UserError, match=r"Did you mean Other News\?"):
        await house.list.find("Othr News", WORDS)


async def test_an_outlet_with_two_feeds_has_to_be_told_apart(house: FeedHouse) -> None:
    house.configured.append(NewFeed(OTHER, ChosenBy.CONFIG, "Example News", "ru"))
    with pytest.raises(UserError, match=r"Example News has 2 feeds. Name one: /x 1 \(en\), /x 2 \(ru\)"):
        await house.list.one("Example News", WORDS, "/x")


async def test_pausing_resuming_and_reviving(house: FeedHouse) -> None:
    feed = (await house.run(Failed(Trouble.GONE, "410"))).feed
    assert feed.retired
    assert (await house.list.pause(feed)).paused
    resumed = await house.list.resume(feed)
    assert (resumed.paused, resumed.retired, resumed.rhythm.next_poll) == (False, None, house.clock.moment)
    assert len(await house.poll.claim(9, 9)) == 1


async def test_a_check_keeps_to_retry_after_and_to_the_lease(house: FeedHouse) -> None:
    wait = house.clock.moment + timedelta(hours=2)
    feed = (await house.run(Failed(Trouble.BUSY, "429", wait))).feed
    with pytest.raises(UserError, match="asked not to be read before 13 May 14:00 UTC"):
        await house.list.check(feed, WORDS)
    assert (await house.list.resume(feed)).rhythm.next_poll == wait
    house.clock.moment = wait
    house.feeds.outcomes[URL] = document(article("killed 145"))
    assert (await house.list.check(feed, WORDS)).feed.health.state is FeedState.FINE
    await house.poll.claim_one(1)
    with pytest.raises(UserError, match="being read just now"):
        await house.list.check(await house.feed(), WORDS)


async def test_without_the_web_the_list_can_be_seen_only(house: FeedHouse) -> None:
    await house.list.bring_in()
    found = unconnected(house.store, house.clock)
    with pytest.raises(UserError, match="cannot be read here"):
        await found.add(OTHER, WORDS)
