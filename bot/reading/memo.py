"""What was found out about words, kept because news repeats its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")

MOST, LONGEST = 20_000, 40
"""So many words of so many characters are kept: memory ends, however many texts are read and whatever is in them."""


class Memo(dict[str, Value]):
    """`memo[word]` is what a function returns for a word. The function must always return the same for it."""

    def __init__(self, function: Callable[[str], Value]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> Value:
        value = self._function(word)
        if len(word) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[word] = value
        return value
