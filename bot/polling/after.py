"""What a feed is after a poll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.feeds import Article, Document, Failed, Trouble, Unchanged, Validators
from bot.domain.watched import WatchedFeed
from bot.polling import health, rhythm
from bot.polling.rhythm import Bounds


def after_poll(
    feed: WatchedFeed,
    outcome: Document | Unchanged | Failed,
    new: Sequence[Article],
    now: datetime,
    bounds: Bounds,
    chance: float,
) -> WatchedFeed:
    """The feed after a poll at `now` that found these new entries; `chance` is from 0 up to 1.

    A feed whose server says that it is gone for good is retired; any other is read again some day, whatever happens. An answer
    that can be used ends a retirement.
    """
    if isinstance(outcome, Failed):
        then = rhythm.after_failure(feed.rhythm, now, bounds, chance, outcome.retry_after)
        retired = (feed.retired or now) if outcome.trouble is Trouble.GONE else feed.retired
        return replace(feed, rhythm=then, retired=retired, health=health.ill(feed.health, outcome, then.failures, now))
    read = isinstance(outcome, Document)
    then = rhythm.after_success(
        feed.rhythm,
        now,
        bounds,
        chance,
        habit=rhythm.habit_of(outcome.articles) if isinstance(outcome, Document) else None,
        last_new=_last_new(feed, new, now),
        fresh=outcome.fresh,
    )
    return replace(
        feed,
        url=outcome.moved or feed.url,
        rhythm=then,
        retired=None,
        health=health.well(feed.health, then, now),
        validators=_validators(feed, outcome),
        first_poll_done=feed.first_poll_done or read,
    )


def _last_new(feed: WatchedFeed, new: Sequence[Article], now: datetime) -> datetime | None:
    """When the last new entry came: at a first poll when it was published, later when it was seen."""
    if not new:
        return None
    return now if feed.first_poll_done else rhythm.newest(new) or now


def _validators(feed: WatchedFeed, outcome: Document | Unchanged) -> Validators:
    """What to ask with next time."""
    return outcome.validators if isinstance(outcome, Document) else feed.validators
