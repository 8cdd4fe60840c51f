"""Quiet hours and digests on wall clocks that are put forward and back."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.alerting.clock import instant, next_digest, not_quiet
from bot.domain.alerts import Chat, ChatAddress, Digest, DigestEvery, QuietHours

ZONES = ("UTC", "Europe/Oslo", "Asia/Dushanbe", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia")
NIGHT = QuietHours(time(23), time(7))


def a_chat(quiet: QuietHours | None, zone: str = "Europe/Oslo") -> Chat:
    return Chat(1, ChatAddress("telegram", "1"), zone=zone, quiet=quiet)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("quiet", "moment", "end"),
    [
        (None, "2024-05-13 00:00", "2024-05-13 00:00"),
        (NIGHT, "2024-05-13 20:59", "2024-05-13 20:59"),
        (NIGHT, "2024-05-13 21:00", "2024-05-14 05:00"),
        (NIGHT, "2024-05-14 04:59", "2024-05-14 05:00"),
        (NIGHT, "2024-05-14 05:00", "2024-05-14 05:00"),
        (NIGHT, "2024-03-30 22:30", "2024-03-31 05:00"),  # the night the clocks are put forward: an hour shorter
        (NIGHT, "2024-10-26 21:30", "2024-10-27 06:00"),  # and back: an hour longer
        (QuietHours(time(1), time(2, 30)), "2024-03-31 00:30", "2024-03-31 01:00"),  # 02:30 is leapt over
        (QuietHours(time(2, 30), time(5)), "2024-03-31 00:59", "2024-03-31 00:59"),  # so is the beginning
        (QuietHours(time(2, 30), time(5)), "2024-03-31 01:00", "2024-03-31 03:00"),
        (
            QuietHours(time(1), time(2, 30)),
            "2024-10-27 00:30",
            "2024-10-27 01:30",
        ),  # 02:30 comes twice: the second counts
        (QuietHours(time(2, 30), time(5)), "2024-10-27 00:30", "2024-10-27 04:00"),
        (QuietHours(time(9), time(17)), "2024-05-13 10:00", "2024-05-13 15:00"),
    ],
)
def test_quiet_hours_end_by_the_clock_on_the_wall(quiet: QuietHours | None, moment: str, end: str) -> None:
    assert not_quiet(a_chat(quiet), utc(moment)) == utc(end)


@pytest.mark.parametrize(
    ("digest", "after", "due"),
    [
        (Digest(DigestEvery.DAY, time(8)), "2024-05-13 05:59", "2024-05-13 06:00"),
        (Digest(DigestEvery.DAY, time(8)), "2024-05-13 06:00", "2024-05-14 06:00"),
        (Digest(DigestEvery.DAY, time(2, 30)), "2024-03-31 00:00", "2024-03-31 01:00"),
        (Digest(DigestEvery.DAY, time(2, 30)), "2024-10-27 00:00", "2024-10-27 00:30"),
        (Digest(DigestEvery.DAY, time(2, 30)), "2024-10-27 00:30", "2024-10-28 01:30"),
        (Digest(DigestEvery.WEEK, time(8), 0), "2024-05-13 06:00", "2024-05-20 06:00"),
        (Digest(DigestEvery.WEEK, time(8), 6), "2024-10-21 06:00", "2024-10-27 07:00"),
    ],
)
def test_a_digest_is_due_by_the_clock_on_the_wall(digest: Digest, after: str, due: str) -> None:
    assert next_digest(digest, "Europe/Oslo", utc(after)) == utc(due)


MOMENTS = st.datetimes(datetime(2023, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(MOMENTS, TIMES, TIMES, st.sampled_from(ZONES))
def test_no_message_is_due_in_quiet_hours(moment: datetime, start: time, end: time, zone: str) -> None:
    assume(start != end)
    chat = a_chat(QuietHours(start, end), zone)
    due = not_quiet(chat, moment)
    assert moment <= due <= moment + timedelta(hours=50)
    assert not_quiet(chat, due) == due
    if due > moment:
        wall = due.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert wall.time() >= end or wall.date() > (moment.astimezone(ZoneInfo(zone)).date())


@given(MOMENTS, TIMES, st.sampled_from(ZONES))
def test_a_daily_digest_comes_once_a_day(moment: datetime, at: time, zone: str) -> None:
    digest = Digest(DigestEvery.DAY, at)
    first = next_digest(digest, zone, moment)
    second = next_digest(digest, zone, first)
    assert moment < first < second
    days = (second.astimezone(ZoneInfo(zone)).date() - first.astimezone(ZoneInfo(zone)).date()).days
    assert days in (1, 2)


@given(MOMENTS, st.sampled_from(ZONES))
def test_a_moment_is_found_again_by_what_the_clock_shows(moment: datetime, zone: str) -> None:
    known = ZoneInfo(zone)
    moment = moment.replace(microsecond=0)
    wall = moment.astimezone(known).replace(tzinfo=None)
    assert instant(wall, known) <= moment <= instant(wall, known, last=True)
