"""Kills the real process again and again while it tells 500 chats of 40 contradictions: `make crash`.

Each life ends with SIGKILL, at a labelled boundary or at a random moment; the last one goes on until all is told. Then nothing may be
lost, no crash may have repeated more than one message, and none may have come twice without one. `--write FILE` puts the counts between
the marks of a file. Exits 1 where a promise is broken.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bot.boundary import Boundary  # noqa: E402 - a script finds its neighbours by itself
from tests.e2e.process import Bot  # noqa: E402
from tests.e2e.telegram import running  # noqa: E402
from tests.fakes.botapi.server import BotApi, Call  # noqa: E402
from tests.fakes.told import Told, telling, toll_of  # noqa: E402

BEGIN, END = "<!-- counts: make crash -->\n", "<!-- end of counts -->\n"
AT_A_TIME = 4
"""Alerts that come at once; two more would make a summary of them."""

FIRST_TOLL = 140
PASSAGES = 3
SETTINGS: Any = {"TELEGRAM_ALERTS_A_SECOND": "120", "ALERTS_LEASE_SECONDS": "0.5", "LOG_LEVEL": "warning"}
REPEAT = "This may be a repeat"

Key = tuple[str, int]
"""A message: its chat, and the toll that it is about."""


@dataclass
class Run:
    """What happens to one database. `ends` are the numbers of calls after which each life was ended."""

    api: BotApi
    bot: Bot
    told: Told
    chats: int
    moments: random.Random
    expected: int = 0
    ends: list[int] = field(default_factory=list)

    async def news(self, *tolls: int) -> None:
        """What all chats are to be told."""
        await self.told.contradict(*tolls)
        self.expected += len(tolls) * self.chats

    async def crash_at_boundaries(self) -> None:
        """One crash at each of the first passages of each boundary."""
        for boundary in get_args(Boundary):
            for passage in range(1, PASSAGES + 1):
                async with running(
                    self.api, self.bot.database, wait=False, CRASH_AT=f"{boundary}:{passage}", **SETTINGS
                ) as bot:
                    async with asyncio.timeout(120):
                        code = await bot.process.wait()
                    assert code == -9, f"{boundary}:{passage} was not reached"
                self.ends.append(len(self.api.calls))

    async def crash_at_random(self, kills: int) -> None:
        """So many crashes at random moments, a tenth of them while the process starts; fewer where all is told before."""
        for left in range(kills, 0, -1):
            waiting = self.expected - len(self.arrived())
            if waiting < self.chats // 10:
                return
            goal = len(self.api.took()) + self.moments.randint(1, max(1, 2 * waiting // (left + 1)))
            async with running(self.api, self.bot.database, wait=False, **SETTINGS) as bot:
                if self.moments.random() < 0.1:
                    await asyncio.sleep(self.moments.uniform(0, 1.5))
                else:
                    await self.api.until(lambda goal=goal: len(self.api.took()) >= goal, 120)  # type: ignore[misc]
                    await asyncio.sleep(self.moments.uniform(0, 0.03))
                bot.process.kill()
                await bot.process.wait()
            self.ends.append(len(self.api.calls))

    async def finish(self) -> None:
        """A life without a crash, until everything is told and a little longer."""
        async with running(self.api, self.bot.database, **SETTINGS) as bot:
            await self.api.until(lambda: len(self.arrived()) >= self.expected, 900)
            await asyncio.sleep(1.5)
            assert await bot.stop() == 0
        states = await self.told.states()
        assert set(states) == {"sent"}, states
        await self.told.an_hour_passes()

    def arrived(self) -> set[Key]:
        """All that came at least once."""
        return set(map(_key, self.api.took()))

    def repeats(self) -> tuple[Counter[int], int]:
        """How many messages came again, by the number of the crash that lay between (-1: none did); and how many of these said so."""
        taken = {id(call) for call in self.api.took()}
        latest: dict[Key, int] = {}
        found: Counter[int] = Counter()
        marked = 0
        for number, call in enumerate(self.api.calls):
            if id(call) not in taken:
                continue
            known = latest.get(_key(call))
            latest[_key(call)] = number
            if known is not None:
                crash = bisect_right(self.ends, known)
                found[crash if crash < len(self.ends) and self.ends[crash] <= number else -1] += 1
                marked += REPEAT in call.text
        return found, marked


def _key(call: Call) -> Key:
    lines = [line for line in call.text.split("\n") if REPEAT not in line and line]
    return call.given["chat_id"], toll_of("\n".join(lines))


async def crash(folder: Path, chats: int, alerts: int, kills: int, seed: int) -> str:
    """The counts as a table. Raises AssertionError where a promise is broken."""
    began = time.monotonic()
    api, bot = BotApi(), Bot(folder)
    await api.start()
    await asyncio.to_thread(bot.say, "/start")
    async with telling(bot.database) as told:
        await told.subscribe(range(10_000, 10_000 + chats))
        run = Run(api, bot, told, chats, random.Random(seed))  # noqa: S311 - no secret
        rounds = [range(first, min(first + AT_A_TIME, alerts)) for first in range(0, alerts, AT_A_TIME)]
        labelled = 0
        for number, part in enumerate(rounds):
            await run.news(*(FIRST_TOLL - one for one in part))
            if number == 0:
                await run.crash_at_boundaries()
                labelled = len(run.ends)
            await run.crash_at_random((kills - len(run.ends) + labelled) // (len(rounds) - number))
            await run.finish()
            sys.stderr.write(
                f"round {number + 1} of {len(rounds)}: {len(run.ends)} crashes, {len(api.took())} messages\n"
            )
    await api.stop()
    assert api.problems == []
    repeats, marked = run.repeats()
    lost = run.expected - len(run.arrived())
    worst = max((count for crash, count in repeats.items() if crash >= 0), default=0)
    rows = {
        "chats, alerts, messages": f"{chats:,}, {alerts}, {run.expected:,}",
        "crashes at boundaries, at random moments": f"{labelled}, {len(run.ends) - labelled}",
        "messages lost": f"{lost}",
        "messages that came twice, and said so": f"{sum(repeats.values())}, {marked}",
        "most that one crash repeated": f"{worst}",
        "repeated without a crash": f"{repeats[-1]}",
        "minutes": f"{(time.monotonic() - began) / 60:.1f}",
    }
    table = "".join(f"| {what} | {value} |\n" for what, value in rows.items())
    head = f"Counted on {datetime.now(UTC).date()}.\n\n| what | count |\n|---|---|\n"
    assert (lost, repeats[-1]) == (0, 0), table
    assert worst <= 1, table
    assert marked == sum(repeats.values()), table
    return head + table


def main() -> None:
    """Crash, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=500)
    parser.add_argument("--alerts", type=int, default=40)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, metavar="FILE")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text = asyncio.run(crash(Path(folder), given.chats, given.alerts, given.kills, given.seed))
    sys.stdout.write(text)
    if given.write:
        before, _, rest = given.write.read_text(encoding="utf-8").partition(BEGIN)
        given.write.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
