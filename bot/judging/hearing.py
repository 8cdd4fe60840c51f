"""One claim against the stored positions: what it does to each of them, and the state after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.claims import Claim
from bot.domain.positions import ALERTING, HeldClaim, PositionStatus, QuestionState, Relation
from bot.domain.questions import Question, ValueType
from bot.judging import board
from bot.judging.comparer import Comparer, Finding, Told
from bot.judging.comparers import comparer_for
from bot.judging.rules import Rule
from bot.judging.settling import settle
from bot.judging.stance import Change, can_reverse, change
from bot.judging.steps import Faced, Step, alerting, most_urgent, ranked


class Hearing:
    """The claims of one item on one question, heard one after another against a state that grows with them."""

    def __init__(
        self,
        question: Question,
        state: QuestionState,
        batch: Sequence[Claim],
        published: Mapping[str, datetime],
        own: Sequence[HeldClaim],
    ) -> None:
        """`own` are the claims that the state holds of the batch's item."""
        self.state = state
        self.members = board.members(state)
        self._own = own
        self._question = question
        self._comparer: Comparer = comparer_for(question)
        self._batch = batch
        self._published = published

    def take(self, claim: Claim) -> Step:
        """Hear one claim of the batch: `state` is then the state after it."""
        if claim.past:
            return self._keep(claim, Relation.HISTORICAL, None)
        before = self._before(claim)
        faced = self._face(claim)
        home = max((f for f in faced if not f.unmet), key=lambda f: f.latest, default=None)
        turn = self._change(claim)
        if turn is Change.GIVEN_UP:
            return self._keep(claim, Relation.HISTORICAL, None)
        if home is not None and turn is Change.NONE:
            return self._keep(claim, Relation.AGREE, home.number)
        found = [(f, self._relate(claim, f)) for f in faced if f.unmet]
        if found and (self._was_history(claim, before) or any(f.relation is Relation.HISTORICAL for _, f in found)):
            return self._keep(claim, Relation.HISTORICAL, None)
        if turn is Change.REVERSED:
            found = [(f, self._reversal(claim, f, finding)) for f, finding in found]
        former = before.position if before and board.is_gone(self.state, before.position) else None
        step = self._take_side(claim, turn, home.number if home else former, found)
        return step if before is None else Step(step.held)

    def _before(self, claim: Claim) -> HeldClaim | None:
        """The same answer in a version of the item that was withdrawn: what it raised then it does not raise again."""
        for held in reversed(self._own):
            same_words = held.claim.value == claim.value and not held.claim.past
            same_voice = held.claim.party is claim.party or self._question.type is not ValueType.CHOICE
            if held.withdrawn and same_words and same_voice:
                return held
        return None

    def _keep(self, claim: Claim, relation: Relation, position: int | None) -> Step:
        return Step(self._hear(self.state, claim, relation, position))

    def _hear(self, state: QuestionState, claim: Claim, relation: Relation, position: int | None) -> HeldClaim:
        self.state, held = board.hear(state, claim, relation, position)
        if position is not None:
            self.members.setdefault(position, []).append(held)
        return held

    def _face(self, claim: Claim) -> list[Faced]:
        live = [p.number for p in self.state.positions if p.status is PositionStatus.LIVE]
        return [self._faced(claim, number, tuple(self.members[number])) for number in live]

    def _faced(self, claim: Claim, number: int, members: tuple[HeldClaim, ...]) -> Faced:
        return Faced(number, members, self._unmet(claim, members))

    def _unmet(self, claim: Claim, members: Sequence[HeldClaim]) -> tuple[HeldClaim, ...]:
        return tuple(held for held in members if not self._comparer.meets(claim.value, held.claim.value))

    def _told(self, claim: Claim) -> Told:
        return Told(claim, self._published[claim.item])

    def _was_history(self, claim: Claim, before: HeldClaim | None) -> bool:
        """Whether the earlier version's claim for the same day was history, or has become so since."""
        if before is None or before.claim.as_of != claim.as_of:
            return False
        return before.position is None or board.is_overtaken(self.state, before.position)

    def _change(self, claim: Claim) -> Change:
        if self._question.type is not ValueType.CHOICE or not can_reverse(claim.party):
            return Change.NONE
        own = (held for held in self.state.claims if held.claim.party is claim.party)
        counting = (held.claim for held in own if not held.withdrawn and not held.claim.past)
        return change(self._told(claim), [self._told(c) for c in counting if c.item != claim.item], self._batch)

    def _relate(self, claim: Claim, faced: Faced) -> Finding:
        finding = self._comparer.relate(self._told(claim), [self._told(held.claim) for held in faced.unmet])
        if finding.relation not in ALERTING and self._contradicts_own_item(claim, faced):
            return Finding(Relation.CONFLICT, Rule.ITEM_CONTRADICTS_ITSELF)
        if finding.relation is Relation.CONFLICT and all(_same_breath(claim, held.claim) for held in faced.unmet):
            return replace(finding, rule=Rule.ITEM_CONTRADICTS_ITSELF)
        if finding.rule is Rule.TOLL_FELL and self._was_overtaken(claim):
            return replace(finding, rule=Rule.SUPERSEDED_FIGURE_RETURNED)
        return finding

    def _contradicts_own_item(self, claim: Claim, faced: Faced) -> bool:
        """Whether the item gives another figure for the same day that stands, or is about to stand, with this position."""
        if any(_same_breath(claim, held.claim) for held in faced.unmet):
            return True
        rivals = (c for c in self._batch if _same_breath(claim, c) and not c.past)
        return any(
            not self._comparer.meets(claim.value, rival.value) and not self._unmet(rival, faced.members)
            for rival in rivals
        )

    def _was_overtaken(self, claim: Claim) -> bool:
        overtaken = {p.number for p in self.state.positions if p.status is PositionStatus.OVERTAKEN}
        return any(
            held.position in overtaken and held.claim.value == claim.value and not held.withdrawn
            for held in self.state.claims
        )

    def _reversal(self, claim: Claim, faced: Faced, finding: Finding) -> Finding:
        """A change of mind goes before a dispute, against those positions that the party itself stood behind."""
        if any(held.claim.party is claim.party and held.claim.item != claim.item for held in faced.unmet):
            return Finding(Relation.REVERSAL, Rule.PARTY_CHANGED_ITS_STORY)
        return finding

    def _take_side(self, claim: Claim, turn: Change, place: int | None, found: Sequence[tuple[Faced, Finding]]) -> Step:
        """Stand with a position, a new one where none is given; overtake what is updated, and oppose what is contradicted."""
        updated = [f for f, finding in found if finding.relation is Relation.UPDATE]
        opposed = [(f, finding) for f, finding in found if finding.relation in ALERTING]
        numbers = [f.number for f in updated]
        sides = numbers if place is None else [place, *numbers]
        fresh = [(f, finding) for f, finding in opposed if not self._is_known(f.number, sides)]
        raising = opposed if turn is Change.REVERSED else fresh
        kind = most_urgent(raising)
        quiet = Relation.UPDATE if updated else Relation.NEW if place is None else Relation.AGREE
        held = self._place(claim, kind or quiet, place, numbers)
        opened = {f.number: self._open(held, f, finding) for f, finding in fresh}
        if kind is not None:
            return alerting(held, kind, raising, opened)
        return Step(held, overtaken=tuple(one for f in updated for one in f.unmet))

    def _is_known(self, position: int, sides: Sequence[int]) -> bool:
        """Whether one of these sides stands in a disagreement with a position already: whoever takes it over opens nothing."""
        return any(board.between(self.state, side, position) for side in sides)

    def _place(self, claim: Claim, relation: Relation, place: int | None, overtaken: Sequence[int]) -> HeldClaim:
        """Hear a claim in a position, a new one where none is given, that overtakes others."""
        if place is None:
            self.state, place = board.add_position(self.state)
        held = self._hear(board.revive(self.state, [place]), claim, relation, place)
        if overtaken:
            self.state = settle(self._question, board.overtake(self.state, overtaken, place), self.members)
        return held

    def _open(self, held: HeldClaim, faced: Faced, finding: Finding) -> int:
        against = ranked(held, finding.relation, [faced])[0]
        self.state, number = board.open_disagreement(self.state, finding.relation, held, against, finding.why)
        return number


def _same_breath(claim: Claim, other: Claim) -> bool:
    return claim.item == other.item and claim.as_of == other.as_of
