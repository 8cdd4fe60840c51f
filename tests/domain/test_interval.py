"""The algebra of intervals."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.interval import Interval

NUMBERS = st.integers(0, 40)


@st.composite
def ranges(draw: st.DrawFn) -> Interval[int]:
    lo = draw(NUMBERS)
    return Interval(lo, draw(st.none() | st.integers(lo, 45)))


RANGES = ranges()


def holds(interval: Interval[int], number: int) -> bool:
    return interval.lo <= number and (interval.hi is None or number <= interval.hi)


def test_an_end_before_the_beginning_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot end at 3 before it begins at 4"):
        Interval(4, 3)


def test_one_value_is_exact_and_more_are_not() -> None:
    assert Interval.exactly(4).is_exact
    assert not Interval(4, 5).is_exact
    assert not Interval(4, None).is_exact


@given(RANGES, RANGES)
def test_exactly_one_of_meeting_above_and_below_is_true(one: Interval[int], other: Interval[int]) -> None:
    assert [one.meets(other), one.is_above(other), one.is_below(other)].count(True) == 1


@given(RANGES, RANGES)
def test_meeting_is_mutual_and_above_is_the_other_side_of_below(one: Interval[int], other: Interval[int]) -> None:
    assert one.meets(one)
    assert one.meets(other) == other.meets(one)
    assert one.is_above(other) == other.is_below(one)


@given(RANGES, RANGES, RANGES)
def test_above_carries_on(one: Interval[int], other: Interval[int], third: Interval[int]) -> None:
    if one.is_above(other) and other.is_above(third):
        assert one.is_above(third)


@given(RANGES, RANGES, st.integers(0, 100))
def test_the_intersection_holds_what_both_hold(one: Interval[int], other: Interval[int], number: int) -> None:
    both = one.intersection(other)
    assert (both is not None) == one.meets(other)
    assert (both is not None and holds(both, number)) == (holds(one, number) and holds(other, number))


@given(RANGES, RANGES, RANGES)
def test_intersections_come_out_the_same_in_any_order(
    one: Interval[int], other: Interval[int], third: Interval[int]
) -> None:
    assert one.intersection(other) == other.intersection(one)
    assert one.intersection(one) == one
    here, there = one.intersection(other), other.intersection(third)
    assert (here and here.intersection(third)) == (there and one.intersection(there))


@given(st.lists(RANGES, min_size=1, max_size=5))
def test_ranges_that_meet_pairwise_have_a_value_in_common(members: list[Interval[int]]) -> None:
    common: Interval[int] | None = members[0]
    for member in members[1:]:
        common = common and common.intersection(member)
    assert (common is not None) == all(one.meets(other) for one in members for other in members)


def test_days_are_intervals_too() -> None:
    first, second, third = date(2024, 4, 26), date(2024, 4, 27), date(2024, 4, 29)
    assert Interval(first, second).intersection(Interval(second, third)) == Interval.exactly(second)
    assert Interval.exactly(third).is_above(Interval(first, second))
