"""How often a feed is read: as often as it publishes, within bounds, and ever more seldom while it fails."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.feeds import Article, Dated
from bot.domain.watched import Rhythm

LOOKS = 3
"""How many times a feed is looked at within the time in which it usually publishes one entry, or has been silent."""

HABIT_ENTRIES = 20
"""How many of the latest entries tell the habit of a feed."""

_OWN_TIME = frozenset({Dated.PUBLISHED, Dated.UPDATED})
_MOST_DOUBLINGS = 20


@dataclass(frozen=True, slots=True)
class Bounds:
    """The shortest and the longest time between two polls, the longest back-off, and the share that chance adds to each."""

    shortest: timedelta = timedelta(minutes=5)
    longest: timedelta = timedelta(hours=6)
    back_off: timedelta = timedelta(hours=24)
    jitter: float = 0.1


def habit_of(articles: Iterable[Article]) -> timedelta | None:
    """The usual time between two entries, as their own times tell it; None where fewer than three have one, or all have the same."""
    times = sorted(article.published for article in articles if article.dated in _OWN_TIME)[-HABIT_ENTRIES:]
    if len(times) < 3:
        return None
    return (times[-1] - times[0]) / (len(times) - 1) or None


def newest(articles: Iterable[Article]) -> datetime | None:
    """When the latest entry was published, by its own time."""
    return max((article.published for article in articles if article.dated in _OWN_TIME), default=None)


def interval(habit: timedelta | None, silence: timedelta, bounds: Bounds) -> timedelta:
    """The time until the next look at a feed with this habit that has been silent for so long."""
    usual = max(habit, silence) if habit is not None else max(silence, LOOKS * bounds.shortest)
    return min(max(usual / LOOKS, bounds.shortest), bounds.longest)


def after_success(
    rhythm: Rhythm,
    now: datetime,
    bounds: Bounds,
    chance: float,
    *,
    habit: timedelta | None,
    last_new: datetime | None,
    fresh: timedelta | None,
) -> Rhythm:
    """The rhythm once the feed was read. What Cache-Control asks for is kept up to the longest interval."""
    known_habit = habit or rhythm.habit
    known_new = last_new or rhythm.last_new
    usual = interval(known_habit, now - known_new if known_new else timedelta(0), bounds)
    wait = max(usual, min(fresh or timedelta(0), bounds.longest))
    return replace(
        rhythm,
        next_poll=now + _jittered(wait, bounds, chance),
        interval=usual,
        failures=0,
        not_before=None,
        habit=known_habit,
        last_success=now,
        last_new=known_new,
    )


def after_failure(rhythm: Rhythm, now: datetime, bounds: Bounds, chance: float, retry_after: datetime | None) -> Rhythm:
    """The rhythm once the feed could not be read.

    The wait doubles with each failure, up to the longest back-off; Retry-After is always kept.
    """
    usual = max(rhythm.interval, bounds.shortest)
    wait = min(usual * 2 ** min(rhythm.failures, _MOST_DOUBLINGS), max(bounds.back_off, usual))
    then = now + _jittered(wait, bounds, chance)
    return replace(
        rhythm,
        next_poll=max(then, retry_after) if retry_after else then,
        failures=rhythm.failures + 1,
        not_before=retry_after,
    )


def _jittered(wait: timedelta, bounds: Bounds, chance: float) -> timedelta:
    """Chance only ever adds, so that no poll is earlier than asked for."""
    return wait * (1 + bounds.jitter * chance)
