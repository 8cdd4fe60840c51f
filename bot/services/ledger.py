"""What is known while items come in one after another: the core that ingesting, seeding, reseeding and replaying share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.claims import Claim, Item
from bot.domain.history import SilentChange
from bot.domain.positions import Alert, QuestionState, Update
from bot.domain.questions import Question
from bot.judging import judge, withdraw
from bot.reading.result import Reading
from bot.services.silent import silent_changes


class ItemReader(Protocol):
    """What reads a text."""

    def read(self, item: Item) -> Reading:
        """Everything the item says."""
        ...


@dataclass(frozen=True, slots=True)
class Effects:
    """What one item changed: the new states of the questions it touched, alerts and updates in the order of its claims.

    `silent` is what its own earlier version said otherwise.
    """

    states: tuple[QuestionState, ...]
    alerts: tuple[Alert, ...]
    updates: tuple[Update, ...]
    silent: tuple[SilentChange, ...] = ()


class Ledger:
    """The states of all questions and the publication of all items. It is pure memory; the caller stores the effects."""

    def __init__(
        self,
        questions: Mapping[str, Question],
        states: Mapping[str, QuestionState] | None = None,
        published: Mapping[str, datetime] | None = None,
    ) -> None:
        self._questions = questions
        self._states = dict(states or {})
        self._published = dict(published or {})

    @property
    def states(self) -> Mapping[str, QuestionState]:
        """The state of every question that has one."""
        return self._states

    def take(self, item: Item, claims: Iterable[Claim], version: int = 1) -> Effects:
        """Judge an item's claims, question by question in the order of the text; an older version's claims are withdrawn first."""
        before, claims = dict(self._states), tuple(claims)
        silent: tuple[SilentChange, ...] = ()
        if item.id in self._published:
            silent = silent_changes(self._claims_of(item.id), claims, version)
            self._withdraw(item.id)
        self._published[item.id] = item.published
        alerts: list[Alert] = []
        updates: list[Update] = []
        for question, answers in _by_question(claims).items():
            verdict = judge(
                self._questions[question],
                self._states.get(question, QuestionState(question)),
                answers,
                self._published,
            )
            self._states[question] = verdict.state
            alerts.extend(filter(None, [verdict.alert]))
            updates.extend(filter(None, [verdict.update]))
        changed = tuple(state for name, state in self._states.items() if before.get(name) != state)
        return Effects(changed, tuple(alerts), tuple(updates), silent)

    def _claims_of(self, item_id: str) -> list[Claim]:
        """What an item claims so far."""
        every = (held for state in self._states.values() for held in state.claims)
        return [held.claim for held in every if held.claim.item == item_id and not held.withdrawn]

    def _withdraw(self, item_id: str) -> None:
        for name, state in self._states.items():
            self._states[name] = withdraw(self._questions[name], state, item_id)


def _by_question(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(claim.question, []).append(claim)
    return grouped
