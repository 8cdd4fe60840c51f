"""Wall clocks: when quiet hours begin and end and when a digest is due, in UTC, over changes of daylight-saving time too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.alerts import Chat, Digest, DigestEvery, QuietHours

DAY = timedelta(days=1)


def not_quiet(chat: Chat, moment: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours that it falls into. Both are aware; the result is in UTC."""
    moment = moment.astimezone(UTC)
    if chat.quiet is None:
        return moment
    for start, end in _quiet(chat.quiet, ZoneInfo(chat.zone), moment):
        if start <= moment < end:
            moment = end
    return moment


def next_digest(digest: Digest, zone: str, after: datetime) -> datetime:
    """When the next digest is due, later than a moment, in UTC."""
    known = ZoneInfo(zone)
    day = datetime.combine(after.astimezone(known).date() - DAY, digest.at)
    while True:
        at = instant(day, known)
        fits = digest.every is DigestEvery.DAY or day.weekday() == digest.weekday
        if fits and at > after:
            return at
        day += DAY


def instant(wall: datetime, zone: ZoneInfo, *, last: bool = False) -> datetime:
    """When the clock first shows a time (`wall`, naive), or with `last` for the last time, in UTC.

    A time that the clock leaps over is the moment of the leap.
    """
    at = wall.replace(tzinfo=zone, fold=int(last)).astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) == wall:
        return at
    early, late = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (1, 0))
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        if middle.astimezone(zone).replace(tzinfo=None) < wall:
            early = middle
        else:
            late = middle
    return late.replace(microsecond=0)


def _quiet(quiet: QuietHours, zone: ZoneInfo, around: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The quiet hours around a moment, oldest first. Where the clock shows their end twice they last until the second time."""
    today = around.astimezone(zone).date()
    over_midnight = quiet.end <= quiet.start
    for days in range(-2, 3):
        day = today + days * DAY
        end = datetime.combine(day + DAY if over_midnight else day, quiet.end)
        yield instant(datetime.combine(day, quiet.start), zone), instant(end, zone, last=True)


def shown(at: time) -> str:
    """A time as people type it: "07:30"."""
    return f"{at:%H:%M}"
