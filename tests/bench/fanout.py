"""Measures a fan-out to 10,000 chats: how even it is, what a message costs, and what people who write meanwhile notice of it."""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from tests.e2e.telegram import running
from tests.fakes.botapi.happenings import message
from tests.fakes.botapi.rules import Flood, busiest_second
from tests.fakes.botapi.server import BotApi
from tests.fakes.told import telling

CHATS = 10_000
RATE = 28
REPLIES_A_SECOND = 1.5
FIRST_CHAT, FIRST_USER = 100_000, 900_000
LINES = "/toll", "/claims killed", "how many died?", "/latest", "/disagreements", "/help"

Row = tuple[str, float, float, str]
"""What was measured, its limit, and the unit; a limit from below is negative."""


def fan_out(database: Path, chats: int = CHATS) -> Iterator[Row]:
    """Each figure with its limit and unit, on a seeded database."""
    yield from asyncio.run(_measured(database, chats))


async def _measured(database: Path, chats: int) -> list[Row]:
    api = BotApi()
    api.rule = flood = Flood(a_second=30)
    await api.start()
    async with telling(database) as other:
        await other.subscribe(range(FIRST_CHAT, FIRST_CHAT + chats))
        await other.contradict(99)
    async with running(api, database, LOG_LEVEL="warning", TELEGRAM_ALERTS_A_SECOND=str(RATE)) as bot:
        await api.until(lambda: len(api.took()) >= 1, 60)
        before = _cpu(bot.process.pid)
        talking = asyncio.create_task(_talk(api))
        await api.until(lambda: len(_alerts(api)) >= chats, chats / RATE * 2)
        cpu = _cpu(bot.process.pid) - before
        talking.cancel()
        replies = await talking
        await bot.stop()
    await api.stop()
    times = _alerts(api)
    seconds = times[-1] - times[0]
    name = f"fan-out to {chats:,} chats, limit {RATE} a second"
    return [
        (f"{name}: share of the limit that is used", (len(times) - 1) / seconds / RATE, -0.97, ""),
        (f"{name}: most in any one second", busiest_second(times), RATE + 0.5, "messages"),
        (f"{name}: refused by 429", flood.refused, 0.5, "messages"),
        (f"{name}: CPU, replies included", cpu * 1000 / (len(times) + len(replies)), 20, "ms a message"),
        (f"{name}: reply meanwhile, 95th percentile", statistics.quantiles(replies, n=20)[-1] * 1000, 300, "ms"),
    ]


async def _talk(api: BotApi) -> list[float]:
    """People write, each once, until this is cancelled; the seconds from each update to the request that answers it."""
    asked: dict[str, float] = {}
    try:
        while True:
            user = FIRST_USER + len(asked)
            asked[str(user)] = time.monotonic()
            await api.push(message(api, LINES[len(asked) % len(LINES)], at=user))
            await asyncio.sleep(1 / REPLIES_A_SECOND)
    except asyncio.CancelledError:
        answered = {call.given["chat_id"]: call.at for call in reversed(api.of("sendMessage"))}
        return [answered[user] - at for user, at in asked.items() if user in answered]


def _alerts(api: BotApi) -> list[float]:
    """When each alert came."""
    return [call.at for call in api.of("sendMessage") if int(call.given["chat_id"]) < FIRST_USER]


def _cpu(process: int) -> float:
    """The seconds of a processor that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
