"""Sorts errors into classes, so that one works on classes and not on items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.claims import Choice, Claim
from bot.services.labelled import Key, Label, key
from tests.quality.measure import Outcome


@dataclass(frozen=True, slots=True)
class Fault:
    """One error: of a claim or an alert, missed or false; its class; where, and what."""

    part: str
    missed: bool
    kind: str
    item: str
    lang: str
    question: str
    what: str

    @property
    def name(self) -> str:
        """The class of the error, the same for all of its kind."""
        return f"{self.part} {'missed' if self.missed else 'false'}: {self.kind}"


def faults(outcomes: Iterable[Outcome]) -> Iterator[Fault]:
    """Every error of a set, in its order."""
    for outcome in outcomes:
        yield from _claims(outcome)
        yield from _alerts(outcome)


def _claims(outcome: Outcome) -> Iterator[Fault]:
    firm, either_way = outcome.gold.firm, outcome.gold.optional
    found = {key(claim): claim for claim in outcome.claims if key(claim) not in either_way}
    missed = {key(one.claim): one for one in outcome.gold.claims if key(one.claim) in firm - found.keys()}
    false = {same: claim for same, claim in found.items() if same not in firm}
    for same, gold in missed.items():
        kind = _why_missed(outcome, same, gold, false)
        yield _fault(outcome, "claim", True, kind, same[0], f"{shown(gold.claim)} :: {gold.claim.quote}")
    for same, claim in false.items():
        kind = _why_false(outcome, same, claim, missed)
        reasons = ", ".join(f"{reason.code} {reason.detail!r}" for reason in claim.reasons)
        what = f"{shown(claim)} {claim.confidence:.2f} :: {claim.quote} ({reasons})"
        yield _fault(outcome, "claim", False, kind, same[0], what)


def _why_missed(outcome: Outcome, same: Key, gold: Label, false: Iterable[Key]) -> str:
    if not outcome.readable:
        return "no words for the language"
    if rival := _rival(same, false):
        return rival
    claim = gold.claim
    for refused in outcome.rejected:
        if refused.question == claim.question and refused.start < claim.end and claim.start < refused.end:
            return f"refused, {refused.reasons[-1].detail if refused.reasons else 'without a reason'}"
    return "not found"


def _why_false(outcome: Outcome, same: Key, claim: Claim, missed: Iterable[Key]) -> str:
    if claim.past:
        return "a superseded figure"
    if rival := _rival(same, missed):
        return rival
    asked = {one.claim.question for one in outcome.gold.claims}
    return "one more than the text says" if claim.question in asked else "the text says nothing on it"


def _rival(same: Key, others: Iterable[Key]) -> str | None:
    """What else was claimed in place of this: the same by another speaker, or another value."""
    rivals = [other for other in others if other[0] == same[0]]
    if any(other[1] == same[1] for other in rivals):
        return "another speaker"
    return "another value" if rivals else None


def _alerts(outcome: Outcome) -> Iterator[Fault]:
    gold = {alert.question for alert in outcome.gold.alerts}
    found = {row["question"] for row in outcome.alerts}
    firm, either_way = outcome.gold.firm, outcome.gold.optional
    told = {key(claim) for claim in outcome.claims}
    unsaid = {same[0] for same in firm - told}
    invented = {same[0] for same in told - firm - either_way}
    for question in sorted(gold - found):
        kind = "its claim was missed" if question in unsaid else "what it contradicts was missed, or dated otherwise"
        yield _fault(outcome, "alert", True, kind, question, "")
    for question in sorted(found - gold):
        kind = "its claim is false" if question in invented else "an earlier claim was missed or false"
        yield _fault(outcome, "alert", False, kind, question, "")


def _fault(outcome: Outcome, part: str, missed: bool, kind: str, question: str, what: str) -> Fault:
    item = outcome.gold.item
    return Fault(part, missed, kind, item.id, item.lang, question, what)


def shown(claim: Claim) -> str:
    """A claim's value, and its speaker where that counts."""
    value = claim.value
    if isinstance(value, Choice):
        return f"{value.answer} by {claim.party or 'the outlet'}"
    return f"{value.lo}" if value.is_exact else f"{value.lo} to {'more' if value.hi is None else value.hi}"
