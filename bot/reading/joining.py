"""Two readers, one answer: which findings of the rules stay, and which opinions of the model become findings.

What the rules found stays where they are sure, or the model is at least as sure as `agreed`; what they did not find is taken where
the model is as sure as `alone`, unless the form of the text rules it out. Who gives an answer is the rules' to say where both hear
it: they name the speaker right more often. Questions and languages that the model was not trained on are the rules' alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from bot.domain.claims import Choice, Item, Party, Value
from bot.reading.analysis import Sentence
from bot.reading.finding import Finding
from bot.reading.learned.card import Bar, Card
from bot.reading.learned.opinion import Heard, Opinion

Answer = tuple[str, Value]

_SURE = 0.94
"""Findings of the rules at this confidence stay whatever the model thinks: there it errs more often than they do."""

_RULED_OUT = frozenset({"question", "hypothetical", "superseded", "rejected", "increment", "whole", "implausible"})
"""Refusals of the rules that the model does not overrule: the form of the text says that this is no answer."""

_LONGEST_CHOICE = 300


class Judge(Protocol):
    """The second reader as the first one knows it."""

    @property
    def card(self) -> Card:
        """What it can judge."""
        ...

    def bar(self, value: Value) -> Bar:
        """How sure it must be of an answer of this kind."""
        ...

    def hear(self, item: Item, sentences: Sequence[Sentence]) -> Heard:
        """What it thinks of a text."""
        ...


class Forbids(Protocol):
    """The form of the text."""

    def rules_out(self, opinion: Opinion) -> str:
        """Why the form forbids it; empty where it does not."""
        ...


def join(findings: Sequence[Finding], heard: Heard, judge: Judge, form: Forbids) -> list[Finding]:
    """The findings of both; what the model doubts is refused ("doubted"), not dropped."""
    best: dict[Answer, list[Opinion]] = {}
    for opinion in sorted(heard.opinions, key=lambda opinion: -opinion.probability):
        best.setdefault((opinion.question, opinion.value), []).append(opinion)
    known: set[Answer] = set()
    ruled_out = {(one.question, one.sentence.number, one.value) for one in findings if one.refused in _RULED_OUT}
    for finding in findings:
        unknown = finding.question not in judge.card.questions or finding.sentence.number not in heard.judged
        if finding.refused or unknown:
            continue
        same = best.get((finding.question, finding.value), [])
        probability = same[0].probability if same else 0.0
        finding.because("second_reader", f"{probability:.2f}")
        if probability < judge.bar(finding.value).agreed and finding.confidence < _SURE:
            finding.refused = "doubted"
        else:
            finding.confidence = max(finding.confidence, probability)
            known.add((finding.question, finding.value))
    unknown_yet = {
        answer: [
            one
            for one in each
            if (one.question, one.sentence.number, one.value) not in ruled_out and not form.rules_out(one)
        ]
        for answer, each in best.items()
        if answer not in known
    }
    return [*findings, *_new(unknown_yet, judge)]


def _new(heard: Mapping[Answer, Sequence[Opinion]], judge: Judge) -> Iterator[Finding]:
    """What the model alone is sure of: one finding an answer, of a choice one a party."""
    for opinions in heard.values():
        parties: set[Party | None] = set()
        for opinion in opinions:
            sure = opinion.probability >= judge.bar(opinion.value).alone
            if sure and opinion.party not in parties:
                parties.add(opinion.party)
                yield _finding(opinion, judge.card.version)


def _finding(opinion: Opinion, version: str) -> Finding:
    first, last = _words(opinion)
    found = Finding(
        opinion.question, opinion.value, opinion.sentence, first, last, (opinion.first, opinion.last), opinion.probability,
        party=opinion.party, settled=isinstance(opinion.value, Choice),
    )  # fmt: skip
    return found.because("learned", f"{version}, {opinion.probability:.2f}")


def _words(opinion: Opinion) -> tuple[int, int]:
    """The words to quote: the number or day, or of a choice's sentence as much as a quote holds, around what told most."""
    tokens, first, last = opinion.sentence.tokens, opinion.first, opinion.last
    while tokens[last - 1].end - tokens[first].start > _LONGEST_CHOICE:
        if opinion.anchor - first > last - 1 - opinion.anchor:
            first += 1
        else:
            last -= 1
    return first, last
