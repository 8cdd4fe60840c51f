"""The reader is no worse than docs/quality.md states, on the sets that need nothing from outside."""

from __future__ import annotations

import pytest

from tests.quality.__main__ import RULES, check_floors
from tests.quality.measure import configured


@pytest.mark.parametrize("name", ["training", "validation"])
def test_the_rules_alone_are_no_worse_than_stated(name: str) -> None:
    assert not list(check_floors(configured(learned=False), name, RULES))


def test_both_readers_are_no_worse_than_stated_on_what_neither_has_learned_from() -> None:
    assert not list(check_floors(configured(), "validation"))
