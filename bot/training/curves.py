"""How far the readers can be trusted: the curves of bot/reading/confidence.py, fitted to articles that the model has not seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from bot.domain.claims import Value
from bot.reading.confidence import Curve, odds
from bot.training.bars import Told

_PASSES = 50
_PULL = 0.1
"""How strongly the fit is held near nothing, in answers: few articles must not make a steep curve."""

Answer = tuple[str, Value]
"""A question and what is answered."""

Seen = tuple[float, bool]
"""How probable the model found an answer, and whether it is right."""


def agreed(told: Sequence[Told]) -> Iterator[Seen]:
    """The answers that the rules found, whoever is said to give them."""
    for one in told:
        true, either_way, sure = _answers(one)
        for answer in {key[:2] for key in one.rules} - either_way:
            yield sure.get(answer, 0.0), answer in true


def alone(told: Sequence[Told]) -> Iterator[Seen]:
    """The answers that the rules did not find."""
    for one in told:
        true, either_way, sure = _answers(one)
        for answer in sure.keys() - {key[:2] for key in one.rules} - either_way:
            yield sure[answer], answer in true


def fit(seen: Sequence[Seen]) -> Curve:
    """The logistic curve that fits best, by Newton's method."""
    inputs = np.array([[1.0, odds(probability)] for probability, _ in seen])
    right = np.array([float(is_right) for _, is_right in seen])
    weights = np.zeros(2)
    for _ in range(_PASSES):
        expected = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (expected - right) + _PULL * weights
        bend = inputs.T @ (inputs * (expected * (1 - expected))[:, None]) + _PULL * np.eye(2)
        weights = weights - np.linalg.solve(bend, slope)
    return Curve(float(weights[0]), float(weights[1]))


def _answers(one: Told) -> tuple[set[Answer], set[Answer], dict[Answer, float]]:
    true: set[Answer] = {key[:2] for key in one.true}
    optional: set[Answer] = {key[:2] for key in one.optional}
    sure: dict[Answer, float] = {}
    for key, probability in one.model.items():
        sure[key[:2]] = max(sure.get(key[:2], 0.0), probability)
    return true, optional - true, sure
