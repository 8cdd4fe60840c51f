"""Quiet hours as the sender keeps them: what was queued before them and could not leave in time comes after them, in virtual time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.alerting.clock import not_quiet
from bot.domain.alerts import Chat, ChatAddress, Delivery, DeliveryState, Matter, NoticeKind, QuietHours, Subject
from bot.domain.reply import Heading, Reply, Text
from bot.platforms.terminal.messenger import TerminalMessenger
from tests.fakes.botapi.rules import SENDING, Rule
from tests.fakes.botapi.server import Call, Fault
from tests.fakes.post import Post
from tests.fakes.virtual import VirtualLoop

NAP = QuietHours(time(23), time(23, 30))
NIGHT = QuietHours(time(23), time(7))
OSLO = ZoneInfo("Europe/Oslo")
STORM = Fault(429, "Too Many Requests", {"retry_after": 600})


def wall(day: int, hour: int, minute: int = 0, month: int = 5) -> datetime:
    """A moment by Oslo's clock in 2024, in UTC."""
    return datetime(2024, month, day, hour, minute, tzinfo=OSLO).astimezone(UTC)


def an_office(start: datetime, rule: Rule | None = None) -> Post:
    """A post at some moment; a message tells of as many things as its subjects."""
    post = Post(loop=VirtualLoop(start))
    post.rule = rule or post.rule
    post.says = lambda one: Reply((Heading(one.notice.kind.value), Text(" ".join(_names(one)))))
    return post


def a_sleeper(post: Post, name: str = "1", platform: str = "telegram", quiet: QuietHours = NAP) -> int:
    return post.chat(name, platform, zone="Europe/Oslo", quiet=quiet)


def a_night(post: Post, done: Callable[[], bool] | None = None, *others: Coroutine[Any, Any, None]) -> float:
    """Deliver until all is over; the seconds it took."""
    return post.until(done, *others, most=12 * 3600, step=5)


def heard(post: Post) -> list[tuple[datetime, str, str]]:
    """When which message or edit reached Telegram, and what it said."""
    begin = post.loop._start - timedelta(seconds=1000)
    sent = [call for call in post.line.arrived if call.method.lower() in SENDING]
    return [(begin + timedelta(seconds=call.at), call.method, call.text) for call in sent]


def outage(start: datetime, begin: datetime, end: datetime, fault: Fault) -> Rule:
    """A line that fails for a while."""
    since, until = ((moment - start).total_seconds() + 1000 for moment in (begin, end))

    def rule(call: Call) -> Fault | None:
        return fault if since <= call.at < until else None

    return rule


@pytest.mark.parametrize("fault", [Fault(502, "Bad Gateway"), STORM], ids=["502", "429"])
def test_what_an_outage_delays_into_quiet_hours_comes_after_them_as_one_message(fault: Fault) -> None:
    start, end = wall(13, 22, 55), wall(13, 23, 30)
    post = an_office(start, outage(start, start, wall(13, 23, 10), fault))
    chat, other = a_sleeper(post), post.chat("2")
    rows = [post.add(chat) for _ in range(3)]
    awake = post.add(other)
    a_night(post)
    [(_, to_other), (at, text)] = [(at, text) for at, _, text in heard(post) if at > wall(13, 23, 10)]
    assert to_other.split() == ["<b>alert</b>", "i4"]
    assert at == pytest.approx(end, abs=timedelta(seconds=10))
    assert text.split() == ["<b>summary</b>", "i1", "i2", "i3"]
    assert {post.queue.rows[one].state for one in rows} == {DeliveryState.DROPPED}
    assert post.queue.rows[awake].state is DeliveryState.SENT


