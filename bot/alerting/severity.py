"""How much an alert matters: counted from the size of the gap, the independent voices on the weaker side, and the outlets' grades."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.domain.alerts import Severity, Weighed, Weight
from bot.domain.claims import Choice, Value
from bot.domain.questions import Grade

SMALL, LARGE = 0.02, 0.10
"""Shares of the larger figure by which two figures differ."""

MEDIUM_FROM, HIGH_FROM = 2, 4


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction: how many independent outlets stand on it, and the best of their grades."""

    voices: int
    grade: Grade


def weigh(one: Value, other: Value, first: Side, second: Side) -> Weighed:
    """The severity of two values that contradict each other, with the points that made it (see docs/alerts.md)."""
    share, gap = _gap(one, other)
    voices = min(first.voices, second.voices)
    grade = max(first.grade, second.grade)  # the letters: the later, the worse
    weight = Weight(gap, min(max(voices - 1, 0), 2), {Grade.A: 2, Grade.B: 1}.get(grade, 0))
    return Weighed(_severity(weight.gap + weight.voices + weight.grades), weight, share, voices, grade)


def weigh_update(new: Value, old: Value) -> Weighed:
    """The severity of an update: nobody contradicts anybody, so only the gap counts."""
    share, gap = _gap(new, old)
    return Weighed(_severity(gap), Weight(gap, 0, 0), share, 0, Grade.F)


def _severity(points: int) -> Severity:
    return Severity.HIGH if points >= HIGH_FROM else Severity.MEDIUM if points >= MEDIUM_FROM else Severity.LOW


def _gap(one: Value, other: Value) -> tuple[float | None, int]:
    """By which share of the larger two figures differ (None: no figures), and the points for the gap."""
    if isinstance(one, Choice) or isinstance(other, Choice):
        return None, 2
    low, high = sorted((one, other), key=lambda value: value.lo)
    if isinstance(low.lo, date) or isinstance(high.lo, date):
        assert isinstance(high.lo, date)  # noqa: S101 - both answer one question
        end = low.hi or low.lo
        days = (high.lo - end).days if isinstance(end, date) else 2
        return None, 1 if days <= 1 else 2
    top = low.hi if low.hi is not None else low.lo
    assert isinstance(top, int)  # noqa: S101 - both answer one question
    share = max(high.lo - top, 0) / high.lo if high.lo else 0.0
    return share, 0 if share < SMALL else 1 if share < LARGE else 2
