"""The reader is no worse than docs/quality.md states, on the sets that need nothing from outside."""

from __future__ import annotations

from tests.quality.__main__ import check_floors
from tests.quality.measure import configured


def test_no_figure_is_worse_than_stated() -> None:
    assert not list(check_floors(configured(), ("training", "validation")))
