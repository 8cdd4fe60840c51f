"""The curves of confidence: what they are fitted to, and that they find the share that is right."""

from __future__ import annotations

import random

import pytest

from bot.domain.interval import Interval
from bot.services.labelled import Key
from bot.training.bars import Told
from bot.training.curves import agreed, alone, fit

TOLL: Key = ("killed", Interval(145, 145), None)
OTHER: Key = ("killed", Interval(334, 334), None)
DOUBTFUL: Key = ("killed", Interval(1, 1), None)


def test_who_found_an_answer_decides_on_its_curve() -> None:
    one = Told(frozenset({TOLL}), frozenset({DOUBTFUL}), frozenset({TOLL}), {TOLL: 0.9, OTHER: 0.4, DOUBTFUL: 0.5})
    assert list(agreed([one])) == [(0.9, True)]
    assert list(alone([one])) == [(0.4, False)]


def test_an_answer_of_the_rules_that_the_model_is_silent_on_has_no_probability() -> None:
    assert list(agreed([Told(frozenset(), frozenset(), frozenset({TOLL}), {})])) == [(0.0, False)]


@pytest.mark.parametrize("probability", [0.1, 0.5, 0.9])
def test_a_curve_tells_the_share_that_was_right(probability: float) -> None:
    chance = random.Random(5)  # noqa: S311 - the same answers every time
    seen = [(share, chance.random() < share) for share in (0.1, 0.3, 0.5, 0.7, 0.9) for _ in range(400)]
    assert fit(seen)(probability) == pytest.approx(probability, abs=0.05)
