"""What was raised, looked up in the corpus as it stands: how much it matters, whose it is, and whether it still stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.alerting.developments import GONE
from bot.alerting.matching import News
from bot.alerting.severity import Side, weigh, weigh_update
from bot.answering.standing import side
from bot.answering.view import View
from bot.answering.wording import grade_of, independent_voices, sources
from bot.domain.alerts import OutboxEntry, Severity, Subject, Told, Weighed
from bot.domain.history import as_update
from bot.domain.identity import change_identity, claim_identity
from bot.domain.positions import Alert, DisagreementStatus, HeldClaim, Update
from bot.domain.questions import Grade
from bot.domain.stored import NumberedDisagreement
from bot.ports import Snapshot

Changes = Mapping[tuple[str, str], Alert | Update]
"""Alerts and updates by question and identity."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The corpus at one moment, with the changes that some subjects are about.

    What an outlet changed silently is held as an update of its own earlier claim.
    """

    view: View
    changes: Changes

    def change(self, subject: Subject) -> Alert | Update | None:
        """The alert or update as its item raised it; None where the present version of the item does not."""
        return self.changes.get((subject.question, subject.identity))

    def numbered(self, subject: Subject) -> NumberedDisagreement | None:
        """The disagreement it opened, as it stands."""
        return next((d for d in self.view.disagreements if d.number == subject.disagreement), None)

    def weighed(self, subject: Subject) -> Weighed | None:
        """How much it matters; None where its claims are gone."""
        claims = self._claims(subject)
        if claims is None:
            return None
        claim, against = claims
        if isinstance(self.change(subject), Update):
            return weigh_update(claim.claim.value, against.claim.value)
        return weigh(claim.claim.value, against.claim.value, self._side(claim), self._side(against))

    def news(self, entry: OutboxEntry) -> News | None:
        """What a chat decides by; None for what does not stand any more."""
        subject = entry.subject
        if subject is None or not self.stands(subject):
            return None
        weighed = self.weighed(subject)
        question = self.view.question(subject.question)
        return News(
            subject,
            question.topic if question else "",
            frozenset(self._outlets(subject)),
            weighed.severity if weighed else Severity.LOW,
            entry.at,
            entry.backlog,
        )

    def stands(self, subject: Subject) -> bool:
        """Whether it is still to be told."""
        return self.told(subject).status == DisagreementStatus.OPEN.value

    def told(self, subject: Subject) -> Told:
        """Its status now, and who stands behind it."""
        if subject.disagreement is None:
            return Told(subject, DisagreementStatus.OPEN.value if self._is_held(subject) else GONE)
        numbered = self.numbered(subject)
        if numbered is None:
            return Told(subject, GONE)
        places = numbered.disagreement.first, numbered.disagreement.second
        behind = [held for place in places for held in self._members(numbered.question, place)]
        return Told(subject, numbered.disagreement.status.value, tuple(sorted(sources(self.view, behind))))

    def _is_held(self, subject: Subject) -> bool:
        """Whether the claims it names still count: it opened no disagreement that would say so."""
        held = {claim_identity(one.claim) for one in self.view.claims(subject.question)}
        _, *parts = subject.identity.split("|")
        named = [tuple(parts[start : start + 3]) for start in range(0, len(parts), 3)]
        return all(one in held for one in named)

    def _claims(self, subject: Subject) -> tuple[HeldClaim, HeldClaim] | None:
        change = self.change(subject)
        if (
            change is not None
            and change.against
            and all(self._is_here(held) for held in (change.claim, change.against[0]))
        ):
            return change.claim, change.against[0]
        numbered = self.numbered(subject)
        if numbered is None:
            return None
        known = {held.number: held for held in self.view.claims(numbered.question)}
        opened, against = known.get(numbered.disagreement.opened_by), known.get(numbered.disagreement.against)
        return (opened, against) if opened and against else None

    def _is_here(self, held: HeldClaim) -> bool:
        return held.claim.item in self.view.items

    def _side(self, held: HeldClaim) -> Side:
        """Those who stand with a claim."""
        position = next((h.position for h in self.view.claims(held.claim.question) if h.number == held.number), None)
        behind = self._members(held.claim.question, position) if position is not None else (held,)
        names = sources(self.view, behind or (held,))
        grades = [grade_of(self.view.story, name) for name in names]
        return Side(independent_voices(self.view, behind or (held,)), min(grades, default=Grade.F))

    def _members(self, question: str, position: int) -> tuple[HeldClaim, ...]:
        standing = side(self.view, question, position)
        return standing.claims if standing else ()

    def _outlets(self, subject: Subject) -> Iterable[str]:
        change = self.change(subject)
        if change is not None:
            return sources(self.view, (held for held in (change.claim, *change.against) if self._is_here(held)))
        return self.told(subject).voices


async def desk(snapshot: Snapshot, view: View, subjects: Iterable[Subject]) -> Desk:
    """What there is to know about some subjects. Raises StoreError."""
    items = sorted({subject.item for subject in subjects})
    found: dict[tuple[str, str], Alert | Update] = {}
    for alerts, updates in (await snapshot.changes(items)).values() if items else ():
        raised: tuple[Alert | Update, ...] = (*alerts, *updates)
        found |= {(one.question, change_identity(one)): one for one in raised}
    for recorded in view.silent:
        found[recorded.change.question, recorded.change.identity] = as_update(recorded.change)
    return Desk(view, found)
