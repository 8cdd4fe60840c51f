"""Counts: all numbers of a sentence are given to the questions together, each to the words it stands closest to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.claims import Value
from bot.domain.interval import Interval
from bot.domain.questions import ValueType
from bot.reading.added import is_no_total
from bot.reading.analysis import Sentence
from bot.reading.elsewhere import is_elsewhere
from bot.reading.figures import ANYTHING, Figure, figures
from bot.reading.finding import Finding
from bot.reading.language import Mark
from bot.reading.numbers import Number
from bot.reading.parts import is_of_one_place
from bot.reading.phrases import Match
from bot.reading.rules import Rule
from bot.reading.scope import Scope
from bot.reading.supposing import is_demanded
from bot.reading.words import SIDES

_BETWEEN = 6.0
_OPENING = 2
_MANY = 2
_SURE, _APART, _NAMED, _CROWDED, _UNCOUNTED = 0.92, 0.02, 0.04, 0.15, 0.07
_FAR = 2.0
_WIDEST = 40
_PAIR, _DASHES = 2, "–—-"
_BORDER = 1.5
"""From here on what stands between words is a border: a comma, or more."""


@dataclass(frozen=True, slots=True)
class Bond:
    """A number and the words of a question that would take it; the lower the cost, the closer."""

    cost: float
    rule: Rule
    figure: Figure
    match: Match[Mark]


class Counts:
    """Finds the answers to counted questions."""

    def __init__(self, rules: Sequence[Rule], text: str, scope: Scope, topics: Mapping[int, frozenset[str]]) -> None:
        self._rules = {rule.id: rule for rule in rules if rule.question.type is ValueType.COUNT}
        counted = {unit for rule in self._rules.values() for unit in rule.reading.units}
        self._counted = frozenset(counted)
        self._text = text
        self._scope = scope
        self._topics = topics

    def find(self, sentence: Sentence, asked: Sentence | None = None) -> list[Finding]:
        """The answers of one sentence, refused candidates among them (`refused` set).

        `asked` is a heading or a question right before it, whose words a bare number at the sentence's beginning answers.
        """
        found = [
            self._zero(sentence, match)
            for match in sentence.of("question", detail="zero")
            if match.label.name in self._rules
        ]
        if not sentence.numbers:
            return found
        dead = frozenset(match.label.name for match in sentence.of("unit")) - self._counted
        numbers = figures(sentence, dead)
        bonds = self._bonds(sentence, numbers)
        if asked is not None and not bonds and numbers[0].number.first <= _OPENING:
            bonds = self._answering(asked, numbers[0])
        taken: dict[int, list[Rule]] = {}
        used: set[tuple[str, int, int]] = set()
        narrower = self._narrower(sentence, bonds)
        for bond in sorted(bonds, key=lambda bond: (bond.cost, bond.figure.number.first, bond.rule.id)):
            owners = taken.setdefault(bond.figure.number.first, [])
            key = (bond.rule.id, bond.match.first, bond.match.last)
            if key in used or any(owner.id == bond.rule.id for owner in owners):
                continue
            if any(
                bond.rule.id not in owner.reading.shares and owner.id not in bond.rule.reading.shares
                for owner in owners
            ):
                continue
            finding = self._finding(sentence, bond)
            if not finding.refused and not narrower.isdisjoint(
                (bond.figure.number.first, other) for other in bond.rule.reading.yields
            ):
                finding.refused = "narrower"
            found.append(finding)
            if not finding.refused:
                owners.append(bond.rule)
                used.add(key)
        return found

    def _narrower(self, sentence: Sentence, bonds: Sequence[Bond]) -> set[tuple[int, str]]:
        """Numbers with the narrower questions they answer, to which wider ones yield."""
        wanted = {other for bond in bonds for other in bond.rule.reading.yields}
        return {
            (bond.figure.number.first, bond.rule.id)
            for bond in bonds
            if bond.rule.id in wanted and not self._finding(sentence, bond).refused
        }

    def _answering(self, asked: Sentence, figure: Figure) -> list[Bond]:
        """A number that answers the heading or the question before it ("How many died? 145.")."""
        for match in asked.of("question"):
            rule = self._rules.get(match.label.name)
            if rule is not None and match.label.detail in ("before", "after", "around"):
                place = figure.number
                return [Bond(4.0, rule, figure, Match(match.label, place.first, place.last))]
        return []

    def _bonds(self, sentence: Sentence, numbers: Sequence[Figure]) -> list[Bond]:
        bonds: list[Bond] = []
        places = [figure.number.first for figure in numbers]
        for match in sentence.of("question"):
            rule = self._rules.get(match.label.name)
            if rule is None or match.label.detail not in SIDES:
                continue
            near = int(rule.reading.near)
            # Only these can be near enough, or stand between one that is and the words.
            around = numbers[
                bisect_left(places, match.first - near - _WIDEST) : bisect_right(places, match.last + near)
            ]
            for figure in around:
                cost = self._cost(sentence, match, figure, around)
                if cost <= rule.reading.near and not _is_anothers(sentence, match, figure.number, around):
                    bonds.append(Bond(cost, rule, figure, match))
        return bonds

    def _cost(self, sentence: Sentence, match: Match[Mark], figure: Figure, numbers: Sequence[Figure]) -> float:
        """How far a number is from words; infinite where it stands on the wrong side."""
        number, side = figure.number, match.label.detail
        if side in ("exact", "far"):
            own = not {number.first, number.core}.isdisjoint(match.slots)
            if not own or _passes(match, number, numbers):
                return float("inf")
            return 0.0 if side == "exact" else _FAR
        if number.ordinal:
            return float("inf")
        if number.last <= match.first and side in ("before", "around"):
            last, first = number.last, match.first
        elif number.first >= match.last and side in ("after", "around"):
            last, first = match.last, number.first
        else:
            return float("inf")
        between = sum(_BETWEEN for other in numbers if last <= other.number.first < first and _stands_between(other))
        unit = -1.0 if figure.unit else 0.0
        weak = 3.0 if number.weak else 0.0
        return sentence.reach(last, first) + between + unit + weak + 1.0

    def _finding(self, sentence: Sentence, bond: Bond) -> Finding:
        number, match = bond.figure.number, bond.match
        first, last = min(number.first, match.first), max(number.last, match.last, bond.figure.last)
        words = sentence.quote(self._text, match.first, match.last)
        bearing = self._scope.at(sentence, number.core, max(number.core_last, min(match.last, number.core_last + 1)))
        finding = Finding(
            bond.rule.id, number.value, sentence, first, last, (number.first, number.last),
            self._confidence(sentence, bond), past=bond.figure.past,
        )  # fmt: skip
        finding.because("trigger", words).because("number", sentence.quote(self._text, number.first, number.last))
        finding.because("event", bearing.why)
        finding.refused = self._refusal(sentence, bond, own=bearing.own)
        return finding

    def _confidence(self, sentence: Sentence, bond: Bond) -> float:
        """How sure a bond is; the steps are what validation showed (docs/quality.md, "Calibration")."""
        sure = _SURE - _APART * max(bond.cost, 0.0)
        if self._scope.names_own(sentence):
            sure += _NAMED
        elif len(sentence.numbers) > _MANY:
            sure -= _CROWDED
        if not bond.figure.unit and bond.match.label.detail != "exact":
            sure -= _UNCOUNTED
        return min(max(sure, 0.5), 0.97)

    def _refusal(self, sentence: Sentence, bond: Bond, *, own: bool) -> str:
        figure, reading = bond.figure, bond.rule.reading
        # A written phrase around the number ("145 candles, one for each person killed") says itself what is counted.
        # Not so of suspects: "fourteen relatives of the defendants".
        no_suspect = reading.counts_suspects and figure.is_no_person
        counted = (
            bond.match.label.detail == "exact" and figure.unit in ("", ANYTHING, *reading.units) and not no_suspect
        )
        checks = (
            (bool(figure.refused) and not (counted and figure.refused.startswith("unit:")), figure.refused),
            (bool(figure.unit) and figure.unit not in reading.units and not counted, f"unit:{figure.unit}"),
            (reading.counts_suspects and is_demanded(sentence, figure.number.first), "hypothetical"),
            (figure.increment and is_no_total(sentence, figure.number, bond.rule), "increment"),
            (figure.partitive and not reading.partitive and not counted, "partitive"),
            (figure.number.weak and figure.partitive, "partitive"),
            (_is_part_of_them(sentence, bond), "partitive"),
            (is_of_one_place(sentence, figure.number, bond.rule.id), "partitive"),
            (figure.whole and _is_of_its_part(sentence, bond), "whole"),
            (not reading.believes(figure.number.value, rough=figure.number.rough), "implausible"),
            (
                not own and (reading.scope == "attack" or self._is_told_of_another(sentence, figure)),
                "other_event",
            ),
            (is_elsewhere(sentence, bond.rule, figure.number.first), "elsewhere"),
            (not self._in_topic(sentence, bond.rule), "off_topic"),
            (self._blocked(sentence, bond), "blocked"),
        )
        return next((reason for failed, reason in checks if failed), "")

    def _is_told_of_another(self, sentence: Sentence, figure: Figure) -> bool:
        """Whether the sentence names another event, or another year beside the figure, which is a year itself where it counts nothing."""
        first = figure.number.first
        last = figure.number.last if figure.unit else first
        return self._scope.names_other(sentence) or self._scope.is_beside_another_year(sentence, first, last)

    def _in_topic(self, sentence: Sentence, rule: Rule) -> bool:
        """Whether the question's topic words, where it has any, are in sight."""
        return rule.id in self._topics[sentence.number]

    @staticmethod
    def _blocked(sentence: Sentence, bond: Bond) -> bool:
        """Whether words that silence the question stand near the number, with no other number nearer to them."""
        number = bond.figure.number
        for match in sentence.of("question", bond.rule.id, "blocks"):
            if match.last <= number.first:
                distance = sentence.distance(match.last, number.first)
            else:
                distance = sentence.distance(number.last, match.first) if match.first >= number.last else 0.0
            first, last = sorted((match.first, number.first))
            between = sum(first < other.first < last for other in sentence.numbers if not other.ordinal)
            if distance + between * _BETWEEN <= _BETWEEN:
                return True
        return False

    def _zero(self, sentence: Sentence, match: Match[Mark]) -> Finding:
        rule = self._rules[match.label.name]
        value: Value = Interval(0, 0)
        bearing = self._scope.at(sentence, match.first, match.last)
        finding = Finding(rule.id, value, sentence, match.first, match.last, (match.first, match.last), 0.85)
        finding.because("trigger", sentence.quote(self._text, match.first, match.last)).because("event", bearing.why)
        if sentence.question:
            finding.refused = "question"
        elif rule.reading.scope == "attack" and not bearing.own:
            finding.refused = "other_event"
        elif not self._in_topic(sentence, rule):
            finding.refused = "off_topic"
        return finding


