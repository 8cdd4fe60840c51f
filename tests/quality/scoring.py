"""Counts what was right, false and missed. Claims and alerts are matched as the contract says: see docs/quality.md."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.services.labelled import Key, key
from tests.quality.measure import Outcome

EDGES = (0.0, 0.7, 0.8, 0.85, 0.9, 0.95)
"""Where the steps of the calibration table begin."""

Asked = Key | tuple[str]
"""Something that begins with a question."""


@dataclass(slots=True)
class Tally:
    """How many were right, false and missed; precision and recall are 1 where there was nothing to get wrong."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def add(self, gold: Collection[object], found: Collection[object]) -> None:
        """Count what was found against what is there; both are sets."""
        hits = len(set(gold) & set(found))
        self.right += hits
        self.false += len(found) - hits
        self.missed += len(gold) - hits

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return _share(self.right, self.right + self.false)

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Share:
    """How many of those looked at were so."""

    so: int = 0
    seen: int = 0

    def add(self, so: bool) -> None:
        """Look at one more."""
        self.so += so
        self.seen += 1

    @property
    def value(self) -> float:
        """Their share; 1 where none was seen."""
        return _share(self.so, self.seen)


@dataclass(slots=True)
class Pair:
    """The claims and the alerts of a group of items or of a question."""

    claims: Tally = field(default_factory=Tally)
    alerts: Tally = field(default_factory=Tally)


@dataclass(slots=True)
class Score:
    """All figures of one set of items.

    `kinds` are the alerts on the right question that have the right kind, `opponents` those that name an item of the opposing side first,
    `days` the right claims with the right `as_of`, `alarmed` the items that raise nothing and were alarmed. `steps` are, for each
    step of confidence, the claims that are right.
    """

    items: int = 0
    claims: Tally = field(default_factory=Tally)
    alerts: Tally = field(default_factory=Tally)
    updates: Tally = field(default_factory=Tally)
    kinds: Share = field(default_factory=Share)
    opponents: Share = field(default_factory=Share)
    days: Share = field(default_factory=Share)
    alarmed: Share = field(default_factory=Share)
    languages: dict[str, Pair] = field(default_factory=dict)
    questions: dict[str, Pair] = field(default_factory=dict)
    by_kind: dict[str, Tally] = field(default_factory=dict)
    steps: dict[float, Share] = field(default_factory=dict)


def score(outcomes: Iterable[Outcome]) -> Score:
    """The figures of a set."""
    total = Score()
    for outcome in outcomes:
        total.items += 1
        _add_claims(total, outcome)
        _add_alerts(total, outcome)
        total.updates.add(outcome.gold.updates, {row["question"] for row in outcome.updates})
    return total


def _add_claims(total: Score, outcome: Outcome) -> None:
    firm, either_way = outcome.gold.firm, outcome.gold.optional
    found = {key(claim) for claim in outcome.claims} - either_way
    total.claims.add(firm, found)
    _pair(total.languages, outcome.gold.item.lang).claims.add(firm, found)
    _by_question(total, firm, found, lambda pair: pair.claims)
    days = {(key(one.claim), one.claim.as_of) for one in outcome.gold.claims}
    for claim in outcome.claims:
        same = key(claim)
        if same in firm:
            total.days.add((same, claim.as_of) in days)
        if same not in either_way:
            total.steps.setdefault(_step(claim.confidence), Share()).add(same in firm)


def _add_alerts(total: Score, outcome: Outcome) -> None:
    gold = {alert.question: alert for alert in outcome.gold.alerts}
    found = {row["question"]: row for row in outcome.alerts}
    total.alerts.add(gold.keys(), found.keys())
    _pair(total.languages, outcome.gold.item.lang).alerts.add(gold.keys(), found.keys())
    _by_question(total, [(name,) for name in gold], [(name,) for name in found], lambda pair: pair.alerts)
    for question in gold.keys() & found.keys():
        total.kinds.add(gold[question].kind == found[question]["kind"])
        total.opponents.add(found[question]["against"][:1] in [[one] for one in gold[question].against])
    pairs = {(question, alert.kind) for question, alert in gold.items()}
    told = {(question, row["kind"]) for question, row in found.items()}
    for kind in {kind for _, kind in pairs | told}:
        tally = total.by_kind.setdefault(kind, Tally())
        tally.add([one for one in pairs if one[1] == kind], [one for one in told if one[1] == kind])
    if not gold:
        total.alarmed.add(bool(found))


def _by_question(
    total: Score, gold: Collection[Asked], found: Collection[Asked], part: Callable[[Pair], Tally]
) -> None:
    for question in {one[0] for one in (*gold, *found)}:
        tally = part(_pair(total.questions, question))
        tally.add([one for one in gold if one[0] == question], [one for one in found if one[0] == question])


def _pair(groups: dict[str, Pair], name: str) -> Pair:
    return groups.setdefault(name, Pair())


def _step(confidence: float) -> float:
    return max(edge for edge in EDGES if edge <= confidence)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def merged_steps(scores: Iterable[Score]) -> Mapping[float, Share]:
    """The calibration of several sets together, in order of confidence."""
    found: dict[float, Share] = {}
    for step, share in (pair for one in scores for pair in one.steps.items()):
        total = found.setdefault(step, Share())
        total.so, total.seen = total.so + share.so, total.seen + share.seen
    return dict(sorted(found.items()))


def rows(groups: Mapping[str, Pair]) -> Sequence[tuple[str, Pair]]:
    """The groups in order of their names."""
    return sorted(groups.items())
