"""How sure the model must be: the bars that serve best on articles it has not seen, joined with the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from bot.domain.claims import Value
from bot.reading.learned.card import Bar
from bot.reading.learned.opinion import kind_of
from bot.reading.learned.second import SecondReader
from bot.reading.reader import Reader
from bot.services.labelled import Key, Labelled, key

KINDS = ("number", "day", "choice")
BARS = {kind: Bar(0.5, 0.1) for kind in KINDS}

_ALONE = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97)
_AGREED = (0.0, 0.02, 0.05, 0.1)
"""No higher: from a tenth on, answers that both find are right more often than not, whoever wrote the articles."""

_BETA = 0.5
"""Below 1 precision weighs more than recall: a claim that should not exist is worse than one that is missed."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is true of an article, what may be left out, what the rules found, and how sure the model is of what."""

    true: frozenset[Key]
    optional: frozenset[Key]
    rules: frozenset[Key]
    model: Mapping[Key, float]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall of one kind of answer."""

    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 where nothing is."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def f(self, beta: float = 1.0) -> float:
        """The weighted harmonic mean of both."""
        below = beta * beta * self.precision + self.recall
        return (1 + beta * beta) * self.precision * self.recall / below if below else 0.0


def listen(articles: Sequence[Labelled], rules: Reader, model: SecondReader) -> list[Told]:
    """Let both readers read; `rules` reads alone, and hands its sentences to nobody."""
    told: list[Told] = []
    for article in articles:
        heard: dict[Key, float] = {}
        for opinion in model.hear(article.item, rules.sentences(article.item)).opinions:
            answer = (opinion.question, opinion.value, opinion.party)
            heard[answer] = max(heard.get(answer, 0.0), opinion.probability)
        found = frozenset(key(claim) for claim in rules.read(article.item).claims)
        told.append(Told(article.firm, article.optional, found, heard))
    return told


def score(told: Sequence[Told], kind: str, bar: Bar, *, rules: bool = True, model: bool = True) -> Score:
    """How one kind of answer comes out under a bar, by both readers or one of them."""
    right = false = missed = 0
    for one in told:
        taken = {key for key in _taken(one, bar, rules=rules, model=model) - one.optional if kind_of(key[1]) == kind}
        true = {key for key in one.true if kind_of(key[1]) == kind}
        right += len(true & taken)
        false += len(taken - true)
        missed += len(true - taken)
    return Score(right, false, missed)


def _taken(one: Told, bar: Bar, *, rules: bool, model: bool) -> set[Key]:
    """What is claimed of an article under a bar, as bot/reading/joining.py joins the readers."""
    if not model:
        return set(one.rules)
    sure: dict[tuple[str, Value], float] = {}
    for (question, value, _), probability in one.model.items():
        sure[question, value] = max(sure.get((question, value), 0.0), probability)
    kept = {key for key in one.rules if sure.get(key[:2], 0.0) >= bar.agreed} if rules else set()
    known = {key[:2] for key in kept}
    return kept | {key for key, probability in one.model.items() if probability >= bar.alone and key[:2] not in known}


def choose(told: Sequence[Told]) -> dict[str, Bar]:
    """The bars under which each kind of answer comes out best."""
    return {
        kind: max(
            (Bar(alone, agreed) for alone, agreed in product(_ALONE, _AGREED) if agreed <= alone),
            key=lambda bar: score(told, kind, bar).f(_BETA),
        )
        for kind in KINDS
    }
