"""Increments: "182 more were injured" is a total behind the number of the dead, and none where it adds to those injured before."""

from __future__ import annotations

from bot.reading.analysis import Sentence
from bot.reading.numbers import Number
from bot.reading.rules import Rule

SIDES = ("before", "after", "around", "exact", "far")
"""The phrases of a counted question that stand with its number."""


def is_no_total(sentence: Sentence, number: Number, rule: Rule) -> bool:
    """Whether a number that comes on top of another one ("six more") is no answer.

    Some questions take any (`increment`), others (`on_top`) those that follow the number of another question, in their sentence or
    in the one before: "137 died. Another 182 were injured".
    """
    if rule.reading.increment or not rule.reading.on_top:
        return not rule.reading.increment
    if any(other.last <= number.first and not other.ordinal for other in sentence.numbers):
        return not _counts_others(sentence, rule.id, number.first)
    earlier = sentence.earlier
    if earlier is None or not earlier.numbers or _counts(earlier, rule.id):
        return True
    return not _counts_others(earlier, rule.id, len(earlier.tokens))


def _counts(sentence: Sentence, question: str) -> bool:
    return any(match.label.detail in SIDES for match in sentence.of("question", question))


def _counts_others(sentence: Sentence, question: str, before: int) -> bool:
    return any(
        match.label.detail in SIDES and match.label.name != question and match.first < before
        for match in sentence.of("question")
    )
