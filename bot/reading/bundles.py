"""Answers put together from concepts that stand near each other, in whatever order ("the planners ... sit abroad")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, product

from bot.reading.analysis import Sentence
from bot.reading.language import Mark
from bot.reading.phrases import Match
from bot.reading.rules import Rule

_MANY = 6
_OPENING = 2


def bundles(sentence: Sentence, rules: Mapping[str, Rule], before: Sentence | None = None) -> list[Match[Mark]]:
    """The answers whose concepts are all in sight of each other, closest first. A place of a leading concept gives one answer only.

    A sentence that begins with an anaphor ("All are citizens of ...") may take its leading concept from the sentence `before` it.
    """
    concepts: dict[str, dict[str, list[Match[Mark]]]] = {}
    for match in sentence.of("concept"):
        concepts.setdefault(match.label.name, {}).setdefault(match.label.detail, []).append(match)
    found: list[tuple[float, Match[Mark]]] = []
    for question, present in concepts.items():
        rule = rules.get(question)
        if rule is None:
            continue
        best: dict[int, tuple[float, Match[Mark]]] = {}
        for answer, parts in _answers(rule):
            if all(map(present.__contains__, parts)):
                for cost, leader, match in _together(sentence, rule, answer, [present[part] for part in parts]):
                    if leader not in best or cost < best[leader][0]:
                        best[leader] = (cost, match)
        if not best and rule.reading.inherits and before is not None and _speaks_on(sentence):
            for pair in _inherited(before, rule, present):
                best[-1] = pair
        found += best.values()
    return [match for _, match in sorted(found, key=lambda pair: (pair[0], pair[1].first))]


def _speaks_on(sentence: Sentence) -> bool:
    return any(match.first <= _OPENING for match in sentence.of("cue", "anaphor"))


def _inherited(
    before: Sentence, rule: Rule, present: Mapping[str, list[Match[Mark]]]
) -> Iterator[tuple[float, Match[Mark]]]:
    """Answers of two concepts of which the leading one stands in the sentence before."""
    earlier = {match.label.detail for match in before.of("concept", rule.id)}
    for answer, parts in _answers(rule):
        if len(parts) == 2 and parts[0] in earlier and parts[1] in present:
            match = present[parts[1]][0]
            yield float(match.first), Match(Mark("bundle", rule.id, answer), match.first, match.last)


def _answers(rule: Rule) -> Iterator[tuple[str, Sequence[str]]]:
    for answer, written in rule.reading.bundles.items():
        for bundle in written:
            yield answer, _parts(bundle)


@cache
def _parts(bundle: str) -> Sequence[str]:
    """The concepts of a bundle as it is written; there are as many as the configuration has."""
    return tuple(part.strip() for part in bundle.split("+"))


def _together(
    sentence: Sentence, rule: Rule, answer: str, parts: list[list[Match[Mark]]]
) -> Iterator[tuple[float, int, Match[Mark]]]:
    for chosen in product(*(part[:_MANY] for part in parts)):
        ordered = sorted(chosen, key=lambda match: match.first)
        gaps = [
            sentence.distance(one.last, other.first) if one.last <= other.first else 0.0
            for one, other in pairwise(ordered)
        ]
        if max(gaps, default=0.0) <= rule.reading.reach:
            mark = Mark("bundle", rule.id, answer)
            yield sum(gaps), chosen[0].first, Match(mark, ordered[0].first, max(match.last for match in ordered))
