"""What two readings of the same items have not in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.claims import Claim
from bot.domain.positions import Alert, DisagreementStatus, QuestionState

Opposed = tuple[Claim, Claim]
"""The claim that opened a disagreement, and the strongest one against it."""


@dataclass(frozen=True, slots=True)
class Reseeded:
    """What a new reading of `items` items changed: claims that appeared, vanished, or now say something else; disagreements.

    `alerts` are those it raised and the reading before did not: nobody gets them, because the news are old.
    """

    items: int
    appeared: tuple[Claim, ...]
    vanished: tuple[Claim, ...]
    changed: tuple[tuple[Claim, Claim], ...]
    opened: tuple[Opposed, ...]
    closed: tuple[Opposed, ...]
    alerts: tuple[Alert, ...] = ()


def new_alerts(before: Iterable[Alert], after: Iterable[Alert]) -> tuple[Alert, ...]:
    """The alerts that only the later reading raised."""
    known = set(map(_alert_key, before))
    return tuple(alert for alert in after if _alert_key(alert) not in known)


def compare(
    items: int,
    before: Mapping[str, QuestionState],
    after: Mapping[str, QuestionState],
    alerts: tuple[Alert, ...] = (),
) -> Reseeded:
    """What two readings of the same items have not in common."""
    old, new = _claims(before), _claims(after)
    gone = [claim for key, claim in old.items() if key not in new]
    come = [claim for key, claim in new.items() if key not in old]
    changed: list[tuple[Claim, Claim]] = []
    for claim in list(gone):
        heir = _heir(claim, come)
        if heir is not None:
            changed.append((claim, heir))
            gone.remove(claim)
            come.remove(heir)
    opened, closed = _disagreements(after), _disagreements(before)
    return Reseeded(
        items,
        tuple(come),
        tuple(gone),
        tuple(changed),
        tuple(pair for key, pair in opened.items() if key not in closed),
        tuple(pair for key, pair in closed.items() if key not in opened),
        alerts,
    )


def _claims(states: Mapping[str, QuestionState]) -> dict[object, Claim]:
    held = (held for _, state in sorted(states.items()) for held in state.claims)
    return {_key(each.claim): each.claim for each in held if not each.withdrawn}


def _key(claim: Claim) -> object:
    return claim.item, claim.question, claim.value, claim.party, claim.as_of, claim.past


def _alert_key(alert: Alert) -> object:
    against = _key(alert.against[0].claim) if alert.against else None
    return alert.question, alert.kind, _key(alert.claim.claim), against


def _heir(gone: Claim, come: Iterable[Claim]) -> Claim | None:
    """The new claim that the same words now make, of the same party where there is a choice."""
    same = [
        claim
        for claim in come
        if (claim.item, claim.question) == (gone.item, gone.question)
        and claim.start < gone.end
        and gone.start < claim.end
    ]
    return min(same, key=lambda claim: claim.party is not gone.party, default=None)


def _disagreements(states: Mapping[str, QuestionState]) -> dict[object, Opposed]:
    found: dict[object, Opposed] = {}
    for _, state in sorted(states.items()):
        claims = {held.number: held.claim for held in state.claims}
        for each in state.disagreements:
            if each.status is not DisagreementStatus.WITHDRAWN:
                pair = claims[each.opened_by], claims[each.against]
                found[frozenset(map(_key, pair)), each.kind] = pair
    return found
