"""Reading everything anew while others ask and bring in texts, and while the process is killed."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.stored import Origin
from bot.ports import Snapshot, Store
from bot.services.ingest import Ingest
from bot.services.reseed import Reseed
from bot.services.seed import Seed
from bot.store.database import SqlStore, open_store
from bot.store.inspect import inspect_store
from tests.fakes.clock import StoppedClock
from tests.fakes.reader import LineReader
from tests.fakes.world import QUESTIONS, Marking, Seeds, item, silent

SEEDS = [item(f"s{number:02}", f"killed {100 + number}", 1) for number in range(8)]
QUERIES, TEXTS = 50, 6


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    """A database with the seeds, read with the mark 0."""
    made = await open_store(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    await Seed(made, lambda: Marking(0), QUESTIONS, Seeds(SEEDS), StoppedClock())(silent)
    yield made
    await made.close()


async def mark_of(snapshot: Snapshot) -> str:
    """With which mark the seeds were read. Fails where a snapshot mixes two readings, or lacks a part of one."""
    claims = [held.claim for held in (await snapshot.states())["killed"].claims if not held.withdrawn]
    items = await snapshot.items()
    assert sorted(claim.item for claim in claims) == sorted(stored.item.id for stored in items)
    assert await snapshot.unread() == []
    assert len(await snapshot.search(["killed"], 1_000)) == len(items)
    marks = {claim.reasons[0].detail for claim in claims if claim.item.startswith("s")}
    (mark,) = marks
    return mark


async def test_fifty_ask_and_one_brings_in_texts_while_all_is_read_anew(store: SqlStore) -> None:
    done = asyncio.Event()
    seen: set[str] = set()
    taken: list[str] = []

    async def ask(_: int) -> None:
        last = False
        while not last:
            last = done.is_set()  # each asks once more then: what came in the end is seen by all
            async with store.read() as snapshot:
                seen.add(await mark_of(snapshot))
            await asyncio.sleep(0.3)

    async def bring(reader: LineReader) -> None:
        ingest = Ingest(store, reader, QUESTIONS, {"en"}, StoppedClock())
        for number in range(TEXTS):
            told = await ingest(item("", f"killed {200 + number}", 5), Origin.FEED)
            taken.append(told.item.id)

    asking = [asyncio.create_task(ask(number)) for number in range(QUERIES)]
    bringing = asyncio.create_task(bring(Marking(0)))
    for mark in (1, 2):
        await Reseed(store, Marking(mark), QUESTIONS, Seeds(SEEDS), StoppedClock())(silent)
    await bringing
    done.set()
    await asyncio.gather(*asking)
    assert len(set(taken)) == TEXTS
    assert seen >= {"0", "2"}
    async with store.read() as snapshot:
        assert await mark_of(snapshot) == "2"
        assert set(taken) <= set(await snapshot.versions())


KILLED = """
import asyncio, sys
from bot.services.reseed import Reseed
from bot.store.database import open_store
from tests.fakes.clock import StoppedClock
from tests.fakes.world import QUESTIONS, Marking, Seeds, silent
from tests.services.test_reseed_load import SEEDS

async def main():
    store = await open_store(sys.argv[1])
    for mark in range(1, 9):
        print(mark, flush=True)
        reseed = Reseed(store, Marking(mark % 9), QUESTIONS, Seeds(SEEDS), StoppedClock())
        await (reseed.undo(silent) if mark % 4 == 3 else reseed(silent))
    sys.stdin.read()

asyncio.run(main())
"""


@pytest.mark.parametrize("milliseconds", [3, 23, 140])
async def test_killed_at_any_moment_it_leaves_the_old_or_the_new(
    store: Store, tmp_path: Path, milliseconds: int
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED, url, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    await process.stdout.readline()
    await asyncio.sleep(milliseconds / 1000)
    process.kill()
    await process.communicate()
    async with store.read() as snapshot:
        await mark_of(snapshot)
    assert inspect_store(url).sound
    await Reseed(store, Marking(8), QUESTIONS, Seeds(SEEDS), StoppedClock())(silent)
    async with store.read() as snapshot:
        assert await mark_of(snapshot) == "8"
