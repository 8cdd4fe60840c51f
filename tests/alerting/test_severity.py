"""How much an alert matters."""

from __future__ import annotations

from datetime import date

import pytest

from bot.alerting.severity import Side, weigh, weigh_update
from bot.domain.alerts import Severity
from bot.domain.claims import Choice, Value
from bot.domain.interval import Interval
from bot.domain.questions import Grade

MAY = Interval.exactly(date(2024, 5, 9))
A, B, C = Grade.A, Grade.B, Grade.C


def count(low: int, high: int | None) -> Interval[int]:
    return Interval(low, high)


@pytest.mark.parametrize(
    ("one", "other", "voices", "grades", "points", "severity"),
    [
        (count(143, 143), count(145, 145), (1, 3), (C, A), (0, 0, 0), Severity.LOW),
        (count(143, 143), count(145, 145), (2, 3), (B, A), (0, 1, 1), Severity.MEDIUM),
        (count(137, 137), count(145, 145), (1, 1), (B, B), (1, 0, 1), Severity.MEDIUM),
        (count(100, 100), count(145, 145), (3, 4), (A, A), (2, 2, 2), Severity.HIGH),
        (count(0, 50), count(145, None), (1, 1), (B, A), (2, 0, 1), Severity.MEDIUM),
        (count(0, 0), count(0, 0), (1, 1), (C, C), (0, 0, 0), Severity.LOW),
        (MAY, Interval.exactly(date(2024, 5, 10)), (1, 1), (B, B), (1, 0, 1), Severity.MEDIUM),
        (MAY, Interval.exactly(date(2024, 6, 10)), (1, 1), (C, B), (2, 0, 0), Severity.MEDIUM),
        (Choice("yes"), Choice("no"), (2, 2), (B, A), (2, 1, 1), Severity.HIGH),
    ],
)
def test_points_come_from_gap_voices_and_grades(
    one: Value,
    other: Value,
    voices: tuple[int, int],
    grades: tuple[Grade, Grade],
    points: tuple[int, int, int],
    severity: Severity,
) -> None:
    sides = Side(voices[0], grades[0]), Side(voices[1], grades[1])
    for weighed in (weigh(one, other, *sides), weigh(other, one, *reversed(sides))):
        assert (weighed.weight.gap, weighed.weight.voices, weighed.weight.grades) == points
        assert weighed.severity is severity
        assert weighed.voices == min(voices)
        assert weighed.grade is max(grades)


def test_an_update_counts_by_its_gap_alone() -> None:
    assert weigh_update(count(150, 150), count(145, 145)).severity is Severity.LOW
    assert weigh_update(count(300, 300), count(145, 145)).severity is Severity.MEDIUM
