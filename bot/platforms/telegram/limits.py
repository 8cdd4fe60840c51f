"""How much one user may ask for in a while."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from bot.platforms.telegram.memory import Memory

USERS = 10_000


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many at once, and one more after so many seconds."""

    burst: int
    every: float


ORDINARY = Allowance(20, 1)
COSTLY = Allowance(5, 10)


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    told: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Too much: the user may come back after so many seconds; `first` is False where they know that already."""

    seconds: int
    first: bool


class Limiter:
    """Remembers what each user took; `clock` gives monotonic seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: Memory[tuple[int, Allowance], _Bucket] = Memory(USERS)

    def take(self, user: int, allowance: Allowance = ORDINARY) -> Refusal | None:
        """Take one; None where there was one left."""
        now = self._clock()
        bucket = self._buckets.get((user, allowance)) or _Bucket(allowance.burst, now)
        bucket.left = min(allowance.burst, bucket.left + (now - bucket.at) / allowance.every)
        bucket.at = now
        self._buckets.put((user, allowance), bucket)
        if bucket.left >= 1:
            bucket.left -= 1
            bucket.told = False
            return None
        first, bucket.told = not bucket.told, True
        return Refusal(math.ceil((1 - bucket.left) * allowance.every), first)
