"""Rows of bot/store/alert_tables.py to values of the domain and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from bot.domain.alerts import (
    AlertKind,
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

Row = Mapping[Any, Any]


def chat(row: Row) -> Chat:
    """A chat."""
    start, end, every, at = (row[name] for name in ("quiet_from", "quiet_to", "digest_every", "digest_at"))
    return Chat(
        row["id"],
        ChatAddress(row["platform"], row["chat"], row["thread"]),
        row["lang"],
        row["zone"],
        QuietHours(time.fromisoformat(start), time.fromisoformat(end)) if start and end else None,
        Digest(DigestEvery(every), time.fromisoformat(at), row["digest_weekday"] or 0) if every and at else None,
        row["suspended_at"],
        row["suspended_why"],
    )


def chat_row(one: Chat) -> dict[str, Any]:
    """A chat as a row of `chats`, without its id."""
    return {
        "platform": one.address.platform,
        "chat": one.address.chat,
        "thread": one.address.thread,
        "lang": one.lang,
        "zone": one.zone,
        "quiet_from": f"{one.quiet.start:%H:%M}" if one.quiet else None,
        "quiet_to": f"{one.quiet.end:%H:%M}" if one.quiet else None,
        "digest_every": one.digest.every.value if one.digest else None,
        "digest_at": f"{one.digest.at:%H:%M}" if one.digest else None,
        "digest_weekday": one.digest.weekday if one.digest else None,
        "suspended_at": one.suspended_at,
        "suspended_why": one.suspended_why,
    }


def subscription(row: Row) -> Subscription:
    """A subscription."""
    kinds = frozenset(AlertKind(kind) for kind in row["kinds"])
    return Subscription(row["chat"], Scope(row["scope"]), row["target"], row["since"], kinds, Severity(row["least"]))


def subscription_row(one: Subscription) -> dict[str, Any]:
    """A subscription as a row of `subscriptions`."""
    kinds = sorted(kind.value for kind in one.kinds)
    known = {"chat": one.chat, "scope": one.scope.value, "target": one.target, "since": one.since}
    return {**known, "kinds": kinds, "least": int(one.least)}


def mute(row: Row) -> Mute:
    """A mute."""
    return Mute(row["chat"], Scope(row["scope"]), row["target"], row["until"])


def mute_row(one: Mute) -> dict[str, Any]:
    """A mute as a row of `mutes`."""
    return {"chat": one.chat, "scope": one.scope.value, "target": one.target, "until": one.until}


def subject(kept: Sequence[Any]) -> Subject:
    """A subject from the list it is kept as."""
    question, kind, item, identity, disagreement, matter = kept
    return Subject(question, kind, item, identity, disagreement, Matter(matter))


def subject_list(one: Subject) -> list[Any]:
    """A subject as a list for a JSON column."""
    return [one.question, one.kind, one.item, one.identity, one.disagreement, one.matter.value]


def notice_row(one: Notice) -> dict[str, Any]:
    """A message to queue as a row of `deliveries`."""
    return {
        "chat": one.chat,
        "kind": one.kind.value,
        "subjects": [subject_list(each) for each in one.subjects],
        "priority": one.priority,
        "created_at": one.created_at,
        "due_at": one.due_at,
        "parent": one.parent,
        "state": DeliveryState.QUEUED.value,
        "attempts": 0,
    }


def delivery(row: Row) -> Delivery:
    """A delivery."""
    notice = Notice(
        row["chat"],
        NoticeKind(row["kind"]),
        tuple(map(subject, row["subjects"])),
        row["priority"],
        row["created_at"],
        row["due_at"],
        row["parent"],
    )
    return Delivery(
        row["id"],
        notice,
        DeliveryState(row["state"]),
        row["attempts"],
        row["lease_owner"],
        row["lease_until"],
        row["message_id"],
        row["sent_at"],
    )


def told(row: Row) -> Told:
    """What was told of a subject."""
    return Told(subject(row["subject"]), row["status"], tuple(row["voices"]))


def told_row(one: Told) -> dict[str, Any]:
    """What was told as a row of `told`."""
    known = {"key": one.subject.key, "question": one.subject.question, "subject": subject_list(one.subject)}
    return {**known, "status": one.status, "voices": list(one.voices)}
