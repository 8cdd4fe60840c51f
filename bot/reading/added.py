"""Increments: "182 more were injured" is a total behind the number of the dead, and none where it adds to those injured before."""

from __future__ import annotations

from bot.reading.analysis import Sentence
from bot.reading.numbers import Number
from bot.reading.rules import Rule
from bot.reading.words import SIDES

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
    own, others = _counted(sentence, rule.id, number.first)
    if ahead and others:
        return own and len(ahead) > 1  # "145 killed, 551 injured and six more injured"
    earlier = sentence.earlier
    for _ in range(_BACK):
        if earlier is None:
            break
        own, others = _counted(earlier, rule.id, len(earlier.tokens))
        if earlier.numbers and (own or others):
            return own
        earlier = earlier.earlier
    return True


def _counted(sentence: Sentence, question: str, before: int) -> tuple[bool, bool]:
    """Whether words of a question stand in a sentence before token `before`, and whether those of another one do."""
    named = {
        match.label.name for match in sentence.of("question") if match.label.detail in SIDES and match.first < before
    }
    return question in named, bool(named - {question})
