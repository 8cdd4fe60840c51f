"""A mapping that forgets what was not used for longest."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Memory(Generic[Key, Value]):
    """Holds at most `size` things."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._things: OrderedDict[Key, Value] = OrderedDict()

    def __len__(self) -> int:
        return len(self._things)

    def get(self, key: Key) -> Value | None:
        """The thing, which counts as used now."""
        if key in self._things:
            self._things.move_to_end(key)
        return self._things.get(key)

    def put(self, key: Key, thing: Value) -> None:
        """Keep a thing, and forget the one that was not used for longest where there is no room."""
        self._things[key] = thing
        self._things.move_to_end(key)
        if len(self._things) > self._size:
            self._things.popitem(last=False)

    def pop(self, key: Key) -> Value | None:
        """Take a thing out."""
        return self._things.pop(key, None)
