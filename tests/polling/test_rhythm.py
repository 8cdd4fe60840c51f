"""How often a feed is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feeds import Dated
from bot.domain.watched import Rhythm
from bot.polling.rhythm import Bounds, after_failure, after_success, habit_of, interval
from tests.fakes.feeds import DAY, article

BOUNDS = Bounds(timedelta(minutes=5), timedelta(hours=6), timedelta(hours=24), 0.1)
NOW = datetime(2024, 5, 13, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SPANS = st.timedeltas(timedelta(0), timedelta(days=900))


@pytest.mark.parametrize(
    ("habit", "silence", "expected"),
    [
        (MINUTE, MINUTE, 5 * MINUTE),
        (HOUR, 10 * MINUTE, 20 * MINUTE),
        (HOUR, 6 * HOUR, 2 * HOUR),
        (HOUR, timedelta(days=90), 6 * HOUR),
        (timedelta(days=7), timedelta(0), 6 * HOUR),
        (None, timedelta(0), 5 * MINUTE),
        (None, 9 * HOUR, 3 * HOUR),
    ],
)
def test_a_feed_is_looked_at_as_often_as_it_publishes(
    habit: timedelta | None, silence: timedelta, expected: timedelta
) -> None:
    assert interval(habit, silence, BOUNDS) == expected


def test_the_habit_is_the_mean_gap_of_the_latest_entries() -> None:
    hourly = [article("x", str(n), published=DAY + n * HOUR) for n in range(40)]
    assert habit_of([*reversed(hourly), article("old", published=DAY - timedelta(days=999))]) == HOUR
    assert habit_of(hourly[:2]) is None
    assert habit_of([article("x", str(n)) for n in range(9)]) is None
    assert habit_of([article("x", str(n), published=DAY + n * HOUR, dated=Dated.FETCHED) for n in range(9)]) is None


def test_the_wait_doubles_with_every_failure_up_to_its_bound_and_ends_with_the_first_success() -> None:
    rhythm, waits = Rhythm(NOW), []
    for _ in range(40):
        rhythm = after_failure(rhythm, NOW, BOUNDS, 0.0, None)
        waits.append(rhythm.next_poll - NOW)
    assert waits[:4] == [5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 40 * MINUTE]
    assert waits[-1] == BOUNDS.back_off
    assert rhythm.failures == 40
    rhythm = after_success(rhythm, NOW, BOUNDS, 0.0, habit=None, last_new=NOW, fresh=None)
    assert (rhythm.failures, rhythm.next_poll) == (0, NOW + 5 * MINUTE)


def test_retry_after_is_kept_however_late_it_is() -> None:
    late, soon = NOW + timedelta(days=20), NOW + MINUTE
    assert after_failure(Rhythm(NOW), NOW, BOUNDS, 0.0, late).next_poll == late
    assert after_failure(Rhythm(NOW), NOW, BOUNDS, 0.0, soon).next_poll == NOW + 5 * MINUTE
    assert after_failure(Rhythm(NOW), NOW, BOUNDS, 0.0, soon).not_before == soon


@pytest.mark.parametrize(("fresh", "wait"), [(MINUTE, 5 * MINUTE), (HOUR, HOUR), (timedelta(days=30), 6 * HOUR)])
def test_what_is_fresh_is_not_asked_for_up_to_the_longest_interval(fresh: timedelta, wait: timedelta) -> None:
    rhythm = after_success(Rhythm(NOW), NOW, BOUNDS, 0.0, habit=MINUTE, last_new=NOW, fresh=fresh)
    assert rhythm.next_poll == NOW + wait


@given(SPANS, SPANS, SPANS, st.integers(0, 500), st.floats(0, 1), st.none() | SPANS)
def test_no_poll_is_early_and_none_is_put_off_for_good(
    habit: timedelta, silence: timedelta, fresh: timedelta, failures: int, chance: float, retry: timedelta | None
) -> None:
    most = 1 + BOUNDS.jitter
    told = {"habit": habit, "fresh": fresh}
    well = after_success(Rhythm(NOW), NOW, BOUNDS, chance, last_new=NOW - silence, **told)
    assert NOW + BOUNDS.shortest <= well.next_poll <= NOW + BOUNDS.longest * most
    assert well.next_poll >= NOW + min(fresh, BOUNDS.longest)
    after = NOW + retry if retry is not None else None
    ill = after_failure(Rhythm(NOW, failures=failures), NOW, BOUNDS, chance, after)
    assert NOW + BOUNDS.shortest <= ill.next_poll <= max(NOW + BOUNDS.back_off * most, after or NOW)
    assert after is None or ill.next_poll >= after
