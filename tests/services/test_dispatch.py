"""From what was raised to what each chat is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from bot.domain.alerts import (
    AlertKind,
    Chat,
    Digest,
    DigestEvery,
    Mute,
    NoticeKind,
    QuietHours,
    Scope,
    Severity,
    Subscription,
)
from bot.domain.claims import Claim, Item
from bot.domain.interval import Interval
from tests.fakes.corpus import told
from tests.fakes.newsroom import START, Newsroom

Told = tuple[Item, list[Claim]]


def toll(name: str, day: int, source: str, number: int, question: str = "killed") -> Told:
    return told(name, day, source, (question, Interval(number, number), f"The attack: {number} {question}."))


ALPHA, BRAVO = toll("a", 9, "Alpha", 145), toll("b", 12, "Bravo", 143)
NOTHING = told("b", 12, "Bravo")


def a_subscription(scope: Scope = Scope.ALL, target: str = "", *kinds: AlertKind) -> Subscription:
    one = Subscription(0, scope, target, START)
    return replace(one, kinds=frozenset(kinds)) if kinds else one


async def quarrel(room: Newsroom, *, backlog: bool = False) -> list[list[str]]:
    await room.take(ALPHA)
    await room.take(BRAVO, backlog=backlog)
    return await room.deliver()


async def test_an_alert_explains_itself() -> None:
    room = Newsroom()
    await room.chat()
    [lines] = await quarrel(room)
    assert lines == [
        "New contradiction: killed (casualties)",
        '143 | Bravo, 12 May: "The attack: 143 killed." [en]',
        "against",
        '145 | Alpha, 9 May: "The attack: 145 killed." [en]',
        "Why: such a figure does not fall, and 143 is lower than 145, 3 days later.",
        "Not an update: it is newer and lower.",
        "1 source has “143”, 1 source has “145”.",
        "Severity: low (1 % apart; 1 source on the weaker side; its best grade F).",
        "[Quotes: /claims killed] [Timeline: /timeline casualties] [Mute “killed”: /mute killed] "
        "[Disagreement 1: /disagreement 1]",
    ]


async def test_everybody_hears_once_and_nobody_of_what_was_before_they_asked() -> None:
    room = Newsroom()
    chats = [await room.chat(name) for name in "12"]
    await quarrel(room)
    assert [chat for chat, _, _ in room.sent] == [chat.id for chat in chats]
    await room.pass_time(minutes=1)
    late = await room.chat("3")
    assert await room.dispatch() == await Newsroom().dispatch()
    await room.take(toll("c", 13, "Charlie", 143))
    assert late.id not in {chat for chat, _, _ in room.sent}


async def test_an_update_is_told_to_those_who_asked() -> None:
    room = Newsroom()
    await room.chat("1")
    asked = await room.chat("2", a_subscription(Scope.ALL, "", AlertKind.UPDATE))
    await room.take(ALPHA)
    await room.take(toll("b", 12, "Bravo", 150))
    [lines] = await room.deliver()
    assert room.sent[0][0] == asked.id
    assert lines[:4] == [
        "Update: killed (casualties)",
        '150 | Bravo, 12 May: "The attack: 150 killed." [en]',
        "before",
        '145 | Alpha, 9 May: "The attack: 145 killed." [en]',
    ]


async def test_each_hears_of_what_was_asked_for() -> None:
    room = Newsroom()
    wanted = {
        "topic": a_subscription(Scope.TOPIC, "casualties"),
        "question": a_subscription(Scope.QUESTION, "killed"),
        "outlet": a_subscription(Scope.OUTLET, "Alpha"),
        "kind": a_subscription(Scope.ALL, "", AlertKind.CONFLICT),
    }
    unwanted = {
        "other topic": a_subscription(Scope.TOPIC, "diplomacy"),
        "other question": a_subscription(Scope.QUESTION, "injured"),
        "other outlet": a_subscription(Scope.OUTLET, "Charlie"),
        "other kind": a_subscription(Scope.ALL, "", AlertKind.DISPUTE),
        "too mild": replace(a_subscription(), least=Severity.HIGH),
    }
    chats = {name: await room.chat(name, one) for name, one in {**wanted, **unwanted}.items()}
    muted = await room.chat("muted")
    async with room.store.write() as tx:
        await tx.mail.mute(Mute(muted.id, Scope.QUESTION, "killed"))
    await quarrel(room)
    assert {chat for chat, _, _ in room.sent} == {chats[name].id for name in wanted}


async def test_a_new_voice_edits_the_first_message() -> None:
    room = Newsroom()
    await room.chat()
    await quarrel(room)
    await room.take(toll("c", 13, "Charlie", 143))
    [lines] = await room.deliver()
    assert room.kinds() == [NoticeKind.ALERT, NoticeKind.DEVELOPMENT]
    assert room.sent[1][1].notice.parent == room.sent[0][1].id
    assert lines[6:8] == ["2 sources have “143”, 1 source has “145”.", "Since then: 143 Charlie, 13 May"]
    await room.take(toll("d", 13, "Charlie", 143))
    assert await room.deliver() == [], "the same outlet again is no new voice"


async def test_an_alert_that_falls_is_taken_back_where_it_was_told() -> None:
    room = Newsroom()
    await room.chat("1")
    await quarrel(room)
    await room.chat("2")
    await room.take(NOTHING, version=2)
    edit, answer = await room.deliver()
    fallen = "killed: 143 (Bravo) against 145 (Alpha): a source no longer says this, or I had misread it. The alert has fallen."
    assert edit[:2] == ["Withdrawn: killed (casualties)", fallen]
    assert answer[:2] == ["An alert has fallen", fallen]
    assert room.kinds()[1:] == [NoticeKind.DEVELOPMENT, NoticeKind.CORRECTION]
    assert {one.notice.parent for _, one, _ in room.sent[1:]} == {room.sent[0][1].id}
    assert {chat for chat, _, _ in room.sent} == {1}
    await room.take(told("z", 13, "Zulu"))
    assert await room.deliver() == [], "it falls once"


async def test_what_falls_before_anybody_heard_of_it_is_never_told() -> None:
    room = Newsroom()
    await room.chat()
    await room.take(ALPHA)
    await room.take(BRAVO)
    await room.take(NOTHING, version=2)
    assert await room.deliver() == []
    assert await room.queued() == []


async def test_what_is_resolved_edits_the_message_and_says_so() -> None:
    room = Newsroom()
    await room.chat()
    await quarrel(room)
    await room.take(toll("c", 20, "Charlie", 150))
    [lines] = await room.deliver()
    assert room.kinds()[-1] is NoticeKind.DEVELOPMENT
    assert lines[:2] == ["Resolved: killed (casualties)", "The sides no longer contradict each other."]


async def test_several_alerts_of_one_item_are_one_message() -> None:
    room = Newsroom()
    await room.chat()
    both = (
        ("killed", Interval(145, 145), "145 were killed."),
        ("children_killed", Interval(5, 5), "Five children died."),
    )
    less = (
        ("killed", Interval(143, 143), "143 were killed."),
        ("children_killed", Interval(3, 3), "Three children died."),
    )
    await room.take(told("a", 9, "Alpha", *both))
    await room.take(told("b", 12, "Bravo", *less))
    [lines] = await room.deliver()
    assert lines[0] == "Bravo, 12 May: 2 contradictions"
    assert sum(line.startswith("New contradiction: ") for line in lines) == 2


QUESTIONS = ("killed", "injured", "children_killed", "gunmen", "detained", "detained_tajik", "remanded")


async def flood(room: Newsroom) -> None:
    for question in QUESTIONS:
        await room.take(toll(f"{question}-a", 9, "Alpha", 50, question))
    for question in QUESTIONS:
        await room.take(toll(f"{question}-b", 12, "Bravo", 40, question))


async def test_more_than_a_few_in_a_short_time_become_a_summary() -> None:
    room = Newsroom()
    await room.chat()
    await flood(room)
    assert len(await room.deliver()) == 5
    await room.pass_time(minutes=10)
    [lines] = await room.deliver()
    assert room.kinds()[-1] is NoticeKind.SUMMARY
    assert lines[0] == "New: 2 contradictions"
    assert "/disagreement 6" in "".join(lines)
    assert "/disagreement 7" in "".join(lines)


async def test_old_news_come_as_one_summary_at_once() -> None:
    room = Newsroom()
    await room.chat()
    [lines] = await quarrel(room, backlog=True)
    assert room.kinds() == [NoticeKind.SUMMARY]
    assert lines[:2] == [
        "New: 1 contradiction",
        "killed: 143 (Bravo) against 145 (Alpha) – conflict, low, /disagreement 1",
    ]


async def test_quiet_hours_hold_everything_back_and_end_in_one_message() -> None:
    room = Newsroom()
    await room.chat("1", zone="Europe/Oslo", quiet=QuietHours(time(13), time(15)))
    await flood(room)
    assert await room.deliver() == []
    await room.pass_time(minutes=59)
    assert await room.deliver() == []
    await room.pass_time(minutes=1)
    [lines] = await room.deliver()
    assert lines[0] == "New: 7 contradictions"


async def test_a_digest_collects_until_its_time() -> None:
    room = Newsroom()
    await room.chat("1", zone="Asia/Dushanbe", digest=Digest(DigestEvery.DAY, time(8)))
    await quarrel(room)
    await room.pass_time(hours=14, minutes=59)
    await room.take(toll("c", 13, "Charlie", 40, "injured"))
    await room.take(toll("d", 14, "Delta", 30, "injured"))
    assert await room.deliver() == []
    await room.pass_time(minutes=1)
    [lines] = await room.deliver()
    assert lines[0] == "Your digest: 2 contradictions"


async def test_who_comes_back_gets_one_message_about_what_was_missed() -> None:
    room = Newsroom()
    chat = await room.chat()
    await room.take(ALPHA)
    await room.take(BRAVO)
    await room.block(chat)
    await room.block(chat)
    await room.take(toll("c", 13, "Charlie", 40, "injured"))
    await room.take(toll("d", 14, "Delta", 30, "injured"))
    await room.pass_time(days=3)
    assert await room.deliver() == []
    back: Chat = await room.unblock(chat)
    assert back == chat
    assert await room.unblock(chat) == chat
    [lines] = await room.deliver()
    assert lines[0] == "While you could not be reached: 2 contradictions"
    assert await room.queued() == []


async def test_a_correction_waits_for_the_morning_and_for_the_digest() -> None:
    room = Newsroom()
    quiet, digest, away = [await room.chat(name) for name in ("quiet", "digest", "away")]
    await quarrel(room)
    async with room.store.write() as tx:
        await tx.mail.save_chat(replace(quiet, quiet=QuietHours(time(12), time(13))))
        await tx.mail.save_chat(replace(digest, digest=Digest(DigestEvery.WEEK, time(8))))
    await room.block(away)
    await room.take(NOTHING, version=2)
    await room.deliver()
    assert room.kinds()[3:] == [NoticeKind.DEVELOPMENT, NoticeKind.DEVELOPMENT], "edits wake nobody"
    await room.pass_time(hours=1)
    [lines] = await room.deliver()
    assert lines[0] == "New: 1 fallen alert"
    await room.unblock(away)
    assert [lines[0] for lines in await room.deliver()] == ["While you could not be reached: 1 fallen alert"]
    await room.pass_time(days=7)
    assert [lines[0] for lines in await room.deliver()] == ["Your digest: 1 fallen alert"]


async def test_what_an_outlet_changed_in_its_own_text_is_an_alert_of_its_own() -> None:
    room = Newsroom()
    await room.chat()
    await room.take(ALPHA)
    await room.take(toll("a", 9, "Alpha", 143), version=2)
    [lines] = await room.deliver()
    assert lines[:4] == [
        "Changed by the outlet: killed (casualties)",
        '143 | Alpha, 9 May: "The attack: 143 killed." [en]',
        "before",
        '145 | Alpha, 9 May: "The attack: 145 killed." [en]',
    ]


async def test_who_wants_no_silent_changes_gets_none() -> None:
    room = Newsroom()
    await room.chat("1", a_subscription(Scope.ALL, "", AlertKind.CONFLICT))
    await room.take(ALPHA)
    await room.take(toll("a", 9, "Alpha", 143), version=2)
    assert await room.deliver() == []
