"""Another country's affairs: its ambassador, its border checks, a call with its minister look just like those that are asked about."""

from __future__ import annotations

from bot.reading.analysis import Sentence
from bot.reading.rules import Rule


def is_elsewhere(sentence: Sentence, rule: Rule) -> bool:
    """Whether a sentence names another country, and none of the parties without which the question's event is not told."""
    beside = rule.reading.beside
    if not beside or not sentence.of("cue", "elsewhere"):
        return False
    named = {match.label.name for kind in ("party", "person") for match in sentence.of(kind)}
    return named.isdisjoint(beside)
