"""How a feed is: a state with a date and a reason, and when administrators are to hear of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.feeds import Failed, Trouble
from bot.domain.watched import FeedState, Health, Rhythm, WatchedFeed

BAD_AFTER = 3
"""After how many failures in a row a feed counts as bad: one alone is often gone by the next poll."""

QUIET_TIMES, QUIET_AT_LEAST = 10, timedelta(days=2)
"""A feed is quiet once it was silent for so many times its habit, and for at least so long."""

LONGEST_DETAIL = 300
GOOD = frozenset({FeedState.NEW, FeedState.FINE})

_STATES = {
    Trouble.SCHEME: FeedState.FORBIDDEN,
    Trouble.MALFORMED: FeedState.FORBIDDEN,
    Trouble.ADDRESS: FeedState.FORBIDDEN,
    Trouble.UNKNOWN_HOST: FeedState.UNREACHABLE,
    Trouble.UNREACHABLE: FeedState.UNREACHABLE,
    Trouble.TIME_OUT: FeedState.TIME_OUT,
    Trouble.REDIRECTS: FeedState.ERROR,
    Trouble.BLOCKED: FeedState.BLOCKED,
    Trouble.MISSING: FeedState.MISSING,
    Trouble.GONE: FeedState.GONE,
    Trouble.BUSY: FeedState.BUSY,
    Trouble.STATUS: FeedState.ERROR,
    Trouble.TOO_LARGE: FeedState.TOO_LARGE,
    Trouble.BROKEN: FeedState.WRONG_CONTENT,
    Trouble.WRONG_CONTENT: FeedState.WRONG_CONTENT,
    Trouble.NOT_A_FEED: FeedState.NOT_A_FEED,
    Trouble.EMPTY: FeedState.EMPTY,
}


def well(health: Health, rhythm: Rhythm, now: datetime) -> Health:
    """The health of a feed that was read: fine, or quiet for longer than its habit."""
    if is_quiet(rhythm, now):
        return _moved(health, FeedState.QUIET, "", now, bad=True)
    return _moved(health, FeedState.FINE, "", now, bad=False)


def ill(health: Health, failed: Failed, failures: int, now: datetime) -> Health:
    """The health of a feed that could not be read; `failures` counts this one. One that was bad before stays so."""
    state = _STATES.get(failed.trouble, FeedState.ERROR)
    bad = failures >= BAD_AFTER or state is FeedState.GONE or health.bad_since is not None
    return _moved(health, state, _plain(failed.detail), now, bad=bad)


def is_quiet(rhythm: Rhythm, now: datetime) -> bool:
    """Whether a feed has been silent for much longer than it usually is. One whose habit is not known never is."""
    if rhythm.habit is None or rhythm.last_new is None:
        return False
    return now - rhythm.last_new > max(QUIET_TIMES * rhythm.habit, QUIET_AT_LEAST)


def turned_bad(feed: WatchedFeed) -> bool:
    """Whether administrators are to hear that this feed is bad."""
    return feed.health.bad_since is not None and not feed.health.told


def recovered(feed: WatchedFeed) -> bool:
    """Whether they are to hear that it is well again."""
    return feed.health.bad_since is None and feed.health.told


def known_to_admins(feed: WatchedFeed) -> WatchedFeed:
    """The feed once they heard."""
    return replace(feed, health=replace(feed.health, told=feed.health.bad_since is not None))


def _moved(health: Health, state: FeedState, detail: str, now: datetime, *, bad: bool) -> Health:
    since = health.since if health.state is state else now
    return Health(state, since or now, detail, (health.bad_since or now) if bad else None, health.told)


def _plain(detail: str) -> str:
    """What a server said, as every database keeps it."""
    return " ".join(detail.encode("utf-8", "replace").decode().replace("\x00", "").split())[:LONGEST_DETAIL]
