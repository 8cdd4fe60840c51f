"""Text as the encoder takes it: pieces of words, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a letter, which is no text: the library refuses it."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in pieces: their ids, and for each the offsets (start, end) of its letters."""

    ids: Sequence[int]
    places: Sequence[tuple[int, int]]


class Pieces:
    """Cuts texts by the vocabulary of a model."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.begin, self.end, self.pad, self.unknown = (
            _id(tokenizer, name) for name in ("<s>", "</s>", "<pad>", "<unk>")
        )

    @classmethod
    def load(cls, path: Path) -> Pieces:
        """The vocabulary in a file. Raises an Exception of the library for a broken one."""
        return cls(Tokenizer.from_file(str(path)))

    def cut(self, text: str, offset: int = 0) -> Cut:
        """The pieces of a text; `offset` is added to their places."""
        encoding = self._tokenizer.encode(_SURROGATE.sub("\ufffd", text), add_special_tokens=False)
        return Cut(encoding.ids, [(start + offset, end + offset) for start, end in encoding.offsets])


def _id(tokenizer: Tokenizer, name: str) -> int:
    found = tokenizer.token_to_id(name)
    if found is None:
        raise ValueError(f"the vocabulary has no {name}")
    return int(found)
