"""Which comparer judges a question."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.questions import Behaviour, Question, ValueType
from bot.judging import choice, cumulative, day, fixed, ordinal, point_in_time
from bot.judging.comparer import Comparer

_COUNTS: Mapping[Behaviour, Comparer] = {
    Behaviour.CUMULATIVE: cumulative,
    Behaviour.POINT_IN_TIME: point_in_time,
    Behaviour.FIXED: fixed,
}

_OTHERS: Mapping[ValueType, Comparer] = {ValueType.DATE: day, ValueType.ORDINAL: ordinal, ValueType.CHOICE: choice}


def comparer_for(question: Question) -> Comparer:
    """The comparer of a question's value type; counts have one for each behaviour."""
    return _COUNTS[question.behaviour] if question.type is ValueType.COUNT else _OTHERS[question.type]
