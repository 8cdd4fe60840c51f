"""What administrators decided, applied to what the reader read and to what judging found. Pure: judging's own rules know nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from bot.domain.claims import Choice, Claim, Party, Reason, Value
from bot.domain.identity import ValueText, claim_identity
from bot.domain.office import Amended, Correction, Review, Side
from bot.domain.positions import Alert, Disagreement, DisagreementStatus, QuestionState
from bot.domain.questions import Question, ValueType
from bot.ports import Snapshot

CORRECTED = "corrected"
"""The code of the reason that a corrected claim carries; its detail is the value that was read."""


@dataclass(frozen=True)
class Rulings:
    """Corrections of claims, and reviews of disagreements."""

    corrections: Sequence[Correction] = ()
    reviews: Sequence[Review] = ()

    def claims(self, claims: Iterable[Claim], questions: Mapping[str, Question]) -> tuple[Claim, ...]:
        """Claims as they are after correction. A correction that today's questions have no place for is passed over.

        A claim is known by its words at their place; in a text that changed since, by its words alone.
        """
        read = list(claims)
        outcome: dict[int, Claim | None] = dict(enumerate(read))
        for correction in self.corrections:
            if correction.becomes is None or fits(questions.get(correction.becomes.question), correction.becomes.value):
                for place in meant(correction, read):
                    outcome[place] = amended(read[place], correction.becomes) if correction.becomes else None
        return tuple(claim for claim in outcome.values() if claim is not None)

    def settled(self, state: QuestionState) -> QuestionState:
        """The state with those of its open disagreements dismissed that an administrator closed, whoever opened them this time."""
        closed = self._closed.get(state.question)
        if not closed:
            return state
        behind = _behind(state)
        return replace(
            state,
            disagreements=tuple(
                replace(each, status=DisagreementStatus.DISMISSED)
                if each.status is DisagreementStatus.OPEN and _is_closed(state, behind, each, closed)
                else each
                for each in state.disagreements
            ),
        )

    def silences(self, state: QuestionState, alert: Alert) -> bool:
        """Whether everything that an alert tells was closed before; `state` is the settled one after it."""
        opened = [each.status for each in state.disagreements if each.opened_by == alert.claim.number]
        if opened:
            return all(status is DisagreementStatus.DISMISSED for status in opened)
        pair = frozenset(Side(*claim_identity(held.claim)) for held in (alert.claim, *alert.against[:1]))
        return pair in self._closed.get(state.question, ())

    @cached_property
    def _closed(self) -> Mapping[str, frozenset[frozenset[Side]]]:
        found: dict[str, set[frozenset[Side]]] = {}
        for review in self.reviews:
            if review.closes:
                found.setdefault(review.question, set()).add(review.pair)
        return {question: frozenset(pairs) for question, pairs in found.items()}


async def rulings_of(snapshot: Snapshot) -> Rulings:
    """What was decided so far."""
    corrections, reviews = await snapshot.office.corrections(), await snapshot.office.reviews()
    return Rulings(tuple(corrections), tuple(reviews.values()))


def amended(claim: Claim, to: Amended) -> Claim:
    """A claim that says something else, for sure."""
    why = Reason(CORRECTED, summary(claim.question, claim.value, claim.party))
    reasons = (*(reason for reason in claim.reasons if reason.code != CORRECTED), why)
    return replace(
        claim, question=to.question, value=to.value, party=to.party, confidence=1.0, past=False, reasons=reasons
    )


def fits(question: Question | None, value: Value) -> bool:
    """Whether a value can answer a question."""
    if question is None:
        return False
    if isinstance(value, Choice):
        return question.type is ValueType.CHOICE and value.answer in question.answers
    if isinstance(value.lo, date):
        return question.type is ValueType.DATE
    return question.type in (ValueType.COUNT, ValueType.ORDINAL)


def summary(question: str, value: Value, party: Party | None) -> str:
    """What a claim says, for the audit log."""
    return f"{question} {ValueText.of(value)} {party or ''}".strip()


def meant(correction: Correction, claims: Sequence[Claim]) -> list[int]:
    """The places of those claims that a correction is about."""
    same = [place for place, claim in enumerate(claims) if correction.claim.says(claim)]
    exactly = [place for place in same if correction.claim.is_at(claims[place])]
    return exactly or [place for place in same if claims[place].quote == correction.claim.quote]


def _behind(state: QuestionState) -> Mapping[int, frozenset[Side]]:
    found: dict[int, set[Side]] = {}
    for held in state.claims:
        if held.position is not None and not held.withdrawn:
            found.setdefault(held.position, set()).add(Side(*claim_identity(held.claim)))
    return {position: frozenset(sides) for position, sides in found.items()}


def _is_closed(
    state: QuestionState,
    behind: Mapping[int, frozenset[Side]],
    each: Disagreement,
    closed: frozenset[frozenset[Side]],
) -> bool:
    """Whether one of the closed pairs stands on its two sides, or opened it."""
    opening = frozenset(
        Side(*claim_identity(held.claim)) for held in state.claims if held.number in (each.opened_by, each.against)
    )
    if opening in closed:
        return True
    first, second = behind.get(each.first, frozenset()), behind.get(each.second, frozenset())
    return any(pair & first and pair & second and pair <= first | second for pair in closed)
