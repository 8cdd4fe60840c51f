"""What the form of a text rules out, whatever the words around it sound like: a second look at what only the model believes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.claims import Choice
from bot.domain.interval import Interval
from bot.domain.questions import ValueType
from bot.reading.added import is_no_total
from bot.reading.analysis import Sentence
from bot.reading.days import in_window, kept_from
from bot.reading.elsewhere import is_elsewhere, is_of_another_event
from bot.reading.figures import Figure, figures
from bot.reading.finding import Finding
from bot.reading.learned.opinion import Opinion
from bot.reading.ordinals import is_blocked, of_another_year
from bot.reading.parts import is_of_one_place
from bot.reading.rules import Rule
from bot.reading.scope import is_beside_another_year, is_set_apart
from bot.reading.supposing import is_demanded, is_supposed, is_wished
from bot.reading.voice import Voice

_VAGUE = 0.9
"""How probable a number such as "dozens" or "hundreds" must be: it is said of nearly anything."""

_ANOTHER_DAY = 0.8
"""How sure the model must be that a text tells another day of the event than its own: hardly any does."""

_NEVER_COUNTED = frozenset({"time", "money", "share", "sign", "measure"})
"""Units of numbers that answer nothing, whatever the model hears; of other nouns it may know better what they stand for."""


class Form:
    """The form of one text, seen from the questions.

    `topics` are those in sight of each sentence, `voices` those that the rules hear in it; `day` is that of the story's event, `published`
    (UTC) that of the text, `years` the first and last of the story.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        topics: Mapping[int, frozenset[str]],
        voices: Mapping[int, Sequence[Voice]],
        day: date | None = None,
        published: date | None = None,
        years: tuple[int, int] | None = None,
    ) -> None:
        self._rules = {rule.id: rule for rule in rules}
        self._topics = topics
        self._voices = voices
        self._day = day
        self._published = published
        self._years = years
        self._counted = frozenset(unit for rule in rules for unit in rule.reading.units)
        self._figures: dict[int, dict[int, Figure]] = {}

    def placed(self, opinion: Opinion) -> Opinion:
        """An opinion on a day without a year, with the day in the year of its question's window."""
        rule = self._rules.get(opinion.question)
        if rule is None or rule.question.type is not ValueType.DATE:
            return opinion
        for span in opinion.sentence.dates:
            if span.first == opinion.first:
                days = in_window(span, rule.reading.window)
                return replace(opinion, value=Interval(days.lo, days.hi or days.lo))
        return opinion

    def implausible(self, question: str, answer: str) -> Sequence[str]:
        """The sides that would hardly give an answer of a choice."""
        rule = self._rules.get(question)
        return rule.reading.implausible.get(answer, ()) if rule else ()

    def doubt(self, finding: Finding) -> float:
        """How sure the model must be at least of what the rules found: more than not, of another day of the event than its own."""
        rule, value = self._rules.get(finding.question), finding.value
        if self._day is None or rule is None or isinstance(value, Choice) or not isinstance(value.lo, date):
            return 0.0
        own = rule.reading.scope != "attack" or (value.lo <= self._day and (value.hi is None or self._day <= value.hi))
        return 0.0 if own else _ANOTHER_DAY

    def hears_another(self, opinion: Opinion) -> bool:
        """Whether others than the opinion's side are heard to speak in its sentence, and not that side."""
        heard = {voice.party for voice in self._voices.get(opinion.sentence.number, ()) if voice.party is not None}
        return bool(heard) and opinion.party not in heard

    def shares(self, question: str, other: str) -> bool:
        """Whether one number may answer both questions; so may one day, which events often have in common."""
        one, two = self._rules.get(question), self._rules.get(other)
        if one is None or two is None or one.question.type is ValueType.DATE:
            return True
        return other in one.reading.shares or question in two.reading.shares

    def rules_out(self, opinion: Opinion) -> str:
        """Why the form forbids it, as a refusal's code; empty where it does not."""
        rule, value = self._rules.get(opinion.question), opinion.value
        if rule is None:
            return "off_topic"
        if opinion.sentence.question:
            return "question"
        if is_elsewhere(opinion.sentence, rule, opinion.first, heard=True):
            return "elsewhere"
        if isinstance(value, Choice):
            return self._choice(opinion, rule, value)
        if isinstance(value.lo, int):
            return self._number(opinion, rule, value)
        begins, ends = rule.reading.window
        if begins and not begins <= value.lo.isoformat() <= ends:
            return "implausible"
        if is_supposed(opinion.sentence, opinion.first, opinion.last):
            return "hypothetical"
        span = next((span for span in opinion.sentence.dates if span.first == opinion.first), None)
        if span is None:
            return ""
        return kept_from(opinion.sentence, span, Interval(value.lo, value.lo), rule, self._published, self._day)

    def _choice(self, opinion: Opinion, rule: Rule, value: Choice) -> str:
        """Off topic; or an answer about the attack that would be somebody else's, where only sides speak who would hardly give it."""
        number = opinion.sentence.number
        if rule.id not in self._topics.get(number, ()):
            return "off_topic"
        if is_supposed(opinion.sentence, opinion.anchor, opinion.anchor + 1):
            return "hypothetical"
        if rule.reading.wished and is_wished(opinion.sentence, opinion.anchor, opinion.anchor + 1):
            return "hypothetical"
        if rule.reading.scope != "attack":
            return ""
        if is_set_apart(opinion.sentence):
            return "told_apart"
        if is_of_another_event(opinion.sentence, opinion.anchor):
            return "another_event"
        heard = {voice.party for voice in self._voices.get(number, ()) if not voice.denies}
        unlikely = heard and heard.issubset(rule.reading.implausible.get(value.answer, ()))
        return "implausible" if unlikely and opinion.party not in heard else ""

    def _number(self, opinion: Opinion, rule: Rule, value: Interval[int]) -> str:
        reading, sentence = rule.reading, opinion.sentence
        figure = self._figure(opinion)
        if rule.question.type is ValueType.ORDINAL:
            blocked = is_blocked(sentence, rule, opinion.first, opinion.first + 1)
            if blocked or of_another_year(sentence, opinion.first, rule):
                return "implausible"
        elif reading.scope == "attack" and is_set_apart(sentence):
            return "told_apart"
        elif reading.scope != "attack" and self._is_beside_another_year(opinion, figure):
            return "another_event"
        if not reading.believes(value, rough=figure is not None and figure.number.rough):
            return "implausible"
        if figure is None or figure.number.ordinal:
            return ""
        return self._counted_otherwise(opinion, rule, figure)

    @staticmethod
    def _counted_otherwise(opinion: Opinion, rule: Rule, figure: Figure) -> str:
        """Why a figure counts something else, or is none at present."""
        reading, sentence = rule.reading, opinion.sentence
        suspects = reading.counts_suspects
        unit = figure.refused.removeprefix("unit:")
        never = unit == figure.refused or unit in _NEVER_COUNTED or (suspects and figure.is_no_person)
        checks = (
            (suspects and is_demanded(sentence, opinion.first), "hypothetical"),
            (figure.past, "superseded"),
            (figure.number.vague and opinion.probability < _VAGUE, "vague"),
            (figure.increment and is_no_total(sentence, figure.number, rule), "increment"),
            (figure.partitive and not reading.partitive, "partitive"),
            (is_of_one_place(sentence, figure.number, rule.id), "partitive"),
            (figure.whole and reading.partitive, "whole"),
            (never, figure.refused),
        )
        return next((reason for failed, reason in checks if failed), "")

    def _is_beside_another_year(self, opinion: Opinion, figure: Figure | None) -> bool:
        """Whether another year than the story's stands beside a figure, which is a year itself where it counts nothing."""
        if self._years is None:
            return False
        last = opinion.last if figure is not None and figure.unit else opinion.first
        return is_beside_another_year(opinion.sentence, (opinion.first, last), self._years)

    def _figure(self, opinion: Opinion) -> Figure | None:
        sentence: Sentence = opinion.sentence
        if sentence.number not in self._figures:
            dead = frozenset(match.label.name for match in sentence.of("unit")) - self._counted
            self._figures[sentence.number] = {one.number.first: one for one in figures(sentence, dead)}
        return self._figures[sentence.number].get(opinion.first)
