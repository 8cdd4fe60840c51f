"""Whether a text is about this story at all, found without reading it."""

from __future__ import annotations

from bot.domain.claims import Item, Party
from bot.reading.language import Language
from bot.reading.tokens import tokenize

COUNTRIES = frozenset({Party.RUSSIA.value, Party.TAJIKISTAN.value})

LOOKED_AT = 20_000
"""How many characters of a text decide; what an article is about stands in its beginning."""


def is_about(item: Item, language: Language) -> bool:
    """Whether the title or the text names the story's event; or an attack along with one of the story's countries; or the topic of a
    question along with both of them."""
    found = _marks(item, language)
    return (
        "name" in found
        or ("generic" in found and not COUNTRIES.isdisjoint(found))
        or ("topic" in found and found >= COUNTRIES)
    )


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
        for match in language.plain.find(tokenize(words, 0, len(words))):
            mark = match.label
            if mark.kind == "own":
                found.add(mark.name)
            elif mark.kind == "question" and mark.detail in ("topic", "event"):
                found.add("topic")
            elif mark.kind == "party":
                found.add(mark.name)
    return found
