"""Labelled items as what the model learns from: windows, and for every number, day and sentence what is true of it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.claims import Choice, Claim, Item, Party, Value
from bot.domain.interval import Interval
from bot.domain.questions import Question, ValueType
from bot.reading.analysis import Sentence
from bot.reading.language import Language
from bot.reading.learned.pieces import Pieces
from bot.reading.learned.spots import Spot, spots
from bot.reading.learned.windows import Window, windows
from bot.reading.preparing import prepare
from bot.services.labelled import Label

UNKNOWN, ELSEWHERE = -1.0, -2.0
"""What is neither true nor false: left to either reader, or told at another place of the same text (which weighs little)."""

_ALTERED = 0.3
_DIGITS = "123456789"


@dataclass(frozen=True, slots=True)
class Task:
    """What the model has to tell apart, in the order of its outputs."""

    numbers: tuple[str, ...]
    days: tuple[str, ...]
    choices: tuple[tuple[str, tuple[str, str]], ...]
    parties: tuple[Party | None, ...] = (None, *Party)

    @classmethod
    def of(cls, questions: Sequence[Question]) -> Task:
        """The task that the configured questions set; a choice has two answers, or is left to the rules."""

        def named(*kinds: ValueType) -> tuple[str, ...]:
            return tuple(question.id for question in questions if question.type in kinds)

        pairs = [(question.id, tuple(question.answers)) for question in questions if question.type is ValueType.CHOICE]
        return cls(
            named(ValueType.COUNT, ValueType.ORDINAL),
            named(ValueType.DATE),
            tuple((name, (answers[0], answers[1])) for name, answers in pairs if len(answers) == 2),
        )


@dataclass(frozen=True, slots=True)
class Lesson:
    """One labelled article, taken apart. `claims` are those it makes."""

    item: Item
    sentences: Sequence[Sentence]
    spots: Sequence[Spot]
    claims: Sequence[Label]

    @classmethod
    def of(cls, item: Item, claims: Sequence[Label], language: Language) -> Lesson:
        """Take an article apart as the reader does."""
        sentences = prepare(item, language)
        return cls(item, sentences, spots(sentences), claims)


@dataclass(frozen=True, slots=True)
class Example:
    """A window with the truth about its spots and sentences, in their order; `name` is the article's id and the window's place."""

    name: str
    window: Window
    spots: Sequence[Sequence[float]]
    answers: Sequence[Sequence[Sequence[float]]]
    parties: Sequence[Sequence[Sequence[float]]]


def examples(lesson: Lesson, task: Task, pieces: Pieces, chance: random.Random | None = None) -> Iterator[Example]:
    """The examples of an article; with `chance` some of its figures are others, so that words are learned and not figures."""
    item = replace(lesson.item, text=_altered(lesson, chance)) if chance else lesson.item
    for place, window in enumerate(windows(item, lesson.sentences, lesson.spots, pieces)):
        answers, parties = [], []
        for sentence, _ in window.sentences:
            told, spoken = _sentence(sentence, lesson, task)
            answers.append(told)
            parties.append(spoken)
        yield Example(
            f"{item.id}/{place}", window, [_spot(spot, lesson, task) for spot, _, _ in window.spots], answers, parties
        )


def _spot(spot: Spot, lesson: Lesson, task: Task) -> list[float]:
    names = task.numbers if spot.kind == "number" else task.days
    truth = dict.fromkeys(names, 0.0)
    for label in lesson.claims:
        claim = label.claim
        if claim.question in truth and _same(claim.value, spot.value):
            here = claim.start < spot.end and spot.start < claim.end
            if here and not label.optional:
                truth[claim.question] = 1.0
            elif truth[claim.question] == 0.0:
                truth[claim.question] = UNKNOWN
    return list(truth.values())


def _same(told: Value, spot: Value) -> bool:
    """Whether a spot is the value told; of days the year may be another, for "22 March" two years on the reader sets it by the question."""
    if told == spot:
        return True
    if isinstance(told, Choice) or isinstance(spot, Choice) or told.hi != told.lo or spot.hi != spot.lo:
        return False
    if not (isinstance(told.lo, date) and isinstance(spot.lo, date)):
        return False
    return (told.lo.month, told.lo.day) == (spot.lo.month, spot.lo.day)


def _sentence(sentence: Sentence, lesson: Lesson, task: Task) -> tuple[list[list[float]], list[list[float]]]:
    answers = [[0.0, 0.0] for _ in task.choices]
    parties = [[0.0] * len(task.parties) for _ in task.choices]
    places = {question: place for place, (question, _) in enumerate(task.choices)}
    for label in lesson.claims:
        claim = label.claim
        if not isinstance(claim.value, Choice) or claim.question not in places:
            continue
        place = places[claim.question]
        answer = task.choices[place][1].index(claim.value.answer)
        told = _told(sentence, lesson, claim)
        if told == 1.0 and not label.optional:
            answers[place][answer] = 1.0
            parties[place][task.parties.index(claim.party)] = 1.0
        elif answers[place][answer] != 1.0:
            answers[place][answer] = UNKNOWN if label.optional and told == 1.0 else told
    return answers, parties


def _told(sentence: Sentence, lesson: Lesson, claim: Claim) -> float:
    """Whether a claim's words stand in a sentence: most of them, a few, or none."""
    shared = {
        one.number: min(one.end, claim.end) - max(one.start, claim.start)
        for one in lesson.sentences
        if one.kind == "body"
    }
    if shared.get(sentence.number, 0) <= 0:
        return ELSEWHERE
    return 1.0 if shared[sentence.number] == max(shared.values()) else UNKNOWN


def _altered(lesson: Lesson, chance: random.Random) -> str:
    """The text with other digits in some of its figures, at the same places."""
    letters = list(lesson.item.text)
    for spot in lesson.spots:
        if spot.kind == "number" and isinstance(spot.value, Interval) and chance.random() < _ALTERED:
            for place in range(spot.start, spot.end):
                if letters[place] in _DIGITS:
                    letters[place] = chance.choice(_DIGITS)
    return "".join(letters)
