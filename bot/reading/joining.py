"""Two readers, one answer: which findings of the rules stay, and which opinions of the model become findings.

What the rules found stays where the model is at least as sure as `agreed`; what they did not find is taken where it is as sure as
`alone`, unless the form of the text rules it out or the rules found another choice in that sentence; nearly certain, it overrules
refusals that rest on the distance between words. Who gives an answer is the rules' to say where a speaker stands with it; where they
guess, or hear nobody, the model says so if it is much surer of another; where it does not believe in theirs either, the answer is
refused. Questions and languages that the model was not trained on are the rules' alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from bot.domain.claims import Choice, Item, Party, Value
from bot.reading.analysis import Sentence
from bot.reading.confidence import AGREED, ALONE
from bot.reading.finding import Finding
from bot.reading.learned.card import Bar, Card
from bot.reading.learned.opinion import Heard, Opinion

Answer = tuple[str, Value]

_RULED_OUT = frozenset(
    {"question", "hypothetical", "unsaid", "superseded", "rejected", "increment", "whole", "implausible"}
)
"""Refusals of the rules that the model does not overrule: the form of the text says that this is no answer."""

_OVERRULED = frozenset({"other_event", "off_topic", "partitive", "blocked", "narrower", "other_figure"})
"""Refusals that the model overrules where it is as sure as this: they are guesses from what stands near."""
_CERTAIN = 0.95

_SURER_THAN_NOBODY, _SURER_THAN_GUESS = 20.0, 5.0
"""How many times as probable as the rules' speaker another must be: where they name no side of the story, where they guess one."""
_LEAST_VOICE, _SURE_VOICE = 0.002, 0.8
"""What is less probable counts as this; and the least at which a side takes the place of nobody."""
_NO_SIDE = frozenset({None, Party.OTHER, Party.ISLAMIC_STATE})
"""Outlets, somebody else, and a group that is mostly spoken of: the model takes them for speakers too easily."""
_SOMEBODY = 0.7
"""How probable it must be that somebody else speaks where the rules hear the outlet."""

_BARELY, _HARDLY = 0.2, 0.05
"""A speaker whom the rules guess must be as probable as the first, the outlet where they hear nobody as the second."""
_CLEAR = 0.5
"""How probable the speaker must be of what the model alone has found."""

_ALSO = 0.9
"""How sure the model must be that another side gives an answer that the rules heard from one."""

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

    def doubt(self, finding: Finding) -> float:
        """How sure the model must be at least of what the rules found; 0 where the bar of its kind will do."""
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
    ruled_out = {(one.question, one.sentence.number, one.value) for one in findings if one.refused in _RULED_OUT}
    for finding in findings:
        unknown = finding.question not in judge.card.questions or finding.sentence.number not in heard.judged
        if finding.refused or unknown:
            continue
        same = best.get((finding.question, finding.value), [])
        probability = same[0].probability if same else 0.0
        finding.because("second_reader", f"{probability:.2f}")
        _hear_out(finding, same)
        if _is_unclear(finding, same):
            finding.refused = "unclear_speaker"
        elif probability < max(judge.bar(finding.value).agreed, form.doubt(finding)):
            finding.refused = "doubted"
        else:
            finding.confidence = AGREED(probability)
            known.setdefault((finding.question, finding.value), []).append(finding)
            if isinstance(finding.value, Choice):
                chosen.add((finding.question, finding.sentence.number))
    unknown_yet = {
        answer: [
            one
            for one in each
            if (one.question, one.sentence.number) not in chosen
            and (one.question, one.sentence.number, one.value) not in ruled_out
            and not _forbidden(one, form)
            and _is_news(one, known.get(answer, ()))
        ]
        for answer, each in best.items()
    }
    taken = [one for each in known.values() for one in each]
    return [*findings, *_new(unknown_yet, judge, taken, form)]


def _is_news(opinion: Opinion, known: Sequence[Finding]) -> bool:
    """Whether the rules did not find the answer, or another side surely gives it in another sentence."""
    if not known:
        return True
    if not isinstance(opinion.value, Choice) or opinion.party in _NO_SIDE:
        return False
    sure = opinion.probability >= _ALSO and opinion.voices.get(opinion.party, 0.0) >= _SURE_VOICE
    return sure and all(
        one.party is not opinion.party and one.sentence.number != opinion.sentence.number for one in known
    )


def _forbidden(opinion: Opinion, form: Forbids) -> bool:
    why = form.rules_out(opinion)
    return bool(why) and not (why in _OVERRULED and opinion.probability >= _CERTAIN)


def _voices(finding: Finding, same: Sequence[Opinion]) -> Mapping[Party | None, float]:
    """Whom the model hears give a choice in its sentence; nobody where it says nothing of it."""
    if not isinstance(finding.value, Choice):
        return {}
    return next((one.voices for one in same if one.sentence.number == finding.sentence.number), {})


def _hear_out(finding: Finding, same: Sequence[Opinion]) -> None:
    """Let the model name the speaker of a choice where the rules only guess one, or know of no side that speaks."""
    voices = _voices(finding, same)
    if not voices:
        return
    likely = max(voices, key=voices.__getitem__)
    if likely != finding.party and _outdoes(likely, finding, voices):
        finding.party, finding.settled = likely, True
        finding.because("second_reader", f"{likely or '-'} {voices[likely]:.2f}")


def _is_unclear(finding: Finding, same: Sequence[Opinion]) -> bool:
    """Whether the rules only guess who gives an answer, or hear nobody, and the model hardly believes in that speaker either."""
    voices = _voices(finding, same)
    if not voices:
        return False
    least = _BARELY if finding.guessed else _HARDLY if finding.party is None else 0.0
    return voices.get(finding.party, 0.0) < least


def _outdoes(likely: Party | None, finding: Finding, voices: Mapping[Party | None, float]) -> bool:
    """Whether the model's speaker takes the place of the one that the rules hear."""
    heard = max(voices.get(finding.party, 0.0), _LEAST_VOICE)
    if finding.party is None and likely is Party.OTHER:
        return voices[likely] >= _SOMEBODY
    if finding.party in _NO_SIDE:
        return likely not in _NO_SIDE and voices[likely] >= max(_SURE_VOICE, _SURER_THAN_NOBODY * heard)
    return finding.guessed and voices[likely] >= _SURER_THAN_GUESS * heard


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
            sure = opinion.probability >= judge.bar(opinion.value).alone and _is_clear(opinion)
            if sure and opinion.party not in parties and not any(_is_used(opinion, one, form) for one in told):
                parties.add(opinion.party)
                finding = _finding(opinion, judge.card.version)
                told.append(finding)
                yield finding


def _is_clear(opinion: Opinion) -> bool:
    """Whether it is clear who gives an answer; of figures and days that matters to nobody."""
    return not opinion.voices or opinion.voices.get(opinion.party, 0.0) >= _CLEAR


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
