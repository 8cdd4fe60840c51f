"""One item's claims on one question against what is stored: the new state, at most one alert and at most one update."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.domain.claims import Claim
from bot.domain.positions import Alert, QuestionState, Relation, Update, Verdict
from bot.domain.questions import Question
from bot.judging import board
from bot.judging.hearing import Hearing
from bot.judging.settling import settle
from bot.judging.steps import URGENCY, Step


def judge(
    question: Question, state: QuestionState, claims: Sequence[Claim], published: Mapping[str, datetime]
) -> Verdict:
    """Hear the claims of one item on one question, in text order.

    `published` gives the aware UTC publication of the new item and of every item with a stored claim. Claims that this item has made
    before, in the same words at the same place, are passed over: judging an item twice changes nothing. Raises ValueError for a claim
    on another question or of another type than the question's, KeyError for an item without a publication.
    """
    if any(claim.question != question.id for claim in claims):
        raise ValueError(f"all claims must be on {question.id}")
    mine = {claim.item for claim in claims}
    own = [held for held in state.claims if held.claim.item in mine]
    known = {_identity(held.claim) for held in own if not held.withdrawn}
    new = [claim for claim in claims if _identity(claim) not in known]
    if not new:
        return Verdict(state)
    hearing = Hearing(question, state, claims, published, own)
    steps = [hearing.take(claim) for claim in new]
    alert = _alert(question, steps)
    return Verdict(
        settle(question, hearing.state, hearing.members),
        alert,
        None if alert else _update(question, steps),
        tuple(step.held for step in steps if step.held.relation is Relation.AGREE),
    )


def fold(question: Question, batches: Iterable[Sequence[Claim]], published: Mapping[str, datetime]) -> QuestionState:
    """The state after hearing items one after another, from nothing; each batch holds the claims of one item.

    With the batches of the items up to a day it is the state as of that day.
    """
    state = QuestionState(question.id)
    for claims in batches:
        state = judge(question, state, claims, published).state
    return state


def _identity(claim: Claim) -> tuple[object, ...]:
    return claim.item, claim.start, claim.end, claim.value, claim.party, claim.as_of, claim.past


def _alert(question: Question, steps: Sequence[Step]) -> Alert | None:
    """The most urgent of the alerts; among equals one that contradicts another item, else the first."""
    alerting = [(step.kind, step) for step in steps if step.kind is not None]
    if not alerting:
        return None
    kind, step = min(alerting, key=lambda pair: (URGENCY.index(pair[0]), _is_against_itself(pair[1])))
    return Alert(question.id, kind, step.held, step.against, step.disagreement, step.why)


def _is_against_itself(step: Step) -> bool:
    return all(held.claim.item == step.held.claim.item for held in step.against)


def _update(question: Question, steps: Sequence[Step]) -> Update | None:
    """The last figure that overtook another, against all that the store held and the item overtook; none where it held nothing."""
    updating = [step for step in steps if step.overtaken]
    if not updating:
        return None
    newest = updating[-1].held
    overtaken = [held for step in updating for held in step.overtaken if held.claim.item != newest.claim.item]
    return Update(question.id, newest, board.strongest_first(overtaken)) if overtaken else None
