"""What administrators decide, and the record of it. All of it is keyed by what outlives a new reading."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.claims import Claim, Party, Value
from bot.domain.identity import ValueText
from bot.domain.people import Person

BOT = "bot"
"""Who acts where nobody was asked."""


@dataclass(frozen=True, slots=True)
class Admin:
    """Somebody whom an owner made an administrator; `at` is aware UTC."""

    person: Person
    added_by: str
    at: datetime


class Action(StrEnum):
    """What can stand in the audit log."""

    COMMAND = "command"
    ADMIN_ADDED = "admin.added"
    ADMIN_REMOVED = "admin.removed"
    TEXT_OFFERED = "text.offered"
    TEXT_KEPT = "text.kept"
    TEXT_DISCARDED = "text.discarded"
    ITEM_TAKEN = "item.taken"
    DISAGREEMENT_OPENED = "disagreement.opened"
    DISAGREEMENT_CHANGED = "disagreement.changed"
    POSITION_CHANGED = "position.changed"
    REVIEW_CONFIRMED = "review.confirmed"
    REVIEW_DISMISSED = "review.dismissed"
    REVIEW_MERGED = "review.merged"
    REVIEW_REOPENED = "review.reopened"
    CLAIM_CORRECTED = "claim.corrected"
    CLAIM_DELETED = "claim.deleted"
    CORRECTION_UNDONE = "correction.undone"
    SEEDED = "seeded"
    RESEEDED = "reseeded"
    RESEED_TRIED = "reseed.tried"
    RESEED_STOPPED = "reseed.stopped"
    RESEED_FAILED = "reseed.failed"
    BACKED_UP = "backed_up"
    BACKUPS_DELETED = "backups.deleted"
    RESTORED = "restored"
    UPGRADED = "upgraded"
    RELOADED = "reloaded"
    RELOAD_REFUSED = "reload.refused"
    FEED_BAD = "feed.bad"
    FEED_WELL = "feed.well"
    FEED_RETIRED = "feed.retired"
    FEED_MOVED = "feed.moved"
    FEEDS_ADDED = "feeds.added"
    FEEDS_CHANGED = "feeds.changed"
    FEEDS_REMOVED = "feeds.removed"
    CHAT_SUSPENDED = "chat.suspended"
    CHAT_RETURNED = "chat.returned"
    CHAT_MOVED = "chat.moved"


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the audit log.

    `actor` is a person ("telegram:123", "terminal") or "bot"; `subject` names what was acted on ("disagreement 7", an item's id, "chat 3"
    by the number that chats have here: the log is for good, and whoever told the bot to forget them is not in it); `detail` holds
    plain values. `number` is given by the log, 0 before that.
    """

    at: datetime
    actor: str
    action: str
    subject: str = ""
    detail: Mapping[str, str | int | bool | None] = field(default_factory=dict)
    number: int = 0


class Verdict(StrEnum):
    """What an administrator found a disagreement to be."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    MERGED = "merged"


class Dismissal(StrEnum):
    """Why a disagreement is none."""

    WRONG_READING = "wrong_reading"
    OTHER_EVENT = "other_event"
    SAME_THING = "same_thing"
    NOT_IMPORTANT = "not_important"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two claims that a disagreement was opened between, by what outlives a new reading."""

    item: str
    value: str
    party: str


@dataclass(frozen=True, slots=True)
class Review:
    """What was decided on a disagreement, by the number people see.

    `reason` is set where it was dismissed, `into` where it was merged into another one. `question` and `pair` say what it is about.
    """

    number: int
    verdict: Verdict
    by: str
    at: datetime
    reason: Dismissal | None = None
    into: int | None = None
    question: str = ""
    pair: frozenset[Side] = frozenset()

    @property
    def closes(self) -> bool:
        """Whether the disagreement is over, and never alerts again."""
        return self.verdict is not Verdict.CONFIRMED


@dataclass(frozen=True, slots=True)
class ClaimKey:
    """By what a claim of the reader is known again: what it says of what, in which words and where."""

    item: str
    question: str
    value: Value
    party: Party | None
    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, claim: Claim) -> ClaimKey:
        """The key of a claim."""
        return cls(claim.item, claim.question, claim.value, claim.party, claim.start, claim.end, claim.quote)

    @property
    def name(self) -> str:
        """Eight letters and digits by which people call a correction of it."""
        value = ValueText.of(self.value)
        known = (self.item, self.question, str(value), self.party or "", str(self.start), str(self.end), self.quote)
        return hashlib.sha256("\x00".join(known).encode("utf-8", "surrogatepass")).hexdigest()[:8]

    def says(self, claim: Claim) -> bool:
        """Whether a claim says the same, wherever in the item."""
        return (self.item, self.question, self.value, self.party) == (
            claim.item, claim.question, claim.value, claim.party)  # fmt: skip

    def is_at(self, claim: Claim) -> bool:
        """Whether a claim has the same words at the same place."""
        return (self.start, self.end, self.quote) == (claim.start, claim.end, claim.quote)


@dataclass(frozen=True, slots=True)
class Amended:
    """What a claim says when it was put right."""

    question: str
    value: Value
    party: Party | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody made of a claim of the reader: another answer, or none (`becomes` None: there is no such claim)."""

    claim: ClaimKey
    becomes: Amended | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Submission:
    """A text that somebody sent in and that waits to be kept or discarded. `key` is short, so that it can be typed."""

    key: str
    by: str
    at: datetime
    source: str
    lang: str
    title: str
    text: str
    published: datetime
    published_is_day: bool = False
    url: str | None = None
