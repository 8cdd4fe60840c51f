"""Increments: "182 more were injured" is a total behind the number of the dead, and none where it adds to those injured before."""

from __future__ import annotations

from bot.reading.analysis import Sentence
from bot.reading.numbers import Number
from bot.reading.rules import Rule

SIDES = ("before", "after", "around", "exact", "far")
"""The phrases of a counted question that stand with its number."""

_BACK = 3
"""So many sentences back the number may stand that another one comes on top of."""


def is_no_total(sentence: Sentence, number: Number, rule: Rule) -> bool:
    """Whether a number that comes on top of another one ("six more") is no answer.

    Some questions take any (`increment`), others (`on_top`) those behind words and a number of another question and none of their own,
    in their sentence or in the last one before that has any: "137 died. Another 182 were injured".
    """
    if rule.reading.increment or not rule.reading.on_top:
        return not rule.reading.increment
    ahead = [other for other in sentence.numbers if other.last <= number.first and not other.ordinal]
    if ahead and _counts_others(sentence, rule.id, number.first):
        # "145 killed, 551 injured and six more injured"
        return len(ahead) > 1 and _counts(sentence, rule.id, number.first)
    earlier = sentence.earlier
    for _ in range(_BACK):
        if earlier is None:
            break
        end = len(earlier.tokens)
        if earlier.numbers and _counts(earlier, rule.id, end):
            return True
        if earlier.numbers and _counts_others(earlier, rule.id, end):
            return False
        earlier = earlier.earlier
    return True


def _counts(sentence: Sentence, question: str, before: int) -> bool:
    return any(match.label.detail in SIDES and match.first < before for match in sentence.of("question", question))


def _counts_others(sentence: Sentence, question: str, before: int) -> bool:
    return any(
        match.label.detail in SIDES and match.label.name != question and match.first < before
        for match in sentence.of("question")
    )
