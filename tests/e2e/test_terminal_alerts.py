"""Alerts in a terminal, from the real process at a terminal of its own."""

from __future__ import annotations

import asyncio
import os
import pty
import re
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from bot.domain.alerts import ChatAddress, Scope, Subscription
from tests.e2e.process import ROOT, Bot
from tests.fakes.told import telling


async def test_an_alert_is_printed_above_the_prompt_while_somebody_types(own: Bot) -> None:
    mine, theirs = pty.openpty()
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    known = kept | {"DATABASE_URL": f"sqlite+aiosqlite:///{own.database}", "TERM": "xterm", "LANG": "en_US.UTF-8"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "chat", cwd=ROOT, env=known, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    os.set_blocking(mine, False)
    shown = bytearray()
    try:
        await _until(mine, shown, b"> ")
        os.write(mine, b"/abou")
        async with telling(own.database) as other:
            async with other.store.write() as tx:
                chat = await tx.mail.open_chat(ChatAddress("terminal", "local"))
                await tx.mail.subscribe(Subscription(chat.id, Scope.ALL, "", other.now()))
            await other.contradict(99)
        await _until(mine, shown, b"New contradiction")
        os.write(mine, b"t\r")
        await _until(mine, shown, b"145")
        os.write(mine, b"\x04")
        async with asyncio.timeout(20):
            await process.wait()
        assert process.returncode == 0
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        os.close(mine)


async def _until(terminal: int, shown: bytearray, words: bytes) -> None:
    """Read the terminal until it has shown some words."""
    end = time.monotonic() + 60
    while words not in shown:
        assert time.monotonic() < end, shown.decode(errors="replace")[-2000:]
        with suppress(BlockingIOError):
            new = os.read(terminal, 1 << 16)
            shown += new
            for _ in range(new.count(b"\x1b[6n")):  # a terminal answers where its cursor is
                os.write(terminal, b"\x1b[1;1R")
        await asyncio.sleep(0.02)


def test_a_piped_chat_prints_an_alert_after_the_answer_to_the_line_that_caused_it(own: Bot) -> None:
    lines = (
        "/subscribe",
        "/ingest Example News, 2024-05-12: The attack on the Crocus City Hall killed 143 people.",
        "/ingest keep {key}",
        "/subscriptions",
    )
    offered = own.run("chat", stdin="\n".join(lines[:2])).stdout
    mark = "/mute killed"
    assert mark not in offered, "nothing is kept yet"
    [key] = set(re.findall(r"/ingest keep (\w+)", offered))
    told = own.run("chat", stdin="\n".join(lines[2:]).format(key=key)).stdout
    assert told.count(mark) == 1
    assert told.index(mark) < told.index("This chat gets alerts of"), "before the answer to the next line"
    assert mark not in own.run("chat", stdin="/about").stdout


def test_a_piped_chat_keeps_quiet_hours(own: Bot) -> None:
    now = datetime.now(UTC)
    quiet = f"{now - timedelta(hours=1):%H:%M}-{now + timedelta(hours=1):%H:%M}"
    own.run("chat", stdin="/subscribe")
    own.ingest("The attack on the Crocus City Hall killed 143 people.")
    told = own.run("chat", stdin=f"/quiet {quiet} UTC\n/about").stdout
    assert "New contradiction" not in told
    assert "New: 1 contradiction" in own.run("chat", stdin="/quiet off\n/about").stdout
