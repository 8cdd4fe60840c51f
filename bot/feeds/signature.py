"""Signatures by which copies of a text are found."""

from __future__ import annotations

import re
import struct

from rensa import RMinHash

SLOTS, SEED = 128, 42
SEQUENCE = 3
"""How many words in a row are compared."""

FEWEST = 20
"""A text of fewer words has no signature: short texts on one event are alike by chance."""

LONGEST = 100_000
_WORD = re.compile(r"\w+")


def signature(text: str) -> bytes:
    """The MinHash of a text's word sequences, four bytes a slot; empty for a text of few words. See bot.domain.history."""
    words = _WORD.findall(text[:LONGEST].casefold())
    if len(words) < FEWEST:
        return b""
    sketch = RMinHash(num_perm=SLOTS, seed=SEED)
    sketch.update([" ".join(words[at : at + SEQUENCE]) for at in range(len(words) - SEQUENCE + 1)])
    return struct.pack(f"<{SLOTS}I", *sketch.digest())
