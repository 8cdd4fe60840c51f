"""How a feed is, and when administrators hear of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.feeds import Document, Failed, Trouble, Unchanged
from bot.domain.watched import ChosenBy, FeedState, NewFeed, WatchedFeed, begun
from bot.polling import BAD_AFTER, Bounds, after_poll, known_to_admins, recovered, turned_bad
from tests.fakes.feeds import article, document

NOW = datetime(2024, 5, 13, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GOOD = document(*(article("x", str(n), published=NOW - n * HOUR) for n in range(9)))
BLOCKED = Failed(Trouble.BLOCKED, "the server answers 403")


def fresh() -> WatchedFeed:
    return begun(NewFeed("https://news.example/rss", ChosenBy.CONFIG), NOW, 1)


def after(
    feed: WatchedFeed, outcome: Document | Unchanged | Failed, hours: float = 0, *, new: bool = False
) -> WatchedFeed:
    articles = outcome.articles if isinstance(outcome, Document) and new else ()
    return after_poll(feed, outcome, articles, NOW + hours * HOUR, Bounds(), 0.0)


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_is_a_state_with_a_date_and_a_reason(trouble: Trouble) -> None:
    health = after(fresh(), Failed(trouble, "why \ud800\x00 so")).health
    assert health.state not in (FeedState.NEW, FeedState.FINE, FeedState.QUIET)
    assert (health.since, health.detail) == (NOW, "why ? so")


def test_the_states_that_have_names_of_their_own() -> None:
    told = {trouble: after(fresh(), Failed(trouble, "")).health.state.value for trouble in Trouble}
    for name in ("not-a-feed", "empty", "blocked", "gone", "too-large", "wrong-content", "time-out", "missing", "busy"):
        assert told[Trouble(name)] == name
    assert told[Trouble.BROKEN] == "wrong-content"
    assert told[Trouble.UNKNOWN_HOST] == told[Trouble.UNREACHABLE] == "unreachable"


def test_the_date_is_when_the_state_began() -> None:
    feed = after(after(fresh(), BLOCKED), BLOCKED, 1)
    assert feed.health.since == NOW
    assert after(feed, Failed(Trouble.TIME_OUT, ""), 2).health.since == NOW + 2 * HOUR
    assert after(feed, GOOD, 3).health.since == NOW + 3 * HOUR


def test_administrators_hear_once_that_it_is_bad_and_once_that_it_is_well() -> None:
    feed = fresh()
    for number in range(1, BAD_AFTER + 3):
        feed = after(feed, BLOCKED, number)
        assert turned_bad(feed) == (number >= BAD_AFTER)
    feed = known_to_admins(feed)
    feed = after(feed, Failed(Trouble.TIME_OUT, ""), 9)
    assert not turned_bad(feed)
    assert not recovered(feed)
    feed = after(feed, GOOD, 10, new=True)
    assert recovered(feed)
    feed = known_to_admins(feed)
    assert not recovered(feed)
    assert not turned_bad(feed)


def test_a_passing_failure_is_told_to_nobody() -> None:
    feed = after(after(after(fresh(), BLOCKED, 1), BLOCKED, 2), GOOD, 3)
    assert not turned_bad(feed)
    assert not recovered(feed)


def test_gone_is_told_at_once_and_ends_with_the_first_success() -> None:
    feed = after(fresh(), Failed(Trouble.GONE, "the server answers 410"))
    assert turned_bad(feed)
    assert feed.retired == NOW
    assert after(feed, GOOD, 1).retired is None


def test_a_feed_is_quiet_once_it_is_silent_for_much_longer_than_its_habit() -> None:
    feed = after(fresh(), GOOD, new=True)
    assert (feed.rhythm.habit, feed.rhythm.last_new, feed.health.state) == (HOUR, NOW, FeedState.FINE)
    for hours, state in ((47, FeedState.FINE), (49, FeedState.QUIET), (50, FeedState.QUIET)):
        feed = after(feed, Unchanged(""), hours)
        assert feed.health.state is state
    assert feed.health.since == NOW + 49 * HOUR
    assert turned_bad(feed)
    feed = after(known_to_admins(feed), GOOD, 51, new=True)
    assert feed.health.state is FeedState.FINE
    assert recovered(feed)


def test_a_feed_of_no_known_habit_is_never_quiet() -> None:
    feed = after(after(fresh(), document(article("x")), new=True), Unchanged(""), 24 * 99)
    assert feed.health.state is FeedState.FINE
