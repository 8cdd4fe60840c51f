"""What is known while items come in one after another: the core that ingesting, seeding, reseeding and replaying share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.domain.claims import Claim, Item
from bot.domain.history import SilentChange
from bot.domain.positions import Alert, QuestionState, Update
from bot.domain.questions import Question
from bot.judging import judge, withdraw
from bot.reading.result import Reading
from bot.services.rulings import Rulings
from bot.services.silent import silent_changes


class ItemReader(Protocol):
    """What reads a text."""

    def read(self, item: Item) -> Reading:
        """Everything the item says."""
        ...


@dataclass(frozen=True, slots=True)
class Effects:
    """What one item changed: the new states of the questions it touched, alerts and updates in the order of its claims.

    `silent` is what its own earlier version said otherwise, `claims` are those that were judged: the reader's, as administrators
    corrected them.
    """

    states: tuple[QuestionState, ...]
    alerts: tuple[Alert, ...]
    updates: tuple[Update, ...]
    silent: tuple[SilentChange, ...] = ()
    claims: tuple[Claim, ...] = ()


class Ledger:
    """The states of all questions and the publication of all items. It is pure memory; the caller stores the effects."""

    def __init__(
        self,
        questions: Mapping[str, Question],
        states: Mapping[str, QuestionState] | None = None,
        published: Mapping[str, datetime] | None = None,
        rulings: Rulings | None = None,
    ) -> None:
        self._questions = questions
        self._rulings = rulings or Rulings()
        self._states = dict(states or {})
        self._published = dict(published or {})

    @property
    def states(self) -> Mapping[str, QuestionState]:
        """The state of every question that has one."""
        return self._states

    def take(self, item: Item, claims: Iterable[Claim], version: int = 1) -> Effects:
        """Judge an item's claims, question by question in the order of the text; an older version's claims are withdrawn first."""
        before, judged = dict(self._states), self._rulings.claims(claims, self._questions)
        silent: tuple[SilentChange, ...] = ()
        if item.id in self._published:
            silent = silent_changes(self.claims_of(item.id), judged, version)
            self._withdraw(item.id, self._states)
        self._published[item.id] = item.published
        return replace(self._judge(before, judged), silent=silent)

    def put_right(self, item_id: str, claims: Sequence[Claim]) -> Effects:
        """Let a known item claim what it does after correction; questions on which that is the same are left alone."""
        before = dict(self._states)
        present, wanted = _by_question(self.claims_of(item_id)), _by_question(claims)
        touched = {name for name in {*present, *wanted} if present.get(name) != wanted.get(name)}
        self._withdraw(item_id, touched & self._states.keys())
        return self._judge(before, [claim for claim in claims if claim.question in touched])

    def claims_of(self, item_id: str) -> list[Claim]:
        """What a known item claims now, in the order of its text."""
        held = (held for state in self._states.values() for held in state.claims)
        mine = [one.claim for one in held if one.claim.item == item_id and not one.withdrawn]
        return sorted(mine, key=lambda claim: claim.start)

    def reapply(self) -> tuple[QuestionState, ...]:
        """Apply the rulings to what is known already, as after going back to an older reading; the states that changed."""
        before = dict(self._states)
        for item_id in {correction.claim.item for correction in self._rulings.corrections} & self._published.keys():
            self.put_right(item_id, self._rulings.claims(self.claims_of(item_id), self._questions))
        for name, state in self._states.items():
            self._states[name] = self._rulings.settled(state)
        return tuple(state for name, state in self._states.items() if before.get(name) != state)

    def _judge(self, before: Mapping[str, QuestionState], claims: Sequence[Claim]) -> Effects:
        alerts: list[Alert] = []
        updates: list[Update] = []
        for question, answers in _by_question(claims).items():
            verdict = judge(
                self._questions[question],
                self._states.get(question, QuestionState(question)),
                answers,
                self._published,
            )
            state = self._states[question] = self._rulings.settled(verdict.state)
            if verdict.alert is not None and not self._rulings.silences(state, verdict.alert):
                alerts.append(verdict.alert)
            updates.extend(filter(None, [verdict.update]))
        changed = tuple(state for name, state in self._states.items() if before.get(name) != state)
        return Effects(changed, tuple(alerts), tuple(updates), claims=tuple(claims))

    def _withdraw(self, item_id: str, names: Iterable[str]) -> None:
        for name in list(names):
            self._states[name] = withdraw(self._questions[name], self._states[name], item_id)


def _by_question(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(claim.question, []).append(claim)
    return grouped
