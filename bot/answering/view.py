"""What a reply is built from: the corpus as it stands at one moment, or as it stood on one day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from bot.domain.claims import Claim, Event, Item
from bot.domain.history import RecordedChange
from bot.domain.office import Review
from bot.domain.positions import DisagreementStatus, HeldClaim, QuestionState
from bot.domain.questions import Question, Story
from bot.domain.stored import NumberedDisagreement, StoredItem


@dataclass(frozen=True)
class View:
    """States, items, disagreements and events that belong together, and the story they are about.

    `items` are by id and hold current, not withdrawn items only. `silent` is what outlets changed in their own texts, `signatures` are
    those by which copies of a text are found, by item. `at` is the UTC day the view was cut at, None for the present. `reviews` are
    what administrators decided on disagreements, by their numbers.
    """

    story: Story
    states: Mapping[str, QuestionState] = field(default_factory=dict)
    items: Mapping[str, StoredItem] = field(default_factory=dict)
    disagreements: Sequence[NumberedDisagreement] = ()
    events: Sequence[Event] = ()
    at: date | None = None
    silent: Sequence[RecordedChange] = ()
    signatures: Mapping[str, bytes] = field(default_factory=dict)
    reviews: Mapping[int, Review] = field(default_factory=dict)

    @cached_property
    def year(self) -> int | None:
        """The year of the latest item: the one that short days leave out."""
        return max((stored.item.day.year for stored in self.items.values()), default=None)

    @cached_property
    def open_disagreements(self) -> tuple[NumberedDisagreement, ...]:
        """The disagreements that are open, by number."""
        return tuple(d for d in self.disagreements if d.disagreement.status is DisagreementStatus.OPEN)

    def item(self, claim: Claim) -> Item:
        """The item of a claim that counts."""
        return self.items[claim.item].item

    def question(self, question_id: str) -> Question | None:
        """A configured question; a state may outlive its question's configuration."""
        return self.story.questions.get(question_id)

    def state(self, question_id: str) -> QuestionState:
        """The state of a question, empty where nothing is known."""
        return self.states.get(question_id) or QuestionState(question_id)

    def claims(self, question_id: str) -> tuple[HeldClaim, ...]:
        """The claims on a question that count, in the order they were heard."""
        return tuple(h for h in self.state(question_id).claims if not h.withdrawn and h.claim.item in self.items)

    def cut(self, at: date, states: Mapping[str, QuestionState]) -> View:
        """The view of the items published up to the end of a UTC day, with the states rebuilt from their claims.

        Disagreements keep the numbers they have today.
        """
        items = {key: stored for key, stored in self.items.items() if stored.item.day <= at}
        events = [event for event in self.events if event.item in items]
        silent = [one for one in self.silent if one.change.item in items and one.at.date() <= at]
        return replace(
            self,
            states=states,
            items=items,
            events=events,
            at=at,
            disagreements=self._renumbered(states),
            silent=silent,
        )

    def _renumbered(self, states: Mapping[str, QuestionState]) -> tuple[NumberedDisagreement, ...]:
        """The disagreements of rebuilt states under today's numbers: what the same claim opened is the same one."""
        known = {_opening(self.state(d.question), d.disagreement.opened_by): d for d in reversed(self.disagreements)}
        found = []
        for state in states.values():
            for disagreement in state.disagreements:
                numbered = known.get(_opening(state, disagreement.opened_by))
                if numbered is not None:
                    found.append(replace(numbered, disagreement=disagreement))
        return tuple(sorted(found, key=lambda d: d.number))


def _opening(state: QuestionState, number: int) -> tuple[str, str, int]:
    claim = next((held.claim for held in state.claims if held.number == number), None)
    return (state.question, claim.item, claim.start) if claim else (state.question, "", number)
