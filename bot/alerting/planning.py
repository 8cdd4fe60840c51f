"""What one chat is sent of what is new: alerts, or one message for many where there are many, it is quiet, or a digest is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.alerting.clock import next_digest, not_quiet
from bot.alerting.matching import News, is_muted, wants
from bot.domain.alerts import Asked, Chat, Delivery, Matter, Notice, NoticeKind, Severity, Subject

MOST, WINDOW = 5, timedelta(minutes=10)
"""More messages than this in so short a time become a summary."""

BUNDLES = frozenset({NoticeKind.SUMMARY, NoticeKind.DIGEST, NoticeKind.MISSED})
"""Messages that grow while they wait."""

SINGLE = frozenset({NoticeKind.ALERT, NoticeKind.CORRECTION})
"""Messages that come at once, or as part of a bundle."""

EDIT_PRIORITY = 0
"""Edits of old messages go after everything new."""

MUTED_PRIORITY = -1
"""Those on what is muted go last; where a message cannot be edited nothing is said instead."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Something happened to a subject that a chat was told of by a delivery."""

    subject: Subject
    severity: Severity
    first: Delivery


@dataclass(frozen=True, slots=True)
class Plan:
    """Messages to queue, queued ones that now tell more or come at another time, and those that others tell instead."""

    new: tuple[Notice, ...]
    changed: tuple[tuple[int, Notice], ...]
    dropped: tuple[int, ...] = ()


def plan(
    asked: Asked,
    news: Iterable[News],
    moved: Iterable[Moved],
    recent: Sequence[datetime],
    waiting: Iterable[Delivery],
    now: datetime,
) -> Plan:
    """What a chat is sent. `recent` are the times of its alerts and summaries of late, `waiting` its queued bundles and edits."""
    desk = _Desk(asked.chat, waiting, now)
    fresh = [one for one in news if wants(asked, one, now)]
    _tell(desk, fresh, [at for at in recent if now - at < WINDOW])
    for one in moved:
        _follow_up(desk, one, muted=is_muted(asked.mutes, one.subject, now))
    return desk.plan()


def suspended(chat: Chat, waiting: Sequence[Delivery], lost: Sequence[Subject], now: datetime) -> Plan:
    """What becomes of a chat's queued messages when it cannot be reached: one that waits for its return. `lost` were just lost."""
    desk = _Desk(chat, [one for one in waiting if one.notice.kind is NoticeKind.MISSED], now)
    queued = [one.notice for one in waiting if one.notice.kind not in (NoticeKind.MISSED, NoticeKind.DEVELOPMENT)]
    subjects = [*lost, *(subject for notice in queued for subject in notice.subjects)]
    if subjects:
        desk.bundle(NoticeKind.MISSED, subjects, max((notice.priority for notice in queued), default=1), None)
    return desk.plan()


def held(chat: Chat, waiting: Sequence[Delivery], now: datetime) -> Plan:
    """What becomes of queued messages that could not leave before the quiet hours: one after them, with what waits for that already.

    Edits of old messages make no noise and stay as they are.
    """
    until = not_quiet(chat, now)
    late = [one for one in waiting if one.notice.due_at is not None and one.notice.due_at < until]
    single = [one for one in late if one.notice.kind in SINGLE]
    bundles = [one for one in waiting if one.notice.kind in BUNDLES]
    desk = _Desk(chat, bundles, now)
    if single:
        kind = NoticeKind.SUMMARY if chat.digest is None else NoticeKind.DIGEST
        subjects = [subject for one in single for subject in one.notice.subjects]
        desk.bundle(kind, subjects, max(one.notice.priority for one in single), until)
    planned = desk.plan()
    changed = dict(planned.changed)
    for one in bundles:
        if one in late:
            changed[one.id] = replace(changed.get(one.id, one.notice), due_at=until)
    return Plan(planned.new, tuple(changed.items()), tuple(one.id for one in single))


def returned(chat: Chat, missed: Delivery, now: datetime) -> Notice:
    """The message about what a chat missed, now that it is back."""
    return replace(missed.notice, due_at=not_quiet(chat, now))


def retimed(chat: Chat, waiting: Iterable[Delivery], now: datetime) -> list[tuple[int, Notice]]:
    """Queued messages that are due at another time, now that a chat changed its settings; those alone."""
    found = []
    for one in waiting:
        notice = one.notice
        if notice.due_at is None or notice.kind is NoticeKind.DEVELOPMENT:
            continue
        digest = chat.digest if notice.kind is NoticeKind.DIGEST else None
        at = next_digest(digest, chat.zone, now) if digest else now
        due = not_quiet(chat, at)
        if due != notice.due_at:
            found.append((one.id, replace(notice, due_at=due)))
    return found


