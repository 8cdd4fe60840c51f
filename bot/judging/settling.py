"""What has become of the disagreements: who holds their sides now, and whether they are still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.claims import Party
from bot.domain.positions import Disagreement, DisagreementStatus, HeldClaim, QuestionState, Relation
from bot.domain.questions import Question, ValueType
from bot.judging import board
from bot.judging.comparer import Comparer
from bot.judging.comparers import comparer_for
from bot.judging.stance import is_deserted, where_parties_stand


def settle(
    question: Question, state: QuestionState, members: Mapping[int, Sequence[HeldClaim]] | None = None
) -> QuestionState:
    """Give each side of a disagreement to whoever took it over, and each disagreement the status that follows from its sides.

    `members` are the claims that count behind each position, where the caller has them already.
    """
    if not state.disagreements:
        return state
    scene = _Scene(question, state, board.members(state) if members is None else members)
    return replace(state, disagreements=tuple(scene.settled(known) for known in state.disagreements))


class _Scene:
    """One pass over a question's disagreements, in the order of their numbers."""

    def __init__(self, question: Question, state: QuestionState, members: Mapping[int, Sequence[HeldClaim]]) -> None:
        self._comparer: Comparer = comparer_for(question)
        self._claims = state.claims
        self._overtaken_by = {position.number: position.overtaken_by for position in state.positions}
        self._members = members
        self._standing: Mapping[Party, frozenset[int]] = {}
        if question.type is ValueType.CHOICE:
            self._standing = where_parties_stand(held for held in state.claims if not held.withdrawn)
        self._pairs: set[frozenset[int]] = set()

    def settled(self, known: Disagreement) -> Disagreement:
        """The disagreement as it stands now. The sides of one that is over stay what they were."""
        first, second = self._side(known.against), self._side(known.opened_by)
        status = self._status(known, first, second)
        if first == second:
            return known if known.status is status else replace(known, status=status)
        self._pairs.add(frozenset((first, second)))
        if (known.first, known.second, known.status) == (first, second, status):
            return known
        return replace(known, first=first, second=second, status=status)

    def _side(self, number: int) -> int:
        """The position that a claim founded or joined, or whichever has overtaken it since."""
        position = self._claims[number - 1].position
        if position is None:
            raise ValueError(f"claim {number} is history and no side of a disagreement")
        while (later := self._overtaken_by[position]) is not None:
            position = later
        return position

    def _status(self, known: Disagreement, first: int, second: int) -> DisagreementStatus:
        if known.status is DisagreementStatus.DISMISSED:
            return DisagreementStatus.DISMISSED
        if first == second or frozenset((first, second)) in self._pairs:
            return DisagreementStatus.RESOLVED
        here, there = self._members.get(first, ()), self._members.get(second, ())
        if not self._differ(here, there):
            return DisagreementStatus.WITHDRAWN
        if known.kind is not Relation.REVERSAL and self._agreed(here, there):
            return DisagreementStatus.RESOLVED
        return DisagreementStatus.OPEN

    def _differ(self, here: Sequence[HeldClaim], there: Sequence[HeldClaim]) -> bool:
        return any(not self._comparer.meets(one.claim.value, other.claim.value) for one in here for other in there)

    def _agreed(self, here: Sequence[HeldClaim], there: Sequence[HeldClaim]) -> bool:
        """Whether everybody has left one side for another; only named parties can."""
        return bool(self._standing) and any(is_deserted(side, self._standing) for side in (here, there))
