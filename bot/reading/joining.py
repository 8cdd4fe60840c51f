"""Two readers, one answer: which findings of the rules stay, and which opinions of the model become findings.

What the rules found stays where the model is at least as sure as `agreed`, of a choice in its own sentence or beside it, where it is
a denial without words of its own ("Dushanbe denies it"), in which the model hears next to nothing, and where the words of a choice name
its side too ("Dushanbe called reports that its citizens did it a fake"); what they did not find is taken where
it is as sure as `alone`, unless the form of the text rules it out or the rules found another choice in that sentence; nearly certain, it
overrules refusals that rest on the distance between words, and words near a figure or day that speak against it. Who gives an answer both
say together (attribution.py); where that stays unclear the rules' answer is refused, and only one whose speaker is clear to the model
alone can take its place. Questions and languages that the model was not trained on are the rules' alone, and so is what a sentence tells
of a day that stands by itself before it, for the model judges days by the words around them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from bot.domain.claims import Choice, Item, Party, Value
from bot.reading.analysis import Sentence
from bot.reading.attribution import Voices, attribute, is_clear
from bot.reading.confidence import AGREED, ALONE
from bot.reading.finding import Finding
from bot.reading.learned.card import Bar, Card
from bot.reading.learned.opinion import LIKELY, Heard, Opinion

Answer = tuple[str, Value]

_RULED_OUT = frozenset(
    {"question", "hypothetical", "unsaid", "superseded", "rejected", "increment", "whole", "implausible", "told_apart"}
)
"""Refusals of the rules that the model does not overrule: the form of the text says that this is no answer."""

_OVERRULED = frozenset({"other_event", "off_topic", "partitive", "blocked", "narrower"})
"""Refusals that the model overrules where it is as sure as this: they are guesses from what stands near."""
_CERTAIN = 0.95

_HEARD = 0.02
"""What the model must at least have heard of a denial without words of its own."""

_NO_SIDE = frozenset({None, Party.OTHER, Party.ISLAMIC_STATE})
"""Outlets, somebody else, and a group that is mostly spoken of: none of them gives an answer beside the one that the rules heard."""
_SURE_VOICE = 0.8
"""The least at which another side is heard to give an answer too."""

_ALSO = 0.9
"""How sure the model must be that another side gives an answer that the rules heard from one."""

_ONE_OF_TWO = 0.25
"""How likely a side must be to the model to give the answer that another denies in the same sentence."""

_LONGEST_CHOICE = 300


class Judge(Protocol):
    """The second reader as the first one knows it."""

    @property
    def card(self) -> Card:
        """What it can judge."""
        ...

    def bar(self, question: str, value: Value) -> Bar:
        """How sure it must be of this answer to this question."""
        ...

    def hear(self, item: Item, sentences: Sequence[Sentence]) -> Heard:
        """What it thinks of a text."""
        ...


class Forbids(Protocol):
    """The form of the text."""

    def rules_out(self, opinion: Opinion) -> str:
        """Why the form forbids it; empty where it does not."""
        ...

    def doubt(self, finding: Finding) -> float:
        """How sure the model must be at least of what the rules found; 0 where the bar of its kind will do."""
        ...

    def hears_another(self, opinion: Opinion) -> bool:
        """Whether others than the opinion's side are heard in its sentence, and not that side."""
        ...

    def shares(self, question: str, other: str) -> bool:
        """Whether one number may answer both questions."""
        ...