def _tell(desk: _Desk, fresh: Sequence[News], recent: Sequence[datetime]) -> None:
    chat, now = desk.chat, desk.now
    if chat.suspended_at is not None:
        return desk.gather(NoticeKind.MISSED, fresh, None)
    if chat.digest is not None:
        return desk.gather(NoticeKind.DIGEST, fresh, next_digest(chat.digest, chat.zone, now))
    quiet_until = not_quiet(chat, now)
    if quiet_until > now:
        return desk.gather(NoticeKind.SUMMARY, fresh, quiet_until)
    desk.gather(NoticeKind.SUMMARY, [one for one in fresh if one.backlog], now)
    items: dict[str, list[News]] = {}
    for one in fresh:
        if not one.backlog:
            items.setdefault(one.subject.item, []).append(one)
    if len(recent) + len(items) > MOST:
        return desk.gather(
            NoticeKind.SUMMARY, [one for of_item in items.values() for one in of_item], _settled(recent, now)
        )
    for of_item in items.values():
        desk.send(NoticeKind.ALERT, [one.subject for one in of_item], max(one.severity for one in of_item), now)
    return None


def _settled(recent: Sequence[datetime], now: datetime) -> datetime:
    """When a flood is told of: at the end of its window, or at once where it came all together."""
    return max(now, recent[0] + WINDOW) if recent else now


def _follow_up(desk: _Desk, moved: Moved, *, muted: bool) -> None:
    """A development edits the first message; news that it fell also answers it, unless it was muted since."""
    chat, subject, first = desk.chat, moved.subject, moved.first
    if chat.suspended_at is None:
        single = first.notice.kind is NoticeKind.ALERT
        if first.message_id and (single or subject.matter is not Matter.VOICE):
            desk.edit(first.id, subject, MUTED_PRIORITY if muted else EDIT_PRIORITY)
    if subject.matter is not Matter.FELL or muted:
        return
    if chat.suspended_at is not None:
        desk.bundle(NoticeKind.MISSED, [subject], int(moved.severity), None)
    elif chat.digest is not None:
        due = not_quiet(chat, next_digest(chat.digest, chat.zone, desk.now))
        desk.bundle(NoticeKind.DIGEST, [subject], int(moved.severity), due)
    elif (due := not_quiet(chat, desk.now)) > desk.now:
        desk.bundle(NoticeKind.SUMMARY, [subject], int(moved.severity), due)
    else:
        desk.correct(first.id, subject, moved.severity)


class _Desk:
    """The messages for one chat, while they are planned."""

    def __init__(self, chat: Chat, waiting: Iterable[Delivery], now: datetime) -> None:
        self.chat = chat
        self.now = now
        self._waiting = {
            (one.notice.kind, one.notice.parent if one.notice.kind is NoticeKind.DEVELOPMENT else None): one
            for one in waiting
        }
        self._new: list[Notice] = []
        self._changed: dict[int, Notice] = {}

    def send(self, kind: NoticeKind, subjects: Sequence[Subject], severity: Severity, due: datetime) -> None:
        """A message of its own."""
        self._new.append(Notice(self.chat.id, kind, _unique(subjects), int(severity), self.now, due))

    def gather(self, kind: NoticeKind, news: Sequence[News], due: datetime | None) -> None:
        """News in one message with what waits already."""
        if news:
            held = due if due is None else not_quiet(self.chat, due)
            self.bundle(kind, [one.subject for one in news], max(int(one.severity) for one in news), held)

    def bundle(self, kind: NoticeKind, subjects: Sequence[Subject], priority: int, due: datetime | None) -> None:
        """Subjects in one message with what waits already; what waits keeps its time."""
        self._grow(kind, None, Notice(self.chat.id, kind, _unique(subjects), priority, self.now, due))

    def edit(self, parent: int, subject: Subject, priority: int) -> None:
        """Bring a sent message up to date; one edit tells all that happened until it is made."""
        kind = NoticeKind.DEVELOPMENT
        self._grow(kind, parent, Notice(self.chat.id, kind, (subject,), priority, self.now, self.now, parent))

    def correct(self, parent: int, subject: Subject, severity: Severity) -> None:
        """Answer a sent message."""
        kind = NoticeKind.CORRECTION
        self._new.append(Notice(self.chat.id, kind, (subject,), int(severity), self.now, self.now, parent))

    def plan(self) -> Plan:
        """All of it. Many corrections are one."""
        corrections = [notice for notice in self._new if notice.kind is NoticeKind.CORRECTION]
        new = self._new
        if len(corrections) > MOST:
            new = [notice for notice in new if notice.kind is not NoticeKind.CORRECTION]
            subjects = _unique([subject for notice in corrections for subject in notice.subjects])
            priority = max(notice.priority for notice in corrections)
            new.append(Notice(self.chat.id, NoticeKind.CORRECTION, subjects, priority, self.now, self.now))
        return Plan(tuple(new), tuple(self._changed.items()))

    def _grow(self, kind: NoticeKind, parent: int | None, notice: Notice) -> None:
        known = self._waiting.get((kind, parent))
        if known is not None:
            before = self._changed.get(known.id, known.notice)
            self._changed[known.id] = _grown(before, notice)
            return
        for number, planned in enumerate(self._new):
            if (planned.kind, planned.parent) == (kind, parent):
                self._new[number] = _grown(planned, notice)
                return
        self._new.append(notice)


def _grown(notice: Notice, by: Notice) -> Notice:
    subjects = _unique([*notice.subjects, *by.subjects])
    return replace(notice, subjects=subjects, priority=max(notice.priority, by.priority))


def _unique(subjects: Sequence[Subject]) -> tuple[Subject, ...]:
    return tuple(dict.fromkeys(subjects))
