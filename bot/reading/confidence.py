"""How far two readers together can be trusted, as the share that proved right among labelled articles that the model had not seen.

Both curves are fitted by `python -m bot.training.compare`, which prints what they should be; the calibration table in docs/quality.md
says how well they hold.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

_LEAST, _MOST = 0.003, 0.997
"""Probabilities beyond these say no more than these."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A share right from 0 to 1, as the model's log odds bent and moved."""

    offset: float
    slope: float

    def __call__(self, probability: float) -> float:
        """The share right among answers of this probability."""
        return 1 / (1 + math.exp(-self.offset - self.slope * odds(probability)))


def odds(probability: float) -> float:
    """The log odds of a probability, within bounds."""
    held = min(max(probability, _LEAST), _MOST)
    return math.log(held / (1 - held))


AGREED = Curve(0.92, 0.67)
"""Answers that the rules found too."""

ALONE = Curve(-1.30, 0.70)
"""Answers that the model alone found."""
