"""Copies of texts, and how many independent voices publish them."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.history import ALIKE, copies, independent, likeness

A, B = bytes(range(64)), bytes(range(100, 164))


def mixed(share: int) -> bytes:
    """A signature with this many of its sixteen slots from A, the others from B."""
    return A[: 4 * share] + B[4 * share :]


def test_likeness_is_the_share_of_equal_slots() -> None:
    assert (likeness(A, A), likeness(A, B), likeness(A, mixed(4))) == (1.0, 0.0, 0.25)
    assert likeness(b"", b"") == likeness(A, A[:8]) == 0.0


def test_copies_are_grouped_under_the_first() -> None:
    some = {"a": A, "b": B, "c": mixed(15), "d": b"", "e": b"", "f": mixed(int(16 * ALIKE))}
    assert copies(some) == {"a": "a", "b": "b", "c": "a", "d": "d", "e": "e", "f": "b"}


@pytest.mark.parametrize(
    ("voices", "number"),
    [
        ([], 0),
        ([("A", "1"), ("B", "2")], 2),
        ([("A", "1"), ("B", "1"), ("C", "1")], 1),
        ([("A", "1"), ("A", "2")], 1),
        ([("A", "1"), ("A", "2"), ("B", "1")], 2),
        ([("A", "1"), ("A", "2"), ("B", "1"), ("B", "2"), ("C", "1")], 2),
        ([("A", "1"), ("B", "1"), ("B", "2"), ("C", "2"), ("C", "3")], 3),
    ],
)
def test_no_outlet_and_no_text_counts_twice(voices: list[tuple[str, str]], number: int) -> None:
    assert independent(voices) == number


@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from("1234")), max_size=7))
def test_it_is_the_most_that_share_neither(voices: list[tuple[str, str]]) -> None:
    def apart(chosen: tuple[tuple[str, str], ...]) -> bool:
        return all(one[0] != other[0] and one[1] != other[1] for one, other in combinations(chosen, 2))

    every = (chosen for size in range(5) for chosen in combinations(voices, size))
    assert independent(voices) == max(len(chosen) for chosen in every if apart(chosen))
