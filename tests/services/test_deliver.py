"""Delivering through the real Telegram messenger and library, over a line that fails in every way, in virtual time."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.alerting.planning import MUTED_PRIORITY
from bot.domain.alerts import Delivery, DeliveryState, NoticeKind
from bot.domain.reply import Reply, Text
from bot.domain.sending import MOST_ATTEMPTS
from bot.services.deliver import Terms
from tests.fakes.botapi.rules import SENDING, Flood, blocked, busiest_second, moved
from tests.fakes.botapi.server import Call, Fault
from tests.fakes.dead import Dead
from tests.fakes.post import RATE, REPEAT, Post
from tests.fakes.virtual import run


async def seconds_to_stop(post: Post) -> float:
    """How long the delivery takes to end when it is stopped amid its work."""
    task = asyncio.create_task(post.deliver().run())
    await asyncio.sleep(0.5)
    began = post.loop.time()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    return post.loop.time() - began


def test_a_fan_out_is_even_complete_and_without_repeats() -> None:
    post = Post(flood := Flood(RATE))
    for number in range(600):
        post.add(post.chat(str(number + 1)))
    took = post.until()
    assert post.states() == {DeliveryState.SENT: 600}
    assert set(post.times().values()) == {1}
    assert len(post.times()) == 600
    assert busiest_second(post.sent_at()) <= RATE
    assert flood.refused == 0
    assert 600 / took > 0.97 * RATE


def test_the_severest_goes_first_and_one_chat_after_another() -> None:
    post = Post()
    low = [post.add(post.chat(str(number + 1)), priority=1) for number in range(60)]
    high = post.add(post.chat("100"), priority=3)
    later = post.chat("200")

    async def storm() -> None:
        await asyncio.sleep(1)
        post.add(later, priority=3)

    post.until(None, storm())
    order = [call.given["chat_id"] for call in post.line.arrived]
    assert order[0] == "100"
    assert order.index("200") < 60, "what is urgent does not wait for all that came before"
    assert len(order) == len({*low, high}) + 1


@pytest.mark.parametrize(("name", "least"), [("5", 1.0), ("-100", 3.0)])
def test_many_messages_for_one_chat_keep_its_spacing_and_hold_up_nobody(name: str, least: float) -> None:
    post = Post(flood := Flood(RATE))
    busy = post.chat(name)
    for _ in range(10):
        post.add(busy, priority=3)
    for number in range(100):
        post.add(post.chat(str(1000 + number)), priority=1)
    post.until()
    mine = [call.at for call in post.line.arrived if call.given["chat_id"] == name]
    others = [call.at for call in post.line.arrived if call.given["chat_id"] != name]
    assert min(after - before for before, after in pairwise(mine)) >= least
    assert others[-1] - others[0] < 100 / RATE * 1.3
    assert flood.refused == 0


def test_storms_of_429_pause_all_and_lose_and_repeat_nothing() -> None:
    asked: list[tuple[float, float]] = []
    chance = random.Random(3)  # noqa: S311 - the same storm every time

    def storm(call: Call) -> Fault | None:
        if call.method.lower() not in SENDING or chance.random() > 0.05:
            return None
        wait = chance.choice([1, 5, 30])
        asked.append((call.at, call.at + wait))
        return Fault(429, "Too Many Requests", {"retry_after": wait})

    post = Post(storm)
    for number in range(300):
        post.add(post.chat(str(number + 1)))
    post.until()
    assert set(post.times().values()) == {1}
    assert len(post.times()) == 300
    assert len(asked) > 5
    for begin, end in asked:
        assert not [at for at in post.sent_at() if begin + 0.02 < at < end], "a pause is kept"


def test_failures_and_drops_lose_nothing_and_repeat_only_what_may_have_arrived() -> None:
    chance = random.Random(4)  # noqa: S311
    doubtful = 0

    def rule(call: Call) -> Fault | None:
        nonlocal doubtful
        if call.method.lower() not in SENDING:
            return None
        fault = chance.choices(
            [None, Fault(500, "Internal Server Error"), Fault(drop=True), Fault(late_drop=True), Fault(delay=9)],
            [80, 5, 5, 5, 5],
        )[0]
        doubtful += bool(fault and fault.late_drop)
        return fault

    post = Post(rule)
    for number in range(300):
        post.add(post.chat(str(number + 1)))
    post.until(lambda: not [one for one in post.queue.rows.values() if _open(one)])
    marked = Counter(call.text.partition("\n")[0] for call in post.line.arrived if REPEAT in call.text)
    assert doubtful > 10
    assert sum(count - 1 for count in post.times().values()) <= doubtful
    for text, count in post.times().items():
        assert count == 1 or (count == 2 and marked[text] == 1)
    lost = {f"<b>alert {one}</b>" for one in post.queue.rows} - post.times().keys()
    assert all(post.queue.rows[_number(text)].state is DeliveryState.UNKNOWN for text in lost)
    assert len(lost) < 10, "only what failed twice in doubt"


@pytest.mark.parametrize(
    "fault",
    [
        Fault(502, "Bad Gateway"),
        Fault(drop=True),
        Fault(delay=60),
        Fault(429, "Too Many Requests", {"retry_after": 600}),
    ],
    ids=["502", "dropped", "silent", "429"],
)
def test_an_outage_of_ten_minutes_loses_nothing(fault: Fault) -> None:
    post = Post()
    begin = post.loop.time() + 3
    post.rule = lambda call: fault if begin <= call.at < begin + 600 else None
    for number in range(300):
        post.add(post.chat(str(number + 1)))
    took = post.until()
    assert post.states() == {DeliveryState.SENT: 300}
    assert set(post.times().values()) == {1}
    assert len(post.times()) == 300
    assert 600 < took < 660
    assert len([call for call in post.line.calls if begin <= call.at < begin + 600]) < 60, "it is not hammered"


def test_a_chat_that_always_fails_holds_up_nobody() -> None:
    def rule(call: Call) -> Fault | None:
        if call.given.get("chat_id") == "1":
            return Fault(500, "Internal Server Error")
        return Fault(delay=4) if call.given.get("chat_id") == "2" else None

    post = Post(rule)
    bad, slow = post.chat("1"), post.chat("2")
    for _ in range(3):
        post.add(bad, priority=3)
        post.add(slow, priority=3)
    good = [post.add(post.chat(str(number + 10))) for number in range(200)]
    took = post.until(lambda: all(post.queue.rows[one].state is DeliveryState.SENT for one in good))
    assert took < 200 / RATE * 1.3


def test_a_dead_platform_holds_up_no_other() -> None:
    post = Post()
    for number in range(20):
        post.add(post.chat(str(number), "discord"), priority=3)
    good = [post.add(post.chat(str(number + 10))) for number in range(100)]
    took = post.until(
        lambda: all(post.queue.rows[one].state is DeliveryState.SENT for one in good),
        post.deliver("discord", Dead()).run(),
    )
    assert took < 100 / RATE * 1.2


def test_who_blocked_the_bot_is_suspended_and_nobody_else_waits() -> None:
    post = Post(blocked({"1"}))
    chat = post.chat("1")
    waiting = [post.add(chat) for _ in range(3)]
    good = post.add(post.chat("2"))
    post.until(lambda: post.queue.rows[good].state is DeliveryState.SENT and bool(post.gone))
    assert [one.id for one in post.gone] == [chat]
    assert post.queue.chats[chat].suspended_why == "Forbidden: bot was blocked by the user"
    assert {post.queue.rows[one].notice.due_at for one in waiting} == {None}
    assert len([call for call in post.line.calls if call.given.get("chat_id") == "1"]) == 1


def test_a_group_that_became_a_supergroup_gets_its_message_there() -> None:
    post = Post(moved({"-5": -1005}))
    chat = post.chat("-5")
    post.add(chat)
    post.until()
    assert len(post.line.texts("-1005")) == 1
    assert post.queue.chats[chat].address.chat == "-1005"


def test_what_was_told_before_the_move_is_not_edited_by_its_old_number() -> None:
    moving: list[str] = []
    post = Post(lambda call: moved({"-5": -1005})(call) if moving else None)
    chat = post.chat("-5")
    parent = post.add(chat)

    async def later() -> None:
        await asyncio.sleep(10)
        moving.append("now")
        post.add(chat)
        await asyncio.sleep(10)
        post.add(chat, kind=NoticeKind.DEVELOPMENT, parent=parent)

    post.until(lambda: [row.state for row in post.queue.rows.values()] == [DeliveryState.SENT] * 3, later())
    assert [call.method for call in post.line.arrived] == ["sendMessage"] * 3
    assert [call.given["chat_id"] for call in post.line.arrived] == ["-5", "-1005", "-1005"]


def test_a_development_edits_its_alert_and_a_correction_answers_it() -> None:
    post = Post()
    chat = post.chat("1")
    parent = post.add(chat)
    edit = post.add(chat, kind=NoticeKind.DEVELOPMENT, parent=parent)
    answer = post.add(chat, kind=NoticeKind.CORRECTION, parent=parent)
    post.until()
    sent, edited, answered = post.line.arrived
    number = post.queue.rows[parent].message_id
    assert (sent.method, edited.method, answered.method) == ("sendMessage", "editMessageText", "sendMessage")
    assert edited.given["message_id"] == number
    assert f'"message_id": {number}' in answered.given["reply_parameters"]
    assert (post.queue.rows[edit].message_id, post.queue.rows[answer].state) == (number, DeliveryState.SENT)


@pytest.mark.parametrize(
    ("words", "methods"),
    [
        ("message is not modified", ["sendMessage", "editMessageText"]),
        ("message can't be edited", ["sendMessage", "editMessageText", "sendMessage"]),
    ],
)
def test_an_edit_that_changes_nothing_is_done_and_one_that_is_refused_is_an_answer(
    words: str, methods: list[str]
) -> None:
    post = Post(lambda call: Fault(400, f"Bad Request: {words}") if call.method == "editMessageText" else None)
    chat = post.chat("1")
    post.add(chat, kind=NoticeKind.DEVELOPMENT, parent=post.add(chat))
    post.until()
    assert [call.method for call in post.line.calls] == methods
    assert post.states() == {DeliveryState.SENT: 2}


def test_an_edit_on_what_is_muted_is_not_answered_where_it_is_refused() -> None:
    refused = Fault(400, "Bad Request: message can't be edited")
    post = Post(lambda call: refused if call.method == "editMessageText" else None)
    chat = post.chat("1")
    edit = post.add(chat, kind=NoticeKind.DEVELOPMENT, parent=post.add(chat), priority=MUTED_PRIORITY)
    post.until()
    assert [call.method for call in post.line.arrived] == ["sendMessage"]
    assert post.queue.rows[edit].state is DeliveryState.DROPPED


def test_markup_that_telegram_does_not_like_goes_as_plain_words() -> None:
    post = Post(lambda call: Fault(400, "Bad Request: can't parse entities: no") if "<b>" in call.text else None)
    post.add(post.chat("1"))
    post.until()
    assert post.line.texts("1") == ["alert 1\nWhy"]


def test_what_has_nothing_to_say_any_more_is_dropped_and_a_text_that_cannot_be_written_fails_alone() -> None:
    def says(one: Delivery) -> Reply | None:
        if one.id == 1:
            return None
        if one.id == 2:
            raise KeyError("nobody thought of this")
        return Reply((Text("fine"),))

    post = Post()
    post.says = says
    for number in range(3):
        post.add(post.chat(str(number + 1)))
    post.until()
    assert [row.state for row in post.queue.rows.values()] == [
        DeliveryState.DROPPED, DeliveryState.FAILED, DeliveryState.SENT,
    ]  # fmt: skip


def test_a_stop_finishes_what_is_under_way_and_gives_the_rest_back() -> None:
    post = Post(lambda call: Fault(delay=1) if call.given.get("chat_id") == "1" else None)
    for number in range(50):
        post.add(post.chat(str(number + 1)))

    assert run(seconds_to_stop(post), post.loop) < 2
    assert not [row for row in post.queue.rows.values() if row.lease_owner]
    assert post.states().keys() == {DeliveryState.SENT, DeliveryState.QUEUED}
    assert post.states()[DeliveryState.SENT] == len(post.line.arrived)


def test_a_stop_during_an_outage_does_not_wait_for_its_end() -> None:
    post = Post(lambda _: Fault(delay=60))
    post.add(post.chat("1"))

    assert run(seconds_to_stop(post), post.loop) < 2
    assert post.states() == {DeliveryState.UNKNOWN: 1}


@pytest.mark.parametrize("turns", range(5))
def test_a_stop_is_not_lost_when_news_comes_with_it(turns: int) -> None:
    post = Post()

    async def ends() -> bool:
        deliver = post.deliver()
        task = asyncio.create_task(deliver.run())
        await asyncio.sleep(0.5)
        deliver.wake()
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        return bool((await asyncio.wait({task}, timeout=30))[0])

    assert run(ends(), post.loop)


def test_several_at_once_keep_the_limit_too() -> None:
    post = Post(terms=Terms(at_once=8, lease=timedelta(seconds=5)))
    post.line.journey = 0.2
    for number in range(300):
        post.add(post.chat(str(number + 1)))
    took = post.until()
    assert busiest_second(post.sent_at()) <= RATE
    assert 300 / took > 0.75 * RATE
    assert set(post.times().values()) == {1}


def _open(row: Delivery) -> bool:
    if row.state is DeliveryState.UNKNOWN:
        return row.attempts < MOST_ATTEMPTS
    return row.state in (DeliveryState.QUEUED, DeliveryState.SENDING)


def _number(text: str) -> int:
    return int(text.removeprefix("<b>alert ").removesuffix("</b>"))
