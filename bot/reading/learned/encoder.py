"""The model as it runs: pieces of a window in, probabilities out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from bot.reading.learned.windows import Span, Window

Floats = npt.NDArray[np.float32]

_BLOCK = 32
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
    where: npt.NDArray[np.int64]


class Encoder:
    """Runs the model on this machine's processor."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        """`threads` to compute with; 0 takes one a core. Raises what onnxruntime or numpy raise for a broken file."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._embeddings: npt.NDArray[np.uint8] = np.load(folder / "embeddings.npy")

    def judge(self, window: Window) -> Verdict:
        """What the model thinks of everything in a window."""
        numbers = [(*span, *sentence) for spot, span, sentence in window.spots if spot.kind == "number"]
        days = [(*span, *sentence) for spot, span, sentence in window.spots if spot.kind == "day"]
        given = {
            "words": self._embed(window.ids)[None],
            "roles": np.array([window.roles], dtype=np.int64),
            "numbers": _rows(numbers, 4),
            "days": _rows(days, 4),
            "sentences": _rows([span for _, span in window.sentences], 2),
        }
        return Verdict(*self._session.run(_OUTPUTS, given))

    def _embed(self, ids: Sequence[int]) -> Floats:
        """The vectors of pieces, unpacked from blocks of a scale (half float) and 32 numbers of four bits."""
        rows = self._embeddings[np.array(ids)]
        scales = rows[..., :2].copy().view(np.float16).astype(np.float32)
        packed = rows[..., 2:]
        halves = [(packed & 15).astype(np.float32), (packed >> 4).astype(np.float32)]
        vectors = (np.concatenate(halves, axis=-1) - 8) * scales
        return np.ascontiguousarray(vectors.reshape(len(ids), -1), dtype=np.float32)


def _rows(spans: Sequence[tuple[int, ...] | Span], width: int) -> npt.NDArray[np.int64]:
    return np.array(spans, dtype=np.int64).reshape(-1, width)