def test_what_waits_for_the_end_of_quiet_hours_already_is_joined() -> None:
    start = wall(13, 23, 10)
    post = an_office(start)
    chat = a_sleeper(post)
    waits = post.add(chat, kind=NoticeKind.SUMMARY, due_at=wall(13, 23, 30))
    post.add(chat)
    post.add(chat, kind=NoticeKind.CORRECTION, priority=3)
    a_night(post)
    [(at, _, text)] = heard(post)
    assert at == pytest.approx(wall(13, 23, 30), abs=timedelta(seconds=10))
    assert text.split()[1:] == ["i1", "i2", "i3"]
    assert post.queue.rows[waits].notice.priority == 3


@pytest.mark.parametrize(
    ("day", "month", "hours"),
    [(30, 3, 7), (26, 10, 9), (13, 5, 8)],
    ids=["the clock goes forward", "it goes back", "neither"],
)
def test_the_night_is_as_long_as_the_clock_on_the_wall_says(day: int, month: int, hours: int) -> None:
    start = wall(day, 23, 0, month)
    post = an_office(start)
    post.add(a_sleeper(post, quiet=NIGHT))
    took = a_night(post)
    assert took == pytest.approx(hours * 3600, abs=10)


def test_a_backlog_that_reaches_into_quiet_hours_stops_there_for_those_who_have_them() -> None:
    post = an_office(wall(13, 22, 59))
    post.loop._leaps.passed = 55.0
    sleepers = [a_sleeper(post, str(number + 1)) for number in range(300)]
    for chat in sleepers:
        post.add(chat)
    a_night(post)
    times = [at for at, _, _ in heard(post)]
    night = [at for at in times if wall(13, 23) + timedelta(seconds=0.1) < at < wall(13, 23, 30)]
    assert not night
    assert len(times) == 300
    assert 100 < len([at for at in times if at < wall(13, 23)]) < 160
    assert min(at for at in times if at >= wall(13, 23, 30)) < wall(13, 23, 30) + timedelta(seconds=10)


def test_a_429_in_hand_holds_no_message_back_into_quiet_hours() -> None:
    """A message that was begun when Telegram asked for a pause does not stand there until its chat sleeps."""
    start = wall(13, 22, 59)
    asked = False

    def rule(call: Call) -> Fault | None:
        nonlocal asked
        if call.method.lower() in SENDING and not asked:
            asked = True
            return Fault(429, "Too Many Requests", {"retry_after": 300}, delay=0.5)
        return None

    post = an_office(start, rule)
    for number in range(5):
        post.add(a_sleeper(post, str(number + 1)))
    a_night(post)
    assert len(heard(post)) == 5
    assert all(not_quiet(post.queue.chats[1], at) == at for at, _, _ in heard(post))


def test_what_may_have_arrived_is_sent_again_after_quiet_hours() -> None:
    start = wall(13, 22, 59)
    post = an_office(start)
    post.loop._leaps.passed = 55.0
    post.rule = lambda call: Fault(late_drop=True) if call.at < 1060 and call.method == "sendMessage" else None
    doubtful = post.add(a_sleeper(post))
    a_night(post)
    first, again = [at for at, method, _ in heard(post) if method == "sendMessage"]
    assert first < wall(13, 23)
    assert again == pytest.approx(wall(13, 23, 30), abs=timedelta(seconds=10))
    assert post.queue.rows[doubtful].state is DeliveryState.SENT


def test_an_edit_wakes_nobody_and_the_answer_in_its_place_waits() -> None:
    start = wall(13, 22, 59)
    post = an_office(start)
    chat = a_sleeper(post)
    parent = post.add(chat)
    voice = Subject("killed", "conflict", "one", "i1", 1, Matter.VOICE)

    async def later() -> None:
        await asyncio.sleep(120)
        post.add(chat, kind=NoticeKind.DEVELOPMENT, priority=0, parent=parent, subjects=(voice,))
        await asyncio.sleep(120)
        refused = Fault(400, "Bad Request: message can't be edited")
        post.rule = lambda call: refused if call.method == "editMessageText" else None
        post.add(chat, kind=NoticeKind.DEVELOPMENT, priority=0, parent=parent, subjects=(voice,))

    a_night(post, lambda: len(post.queue.rows) == 3 and all(row.sent_at for row in post.queue.rows.values()), later())  # fmt: skip
    (_, sent, _), (edited_at, edited, _), (answered_at, answered, _) = heard(post)
    assert (sent, edited, answered) == ("sendMessage", "editMessageText", "sendMessage")
    assert edited_at < wall(13, 23, 10)
    assert answered_at == pytest.approx(wall(13, 23, 30), abs=timedelta(seconds=10))


