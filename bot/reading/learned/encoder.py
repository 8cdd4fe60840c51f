"""The model as it runs: pieces of a window in, probabilities out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import onnxruntime

from bot.reading.learned.windows import Window

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
_Ints = tuple[int, ...]
_Spans = tuple[_Ints, ...]

_MOST_THREADS = 4
_KEPT = 64
"""How many windows' verdicts are kept: a text of a feed may be read to learn whether it is about the story, and again to take it in."""

_OUTPUTS = ("number", "day", "choice", "party", "where")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Probabilities of one window, in the order of its spots and sentences.

    `numbers` and `days` have a row a spot of their kind and a column a question. `choices` is sentence by question by answer, `parties`
    sentence by question by party; `where` the piece that told most, sentence by question.
    """

    numbers: Floats
    days: Floats
    choices: Floats
    parties: Floats
    where: Rows


class Asked(NamedTuple):
    """All that the model is given of a window, so that two that are alike need one verdict; spans are pieces, first and behind the last.

    A number or a day has its own span and that of its sentence.
    """

    ids: _Ints
    roles: _Ints
    numbers: _Spans
    days: _Spans
    sentences: _Spans

    @classmethod
    def of(cls, window: Window) -> Asked:
        """What is asked of a window."""
        numbers, days = (
            tuple((*span, *sentence) for spot, span, sentence in window.spots if spot.kind == kind)
            for kind in ("number", "day")
        )
        return cls(tuple(window.ids), tuple(window.roles), numbers, days, tuple(span for _, span in window.sentences))

    def feed(self, words: Floats) -> dict[str, npt.NDArray[Any]]:
        """The model's inputs by their names; `words` are the vectors of the pieces."""
        return {
            "words": words[None],
            "roles": np.array([self.roles], dtype=np.int64),
            "numbers": _rows(self.numbers, 4),
            "days": _rows(self.days, 4),
            "sentences": _rows(self.sentences, 2),
        }


class Encoder:
    """Runs the model on this machine's processor; what it thought of the last windows it need not think again.

    Every window is computed by one thread, several windows at once: that takes less of a processor than dividing each among threads,
    which would wait for each other at every step.
    """

    def __init__(self, folder: Path, threads: int = 0) -> None:
        """`threads` to compute with; 0 takes one a core, at most four. Raises what onnxruntime or numpy raise for a broken file."""
        self._threads = threads or min(os.cpu_count() or 1, _MOST_THREADS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._remembered = lru_cache(_KEPT)(self._run)
        self._embeddings: npt.NDArray[np.uint8] = np.load(folder / "embeddings.npy")

    def judge(self, windows: Sequence[Window]) -> list[Verdict]:
        """What the model thinks of everything in each window; not to be changed, another may be given the same."""
        asked = [Asked.of(window) for window in windows]
        if len(asked) < 2 or self._threads < 2:
            return list(map(self._remembered, asked))
        return list(self._pool.map(self._remembered, asked))

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._threads, thread_name_prefix="model")

    def _run(self, asked: Asked) -> Verdict:
        return Verdict(*self._session.run(_OUTPUTS, asked.feed(self._embed(asked.ids))))

    def _embed(self, ids: Sequence[int]) -> Floats:
        """The vectors of pieces, unpacked from blocks of a scale (half float) and 32 numbers of four bits."""
        rows = self._embeddings[np.array(ids)]
        scales = rows[..., :2].copy().view(np.float16).astype(np.float32)
        packed = rows[..., 2:]
        halves = [(packed & 15).astype(np.float32), (packed >> 4).astype(np.float32)]
        vectors = (np.concatenate(halves, axis=-1) - 8) * scales
        return np.ascontiguousarray(vectors.reshape(len(ids), -1), dtype=np.float32)


def _rows(spans: _Spans, width: int) -> Rows:
    return np.array(spans, dtype=np.int64).reshape(-1, width)
