"""What the configuration says: questions, parties, outlets, events and languages, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.claims import Party


class ValueType(StrEnum):
    """How a question is answered."""

    COUNT = "count"
    DATE = "date"
    ORDINAL = "ordinal"
    CHOICE = "choice"


class Behaviour(StrEnum):
    """How a count moves with time: it only grows, it stands for one day, or it never changes."""

    CUMULATIVE = "cumulative"
    POINT_IN_TIME = "point_in_time"
    FIXED = "fixed"


Wording = Mapping[str, str]
"""A text for each language of the bot's own words, by language code."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something with one right answer that several outlets report.

    `label` is the short name ("Killed"), `asks` the full question ("How many people were killed?"), `meaning` what
    exactly is counted, `answers` the wording of each listed answer of a choice. `ask_words` are, for each language,
    phrases by which `/ask` recognises the question.
    """

    id: str
    topic: str
    type: ValueType
    label: Wording
    asks: Wording
    meaning: str
    behaviour: Behaviour = Behaviour.FIXED
    answers: Mapping[str, Wording] = field(default_factory=dict)
    ask_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    in_toll: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A group of questions that people subscribe to and filter by."""

    id: str
    label: Wording


@dataclass(frozen=True, slots=True)
class PartyInfo:
    """A party's names: `label` for replies, `names` for what a user may type in a command."""

    party: Party
    label: Wording
    names: tuple[str, ...]


class Grade(StrEnum):
    """How reliable an outlet is, in the letters of the Admiralty system: from A, completely, to E, not at all; F cannot be judged.

    An outlet that is not configured has a C.
    """

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher that is known by name: its country (ISO 3166 alpha-2), home page, the language it writes in, and its grade.

    `reason` says why it has that grade, `owner` who owns it.
    """

    name: str
    country: str
    lang: str
    home: str = ""
    aliases: tuple[str, ...] = ()
    grade: Grade = Grade.B
    owner: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """All that a person configured about the story, without the words by which texts are read.

    `names` are words by which people name the story's event and its places, `other_events` those of events it is mixed up with, both in
    all languages: a question to the bot may use the former and is about something else with the latter.
    """

    title: Wording
    questions: Mapping[str, Question]
    topics: Mapping[str, Topic]
    parties: Mapping[Party, PartyInfo]
    outlets: Mapping[str, Outlet]
    languages: tuple[str, ...]
    names: tuple[str, ...] = ()
    other_events: tuple[str, ...] = ()
