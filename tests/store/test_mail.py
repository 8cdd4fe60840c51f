"""Chats, what they asked for, and the messages that wait for them: one contract for both kinds of store."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

from sqlalchemy import text

from bot.domain.alerts import (
    AlertKind,
    Chat,
    ChatAddress,
    DeliveryState,
    Digest,
    DigestEvery,
    Matter,
    Mute,
    Notice,
    NoticeKind,
    QuietHours,
    Scope,
    Severity,
    Subject,
    Subscription,
    Told,
)
from bot.ports import Store, Transaction
from bot.store import migrate, sqlite
from tests.store.material import NOON, a_claim, an_item, an_update, ingest, quarrel

ADDRESS = ChatAddress("telegram", "-100123", "7")
SUBJECT = Subject("killed", "conflict", "b", "conflict|b|count:143..143||a|count:145..145|", 1)
HOUR = timedelta(hours=1)


def a_notice(chat: Chat, *subjects: Subject, kind: NoticeKind = NoticeKind.ALERT, at: timedelta = HOUR) -> Notice:
    return Notice(chat.id, kind, subjects or (SUBJECT,), 2, NOON, NOON + at)


async def test_a_chat_is_made_once_and_keeps_its_settings(store: Store) -> None:
    async with store.write() as tx:
        made = await tx.mail.open_chat(ADDRESS)
        assert await tx.mail.open_chat(ADDRESS) == made
        assert await tx.mail.open_chat(replace(ADDRESS, thread="")) != made
        chat = replace(
            made,
            lang="nb",
            zone="Europe/Oslo",
            quiet=QuietHours(time(23), time(7, 30)),
            digest=Digest(DigestEvery.WEEK, time(8, 5), 6),
            suspended_at=NOON,
            suspended_why="blocked",
        )
        await tx.mail.save_chat(chat)
    async with store.read() as known:
        assert await known.mail.chat(ADDRESS) == chat
        assert await known.mail.chat_of(chat.id) == chat
        assert await known.mail.chat(ChatAddress("telegram", "1")) is None
        assert [asked.chat.address.thread for asked in await known.mail.asked()] == ["7", ""]


async def test_what_a_chat_asked_for_replaces_what_it_asked_before(store: Store) -> None:
    async with store.write() as tx:
        chat = await tx.mail.open_chat(ADDRESS)
        await tx.mail.subscribe(Subscription(chat.id, Scope.TOPIC, "casualties", NOON))
        narrow = Subscription(
            chat.id, Scope.TOPIC, "casualties", NOON, frozenset({AlertKind.SILENT_CHANGE}), Severity.HIGH
        )
        await tx.mail.subscribe(narrow)
        await tx.mail.subscribe(Subscription(chat.id, Scope.ALL, "", NOON))
        await tx.mail.mute(Mute(chat.id, Scope.QUESTION, "killed", NOON))
        await tx.mail.mute(Mute(chat.id, Scope.QUESTION, "killed"))
        await tx.mail.mute(Mute(chat.id, Scope.DISAGREEMENT, "7", NOON))
    async with store.write() as tx:
        [asked] = await tx.mail.asked(chat.id)
        assert asked.subscriptions == (Subscription(chat.id, Scope.ALL, "", NOON), narrow)
        assert asked.mutes == (
            Mute(chat.id, Scope.DISAGREEMENT, "7", NOON),
            Mute(chat.id, Scope.QUESTION, "killed"),
        )
        assert await tx.mail.unsubscribe(chat.id, Scope.ALL, "")
        assert not await tx.mail.unsubscribe(chat.id, Scope.ALL, "")
        assert await tx.mail.unmute(chat.id, Scope.QUESTION, "killed")
        assert not await tx.mail.unmute(chat.id, Scope.QUESTION, "killed")
    async with store.read() as known:
        [asked] = await known.mail.asked()
        assert (asked.subscriptions, len(asked.mutes)) == ((narrow,), 1)


async def test_messages_wait_change_and_are_let_be_while_they_are_queued(store: Store) -> None:
    other = replace(SUBJECT, disagreement=None, matter=Matter.FELL)
    async with store.write() as tx:
        chat = await tx.mail.open_chat(ADDRESS)
        assert await tx.mail.add([]) == []
        first, second = await tx.mail.add([a_notice(chat), a_notice(chat, kind=NoticeKind.SUMMARY)])
        await tx.mail.change(second, replace(a_notice(chat, SUBJECT, other), due_at=None, parent=first))
        await tx.mail.drop(first)
        await tx.mail.change(first, a_notice(chat, other))
        await tx.mail.drop(first + second)
    async with store.read() as known:
        every = await known.mail.deliveries(chat.id)
        assert [(one.id, one.state, one.notice.subjects) for one in every] == [
            (first, DeliveryState.DROPPED, (SUBJECT,)),
            (second, DeliveryState.QUEUED, (SUBJECT, other)),
        ]
        assert (every[1].notice.due_at, every[1].notice.parent) == (None, first)
        assert await known.mail.deliveries(states=[DeliveryState.QUEUED]) == every[1:]
        assert await known.mail.delivery(second) == every[1]
        assert await known.mail.delivery(second + first) is None
        assert await known.mail.that_told([SUBJECT.key]) == [], "nobody has read them"
        assert await known.mail.counts_since(NOON, [NoticeKind.ALERT]) == {chat.id: [NOON, NOON]}
        assert await known.mail.counts_since(NOON + HOUR, [NoticeKind.ALERT]) == {}


async def test_what_was_told_is_told_anew(store: Store) -> None:
    known = Told(SUBJECT, "open", ("Alpha", "Bravo"))
    async with store.write() as tx:
        await tx.mail.save_told([known, Told(replace(SUBJECT, question="injured", disagreement=2), "open")])
        await tx.mail.save_told([replace(known, status="resolved")])
    async with store.read() as seen:
        assert await seen.mail.told(["killed"]) == [replace(known, status="resolved")]
        assert [one.subject.key for one in await seen.mail.told()] == ["d1", "d2"]


async def test_a_forgotten_chat_leaves_nothing(store: Store) -> None:
    async with store.write() as tx:
        chat, other = await tx.mail.open_chat(ADDRESS), await tx.mail.open_chat(replace(ADDRESS, chat="5"))
        for one in (chat, other):
            await tx.mail.subscribe(Subscription(one.id, Scope.ALL, "", NOON))
            await tx.mail.mute(Mute(one.id, Scope.QUESTION, "killed"))
            [first] = await tx.mail.add([a_notice(one)])
            await tx.mail.add([replace(a_notice(one), parent=first)])
    async with store.write() as tx:
        await tx.mail.forget(chat.id)
    async with store.write() as tx:
        assert await tx.mail.chat(ADDRESS) is None
        assert [asked.chat for asked in await tx.mail.asked()] == [other]
        assert {one.notice.chat for one in await tx.mail.deliveries()} == {other.id}
        await tx.mail.save_chat(chat)
        assert await tx.mail.chat(ADDRESS) is None


async def raise_alert(tx: Transaction) -> None:
    state, alert = quarrel(a_claim("a", 145), a_claim("b", 143))
    await ingest(tx, an_item("a", "one"))
    await ingest(tx, an_item("b", "two"), [state], [alert], [an_update(state)])


async def test_the_outbox_holds_what_was_raised_by_what_outlives_a_reading(store: Store) -> None:
    async with store.write() as tx:
        await raise_alert(tx)
    async with store.write() as tx:
        entries = await tx.mail.outbox(10)
        assert [(entry.question, entry.subject and entry.subject.kind) for entry in entries] == [
            ("killed", None),
            ("killed", "conflict"),
            ("killed", "update"),
        ]
        assert entries[1].subject == SUBJECT
        assert not any(entry.backlog for entry in entries)
        assert len(await tx.mail.outbox(1)) == 1
        await tx.mail.dispatched([entry.id for entry in entries[:2]], NOON)
    async with store.read() as known:
        assert [entry.id for entry in await known.mail.outbox(10)] == [entries[2].id]


async def test_a_new_reading_says_so_once_and_raises_nothing(store: Store) -> None:
    async with store.write() as tx:
        await raise_alert(tx)
        await tx.mail.dispatched([entry.id for entry in await tx.mail.outbox(10)], NOON)
    state, alert = quarrel(a_claim("a", 5, "injured"), a_claim("b", 4, "injured"), question="injured")
    known, raised = quarrel(a_claim("a", 145), a_claim("b", 143))
    async with store.write() as tx:
        await tx.begin_generation()
        await tx.save_states([known], NOON)
        await tx.save_states([state], NOON)
        await tx.add_alerts([raised, alert], [an_update(known)], NOON)
    async with store.read() as seen:
        entries = await seen.mail.outbox(10)
    assert [(entry.question, entry.subject is None) for entry in entries] == [("", True)]


async def test_what_waited_before_the_tables_came_still_waits(url: str, path: Path) -> None:
    engine = sqlite.make_engine(path, wait=1, migrating=True)
    async with sqlite.writer(engine).begin() as connection:
        await connection.run_sync(migrate.upgrade, "0003")
        for statement in OLD:
            await connection.execute(text(statement))
    async with sqlite.writer(engine).begin() as connection:
        await connection.run_sync(migrate.upgrade)
    await engine.dispose()
    with closing(sqlite3.connect(path)) as known:
        [row] = known.execute("SELECT question, kind, item, identity, disagreement, state, created_at FROM outbox")
        assert row == ("killed", "conflict", "b", "conflict|b|…", 3, "pending", "2024-05-12 12:00:00.000000")
        [(identity,)] = known.execute("SELECT identity FROM changes WHERE type = 'update'")
    assert identity == "update|b|count:143..143||a|count:145..|russia"


AT = "'2024-05-12 12:00:00.000000'"
OLD = (
    *(f"INSERT INTO items VALUES ('{name}', 1)" for name in "ab"),
    *(
        "INSERT INTO item_versions (item, version, source, lang, title, text, published, published_is_day, fingerprint, origin, "
        f"ingested, withdrawn) VALUES ('{name}', 1, 's', 'en', '', 't', {AT}, 0, '{name}', 'admin', {AT}, 0)"
        for name in "ab"
    ),
    *(f"INSERT INTO positions VALUES (1, 'killed', {number}, 'live', NULL)" for number in (1, 2)),
    *(
        "INSERT INTO claims VALUES "
        f"(1, 'killed', {number}, '{item}', 1, 'count', '{lo}', {hi}, {party}, '2024-05-12', 'q', 0, 1, 0, 1, '[]', 'new', "
        f"{number}, 0, {AT})"
        for number, item, lo, hi, party in ((1, "a", 145, "NULL", "'russia'"), (2, "b", 143, "'143'", "NULL"))
    ),
    f"INSERT INTO disagreement_numbers VALUES (3, 'killed', 'conflict', 'b', '', '', 'a', '', '', {AT})",
    "INSERT INTO disagreements VALUES (1, 'killed', 1, 3, 'conflict', 1, 2, 2, 1, 'open', '')",
    *(
        "INSERT INTO changes (id, generation, item, item_version, question, type, kind, disagreement, why, identity, raised_at) "
        f"VALUES ({number}, 1, 'b', 1, 'killed', '{kind}', '{name}', {opened}, '', '{identity}', {AT})"
        for number, kind, name, opened, identity in (
            (1, "alert", "conflict", 1, "conflict|b|…"),
            (2, "update", "update", "NULL", ""),
        )
    ),
    *(
        f"INSERT INTO change_claims VALUES (2, {rank}, 1, 'killed', {claim}, 'new', 1, 0)"
        for rank, claim in ((0, 2), (1, 1))
    ),
    f"INSERT INTO outbox (id, change, state, created_at, attempts) VALUES (1, 1, 'pending', {AT}, 0)",
)
