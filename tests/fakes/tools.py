"""What the use cases of operating need from outside, in memory."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.claims import Item
from bot.services.operating import Tools
from tests.fakes.reader import LineReader
from tests.fakes.world import Seeds


def tools(seeds: Sequence[Item] = ()) -> Tools:
    """A reader of lines, and these seeds."""
    return Tools(LineReader, Seeds(list(seeds)))
