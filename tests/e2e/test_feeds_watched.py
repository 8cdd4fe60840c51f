"""`bot run` watches feeds by itself, beside answering on Telegram."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import time
from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path

from tests.e2e.process import ROOT, Bot
from tests.e2e.telegram import OWNER, Running, running
from tests.e2e.test_feeds_process import FEED
from tests.fakes.botapi.server import BotApi
from tests.fakes.web import Web, serving

LIST = '[[feed]]\noutlet = "Meduza"\nlang = "en"\nurl = "{}"\nstate = "likely"\nevidence = "a test"\n'


def stored(database: Path) -> list[tuple[str, int]]:
    """What became of the feed's entries, with how many items of its outlet there are."""
    with closing(sqlite3.connect(database)) as rows:
        number = rows.execute("SELECT count(*) FROM item_versions WHERE source = 'Meduza'").fetchone()[0]
        return [(fate, number) for (fate,) in rows.execute("SELECT fate FROM feed_entries ORDER BY fate")]


async def polls(web: Web, number: int) -> None:
    """Wait until the feed was asked for so many more times."""
    end, before = time.monotonic() + 60, len(web.heads)
    while len(web.heads) < before + number:
        assert time.monotonic() < end
        await asyncio.sleep(0.05)


def watching(api: BotApi, database: Path, config: Path) -> AbstractAsyncContextManager[Running]:
    """`bot run`, in a hurry with feeds."""
    return running(
        api,
        database,
        CONFIG_DIR=str(config),
        FEEDS_WATCH="yes",
        FEEDS_ALLOW_NETWORKS="127.0.0.0/8",
        FEEDS_INTERVAL_MIN="0.01",
        FEEDS_INTERVAL_MAX="0.02",
    )


async def test_a_feed_is_watched_over_a_kill_and_nothing_is_repeated(own: Bot, tmp_path: Path) -> None:
    config = tmp_path / "config"
    await asyncio.to_thread(shutil.copytree, ROOT / "config", config)
    api = BotApi()
    await api.start()
    async with serving() as web:
        url = web.put("/rss", FEED.encode(), Content_Type="application/rss+xml")
        (config / "feeds.toml").write_text(LIST.format(url))
        async with watching(api, own.database, config) as bot:
            await polls(web, 2)
            assert stored(own.database) == [("new", 1), ("not-about-the-story", 1)]
            assert "1 feed: 1 fine" in (await bot.ask("/feeds", at=OWNER)).given["text"]
            bot.process.kill()
            await bot.process.wait()
        async with watching(api, own.database, config) as bot:
            assert "Meduza" in (await bot.ask("/latest", at=OWNER)).given["text"]
            assert stored(own.database) == [("new", 1), ("not-about-the-story", 1)]
            assert await bot.stop() == 0
    await api.stop()
