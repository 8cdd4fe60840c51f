"""Values as people type them."""

from __future__ import annotations

import pytest

from bot.domain.claims import Value
from bot.domain.errors import UserError
from bot.domain.interval import Interval
from bot.services import Words
from handlers.days import DayReader
from handlers.values import value
from tests.fakes.corpus import story

STORY, WORDS = story(), Words("en")
DAYS = DayReader(WORDS, 2024, "/review")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("134", Interval(134, 134)),
        ("1 000", Interval(1000, 1000)),
        ("1,000", Interval(1000, 1000)),
        ("At least 134", Interval(134, None)),
        (">= 134", Interval(134, None)),
        ("134+", Interval(134, None)),
        ("не менее 134", Interval(134, None)),
        ("more than 550", Interval(551, None)),
        ("over 550", Interval(551, None)),
        ("up to 50", Interval(0, 50)),
        ("about 1000", Interval(900, 1100)),
        ("90-100", Interval(90, 100)),
        ("90 to 100", Interval(90, 100)),
    ],
)
def test_counts(text: str, wanted: Value) -> None:
    assert value(text, STORY.questions["killed"], DAYS, WORDS) == wanted


@pytest.mark.parametrize("text", ["", "many", "-5", "100-90", "1.5", "12 34", "9" * 12])
def test_what_is_no_count(text: str) -> None:
    with pytest.raises(UserError, match="is no number"):
        value(text, STORY.questions["killed"], DAYS, WORDS)
