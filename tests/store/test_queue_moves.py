"""Chats that move, vanish and come back, on the database: what waits for them, and what the log says."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.alerts import (
    Chat,
    ChatAddress,
    Delivery,
    Scope,
    Subscription,
)
from bot.domain.errors import StoreError
from bot.domain.sending import (
    Migrated,
    Vanished,
)
from bot.services.attendance import Attendance
from bot.store.database import open_store
from tests.fakes.clock import StoppedClock
from tests.store.mails import NOW, SqlMail, send


async def test_chats_that_turn_out_to_be_one_are_merged(tmp_path: Path) -> None:
    store = await open_store(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    mail = SqlMail(store)
    old, new = await mail.chat("-5"), await mail.chat("-1005")
    topic = await mail.chat("-5", "3")
    async with store.write() as tx:
        for chat, target in ((old, "killed"), (old, "injured"), (new, "killed")):
            await tx.mail.subscribe(Subscription(chat, Scope.QUESTION, target, NOW))
    only = await mail.add(old)
    await mail.queue.move("telegram", "-5", "-1005", NOW)
    async with store.read() as snapshot:
        (asked,) = await snapshot.mail.asked(new)
        assert {one.target for one in asked.subscriptions} == {"killed", "injured"}
        assert await snapshot.mail.chat_of(old) is None
    assert (await mail.row(only)).notice.chat == new
    assert (await mail.address(topic)).address == ChatAddress("telegram", "-1005", "3")
    await store.close()


async def test_what_the_bot_decides_about_chats_is_in_the_log_by_its_own_numbers(tmp_path: Path) -> None:
    store = await open_store(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    mail = SqlMail(store)
    chat, group = await mail.chat("77"), await mail.chat("-5")
    await send(mail, await mail.add(group), Migrated("-1005"))
    await send(mail, await mail.add(chat), Vanished("blocked"))
    attendance = Attendance("telegram", store, mail.queue, silent, StoppedClock())
    await attendance.load()
    await attendance.returned("77")
    for _ in range(2):
        await attendance.left("77", "left")
    await attendance.moved("77", "78")
    await attendance.moved("nobody", "somebody")
    async with store.read() as snapshot:
        log = [(deed.actor, deed.action, deed.subject) for deed in reversed(await snapshot.office.audit())]
    await store.close()
    assert log == [
        ("bot", "chat.moved", f"chat {group}"),
        ("bot", "chat.suspended", f"chat {chat}"),
        ("bot", "chat.returned", f"chat {chat}"),
        ("bot", "chat.suspended", f"chat {chat}"),
        ("bot", "chat.moved", f"chat {chat}"),
    ]


async def test_a_chat_moves_together_with_its_line_in_the_log_or_not_at_all(tmp_path: Path) -> None:
    store = await open_store(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    mail = SqlMail(store)
    chat = await mail.chat("-5")
    attendance = Attendance("telegram", store, mail.queue, silent, StoppedClock())
    async with store._engine.begin() as connection:
        await connection.execute(
            text("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'disk full'); END")
        )
    with pytest.raises(StoreError):
        await attendance.moved("-5", "-1005")
    assert (await mail.address(chat)).address.chat == "-5"
    await store.close()


async def silent(_delivery: Delivery, _chat: Chat) -> None:
    """Composes nothing."""
