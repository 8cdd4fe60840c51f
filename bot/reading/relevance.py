"""How near a text is to this story, found without reading it."""

from __future__ import annotations

from enum import Enum

from bot.domain.claims import Item, Party
from bot.reading.language import Language

COUNTRIES = frozenset({Party.RUSSIA.value, Party.TAJIKISTAN.value})

LOOKED_AT = 20_000
"""How many characters of a text decide; what an article is about stands in its beginning."""


BEGINNING = 1_500
MANY = 4
"""A text that touches on so many questions in its beginning, in characters, and names both countries, needs no more."""


class Nearness(Enum):
    """How near a text is to the story."""

    NAMED = "it names the story's event, or both countries and the topics of many questions"
    LIKELY = "it names an attack and one of the story's countries, or the topic of a question and both of them"
    ELSEWHERE = "neither"


def nearness(item: Item, language: Language) -> Nearness:
    """How near a title and a text are to the story, by the words in them alone."""
    found = _marks(item, language)
    if "name" in found or (found >= COUNTRIES and len(_topics(item, language)) >= MANY):
        return Nearness.NAMED
    attack = "generic" in found and not COUNTRIES.isdisjoint(found)
    return Nearness.LIKELY if attack or ("topic" in found and found >= COUNTRIES) else Nearness.ELSEWHERE


def may_be_about(item: Item, language: Language) -> bool:
    """Whether a title and a summary leave it possible that their article is about the story: they name the event, an attack, both of the
    story's countries, or the topic of a question and one of them."""
    found = _marks(item, language)
    return (
        not found.isdisjoint(("name", "generic"))
        or found >= COUNTRIES
        or ("topic" in found and not COUNTRIES.isdisjoint(found))
    )


def _marks(item: Item, language: Language) -> set[str]:
    """What of the story a text names: its event ("name"), an attack ("generic"), the topic of a question ("topic"), parties by id."""
    found: set[str] = set()
    for words in (item.title, item.text[:LOOKED_AT]):
        for match in language.names(words):
            mark = match.label
            if mark.kind == "own":
                found.add(mark.name)
            elif mark.kind == "question" and mark.detail in ("topic", "event"):
                found.add("topic")
            elif mark.kind == "party":
                found.add(mark.name)
    return found


def _topics(item: Item, language: Language) -> set[str]:
    """The questions whose topics stand in the title or in the text's beginning."""
    return {
        match.label.name
        for words in (item.title, item.text[:BEGINNING])
        for match in language.names(words)
        if match.label.kind == "question" and match.label.detail == "topic"
    }
