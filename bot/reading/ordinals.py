"""Ordinals: a place in a row beside the words that say which row."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from bot.domain.interval import Interval
from bot.domain.questions import ValueType
from bot.reading.analysis import Sentence
from bot.reading.finding import Finding
from bot.reading.numbers import Number
from bot.reading.rules import Rule

_NEAR = 20
"""How many years off a number may be that stands for a year of the same row, and not for the event that is remembered."""
_DIGITS = 4
_COMMA = 1.5


class Ordinals:
    """Finds the answers to questions whose answer is an ordinal."""

    def __init__(self, rules: Sequence[Rule], text: str, topics: dict[int, frozenset[str]]) -> None:
        self._rules = {rule.id: rule for rule in rules if rule.question.type is ValueType.ORDINAL}
        self._text = text
        self._topics = topics

    def find(self, sentence: Sentence) -> list[Finding]:
        """The answers of one sentence, refused ones among them."""
        found: list[Finding] = []
        numbers = {number.first: number for number in sentence.numbers}
        for match in sentence.of("question", detail="exact"):
            rule = self._rules.get(match.label.name)
            number = numbers.get(match.slots[0]) if match.slots else None
            if rule is None or number is None:
                continue
            value = Interval(number.value.lo, number.value.lo)
            finding = Finding(rule.id, value, sentence, match.first, match.last, (match.first, match.last), 0.9)
            finding.because("trigger", sentence.quote(self._text, match.first, match.last))
            finding.refused = self._refusal(sentence, rule, number.value.lo, match.first, match.last)
            found.append(finding)
        return found

    def _refusal(self, sentence: Sentence, rule: Rule, value: int, first: int, last: int) -> str:
        if sentence.question:
            return "question"
        if not rule.reading.least <= value <= rule.reading.most:
            return "implausible"
        if of_another_year(sentence, first, rule):
            return "other_event"
        if rule.id not in self._topics[sentence.number]:
            return "off_topic"
        return "blocked" if is_blocked(sentence, rule, first, last) else ""


def is_blocked(sentence: Sentence, rule: Rule, first: int, last: int) -> bool:
    """Whether words near tokens `first` to `last` (excluded) name another row, such as a siege's or a town's."""
    blocks = sentence.of("question", rule.id, "blocks")
    return any(sentence.apart((one.first, one.last), (first, last)) <= rule.reading.near for one in blocks)


def of_another_year(sentence: Sentence, place: int, rule: Rule) -> bool:
    """Whether a place in a row belongs to another year than the story's: "in 2023 it was the 78th", "the 80th, next year".

    The words must stand in the same clause: "Putin, in office since 2012, saw the 79th".
    """
    year = rule.reading.window[0][:4]
    told = [(match.first, match.last) for match in sentence.of("cue", "other_year")]
    years = [(one.first, one.last) for one in sentence.numbers if year and _is_other_year(sentence, one, int(year))]
    years += [
        (one.first, one.last) for one in sentence.dates if year and one.dated and _is_near(one.days.lo.year, int(year))
    ]
    return any(
        _apart(sentence, last if first > opening else _past_comma(sentence, last), first, place) < _COMMA
        for spans, opening in ((told, 0), (years, 1))
        for first, last in spans
    )


def _past_comma(sentence: Sentence, place: int) -> int:
    """Behind a comma, where one stands there: "Last year, Moscow" begins a clause, "As last year, Moscow" compares."""
    return place + 1 if place < len(sentence.tokens) and sentence.tokens[place].word == "," else place


def _apart(sentence: Sentence, last: int, first: int, place: int) -> float:
    """What stands between words from `first` to `last` (excluded) and a place; no end of it where another place in the row does."""
    low, high = (last, place) if last <= place else (place + 1, first)
    if any(number.ordinal and low <= number.first < high for number in sentence.numbers):
        return inf
    return sentence.walls[high] - sentence.walls[low]


def _is_other_year(sentence: Sentence, number: Number, year: int) -> bool:
    written = "".join(token.word for token in sentence.tokens[number.core : number.core_last])
    return len(written) == _DIGITS and written.isdigit() and _is_near(number.value.lo, year)


def _is_near(other: int, year: int) -> bool:
    return other != year and abs(other - year) <= _NEAR
