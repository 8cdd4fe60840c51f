"""Values of claims as text, and the identities that outlive a generation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.domain.claims import Choice, Claim, Value
from bot.domain.interval import Interval
from bot.domain.positions import Alert, Disagreement, QuestionState, Relation, Update


@dataclass(frozen=True, slots=True)
class ValueText:
    """A value as text: `lo` and `hi` of an interval (`hi` None: open above), or a choice's answer in `lo`.

    Text has room for every whole number, and the database never compares values.
    """

    type: str
    lo: str
    hi: str | None

    @classmethod
    def of(cls, value: Value) -> ValueText:
        """Write a value down."""
        if isinstance(value, Choice):
            return cls("choice", value.answer, None)
        if isinstance(value.lo, date):
            return cls("date", str(value.lo), None if value.hi is None else str(value.hi))
        return cls("count", str(value.lo), None if value.hi is None else str(value.hi))

    def value(self) -> Value:
        """Read it back."""
        if self.type == "choice":
            return Choice(self.lo)
        if self.type == "date":
            return Interval(date.fromisoformat(self.lo), None if self.hi is None else date.fromisoformat(self.hi))
        return Interval(int(self.lo), None if self.hi is None else int(self.hi))

    def __str__(self) -> str:
        return f"{self.type}:{self.lo}..{'' if self.hi is None else self.hi}"


@dataclass(frozen=True, slots=True)
class Opening:
    """By what a disagreement is known again after everything was read anew: who opened it against whom, with which values."""

    question: str
    kind: str
    opened_item: str
    opened_value: str
    opened_party: str
    against_item: str
    against_value: str
    against_party: str

    @property
    def turned(self) -> Opening:
        """The same two claims, the other one the later."""
        return replace(
            self,
            opened_item=self.against_item,
            opened_value=self.against_value,
            opened_party=self.against_party,
            against_item=self.opened_item,
            against_value=self.opened_value,
            against_party=self.opened_party,
        )


def opening_of(state: QuestionState, disagreement: Disagreement) -> Opening:
    """The identity of a disagreement. Raises ValueError where its claims are not in the state."""
    known = {held.number: held.claim for held in state.claims}
    try:
        opened, against = known[disagreement.opened_by], known[disagreement.against]
    except KeyError as error:
        raise ValueError(f"{state.question}: disagreement {disagreement.number} names an unknown claim") from error
    return Opening(state.question, str(disagreement.kind), *claim_identity(opened), *claim_identity(against))


def change_identity(change: Alert | Update) -> str:
    """What makes an alert or update the same one in another generation: kind, claim and the strongest opposing claim."""
    against = claim_identity(change.against[0].claim) if change.against else ()
    return "|".join((change_kind(change), *claim_identity(change.claim.claim), *against))


def change_pair(change: Alert | Update) -> str:
    """What makes it the same kind of news of the same two claims, whichever of them came later."""
    named = (change.claim, *change.against[:1])
    return "|".join((change_kind(change), *sorted("|".join(claim_identity(held.claim)) for held in named)))


def change_items(change: Alert | Update) -> frozenset[str]:
    """The items of the two claims that a pair names."""
    return frozenset(held.claim.item for held in (change.claim, *change.against[:1]))


def change_kind(change: Alert | Update) -> str:
    """The kind of an alert, or "update"."""
    return change.kind.value if isinstance(change, Alert) else Relation.UPDATE.value


def claim_identity(claim: Claim) -> tuple[str, str, str]:
    """What makes a claim the same one: item, value and party."""
    return claim.item, str(ValueText.of(claim.value)), str(claim.party or "")
