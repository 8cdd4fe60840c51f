"""Polls a feed in processes that kill themselves at every step in turn, and tells what the database holds in the end.

A step is whatever the poll asks of the world: a request, a transaction's beginning and end, a row that is written. Each process is
a fork of this one, which has loaded all code and opened nothing. Prints one JSON line a trial.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, cast

from bot.domain.feeds import Article, Validators
from bot.ports import Snapshot, Store, Transaction
from bot.store.database import SqlStore, open_store
from tests.fakes.feeds import DAY, MINUTE, URL, FeedHouse, Outcome, article, document

ARTICLES = [
    article("killed 145", "a"),
    article("The weather", "b", published=DAY + MINUTE),
    article("killed 143", "c", published=DAY + 2 * MINUTE, url=None),
    article("killed 150", "d", published=DAY + 3 * MINUTE),
]
CHANGED = [ARTICLES[0], article("killed 144", "c", published=DAY + 2 * MINUTE, url=None), ARTICLES[3]]
NEVER = 1 << 30
KINDS = "after request", "after write.add_item", "after feeds.record", "before commit", "after commit"


class Steps:
    """Counts steps, remembers their names, and kills the process before one of them."""

    def __init__(self, last: int) -> None:
        self.names: list[str] = []
        self._last = last

    def __call__(self, name: str) -> None:
        """One step is about to be done."""
        if len(self.names) == self._last:
            os.kill(os.getpid(), signal.SIGKILL)
        self.names.append(name)


class Watched:
    """Anything whose calls are steps."""

    def __init__(self, inner: Any, steps: Steps, name: str) -> None:
        self._inner, self._steps, self._name = inner, steps, name

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if name == "feeds":
            return Watched(found, self._steps, "feeds")
        if not callable(found):
            return found
        label = f"{self._name}.{name}"

        async def call(*arguments: Any, **named: Any) -> Any:
            self._steps(f"before {label}")
            given = await found(*arguments, **named)
            self._steps(f"after {label}")
            return given

        return call


class SteppingStore:
    """A store whose transactions and what is done in them are steps."""

    def __init__(self, store: SqlStore, steps: Steps) -> None:
        self._store, self._steps = store, steps

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Snapshot]:
        """See Store."""
        async with self._store.read() as snapshot:
            yield cast("Snapshot", Watched(snapshot, self._steps, "read"))
        self._steps("after read")

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """See Store."""
        self._steps("before begin")
        async with self._store.write() as change:
            yield cast("Transaction", Watched(change, self._steps, "write"))
            self._steps("before commit")
        self._steps("after commit")

    async def close(self) -> None:
        """See Store."""
        await self._store.close()


async def poll(database: Path, articles: Sequence[Article], last: int, run: int, times: int = 1) -> list[str]:
    """Poll the feed if it is due. `run` counts the processes; each starts nine hours later."""
    steps = Steps(last)
    store = await open_store(f"sqlite+aiosqlite:///{database}")
    house = FeedHouse(store=cast("Store", SteppingStore(store, steps)))
    house.clock.moment += timedelta(hours=9 * run)
    read = house.feeds.read

    async def stepping(url: str, validators: Validators | None = None) -> Outcome:
        steps("before request")
        outcome = await read(url, validators)
        steps("after request")
        return outcome

    house.feeds.read = stepping  # type: ignore[method-assign]
    await house.list.bring_in()
    house.feeds.outcomes[URL] = document(*articles)
    for _ in range(times):
        for claimed in await house.poll.claim(9, 9):
            await house.poll(claimed)
        house.clock.moment += timedelta(hours=9)
    await store.close()
    return steps.names


def in_a_fork(work: Callable[[], Awaitable[list[str]]], note: Path) -> int:
    """Run it in a process of its own; how that ended (-9: killed). The steps it did are noted in a file."""
    child = os.fork()
    if child == 0:
        note.write_text(json.dumps(asyncio.run(_as_coroutine(work))))
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    return os.waitstatus_to_exitcode(status)


async def _as_coroutine(work: Callable[[], Awaitable[list[str]]]) -> list[str]:
    return await work()


def found(database: Path) -> dict[str, Any]:
    """What the database holds of the feed."""
    with closing(sqlite3.connect(database)) as rows:
        return {
            "items": sorted(rows.execute("SELECT text, item_versions.version FROM item_versions").fetchall()),
            "entries": sorted(rows.execute("SELECT key, fate, item IS NOT NULL FROM feed_entries").fetchall()),
            "alerts": sorted(rows.execute("SELECT identity FROM changes WHERE type = 'alert'").fetchall()),
            "queued": rows.execute("SELECT count(*) FROM outbox").fetchone()[0],
            "feed": rows.execute("SELECT state, first_poll_done, lease_owner FROM feeds").fetchall(),
            "sound": rows.execute("PRAGMA integrity_check").fetchone()[0],
        }


def trial(folder: Path, before: Path, articles: Sequence[Article], kills: Sequence[int], begin: int) -> dict[str, Any]:
    """A copy of a database: processes that kill themselves, then one that does not, and polls once more to find all done."""
    database, note = folder / "trial.db", folder / "steps.json"
    for old in folder.glob("trial.db*"):
        old.unlink()
    shutil.copy(before, database)
    for run, last in enumerate(kills, begin):
        assert in_a_fork(partial(poll, database, articles, last, run), note) in (0, -signal.SIGKILL)
    assert in_a_fork(partial(poll, database, articles, NEVER, begin + len(kills), 2), note) == 0
    return found(database)


def scenario(folder: Path, name: str, before: Path, articles: Sequence[Article], pairs: int, begin: int) -> None:
    """A trial without a kill, one for each step, and so many with two kills."""
    done, note = folder / f"{name}.db", folder / "steps.json"
    shutil.copy(before, done)
    assert in_a_fork(partial(poll, done, articles, NEVER, begin), note) == 0
    steps = json.loads(note.read_text())
    chance = random.Random(1)  # noqa: S311 - any kills will do
    # Without pairs the short form: the last step of some kinds.
    last_of = {name: step for step, name in enumerate(steps)}
    singles = range(len(steps)) if pairs else [last_of[name] for name in KINDS]
    kills = [[], *([step] for step in singles)]
    kills += [[chance.randrange(len(steps)), chance.randrange(len(steps))] for _ in range(pairs)]
    for last in kills:
        row = {"scenario": name, "killed before": [steps[step] for step in last]}
        sys.stdout.write(json.dumps(row | trial(folder, before, articles, last, begin)) + "\n")


def main(folder: Path, pairs: int) -> None:
    """The first poll of a feed, and one that finds an entry changed."""

    async def prepare() -> list[str]:
        await (await open_store(f"sqlite+aiosqlite:///{folder / 'empty.db'}")).close()
        return []

    assert in_a_fork(prepare, folder / "steps.json") == 0
    scenario(folder, "first", folder / "empty.db", ARTICLES, pairs, 1)
    scenario(folder, "changed", folder / "first.db", CHANGED, pairs, 100)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
