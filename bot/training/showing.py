"""Texts to show a network while it is packed, so that it is known how large its states become."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from bot.reading.learned.encoder import places
from bot.reading.learned.pieces import Pieces
from bot.reading.learned.windows import Window
from bot.training.examples import Lesson, Task, examples
from bot.training.packing import Feed

SHOWN = 60


def sample(lessons: Sequence[Lesson], task: Task, pieces: Pieces, seed: int) -> list[Window]:
    """The windows of some articles, the same for the same articles and seed."""
    chosen = random.Random(seed).sample(list(lessons), min(SHOWN, len(lessons)))  # noqa: S311 - nothing is kept secret by it
    return [one.window for lesson in chosen for one in examples(lesson, task, pieces)]


def feeds(windows: Sequence[Window], words: npt.NDArray[np.float32]) -> Iterator[Feed]:
    """What the model is given for each window; `words` are the vectors of the pieces."""
    for window in windows:
        yield {
            "words": words[np.array(window.ids)][None],
            "roles": np.array([window.roles], dtype=np.int64),
            **dict(zip(("numbers", "days", "sentences"), places(window), strict=True)),
        }
