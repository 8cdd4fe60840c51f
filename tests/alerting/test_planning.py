"""What one chat is sent, whatever happens in whatever order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerting.clock import not_quiet
from bot.alerting.developments import GONE, development
from bot.alerting.matching import News, is_muted
from bot.alerting.planning import (
    BUNDLES,
    EDIT_PRIORITY,
    MOST,
    MUTED_PRIORITY,
    WINDOW,
    Moved,
    Plan,
    held,
    plan,
    suspended,
)
from bot.domain.alerts import (
    Asked,
    Chat,
    ChatAddress,
    Delivery,
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

NOW = datetime(2024, 5, 13, 12, tzinfo=UTC)
CHAT = Chat(1, ChatAddress("telegram", "1"))


def a_subject(number: int, matter: Matter = Matter.RAISED) -> Subject:
    return Subject("killed", "conflict", f"item{number // 2}", f"conflict|{number}", number or None, matter)


def a_news(number: int, severity: Severity = Severity.LOW, *, backlog: bool = False) -> News:
    return News(a_subject(number), "casualties", frozenset({"Alpha"}), severity, NOW, backlog)


def asked(chat: Chat, *mutes: Mute) -> Asked:
    return Asked(chat, (Subscription(chat.id, Scope.ALL, "", NOW),), mutes)


def sent(number: int, kind: NoticeKind = NoticeKind.ALERT, message: str | None = "7") -> Delivery:
    notice = Notice(1, kind, (a_subject(number),), 1, NOW, NOW)
    return Delivery(100 + number, notice, DeliveryState.SENT, message_id=message)


def told_in(planned: Plan) -> list[Subject]:
    return [subject for notice in planned.new for subject in notice.subjects]


CHATS = st.builds(
    Chat,
    id=st.just(1),
    address=st.just(CHAT.address),
    zone=st.sampled_from(["UTC", "Europe/Oslo", "Asia/Dushanbe"]),
    quiet=st.none() | st.builds(QuietHours, st.just(time(11)), st.sampled_from([time(12, 30), time(7)])),
    digest=st.none() | st.builds(Digest, st.sampled_from(DigestEvery)),
    suspended_at=st.none() | st.just(NOW),
)
NEWS = st.lists(
    st.builds(a_news, st.integers(0, 12), st.sampled_from(Severity), backlog=st.booleans()),
    unique_by=lambda news: news.subject,
)
RECENT = st.lists(st.integers(0, 20).map(lambda minutes: NOW - timedelta(minutes=minutes)), max_size=7).map(sorted)


@settings(deadline=None)
@given(CHATS, NEWS, RECENT)
def test_everything_is_told_once_and_never_in_quiet_hours(chat: Chat, news: list[News], recent: list[datetime]) -> None:
    planned = plan(asked(chat), news, (), recent, (), NOW)
    assert sorted(told_in(planned), key=str) == sorted((one.subject for one in news), key=str)
    for notice in planned.new:
        if chat.suspended_at is not None:
            assert (notice.kind, notice.due_at) == (NoticeKind.MISSED, None)
        else:
            assert notice.due_at is not None
            assert notice.due_at >= NOW
            assert not_quiet(chat, notice.due_at) == notice.due_at
    alerts = [notice for notice in planned.new if notice.kind is NoticeKind.ALERT]
    late = [at for at in recent if NOW - at < WINDOW]
    assert not alerts or len(alerts) + len(late) <= MOST
    assert len([notice for notice in planned.new if notice.kind in BUNDLES]) <= 1


@settings(deadline=None)
@given(CHATS, NEWS, NEWS)
def test_what_waits_grows_and_keeps_its_time(chat: Chat, first: list[News], second: list[News]) -> None:
    before = plan(asked(chat), first, (), (), (), NOW)
    waiting = [Delivery(number, notice) for number, notice in enumerate(before.new, 1) if notice.kind in BUNDLES]
    after = plan(asked(chat), second, (), (), waiting, NOW)
    for key, notice in after.changed:
        [known] = [one.notice for one in waiting if one.id == key]
        assert notice.subjects[: len(known.subjects)] == known.subjects
        assert (notice.due_at, notice.kind) == (known.due_at, known.kind)
        assert notice.priority >= known.priority
    everything = [*told_in(after), *(subject for _, notice in after.changed for subject in notice.subjects)]
    assert {one.subject for one in second} <= set(everything)


def test_an_edit_waits_once_for_all_that_happened() -> None:
    moved = [Moved(a_subject(2, matter), Severity.LOW, sent(2)) for matter in (Matter.VOICE, Matter.RESOLVED)]
    [edit] = plan(asked(CHAT), (), moved, (), (), NOW).new
    assert (edit.kind, edit.parent, len(edit.subjects)) == (NoticeKind.DEVELOPMENT, 102, 2)
    queued = Delivery(9, edit)
    again = plan(asked(CHAT), (), [Moved(a_subject(2, Matter.REOPENED), Severity.LOW, sent(2))], (), [queued], NOW)
    assert again.new == ()
    assert again.changed[0][0] == 9


def test_a_message_whose_number_nobody_knows_is_corrected_but_not_edited() -> None:
    fell = a_subject(2, Matter.FELL)
    [answer] = plan(asked(CHAT), (), [Moved(fell, Severity.HIGH, sent(2, message=None))], (), (), NOW).new
    assert (answer.kind, answer.parent, answer.priority) == (NoticeKind.CORRECTION, 102, 3)


def test_who_muted_a_disagreement_is_not_told_that_it_fell() -> None:
    mute = Mute(1, Scope.DISAGREEMENT, "2")
    planned = plan(asked(CHAT, mute), (), [Moved(a_subject(2, Matter.FELL), Severity.LOW, sent(2))], (), (), NOW)
    assert [notice.kind for notice in planned.new] == [NoticeKind.DEVELOPMENT]


def test_many_corrections_are_one() -> None:
    moved = [Moved(a_subject(number, Matter.FELL), Severity.LOW, sent(number, message=None)) for number in range(1, 8)]
    [notice] = plan(asked(CHAT), (), moved, (), (), NOW).new
    assert (notice.kind, notice.parent, len(notice.subjects)) == (NoticeKind.CORRECTION, None, 7)


def test_what_a_lost_chat_still_had_to_hear_waits_in_one_message() -> None:
    alert = Notice(1, NoticeKind.ALERT, (a_subject(2),), 3, NOW, NOW)
    edit = replace(alert, kind=NoticeKind.DEVELOPMENT, subjects=(a_subject(4),), parent=5)
    planned = suspended(CHAT, [Delivery(1, alert), Delivery(2, edit)], [a_subject(6)], NOW)
    [notice] = planned.new
    assert (notice.kind, notice.due_at, notice.priority) == (NoticeKind.MISSED, None, 3)
    assert notice.subjects == (a_subject(6), a_subject(2))
    assert suspended(CHAT, [], [], NOW) == Plan((), ())


@pytest.mark.parametrize(
    ("before", "voices", "after", "more", "matter"),
    [
        ("open", "A", "open", "A", None),
        ("open", "A", "open", "AB", Matter.VOICE),
        ("open", "AB", "open", "A", None),
        ("open", "A", "resolved", "AB", Matter.RESOLVED),
        ("open", "A", "withdrawn", "", Matter.FELL),
        ("resolved", "A", "dismissed", "A", Matter.FELL),
        ("open", "A", GONE, "", Matter.FELL),
        ("withdrawn", "", GONE, "", None),
        ("withdrawn", "", "open", "A", Matter.REOPENED),
        ("resolved", "A", "resolved", "AB", None),
    ],
)
def test_developments(before: str, voices: str, after: str, more: str, matter: Matter | None) -> None:
    subject = a_subject(1)
    assert development(Told(subject, before, tuple(voices)), Told(subject, after, tuple(more))) is matter


def test_a_mute_runs_out() -> None:
    mute = Mute(1, Scope.QUESTION, "killed", NOW + timedelta(days=1))
    assert is_muted([mute], a_subject(1), NOW)
    assert not is_muted([mute], a_subject(1), NOW + timedelta(days=1))
    assert not is_muted([replace(mute, target="injured")], a_subject(1), NOW)


def test_an_edit_on_what_is_muted_goes_last() -> None:
    moved = Moved(a_subject(1, Matter.VOICE), Severity.LOW, sent(1))
    mute = Mute(1, Scope.QUESTION, "killed")
    [loud], [muted] = (plan(asked(CHAT, *mutes), (), [moved], (), (), NOW).new for mutes in ((), (mute,)))
    assert (loud.priority, muted.priority) == (EDIT_PRIORITY, MUTED_PRIORITY)


@settings(deadline=None)
@given(CHATS, NEWS, st.lists(st.sampled_from([NoticeKind.ALERT, NoticeKind.CORRECTION]), max_size=4), st.booleans())
def test_what_is_held_back_is_one_message_after_quiet_hours_and_none_is_lost(
    chat: Chat, news: list[News], late: list[NoticeKind], digested: bool
) -> None:
    chat = replace(chat, suspended_at=None)
    until = not_quiet(chat, NOW)
    queued = [*plan(asked(replace(chat, quiet=None)), news, (), (), (), NOW).new]
    queued += [Notice(1, kind, (a_subject(50 + number),), 1, NOW, NOW) for number, kind in enumerate(late)]
    waiting = [Delivery(number, notice) for number, notice in enumerate(queued)]
    planned = held(replace(chat, digest=Digest(DigestEvery.DAY) if digested else None), waiting, NOW)
    left = {one.id: one.notice for one in waiting if one.id not in planned.dropped} | dict(planned.changed)
    after = [*left.values(), *planned.new]
    before = {subject for one in waiting for subject in one.notice.subjects}
    assert {subject for notice in after for subject in notice.subjects} == before
    if until > NOW:
        assert all(notice.due_at is not None and notice.due_at >= until for notice in after)
        assert len([notice for notice in after if notice.kind not in BUNDLES]) == 0
    else:
        assert planned == Plan((), ())