def join(findings: Sequence[Finding], heard: Heard, judge: Judge, form: Forbids) -> list[Finding]:
    """The findings of both; what the model doubts is refused ("doubted"), not dropped."""
    best: dict[Answer, list[Opinion]] = {}
    for opinion in sorted(heard.opinions, key=lambda opinion: -opinion.probability):
        best.setdefault((opinion.question, opinion.value), []).append(opinion)
    known: dict[Answer, list[Finding]] = {}
    chosen: set[tuple[str, int]] = set()
    said: dict[tuple[str, int], set[Value]] = {}
    for one in findings:
        if not one.refused:
            said.setdefault((one.question, one.sentence.number), set()).add(one.value)
    denied = {(one.question, one.sentence.number) for one in findings if one.denied and not one.refused}
    ruled_out = {_refused_as(one.question, one.sentence, one.value) for one in findings if one.refused in _RULED_OUT}
    blocked = {
        _refused_as(one.question, one.sentence, one.value)
        for one in findings
        if one.refused == "blocked" and not isinstance(one.value, Choice)
    }
    for finding in findings:
        unknown = finding.question not in judge.card.questions or finding.sentence.number not in heard.judged
        if finding.refused or unknown:
            continue
        if finding.inherited:
            known.setdefault((finding.question, finding.value), []).append(finding)
            continue
        same = best.get((finding.question, finding.value), [])
        place = finding.question, finding.sentence.number
        both = len(said[place]) > 1
        probability = _belief(finding, best, both=both, denied=both and place in denied)
        finding.because("second_reader", f"{probability:.2f} ({judge.card.version})")
        needed = _HEARD if finding.bare else max(judge.bar(finding.question, finding.value).agreed, form.doubt(finding))
        believed = probability >= needed
        if not believed and not finding.spelt_out:
            finding.refused = "doubted"
            continue
        if believed and not _settle(finding, same):
            finding.refused = "unclear_speaker"
            continue
        if isinstance(finding.value, Choice):
            chosen.add((finding.question, finding.sentence.number))
        if believed:
            finding.confidence = AGREED(probability)
        known.setdefault((finding.question, finding.value), []).append(finding)
    unknown_yet = {
        answer: [
            one
            for one in each
            if (one.question, one.sentence.number) not in chosen
            and _refused_as(one.question, one.sentence, one.value) not in ruled_out
            and (one.probability >= _CERTAIN or _refused_as(one.question, one.sentence, one.value) not in blocked)
            and not _forbidden(one, form)
            and _is_news(one, known.get(answer, ()), form)
        ]
        for answer, each in best.items()
    }
    taken = [one for each in known.values() for one in each]
    return [*findings, *_new(unknown_yet, judge, taken, form)]


def _refused_as(question: str, sentence: Sentence, value: Value) -> tuple[str, int, Value | None]:
    """What a refusal by the form of the text holds for: a figure or day, or every answer of a choice ("do not rule out that")."""
    return question, sentence.number, None if isinstance(value, Choice) else value


def _belief(finding: Finding, best: Mapping[Answer, Sequence[Opinion]], *, both: bool, denied: bool) -> float:
    """How sure the model is of what the rules found: of a figure or day anywhere in the text, of a choice here.

    One side may give an answer and the next the other, so a choice is confirmed by its own sentence or the ones beside it only; and
    not where the model hears that side give the other answer in that sentence, unless the rules found `both` there, from two sides, or a
    verb of denial: the model often hears what is denied. Where one side gives an answer and another denies it in the same sentence
    ("Moscow insists that ..., which Kyiv denies") the model hears one of the two, and that will do for either; but the side that gives
    it must not be out of the question.
    """
    same = best.get((finding.question, finding.value), ())
    if not isinstance(finding.value, Choice):
        return same[0].probability if same else 0.0
    number = finding.sentence.number
    if finding.denied or denied:
        about = [
            one
            for (question, _), each in best.items()
            if question == finding.question
            for one in each
            if finding.denied or one.voices.get(finding.party, 0.0) >= _ONE_OF_TWO
        ]
        return max(_surest(about, number), _surest(same, number, around=1))
    others = [
        one
        for (question, value), each in best.items()
        if question == finding.question and value != finding.value
        for one in each
        if finding.party is None or one.party is finding.party
    ]
    if not both and _surest(others, number) > max(_surest(same, number), LIKELY):
        return 0.0
    return _surest(same, number, around=1)


