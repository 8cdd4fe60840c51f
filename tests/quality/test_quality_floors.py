"""The reader is no worse than docs/quality.md states, on the sets that need nothing from outside."""

from __future__ import annotations

from tests.quality.__main__ import RULES, check_floors
from tests.quality.measure import configured


def test_the_rules_alone_are_no_worse_than_stated() -> None:
    assert not list(check_floors(configured(learned=False), "validation", RULES))


def test_both_readers_are_no_worse_than_stated_on_what_neither_has_learned_from() -> None:
    assert not list(check_floors(configured(), "validation"))
