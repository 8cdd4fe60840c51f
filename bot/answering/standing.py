"""Where a question stands: its live positions with their values, who stands behind them, and how figures moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.answering.view import View
from bot.domain.claims import Choice, Value
from bot.domain.interval import Interval
from bot.domain.positions import HeldClaim, PositionStatus


@dataclass(frozen=True, slots=True)
class Standing:
    """A position with its value and the claims behind it, the strongest first."""

    position: int
    value: Value
    claims: tuple[HeldClaim, ...]

    @property
    def strongest(self) -> HeldClaim:
        """The claim to name first: exact before open, then latest `as_of`, then latest heard."""
        return self.claims[0]


@dataclass(frozen=True, slots=True)
class Move:
    """What was said for one day: a value and the claims that gave it, the first one first."""

    day: date
    value: Value
    claims: tuple[HeldClaim, ...]


def strength(held: HeldClaim) -> tuple[int, date, int]:
    """A key by which the strongest claim is the greatest."""
    value = held.claim.value
    exactness = 1
    if isinstance(value, Choice) or value.is_exact:
        exactness = 2
    elif value.hi is None:
        exactness = 0
    return exactness, held.claim.as_of, held.number


def strongest_first(claims: Iterable[HeldClaim]) -> tuple[HeldClaim, ...]:
    """Claims in the order in which they are named."""
    return tuple(sorted(claims, key=strength, reverse=True))


def side(view: View, question_id: str, position: int) -> Standing | None:
    """A position by its number, live or not; None where no claim stands behind it any more."""
    members = [held for held in view.claims(question_id) if held.position == position]
    if not members:
        return None
    claims = strongest_first(members)
    return Standing(position, _common(claims), claims)


def standings(view: View, question_id: str) -> tuple[Standing, ...]:
    """The live positions of a question, the one with the latest claim first."""
    live = [p.number for p in view.state(question_id).positions if p.status is PositionStatus.LIVE]
    found = [standing for number in live if (standing := side(view, question_id, number))]
    return tuple(sorted(found, key=lambda s: max((h.claim.as_of, h.number) for h in s.claims), reverse=True))


def moves(view: View, question_id: str) -> tuple[Move, ...]:
    """The figures of a question by the day they apply to, oldest first, each taken by itself.

    Figures that their own text calls superseded are left out.
    """
    groups: dict[tuple[date, Value], list[HeldClaim]] = {}
    for held in view.claims(question_id):
        if not held.claim.past:
            groups.setdefault((held.claim.as_of, held.claim.value), []).append(held)
    ordered = sorted(groups.items(), key=lambda group: (group[0][0], group[1][0].number))
    return tuple(Move(day, value, tuple(claims)) for (day, value), claims in ordered)


def _common(claims: tuple[HeldClaim, ...]) -> Value:
    """What all claims of a position allow; the strongest one's value where they are choices."""
    value = claims[0].claim.value
    for held in claims[1:]:
        other = held.claim.value
        if isinstance(value, Interval) and isinstance(other, Interval):
            value = value.intersection(other) or value  # type: ignore[arg-type]
    return value
