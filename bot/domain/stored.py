"""What the store hands out: values of the domain with the identity and the history that storing gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.claims import Item
from bot.domain.history import SilentChange
from bot.domain.interval import Interval
from bot.domain.positions import Alert, Disagreement, Update


class Origin(StrEnum):
    """How an item came in."""

    SEED = "seed"
    ADMIN = "admin"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item as it lies in the store.

    `fingerprint` is the SHA-256 of source, day, title and text (the item's identity where it has no URL). `version` counts from 1; only the
    latest version is current. `ingested` is the aware UTC time it was stored. `generation` is the reading it belongs to.
    """

    item: Item
    fingerprint: str
    origin: Origin
    version: int
    ingested: datetime
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of an item's body: `text[start:end]`."""

    item: str
    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage that a search found, with its item; a higher `score` fits better."""

    passage: Passage
    item: Item
    score: float


@dataclass(frozen=True, slots=True)
class NumberedDisagreement:
    """A disagreement with the number people see: stable for good, also over a reseed. `opened_at` is aware UTC."""

    number: int
    question: str
    disagreement: Disagreement
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the database: the name of its file, when it was made (aware UTC) and how many bytes it has."""

    name: str
    at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event told by one or several items: same day (or month) and same key. `tellings` are (item id, quote), oldest item first."""

    when: Interval[date]
    precision: str
    topic: str
    key: str
    tellings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What one ingested item changed, in the order of its claims; `duplicate_of` names the item that was already there.

    `silent` is what the item's earlier version said otherwise.
    """

    item: str
    alerts: tuple[Alert, ...] = ()
    updates: tuple[Update, ...] = ()
    claims: int = 0
    duplicate_of: str | None = None
    silent: tuple[SilentChange, ...] = ()
