"""The queue of deliveries: leases, sendings and what becomes of them, on the database and in the fake that other tests use."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.alerts import (
    DeliveryState,
    NoticeKind,
)
from bot.domain.sending import (
    MOST_ATTEMPTS,
    Later,
    Migrated,
    Outcome,
    Refused,
    Sent,
    Unknown,
    Vanished,
)
from bot.domain.watched import Lease
from bot.store.database import open_store
from tests.store.mails import LEASE, NOW, FakeMail, Mail, SqlMail, begin, finish, lease, send


@pytest.fixture(params=["database", "fake"])
async def mail(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Mail]:
    if request.param == "fake":
        yield FakeMail()
        return
    store = await open_store(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    yield SqlMail(store)
    await store.close()


async def test_the_most_urgent_of_each_chat_is_leased_and_to_nobody_else(mail: Mail) -> None:
    first, second, third = [await mail.chat(name) for name in ("1", "2", "3")]
    low = await mail.add(first, priority=1)
    high = await mail.add(first, priority=3)
    middle = await mail.add(second)
    await mail.add(third)
    await mail.add(second, due_at=NOW + timedelta(hours=1))
    await mail.add(second, due_at=None)
    taken = await lease(mail, busy=[third])
    assert [(one.id, one.priority, one.chat.address.chat) for one in taken] == [(high, 3, "1"), (middle, 2, "2")]
    assert [one.id for one in await lease(mail, "b", busy=[third])] == [low], (
        "the next of a chat is somebody else's to order"
    )
    assert await lease(mail, "b", 1, [third]) == []
    assert {one.id for one in await lease(mail, "b", 31, [third])} == {high, middle}, "a lease ends"
    assert await mail.queue.lease("discord", Lease("a", NOW + LEASE), NOW, 9, ()) == []


async def test_a_lease_is_renewed_and_given_back(mail: Mail) -> None:
    only = await mail.add(await mail.chat("1"))
    await lease(mail)
    await mail.queue.renew(Lease("a", NOW + LEASE * 3))
    assert await lease(mail, "b", 60) == []
    await mail.queue.release("a")
    assert [one.id for one in await lease(mail, "b", 60)] == [only]


async def test_what_was_sent_is_never_sent_again(mail: Mail) -> None:
    only = await mail.add(await mail.chat("1"))
    begun = await send(mail, only, Sent("77"))
    row = await mail.row(only)
    assert (begun.repeat, row.state, row.message_id, row.sent_at) == (False, DeliveryState.SENT, "77", NOW)
    assert await lease(mail, at=10_000) == []


async def test_a_delivery_is_found_by_its_message(mail: Mail) -> None:
    chat = await mail.chat("1")
    only = await mail.add(chat)
    await send(mail, only, Sent("77"))
    found = await mail.queue.message("telegram", "1", "77")
    assert found
    assert (found[0].id, found[1].id) == (only, chat)
    assert await mail.queue.message("telegram", "1", "78") is None
    assert await mail.queue.message("telegram", "2", "77") is None


async def test_who_lost_the_lease_may_not_begin_and_cannot_spoil_what_the_other_did(mail: Mail) -> None:
    only = await mail.add(await mail.chat("1"))
    await lease(mail)
    await lease(mail, "b", 31)
    assert await begin(mail, only, "a", 32) is None
    assert await begin(mail, only, "b", 32)
    await finish(mail, only, Refused("no"), "a", 33)
    assert (await mail.row(only)).state is DeliveryState.SENDING
    await finish(mail, only, Sent("5"), "b", 34)
    assert (await mail.row(only)).message_id == "5"


async def test_a_crash_while_sending_leaves_it_unknown_and_it_is_sent_again(mail: Mail) -> None:
    only = await mail.add(await mail.chat("1"))
    await lease(mail)
    await begin(mail, only)
    assert await lease(mail, "b", 29) == []
    (again,) = await lease(mail, "b", 31)
    assert (await mail.row(only)).state is DeliveryState.UNKNOWN
    begun = await begin(mail, again.id, "b", 31)
    assert begun
    assert begun.repeat
    assert (await send(mail, only, Sent("5"), 100)).repeat, "a second crash loses nothing either"
    assert (await mail.row(only)).state is DeliveryState.SENT


async def test_a_message_that_every_process_dies_of_is_let_be(mail: Mail) -> None:
    only = await mail.add(await mail.chat("1"))
    for life in range(MOST_ATTEMPTS):
        await lease(mail, f"life {life}", 100 * life)
        assert await begin(mail, only, f"life {life}", 100 * life)
    assert await lease(mail, "last", 10_000) == []
    assert (await mail.row(only)).state is DeliveryState.UNKNOWN


async def test_after_a_crash_the_line_may_be_in_doubt_once(mail: Mail) -> None:
    only = await mail.add(await mail.chat("1"))
    await lease(mail, "dead")
    await begin(mail, only, "dead")
    assert (await send(mail, only, Unknown("time-out"), at=100)).repeat
    assert await lease(mail, at=10_000) == []


async def test_an_unknown_outcome_is_tried_once_more_after_a_while(mail: Mail) -> None:
    only = await mail.add(await mail.chat("1"))
    await send(mail, only, Unknown("time-out"))
    assert (await mail.row(only)).state is DeliveryState.UNKNOWN
    assert await lease(mail, at=5) == []
    assert (await send(mail, only, Later(60, "busy"), at=11)).repeat, "a refusal in between does not make it sure"
    assert (await send(mail, only, Unknown("time-out"), at=75)).repeat
    assert await lease(mail, at=10_000) == []


async def test_what_surely_did_not_arrive_is_as_if_never_sent(mail: Mail) -> None:
    only = await mail.add(await mail.chat("1"))
    for at in (0, 20, 40):
        assert not (await send(mail, only, Later(15, "429"), at)).repeat
        assert await lease(mail, at=at + 14) == []
    assert not (await send(mail, only, Sent("1"), 60)).repeat


@pytest.mark.parametrize(("outcome", "state"), [(None, DeliveryState.DROPPED), (Refused("no"), DeliveryState.FAILED)])
async def test_what_cannot_be_sent_is_over(mail: Mail, outcome: Outcome | None, state: DeliveryState) -> None:
    only = await mail.add(await mail.chat("1"))
    await send(mail, only, outcome)
    assert (await mail.row(only)).state is state
    assert await lease(mail, at=10_000) == []


async def test_a_vanished_chat_is_suspended_with_all_that_waits_for_it(mail: Mail) -> None:
    chat = await mail.chat("1")
    first, second = await mail.add(chat, priority=3), await mail.add(chat)
    await send(mail, first, Vanished("blocked"))
    assert (await mail.address(chat)).suspended_at == NOW
    assert (await mail.address(chat)).suspended_why == "blocked"
    assert await mail.queue.suspended("telegram") == ["1"]
    for one in (first, second):
        row = await mail.row(one)
        assert (row.state, row.attempts, row.notice.due_at) == (DeliveryState.QUEUED, 0, None)
    assert await lease(mail, at=10_000) == []


async def test_whoever_leased_what_was_put_off_has_to_lease_it_again(tmp_path: Path) -> None:
    store = await open_store(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    mail = SqlMail(store)
    only = await mail.add(await mail.chat("1"))
    await lease(mail)
    async with store.write() as tx:
        await tx.mail.change(only, replace((await mail.row(only)).notice, due_at=NOW + LEASE))
    assert await begin(mail, only) is None
    assert await lease(mail) == []
    assert [one.id for one in await lease(mail, at=31)] == [only]
    await begin(mail, only)
    await finish(mail, only, Unknown("lost"))
    async with store.write() as tx:
        await tx.mail.postpone(only, NOW + 9 * LEASE)
    assert await lease(mail, at=8 * 30) == []
    assert [one.id for one in await lease(mail, at=9 * 30)] == [only]
    assert (await mail.row(only)).state is DeliveryState.UNKNOWN
    await store.close()


async def test_a_chat_that_moved_keeps_what_waits_for_it(mail: Mail) -> None:
    chat = await mail.chat("-5")
    only = await mail.add(chat)
    await send(mail, only, Migrated("-1005"))
    (waiting,) = await lease(mail)
    assert (waiting.id, waiting.chat.address.chat) == (only, "-1005")
    await mail.queue.move("telegram", "-1005", "-1006", NOW)
    assert (await mail.address(chat)).address.chat == "-1006"
    assert await mail.queue.chats_at("telegram", "-1006") == [chat]
    assert await mail.queue.chats_at("telegram", "-5") == []


async def test_the_numbers_of_earlier_messages_mean_nothing_where_a_chat_moved_to(mail: Mail) -> None:
    chat = await mail.chat("-5")
    parent = await mail.add(chat)
    await send(mail, parent, Sent("9"))
    child = await mail.add(chat, kind=NoticeKind.DEVELOPMENT, parent=parent)
    await mail.queue.move("telegram", "-5", "-1005", NOW)
    assert await mail.queue.message("telegram", "-1005", "9") is None
    await lease(mail)
    begun = await begin(mail, child)
    assert begun
    assert begun.parent is None


@pytest.mark.parametrize("outcome", [Sent("9"), Refused("no"), Unknown("lost")], ids=str)
async def test_what_edits_or_answers_a_message_waits_for_it(mail: Mail, outcome: Outcome) -> None:
    chat = await mail.chat("1")
    parent = await mail.add(chat)
    child = await mail.add(chat, kind=NoticeKind.DEVELOPMENT, parent=parent, priority=3)
    assert [one.id for one in await lease(mail)] == [parent]
    await begin(mail, parent)
    assert await lease(mail) == []
    await finish(mail, parent, outcome)
    if isinstance(outcome, Unknown):
        assert [one.id for one in await lease(mail, at=11)] == [parent]
        await begin(mail, parent, at=11)
        await finish(mail, parent, outcome, at=11)
    begun = await send(mail, child, Sent("10"), at=22)
    assert begun.parent == ("9" if isinstance(outcome, Sent) else None)
