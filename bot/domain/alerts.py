"""Who is told of what, and when: chats and what they asked for, what was raised, and the messages that wait for a chat."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from enum import IntEnum, StrEnum

from bot.domain.questions import Grade


class Severity(IntEnum):
    """How much an alert matters; docs/alerts.md says what it is counted from."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


@dataclass(frozen=True, slots=True)
class Weight:
    """The points of a severity, 0 to 2 each."""

    gap: int
    voices: int
    grades: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """A severity with what it was counted from.

    `share` is by how much of the larger the two figures differ (None: no figures), `voices` how many independent outlets stand on
    the weaker side, `grade` the worse of the two sides' best grades.
    """

    severity: Severity
    weight: Weight
    share: float | None
    voices: int
    grade: Grade


class AlertKind(StrEnum):
    """What a subscriber can ask for."""

    CONFLICT = "conflict"
    DISPUTE = "dispute"
    REVERSAL = "reversal"
    SILENT_CHANGE = "silent_change"
    UPDATE = "update"


USUAL_KINDS = frozenset(AlertKind) - {AlertKind.UPDATE}
"""What somebody gets who names no kind."""


@dataclass(frozen=True, slots=True)
class ChatAddress:
    """Where a chat is: a platform, the chat's id there, and the topic within it ("" where there is none)."""

    platform: str
    chat: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Here:
    """The chat that a line was written in or names, whether the writer may change its settings, and how commands name it ("@channel")."""

    address: ChatAddress
    manages: bool = True
    name: str = ""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` to `end` on the wall clock of the chat; an `end` that is not after `start` is on the next day."""

    start: time
    end: time


class DigestEvery(StrEnum):
    """How often a digest comes."""

    DAY = "daily"
    WEEK = "weekly"


@dataclass(frozen=True, slots=True)
class Digest:
    """Alerts are collected and come together at a time on the wall clock of the chat; `weekday` counts from Monday, 0."""

    every: DigestEvery
    at: time = time(8)
    weekday: int = 0


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat that the bot keeps settings for.

    `lang` is empty where nobody chose a language, `zone` an IANA name. A chat that cannot be reached is suspended: nothing is sent to
    it, and what it misses is collected until it comes back.
    """

    id: int
    address: ChatAddress
    lang: str = ""
    zone: str = "UTC"
    quiet: QuietHours | None = None
    digest: Digest | None = None
    suspended_at: datetime | None = None
    suspended_why: str = ""


class Scope(StrEnum):
    """What a subscription or a mute is about."""

    ALL = "all"
    TOPIC = "topic"
    QUESTION = "question"
    OUTLET = "outlet"
    DISAGREEMENT = "disagreement"


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a chat wants to hear of. `target` is a topic's or question's id or an outlet's name, "" for everything.

    Nothing that was raised before `since` concerns it.
    """

    chat: int
    scope: Scope
    target: str
    since: datetime
    kinds: frozenset[AlertKind] = USUAL_KINDS
    least: Severity = Severity.LOW


@dataclass(frozen=True, slots=True)
class Mute:
    """What a chat does not want to hear of: a question by its id, a disagreement by its number. `until` None: for good."""

    chat: int
    scope: Scope
    target: str
    until: datetime | None = None


class Matter(StrEnum):
    """What there is to tell about a subject."""

    RAISED = "raised"
    VOICE = "voice"
    REOPENED = "reopened"
    RESOLVED = "resolved"
    FELL = "fell"


@dataclass(frozen=True, slots=True)
class Subject:
    """One alert or update by what stays the same when everything is read anew.

    `kind` is an `AlertKind` as text, `item` the id of the item that raised it, `identity` what `bot.domain.identity` makes of it,
    `disagreement` the number people see (None: it opened none).
    """

    question: str
    kind: str
    item: str
    identity: str
    disagreement: int | None = None
    matter: Matter = Matter.RAISED

    @property
    def key(self) -> str:
        """By what it is found again, whatever there is to tell about it."""
        return f"d{self.disagreement}" if self.disagreement else f"{self.question}|{self.identity}"


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """Something that was stored with the claims and waits to be dispatched.

    With a `subject` an alert or update was raised; without one the state of `question` changed ("": of all questions). `backlog` marks
    what is told in one summary: old news of a new feed. What a new reading of everything finds is raised by nobody.
    """

    id: int
    question: str
    at: datetime
    subject: Subject | None = None
    backlog: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What chats were last told about a subject: whether it stood, and which outlets stood behind its sides (sorted names)."""

    subject: Subject
    status: str
    voices: tuple[str, ...] = ()


class NoticeKind(StrEnum):
    """Which message it is.

    An alert tells of one item. A summary tells of many, or of what waited in quiet hours; a digest of a day or week; `missed` of what
    happened while the chat could not be reached. A development edits the message of its parent, a correction answers it.
    """

    ALERT = "alert"
    SUMMARY = "summary"
    DIGEST = "digest"
    DEVELOPMENT = "development"
    CORRECTION = "correction"
    MISSED = "missed"


class DeliveryState(StrEnum):
    """Where a message is on its way: `unknown` may have arrived, `dropped` had nothing to tell any more."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Notice:
    """A message for a chat, before it is queued.

    `due_at` None: not until the chat comes back. Of two that are due the one of higher `priority` goes first. `parent` is the delivery
    that a development edits and a correction answers; it is to be sent before.
    """

    chat: int
    kind: NoticeKind
    subjects: tuple[Subject, ...]
    priority: int
    created_at: datetime
    due_at: datetime | None
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A queued message and what became of it. `message_id` is the platform's, once it is known."""

    id: int
    notice: Notice
    state: DeliveryState = DeliveryState.QUEUED
    attempts: int = 0
    lease_owner: str | None = None
    lease_until: datetime | None = None
    message_id: str | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a chat asked for."""

    chat: Chat
    subscriptions: tuple[Subscription, ...] = field(default=())
    mutes: tuple[Mute, ...] = field(default=())