def test_what_fell_is_told_once_where_nothing_can_be_edited() -> None:
    post = an_office(wall(13, 12), lambda call: _unedited(call))
    chat = a_sleeper(post)
    parent = post.add(chat)
    fell = Subject("killed", "conflict", "one", "i1", 1, Matter.FELL)
    edit = post.add(chat, kind=NoticeKind.DEVELOPMENT, priority=0, parent=parent, subjects=(fell,))
    post.add(chat, kind=NoticeKind.CORRECTION, parent=parent, subjects=(fell,))
    post.until()
    assert [method for _, method, _ in heard(post)] == ["sendMessage", "sendMessage"]
    assert post.queue.rows[edit].state is DeliveryState.DROPPED


def test_the_terminal_keeps_quiet_hours_too() -> None:
    start = wall(13, 22, 59)
    post = an_office(start)
    shown: list[tuple[datetime, str]] = []
    terminal = TerminalMessenger(lambda reply: shown.append((post.loop.now(), reply.parts[0].text)))  # type: ignore[union-attr]
    chat = a_sleeper(post, "local", "terminal")
    parent = post.add(chat)
    voice = Subject("killed", "conflict", "one", "i1", 1, Matter.VOICE)

    async def later() -> None:
        await asyncio.sleep(120)
        post.add(chat)
        post.add(chat)
        post.add(chat, kind=NoticeKind.DEVELOPMENT, priority=0, parent=parent, subjects=(voice,))

    a_night(post, lambda: len(shown) == 3, post.deliver("terminal", terminal).run(), later())
    assert [kind for _, kind in shown] == ["alert", "summary", "development"]
    assert shown[0][0] < wall(13, 23)
    assert all(at == pytest.approx(wall(13, 23, 30), abs=timedelta(seconds=10)) for at, _ in shown[1:])


def test_who_ends_quiet_hours_while_a_message_is_in_hand_gets_it_at_once() -> None:
    post = an_office(wall(13, 22, 59))
    chat = a_sleeper(post)
    lease = post.queue.lease

    async def stale(*given: object) -> object:
        """The settings change just after the lease."""
        leased = await lease(*given)  # type: ignore[arg-type]
        post.queue.chats[chat] = Chat(chat, ChatAddress("telegram", "1"))
        return leased

    post.queue.lease = stale  # type: ignore[method-assign, assignment]
    post.loop._leaps.passed = 120.0
    post.add(chat)
    assert post.until() < 5
    assert not any(row.lease_owner for row in post.queue.rows.values())


@pytest.mark.parametrize("turns", range(6))
def test_a_stop_amid_holding_back_ends_and_gives_everything_back(turns: int) -> None:
    post = an_office(wall(13, 23, 10))
    for number in range(5):
        post.add(a_sleeper(post, str(number + 1)))

    async def stop() -> None:
        task = asyncio.create_task(post.deliver().run())
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        done, _ = await asyncio.wait({task}, timeout=10)
        assert done
        with suppress(asyncio.CancelledError):
            await task

    post.loop.run_until_complete(stop())
    post.loop.close()
    assert not any(row.lease_owner for row in post.queue.rows.values())
    assert not heard(post)


def _unedited(call: Call) -> Fault | None:
    return Fault(400, "Bad Request: message can't be edited") if call.method == "editMessageText" else None


def _names(one: Delivery) -> list[str]:
    return [subject.identity for subject in one.notice.subjects]
