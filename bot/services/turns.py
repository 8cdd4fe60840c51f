"""One text at a time: everything that is read while the bot runs is read in a thread of its own, in turn.

Texts that came in side by side would be no sooner read side by side: the rules hold the interpreter, the model takes every core. They
would only take the model's memory several times over, and the threads in which everything else waits for files and drawings.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.domain.claims import Item

Told = TypeVar("Told")

_THREAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading")


async def in_turn(work: Callable[[Item], Told], item: Item) -> Told:
    """What `work` says of a text, when the texts that came before have been read. Raises what `work` raises.

    Who is cancelled while waiting gives the turn up; a reading that has begun goes on to its end, unheard.
    """
    return await asyncio.get_running_loop().run_in_executor(_THREAD, work, item)
