"""Another country's affairs and other events: its checks, or a strike that somebody denies, look just like what is asked about."""

from __future__ import annotations

from bot.domain.claims import Party
from bot.reading.analysis import Sentence
from bot.reading.rules import Rule


def is_elsewhere(sentence: Sentence, rule: Rule, *, heard: bool = False) -> bool:
    """Whether a sentence names another country, and none of the parties without which the question's event is not told.

    What only the second reader has `heard` needs them in more questions.
    """
    beside = rule.reading.beside or (rule.reading.heard_beside if heard else ())
    if not beside:
        return False
    # The country on the other side of Russia's border stands in most of what is told of that border.
    at_the_border = Party.RUSSIA.value in beside
    if not sentence.of("cue", "elsewhere") and (at_the_border or not sentence.of("cue", "neighbour")):
        return False
    named = {match.label.name for kind in ("party", "person") for match in sentence.of(kind)}
    return named.isdisjoint(beside)


def is_of_another_event(sentence: Sentence) -> bool:
    """Whether a sentence names another event or a scene of war, and nothing of the story's own; a mere place says too little."""
    others = [match for match in sentence.of("other") if match.label.name != "place"]
    return bool(others) and not any(
        own.label.name == "name" or all(own.last <= other.first or other.last <= own.first for other in others)
        for own in sentence.of("own")
    )
