"""How taking a text in slows down as the corpus grows: two questions, to which every item has an answer, in a real database."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.domain.claims import Item
from bot.domain.stored import Origin
from bot.services.ingest import Ingest
from bot.services.seed import Seed
from bot.store.database import open_store
from tests.fakes.clock import StoppedClock
from tests.fakes.reader import LineReader
from tests.fakes.world import QUESTIONS, Seeds, silent

FEW, MANY, TAKEN = 300, 3_000, 40
NOISE = 0.02
"""How many items give a figure of their own, which contradicts others."""

BEGAN = datetime(2024, 1, 1, tzinfo=UTC)


def scale(folder: Path) -> Iterator[tuple[str, float, float, str]]:
    """What was measured, its value, its limit and its unit; in seconds of the processor, because other work goes on beside."""
    few, many = (asyncio.run(_spent(folder / f"scale-{items}.db", items)) for items in (FEW, MANY))
    yield f"taking a text in, {FEW:,} items being there", few * 1000, 40, "ms"
    yield f"taking a text in, {MANY:,} items being there, times that", many / few, 4, "times"


async def _spent(database: Path, items: int) -> float:
    """The median of the seconds that one more item takes."""
    chance = random.Random(1)  # noqa: S311
    corpus = [_item(number, chance) for number in range(items + TAKEN)]
    store = await open_store(f"sqlite+aiosqlite:///{database}")
    try:
        await Seed(store, LineReader, QUESTIONS, Seeds(corpus[:items]), StoppedClock())(silent)
        ingest = Ingest(store, LineReader(), QUESTIONS, ("en",), StoppedClock())
        spent = []
        for item in corpus[items:]:
            began = time.process_time()
            await ingest(item, Origin.FEED)
            spent.append(time.process_time() - began)
        return statistics.median(spent)
    finally:
        await store.close()


def _item(number: int, chance: random.Random) -> Item:
    killed = min(145, 40 + number // 2) if chance.random() > NOISE else chance.randrange(30, 200)
    party = chance.choice(["russia", "ukraine", "us", "eu"])
    answer = "involved" if party == "russia" else "not_involved"
    text = f"killed {killed}\nukraine_role {answer} {party}\nItem {number}."
    published = BEGAN + timedelta(minutes=30 * number)
    return Item(f"i{number:05}", f"Outlet {number % 40}", "en", "", text, published)
