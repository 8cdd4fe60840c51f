"""What reading a text yields."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.claims import Claim, Event, Reason
from bot.domain.stored import Passage


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that was looked at and refused: the question it might have answered, its words, and why not."""

    question: str
    quote: str
    start: int
    end: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one text says: claims in order of the text, dated events, body sentences, refused candidates.

    `lang` is None where the text's language cannot be read; nothing is claimed then.
    """

    lang: str | None
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    passages: tuple[Passage, ...] = ()
    rejected: tuple[Rejected, ...] = ()
