"""Measures the bot on Telegram against the fake server: the first answer after a start, and answers under load."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from tests.e2e.telegram import running
from tests.fakes.botapi.happenings import message
from tests.fakes.botapi.server import BotApi

STARTS = 3
A_SECOND, SECONDS = 20, 15
LINES = (
    "/toll",
    "/claims killed",
    "how many died?",
    "/timeline 2024-04",
    "/disagreements",
    "/compare russia tajikistan",
    "/latest",
    "сколько раненых?",
    "/sources",
    "/help",
)


def telegram(database: Path) -> Iterator[tuple[str, float, float, str]]:
    """Each figure with its limit and unit, on a seeded database."""
    first, replies = asyncio.run(_measured(database))
    yield "Telegram: first update answered after the start", first, 2, "s"
    p95 = statistics.quantiles(replies, n=20)[-1] * 1000
    yield f"Telegram: reply at {A_SECOND} updates a second, 95th percentile", p95, 150, "ms"


async def _measured(database: Path) -> tuple[float, list[float]]:
    api = BotApi()
    await api.start()
    firsts = [await _first(api, database) for _ in range(STARTS)]
    async with running(api, database, LOG_LEVEL="warning"):
        await _load(api, 1, 50_000)
        replies = await _load(api, SECONDS, 60_000)
    await api.stop()
    return statistics.median(firsts), replies


async def _first(api: BotApi, database: Path) -> float:
    """Seconds from the start of the process to the answer of what had been asked before."""
    before = len(api.of("sendMessage"))
    await api.push(message(api, "/toll", at=1_000 + before))
    began = time.monotonic()
    async with running(api, database, wait=False, LOG_LEVEL="warning") as bot:
        await api.until(lambda: len(api.of("sendMessage")) > before, 30)
        taken = api.of("sendMessage")[before].at - began
        await bot.ready()
        await bot.stop()
    return taken


async def _load(api: BotApi, seconds: int, user: int) -> list[float]:
    """Seconds from each update to the request that answers it, every user asking once."""
    asked: dict[str, float] = {}
    begin = time.monotonic()
    for number in range(A_SECOND * seconds):
        await asyncio.sleep(max(0.0, begin + number / A_SECOND - time.monotonic()))
        asked[str(user + number)] = time.monotonic()
        await api.push(message(api, LINES[number % len(LINES)], at=user + number))
    await api.until(lambda: asked.keys() <= {call.given["chat_id"] for call in api.of("sendMessage")}, 30)
    answered = {call.given["chat_id"]: call.at for call in reversed(api.of("sendMessage"))}
    return [answered[chat] - at for chat, at in asked.items()]
