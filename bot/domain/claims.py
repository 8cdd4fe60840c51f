"""Items and what they claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from bot.domain.interval import Interval


class Party(StrEnum):
    """Who a text says asserts a claim; no party (None) means the outlet in its own voice or an unnamed source."""

    RUSSIA = "russia"
    TAJIKISTAN = "tajikistan"
    UKRAINE = "ukraine"
    US = "us"
    EU = "eu"
    ISLAMIC_STATE = "islamic_state"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a question's listed answers, by its id."""

    answer: str


Count = Interval[int]
Days = Interval[date]
Value = Interval[int] | Interval[date] | Choice


@dataclass(frozen=True, slots=True)
class Item:
    """One published text.

    `published` is an aware UTC time; `lang` an ISO 639-1 code ("nb" for Norwegian); `source` the outlet's name as it
    was given. `published_is_day` tells that only the day is known (the time is then midnight).
    """

    id: str
    source: str
    lang: str
    title: str
    text: str
    published: datetime
    url: str | None = None
    published_is_day: bool = False

    def __post_init__(self) -> None:
        if self.published.tzinfo is None:
            raise ValueError(f"item {self.id}: published has no time zone")

    @property
    def day(self) -> date:
        """The UTC day of publication."""
        return self.published.astimezone(UTC).date()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the reader took a step: a short `code` ("trigger", "number", "event", "speaker", "as_of") and the words behind it."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One item's answer to one question.

    `as_of` is the UTC day the answer applies to. `text[start:end] == quote` in the item's text. `past` marks a figure
    that the text itself calls superseded: it is kept and raises nothing. `confidence` runs from 0 to 1.
    """

    item: str
    question: str
    value: Value
    party: Party | None
    as_of: date
    quote: str
    start: int
    end: int
    past: bool = False
    confidence: float = 1.0
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event of the timeline as one item tells it.

    `when` is a day, or the days of a month where the text gives the month only (`precision` "month"). `topic` is the
    id of a topic of the configuration, or "other".
    """

    item: str
    when: Interval[date]
    precision: str
    topic: str
    quote: str
    start: int
    end: int
    key: str = ""
