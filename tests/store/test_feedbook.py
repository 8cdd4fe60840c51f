"""What every store promises about watched feeds (bot/ports.py, FeedBook)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from sqlalchemy import text

from bot.domain.feeds import Article, Dated, Validators
from bot.domain.watched import (
    ChosenBy,
    EntryRecord,
    FeedState,
    FullText,
    Health,
    Lease,
    NewFeed,
    Rhythm,
    WatchedFeed,
    digest_of,
    entry_key,
)
from bot.ports import Store
from bot.store.database import SqlStore
from tests.store.material import NOON, a_claim, an_item, hear, ingest, quarrel

MINUTE = timedelta(minutes=1)
ONE = NewFeed("https://one.example/rss", ChosenBy.CONFIG, "One", "en")
TWO = NewFeed("https://two.example/rss", ChosenBy.ADMIN, full_text=FullText.PAGE)


async def added(store: Store, *news: NewFeed) -> list[WatchedFeed]:
    async with store.write() as change:
        return [await change.feeds.add(new, NOON) for new in news]


def record(key: str, minutes: int = 0, fate: str = "not-about-the-story", item: str | None = None) -> EntryRecord:
    return EntryRecord(key, "d" * 64, fate, NOON + minutes * MINUTE, item)


async def test_a_new_feed_is_due_at_once(store: Store) -> None:
    one, two = await added(store, ONE, TWO)
    assert (one.url, one.listed, one.outlet, one.lang) == (ONE.url, ONE.url, "One", "en")
    assert (one.health.state, one.first_poll_done, one.lease) == (FeedState.NEW, False, None)
    assert two.full_text is FullText.PAGE
    async with store.read() as known:
        assert await known.feeds.all() == [one, two]
        assert await known.feeds.get(two.id) == two
        assert await known.feeds.due(NOON) == [(one.id, "one.example"), (two.id, "two.example")]
        assert await known.feeds.due(NOON - MINUTE) == []


async def test_a_feed_comes_back_as_it_was_saved(store: Store) -> None:
    (feed,) = await added(store, ONE)
    east = NOON.astimezone(timezone(timedelta(hours=5)))
    rhythm = Rhythm(east, 7 * MINUTE, 3, NOON + MINUTE, timedelta(hours=2.5), NOON - MINUTE, NOON)
    health = Health(FeedState.BLOCKED, NOON, "the server answers 403 \U0001f6ab", NOON, told=True)
    changed = replace(
        feed,
        url="https://elsewhere.example/atom",
        outlet=None,
        paused=True,
        retired=NOON,
        first_poll_done=True,
        validators=Validators('"e"', "Sun, 12 May 2024 12:00:00 GMT"),
        rhythm=rhythm,
        health=health,
    )
    async with store.write() as change:
        await change.feeds.save(changed)
    async with store.read() as known:
        assert await known.feeds.get(feed.id) == changed


async def test_a_feed_is_found_by_either_of_its_addresses(store: Store) -> None:
    one, two = await added(store, ONE, TWO)
    async with store.write() as change:
        await change.feeds.save(replace(one, url="https://one.example/moved"))
        await change.feeds.save(replace(two, url=ONE.url))
    async with store.read() as known:
        found = [await known.feeds.at(url) for url in (ONE.url, TWO.url, "https://one.example/moved", "https://x")]
    assert [feed.id if feed else None for feed in found] == [one.id, two.id, one.id, None]


async def test_one_in_the_list_is_found_before_a_removed_one(store: Store) -> None:
    one, two = await added(store, ONE, TWO)
    async with store.write() as change:
        await change.feeds.save(replace(one, removed=ChosenBy.ADMIN))
        found = await change.feeds.at(ONE.url)
        assert found is not None
        assert found.removed is ChosenBy.ADMIN
        await change.feeds.save(replace(two, url=ONE.url))
        found = await change.feeds.at(ONE.url)
    assert found is not None
    assert found.id == two.id


async def test_an_address_is_chosen_once(store: Store) -> None:
    await added(store, ONE)
    with pytest.raises(ValueError, match="known already"):
        await added(store, ONE)


async def test_what_is_not_there_cannot_be_saved(store: Store) -> None:
    (feed,) = await added(store, ONE)
    with pytest.raises(ValueError, match="no feed 7"):
        async with store.write() as change:
            await change.feeds.save(replace(feed, id=7))
    async with store.write() as change:
        assert not await change.feeds.take(7, Lease("me", NOON), NOON)
    async with store.read() as known:
        assert await known.feeds.get(7) is None


OUT: dict[str, Callable[[WatchedFeed], WatchedFeed]] = {
    "paused": lambda feed: replace(feed, paused=True),
    "retired": lambda feed: replace(feed, retired=NOON),
    "removed": lambda feed: replace(feed, removed=ChosenBy.CONFIG),
}


@pytest.mark.parametrize("how", OUT)
async def test_what_is_not_to_be_read_is_never_due(store: Store, how: str) -> None:
    (feed,) = await added(store, ONE)
    async with store.write() as change:
        await change.feeds.save(OUT[how](feed))
    async with store.read() as known:
        assert await known.feeds.due(NOON + timedelta(days=999)) == []
        assert len(await known.feeds.all()) == (0 if how == "removed" else 1)


async def test_the_longest_due_comes_first(store: Store) -> None:
    one, two = await added(store, ONE, TWO)
    async with store.write() as change:
        await change.feeds.save(replace(one, rhythm=replace(one.rhythm, next_poll=NOON + MINUTE)))
    async with store.read() as known:
        assert [key for key, _ in await known.feeds.due(NOON)] == [two.id]
        assert [key for key, _ in await known.feeds.due(NOON + MINUTE)] == [two.id, one.id]


async def test_a_lease_keeps_others_away_until_it_ends(store: Store) -> None:
    one, _two = await added(store, ONE, replace(ONE, url="https://one.example/more"))
    mine, yours = Lease("me", NOON + MINUTE), Lease("you", NOON + 9 * MINUTE)
    async with store.write() as change:
        assert await change.feeds.take(one.id, mine, NOON)
        assert not await change.feeds.take(one.id, yours, NOON)
        assert not await change.feeds.hand_back(one.id, "you")
        assert await change.feeds.take(one.id, Lease("me", NOON + 2 * MINUTE), NOON)
        assert [key for key, _ in await change.feeds.due(NOON)] == [2]
        assert await change.feeds.leased(NOON) == {"one.example": 1}
        assert await change.feeds.leased(NOON + 2 * MINUTE) == {}
        assert [key for key, _ in await change.feeds.due(NOON + 2 * MINUTE)] == [1, 2]
        assert await change.feeds.take(one.id, yours, NOON + 2 * MINUTE)
        assert not await change.feeds.hand_back(one.id, "me")
    async with store.read() as known:
        feed = await known.feeds.get(one.id)
        assert feed is not None
        assert feed.lease == yours


async def test_saving_a_feed_leaves_its_lease_alone(store: Store) -> None:
    (feed,) = await added(store, ONE)
    lease = Lease("me", NOON + MINUTE)
    async with store.write() as change:
        await change.feeds.take(feed.id, lease, NOON)
        await change.feeds.save(replace(feed, paused=True))
        found = await change.feeds.get(feed.id)
        assert found is not None
        assert (found.lease, found.paused) == (lease, True)
        assert await change.feeds.hand_back(feed.id, "me")
        assert not await change.feeds.hand_back(feed.id, "me")
        found = await change.feeds.get(feed.id)
    assert found is not None
    assert found.lease is None


async def test_entries_are_known_by_feed_and_key(store: Store) -> None:
    one, two = await added(store, ONE, TWO)
    many = [record(f"k{number}") for number in range(1200)]
    async with store.write() as change:
        await change.feeds.record(one.id, many)
        await change.feeds.record(one.id, [])
        await change.feeds.record(two.id, [record("k1", 5)])
    async with store.read() as known:
        assert await known.feeds.entries(one.id, ["k1", "k1199", "k1200"]) == {"k1": many[1], "k1199": many[1199]}
        assert await known.feeds.entries(two.id, ["k1", "k2"]) == {"k1": record("k1", 5)}
        assert len(await known.feeds.entries(one.id, [each.key for each in many])) == 1200
        assert await known.feeds.entries(3, ["k1"]) == {}


async def test_a_later_record_of_an_entry_replaces_the_earlier_one(store: Store) -> None:
    (feed,) = await added(store, ONE)
    async with store.write() as change:
        await hear(change, an_item("a"), 1)
        await hear(change, an_item("b", "two"), 2)
        await change.feeds.record(feed.id, [record("k"), record("k", 1), record("l", 0, "new", "a")])
        await change.feeds.record(feed.id, [record("m", 2, "new", "a"), record("k", 3, "changed", "b")])
        assert await change.feeds.entries(feed.id, ["k"]) == {"k": record("k", 3, "changed", "b")}


async def test_the_addresses_that_entries_of_a_feed_have_taken(store: Store) -> None:
    one, two = await added(store, ONE, TWO)
    async with store.write() as change:
        await hear(change, an_item("a", url="https://x.example/a"), 1)
        await hear(change, an_item("b", "two", url="https://x.example/b"), 2)
        await hear(change, an_item("a", "three", url="https://x.example/moved", version=2), 3)
        await change.feeds.record(one.id, [record("k", 0, "new", "a"), record("l")])
        await change.feeds.record(two.id, [record("k", 0, "new", "b")])
    urls = ["https://x.example/a", "https://x.example/moved", "https://x.example/b", "https://x.example/z"]
    async with store.read() as known:
        assert set(await known.feeds.taken(one.id, urls)) == {"https://x.example/moved"}
        assert set(await known.feeds.taken(two.id, urls * 300)) == {"https://x.example/b"}
        assert set(await known.feeds.taken(one.id, [])) == set()


async def test_old_entries_that_left_the_feed_are_forgotten(store: Store) -> None:
    one, two = await added(store, ONE, TWO)
    entries = [record("old", 0), record("kept", 0), record("young", 2)]
    async with store.write() as change:
        await change.feeds.record(one.id, entries)
        await change.feeds.record(two.id, entries)
        await change.feeds.forget_entries(one.id, NOON + MINUTE, ["kept"])
        assert set(await change.feeds.entries(one.id, ["old", "kept", "young"])) == {"kept", "young"}
        assert len(await change.feeds.entries(two.id, ["old", "kept", "young"])) == 3


async def test_a_failed_transaction_leaves_feeds_as_they_were(store: Store) -> None:
    (feed,) = await added(store, ONE)

    async def fail() -> None:
        async with store.write() as change:
            await change.feeds.save(replace(feed, paused=True))
            await change.feeds.take(feed.id, Lease("me", NOON + MINUTE), NOON)
            await change.feeds.record(feed.id, [record("k")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with store.read() as known:
        assert await known.feeds.get(feed.id) == feed
        assert await known.feeds.entries(feed.id, ["k"]) == {}


async def test_alerts_of_old_texts_are_marked(sql_store: SqlStore) -> None:
    state, alert = quarrel(a_claim("a", 145), a_claim("b", 143))
    async with sql_store.write() as change:
        await ingest(change, an_item("a"))
        await ingest(change, an_item("b", "two"), [state])
        await change.add_alerts([alert], [], NOON, backlog=True)
    async with sql_store._engine.begin() as connection:
        rows = await connection.execute(text("SELECT backlog FROM outbox WHERE kind <> ''"))
        assert [row[0] for row in rows] == [1]


@pytest.mark.parametrize("identity", ["a" * 201, "tag:\ud800", "two\nlines", "sha256:abc", "\x00"])
def test_an_identity_that_no_database_keeps_is_hashed(identity: str) -> None:
    key = entry_key(identity)
    assert key.startswith("sha256:")
    assert len(key) == 71
    assert entry_key("https://example.org/1") == "https://example.org/1"


def test_the_digest_follows_the_words_alone() -> None:
    article = Article("i", None, "a", "b", NOON, Dated.PUBLISHED, None)
    assert digest_of(article) == digest_of(replace(article, identity="j", published=NOON + MINUTE, url="https://x"))
    assert (
        len(
            {
                digest_of(article),
                digest_of(replace(article, title="ab", text="")),
                digest_of(replace(article, text="c")),
            }
        )
        == 3
    )
