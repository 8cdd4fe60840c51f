"""A process that is killed at any moment leaves the old state or the new one."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from bot.store.database import open_store
from bot.store.inspect import inspect_store
from tests.store.material import an_item, hear

PRELUDE = """
import asyncio, sys
from bot.store.database import open_store
from tests.store.material import an_item, hear, sentences

def tell(word):
    print(word, flush=True)

async def main(url):
    store = await open_store(url)
{body}

asyncio.run(main(sys.argv[1]))
"""

IN_THE_MIDDLE = PRELUDE.format(
    body="""
    async with store.write() as change:
        await change.begin_generation()
        await change.add_item(an_item("a"), sentences(an_item("a")), [])
        await hear(change, an_item("b", "two"), 2)
        tell("inside")
        sys.stdin.read()
"""
)

ALL_THE_TIME = PRELUDE.format(
    body="""
    for number in range(10_000):
        async with store.write() as change:
            await hear(change, an_item(f"{number:05}", f"word {number}"), number)
        tell(number)
"""
)


def run(script: str, url: str, lines: int) -> list[str]:
    """Start a script, wait for so many lines, kill it; all that it said."""
    command = [sys.executable, "-c", script, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(lines)]
        process.kill()
        rest = process.stdout.read()
        return [*said, *rest.split()]


async def test_killed_in_the_middle_of_a_transaction(url: str) -> None:
    first = an_item("a")
    store = await open_store(url)
    async with store.write() as change:
        await hear(change, first, 1)
    before = await everything(url)
    await store.close()
    assert run(IN_THE_MIDDLE, url, 1) == ["inside"]
    assert await everything(url) == before
    store = await open_store(url)
    async with store.write() as change:
        await hear(change, replace(an_item("b", "two"), version=1), 2)
    await store.close()


@pytest.mark.parametrize("lines", [1, 7, 40])
async def test_killed_while_it_writes(url: str, lines: int) -> None:
    said = run(ALL_THE_TIME, url, lines)
    assert said[:lines] == [str(number) for number in range(lines)]
    assert inspect_store(url).sound
    store = await open_store(url)
    async with store.read() as known:
        items = await known.items()
        state = (await known.states())["killed"]
        assert len(state.claims) == len(items) == len(await known.events())
        assert len(items) in (len(said), len(said) + 1)
        assert [held.claim.item for held in state.claims] == sorted(item.item.id for item in items)
        assert len(await known.search(["word"], 100_000)) == len(items)
    await store.close()


async def everything(url: str) -> object:
    store = await open_store(url)
    async with store.read() as known:
        found = (
            await known.items(),
            await known.states(),
            await known.events(),
            await known.search(["people"], 9),
            await known.changes(["a"]),
        )
    await store.close()
    return found