def _surest(opinions: Sequence[Opinion], number: int, around: int = 0) -> float:
    """The surest opinion on a sentence and so many before and behind it; 0 where there is none."""
    return max((one.probability for one in opinions if abs(one.sentence.number - number) <= around), default=0.0)


def _is_news(opinion: Opinion, known: Sequence[Finding], form: Forbids) -> bool:
    """Whether the rules did not find the answer, or another side surely gives it in another sentence, where the rules hear no third one."""
    if not known:
        return True
    if not isinstance(opinion.value, Choice) or opinion.party in _NO_SIDE or form.hears_another(opinion):
        return False
    sure = opinion.probability >= _ALSO and opinion.voices.get(opinion.party, 0.0) >= _SURE_VOICE
    return sure and all(
        one.party is not opinion.party and one.sentence.number != opinion.sentence.number for one in known
    )


def _forbidden(opinion: Opinion, form: Forbids) -> bool:
    why = form.rules_out(opinion)
    return bool(why) and not (why in _OVERRULED and opinion.probability >= _CERTAIN)


def _voices(finding: Finding, same: Sequence[Opinion]) -> Voices:
    """Whom the model hears give a choice in its sentence; nobody where it says nothing of it."""
    if not isinstance(finding.value, Choice):
        return {}
    return next((one.voices for one in same if one.sentence.number == finding.sentence.number), {})


def _settle(finding: Finding, same: Sequence[Opinion]) -> bool:
    """Name the speaker of a choice by what both readers heard; false where it stays unclear who that is."""
    voices = _voices(finding, same)
    if not voices:
        return True
    likely, clear = attribute(finding, voices)
    if clear and likely != finding.party:
        finding.party, finding.settled = likely, True
        finding.because("second_speaker", f"{voices.get(likely, 0.0):.2f}")
    return clear


def _new(
    heard: Mapping[Answer, Sequence[Opinion]], judge: Judge, taken: Sequence[Finding], form: Forbids
) -> Iterator[Finding]:
    """What the model alone is sure of, the surest first: one finding an answer, of a choice one a party.

    A number that answers another question already, for the rules or more surely, answers no second one that does not share it.
    """
    told = list(taken)
    for opinions in sorted(heard.values(), key=lambda each: -max((one.probability for one in each), default=0.0)):
        parties: set[Party | None] = set()
        for opinion in opinions:
            sure = opinion.probability >= judge.bar(opinion.question, opinion.value).alone and (
                not opinion.voices or is_clear(opinion.party, opinion.voices)
            )
            if sure and opinion.party not in parties and not any(_is_used(opinion, one, form) for one in told):
                parties.add(opinion.party)
                finding = _finding(opinion, judge.card.version)
                told.append(finding)
                yield finding


def _is_used(opinion: Opinion, finding: Finding, form: Forbids) -> bool:
    """Whether a finding has taken the number of an opinion for a question that does not share it."""
    if isinstance(opinion.value, Choice) or finding.question == opinion.question:
        return False
    same = finding.sentence.number == opinion.sentence.number and finding.value == opinion.value
    here = finding.first < opinion.last and opinion.first < finding.last
    return same and here and not form.shares(finding.question, opinion.question)


def _finding(opinion: Opinion, version: str) -> Finding:
    first, last = _words(opinion)
    found = Finding(
        opinion.question, opinion.value, opinion.sentence, first, last, (opinion.first, opinion.last), ALONE(opinion.probability),
        party=opinion.party, settled=isinstance(opinion.value, Choice),
    )  # fmt: skip
    return found.because("learned", f"{version}, {opinion.probability:.2f}")


def _words(opinion: Opinion) -> tuple[int, int]:
    """The words to quote: the number or day, or of a choice's sentence as much as a quote holds, around what told most."""
    tokens, first, last = opinion.sentence.tokens, opinion.first, opinion.last
    while last - first > 1 and tokens[last - 1].end - tokens[first].start > _LONGEST_CHOICE:
        if opinion.anchor - first > last - 1 - opinion.anchor:
            first += 1
        else:
            last -= 1
    return first, last