def _is_part_of_them(sentence: Sentence, bond: Bond) -> bool:
    """Whether the words that the number stands with name those of whom it is a part: "three of those remanded", "of the nine remanded"."""
    number, match = bond.figure.number, bond.match
    behind = match.first >= number.last
    return _names_the_whole(sentence, bond, part=True) or any(
        cue.first <= match.first < cue.last and (behind or match.last <= cue.last)
        for cue in sentence.of("cue", "partitive")
        if cue.first == number.first
    )


def _names_the_whole(sentence: Sentence, bond: Bond, *, part: bool) -> bool:
    """Whether words are the noun of a whole that one phrase names with its part ("four of the nine remanded"), the bond's number
    being that `part` or the whole.
    """
    number, match = bond.figure.number, bond.match
    return any(
        cue.slots[0 if part else 1] in (number.first, number.core)
        and cue.slots[1] < match.first
        and match.last <= cue.last
        for cue in sentence.of("cue", "whole")
        if len(cue.slots) > 1
    )


def _is_anothers(sentence: Sentence, match: Match[Mark], number: Number, numbers: Sequence[Figure]) -> bool:
    """Whether words behind a border belong to a number of their own there: "121 were injured, in the hospitals there are 107 left".

    An aside between two commas or dashes is no border, and a number that comes on top of another one ("two more") has no words of its own.
    """
    start, end = (match.first, match.first + 1), (match.last - 1, match.last)
    place = (number.first, number.last)
    behind = end[0] >= number.last
    near = end if behind else start
    if (not behind and start[1] > number.first) or sentence.border(place, near) < _BORDER:
        return False
    between = sentence.tokens[number.last : end[0]] if behind else sentence.tokens[start[1] : number.first]
    if any(sum(token.word in signs for token in between) == _PAIR for signs in (",", _DASHES)):
        return False  # an aside: "four men, aged 19 to 32, were remanded"
    return any(
        (other.number.first >= match.last if behind else other.number.last <= match.first)
        and _stands_between(other)
        and not other.increment
        and sentence.border(near, (other.number.first, other.number.last)) < _BORDER
        for other in numbers
    )


def _is_of_its_part(sentence: Sentence, bond: Bond) -> bool:
    """Whether the words behind the whole of a part tell of that part ("four of the seven were remanded"), not whom it counts."""
    first, number = bond.match.first, bond.figure.number
    if _names_the_whole(sentence, bond, part=False):
        return False
    return first >= number.first if bond.rule.reading.partitive else first > number.last and not bond.figure.unit


def _passes(match: Match[Mark], number: Number, numbers: Sequence[Figure]) -> bool:
    """Whether a written phrase reaches from its number over another one that could answer itself ("140 died, 182 were wounded")."""
    return any(
        number.last <= other.number.first
        and other.number.last < match.last
        and {other.number.first, other.number.core}.isdisjoint(match.slots)
        and not other.partitive
        and _stands_between(other)
        for other in numbers
    )


def _stands_between(figure: Figure) -> bool:
    """Whether a number between words and another number keeps the two apart: one that could answer itself."""
    never = figure.refused.startswith(("unit", "other", "rejected"))
    return not (never or figure.past or figure.whole or figure.number.ordinal)
