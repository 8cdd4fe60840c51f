"""The real process on Telegram, which is the fake server."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.e2e.forked import Forked, start
from tests.fakes.botapi.happenings import USER, inline, message, press
from tests.fakes.botapi.server import TOKEN, BotApi, Call

OWNER = 7777
READY = b"Running on Telegram as @counterclaim_bot."


@dataclass
class Running:
    """A running bot, and the people who write to it."""

    api: BotApi
    process: Forked
    log: Path
    ended_with: bytes = b""

    @property
    def said(self) -> bytes:
        """What it printed and logged so far."""
        return self.ended_with or self.log.read_bytes()

    async def ready(self) -> None:
        """Wait until updates can come."""
        await self.api.until(lambda: READY in self.said or self.process.returncode is not None, 60)
        assert READY in self.said, self.said.decode()

    async def ask(self, text: str, **more: Any) -> Call:
        """Write to the bot; the first message it answers with."""
        return await self.after(message(self.api, text, **more))

    async def after(self, update: Mapping[str, Any], *methods: str) -> Call:
        """Let something happen; what the bot does then that a user notices."""
        before = len(self.api.of(*methods))
        await self.api.push(update)
        await self.api.until(lambda: len(self.api.of(*methods)) > before)
        return self.api.of(*methods)[before]

    async def press(self, on: Call, label: str, **more: Any) -> Call:
        """Press a button below a message; the edit or the message that follows."""
        data = next(data for text, data in on.buttons.items() if label in text)
        update = press(self.api, data, on, self.api.number_of(on), **more)
        return await self.after(update, *SHOWING)

    async def inline(self, query: str, **more: Any) -> Call:
        """Type an inline query; its answer."""
        return await self.after(inline(self.api, query, **more), "answerInlineQuery")

    async def quiet(self, update: Mapping[str, Any]) -> None:
        """Let something happen that nobody must be told about: what comes next is answered, and nothing before it."""
        before = len(self.api.of())
        await self.api.push(update)
        await self.ask("/about", at=USER + 900)
        assert [call.given["chat_id"] for call in self.api.of()[before:]] == [str(USER + 900)]

    async def stop(self) -> int:
        """SIGTERM; the exit code."""
        self.process.terminate()
        return await self.ended(10)

    async def ended(self, seconds: float = 60) -> int:
        """Wait until the process ended by itself; the exit code."""
        async with asyncio.timeout(seconds):
            return await self.process.wait()


SHOWING = ("sendMessage", "sendPhoto", "sendDocument", "editMessageText", "editMessageCaption")


@asynccontextmanager
async def running(api: BotApi, database: Path, *, wait: bool = True, **environment: str) -> AsyncIterator[Running]:
    """`bot run` on a database, until the block ends; the rules read alone unless READER is given, which spares loading the model."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    known = kept | {
        "DATABASE_URL": f"sqlite+aiosqlite:///{database}",
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_BASE_URL": api.url,
        "OWNERS": f"telegram:{OWNER}",
        "HTTP_LISTEN": "",
        "FEEDS_WATCH": "no",
        "LOG_LEVEL": "debug",
        "READER": "rules",
        **environment,
    }
    with TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        log.touch()
        process = start(["run"], known, Path(os.devnull), log, log)
        bot = Running(api, process, log)
        try:
            if wait:
                await bot.ready()
            yield bot
        finally:
            process.kill()
            await process.wait()
            bot.ended_with = log.read_bytes()
