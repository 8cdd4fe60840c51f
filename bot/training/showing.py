"""Texts to show a network while it is packed, so that it is known how large its states become."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.reading.learned.encoder import Asked
from bot.reading.learned.pieces import Pieces
from bot.training.examples import Lesson, Task, examples
from bot.training.packing import Feed

SHOWN = 60


def sample(
    lessons: Sequence[Lesson], task: Task, pieces: Pieces, words: npt.NDArray[np.float32], seed: int
) -> list[Feed]:
    """What the model is given of some articles, the same for the same articles and seed; `words` are the vectors of all pieces."""
    chosen = random.Random(seed).sample(list(lessons), min(SHOWN, len(lessons)))  # noqa: S311 - nothing is kept secret by it
    asked = [Asked.of(one.window) for lesson in chosen for one in examples(lesson, task, pieces)]
    return [one.feed(words[np.array(one.ids)]) for one in asked]
