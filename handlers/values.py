"""Values as people type them: "134", "at least 134", "90-100", "2024-04-30", "involved"."""

from __future__ import annotations

import re

from bot.domain.claims import Choice, Value
from bot.domain.errors import UserError
from bot.domain.interval import Interval
from bot.domain.questions import Question, ValueType
from bot.services import Words
from handlers.days import DayReader

_NUMBER = r"(\d{1,3}(?:[ ,.\u00a0]\d{3})+|\d{1,9})"
_ABOVE = re.compile(rf"(?:at least|minst|не менее|камаш|ҳадди ақал|>=) ?{_NUMBER}|{_NUMBER}\+")
_MORE = re.compile(rf"(?:more than|over|mer enn|более|свыше|беш аз|>) ?{_NUMBER}")
_UP_TO = re.compile(rf"(?:at most|up to|høyst|inntil|не более|до|то|<=) ?{_NUMBER}")
_BETWEEN = re.compile(rf"{_NUMBER} ?(?:-|–|—|\.\.|to|til|до) ?{_NUMBER}")
_ABOUT = re.compile(rf"(?:about|around|omkring|около|тақрибан|~) ?{_NUMBER}")


def value(text: str, question: Question, days: DayReader, words: Words) -> Value:
    """The value that a text means as an answer to a question. Raises UserError with an example."""
    if question.type is ValueType.CHOICE:
        return _choice(text, question, words)
    if question.type is ValueType.DATE:
        return days.one(text)
    found = _count(text.strip().lower())
    if found is None:
        message = words.gettext("“{text}” is no number. Try {example}")
        raise UserError(message.format(text=text, example="134, at least 134, 90-100"))
    return found


def _choice(text: str, question: Question, words: Words) -> Value:
    typed = text.strip().casefold()
    for answer, wording in question.answers.items():
        if typed in {
            answer.casefold(),
            answer.replace("_", " ").casefold(),
            *(one.casefold() for one in wording.values()),
        }:
            return Choice(answer)
    message = words.gettext("“{text}” is no answer to this question. Answers: {names}")
    raise UserError(message.format(text=text, names=", ".join(question.answers)))


def _count(text: str) -> Interval[int] | None:
    if match := re.fullmatch(_NUMBER, text):
        return Interval.exactly(_whole(match[1]))
    if match := _ABOVE.fullmatch(text):
        return Interval(_whole(match[1] or match[2]), None)
    if match := _MORE.fullmatch(text):
        return Interval(_whole(match[1]) + 1, None)
    if match := _UP_TO.fullmatch(text):
        return Interval(0, _whole(match[1]))
    if match := _ABOUT.fullmatch(text):
        middle = _whole(match[1])
        return Interval(middle * 9 // 10, -(-middle * 11 // 10))
    if (match := _BETWEEN.fullmatch(text)) and _whole(match[1]) <= _whole(match[2]):
        return Interval(_whole(match[1]), _whole(match[2]))
    return None


def _whole(text: str) -> int:
    return int(re.sub(r"\D", "", text))
