"""Dated events for the timeline: every sentence of the article that names a day or a month."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.claims import Event, Item
from bot.reading.analysis import Sentence
from bot.reading.datespans import DateSpan
from bot.reading.rules import Rule
from bot.reading.scope import Scope

_QUOTE = 300


def dated_events(item: Item, body: Sequence[Sentence], scope: Scope, rules: Sequence[Rule]) -> tuple[Event, ...]:
    """One event for each sentence and day; its topic and key are those of the question whose words stand nearest."""
    topics = {rule.id: rule.question.topic for rule in rules}
    found: list[Event] = []
    for sentence in body:
        named: set[tuple[object, ...]] = set()
        for span in sentence.dates:
            if span.precision not in ("day", "month") or (
                span.precision == "month" and not span.dated and len(sentence.dates) > 1
            ):
                continue
            when = span.days
            if (when.lo, when.hi) in named:
                continue
            named.add((when.lo, when.hi))
            key = _key(sentence, span, scope)
            start, end = sentence.start, min(sentence.end, sentence.start + _QUOTE)
            found.append(
                Event(item.id, when, span.precision, topics.get(key, "other"), item.text[start:end], start, end, key)
            )
    return tuple(found)


def _key(sentence: Sentence, span: DateSpan, scope: Scope) -> str:
    """The question whose event words stand nearest to a day, or "" where none do."""
    best: tuple[float, str] | None = None
    for match in sentence.of("question", detail="event"):
        if span.offset and match.first < span.last:
            continue
        distance = (
            sentence.distance(span.last, match.first)
            if span.last <= match.first
            else sentence.distance(match.last, span.first)
        )
        if best is None or distance < best[0]:
            best = (distance, match.label.name)
    if best is None or (best[1] == "attack_date" and not scope.at(sentence, span.first, span.last).own):
        return ""
    return best[1]
