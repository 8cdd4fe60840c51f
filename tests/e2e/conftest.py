"""Bots for the tests: one never started, and one that knows the seeds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.process import Bot, copy
from tests.fakes.botapi.server import BotApi


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    """A bot that has never been started; its rules read alone, which spares each process loading the model."""
    return Bot(tmp_path, {"READER": "rules"})


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """A bot with the seed corpus as both readers read it, for tests that only ask."""
    bot = Bot(tmp_path_factory.mktemp("seeded"))
    bot.say("/start")
    return bot


@pytest.fixture
def own(bot: Bot, seeded: Bot) -> Bot:
    """A seeded bot of one's own."""
    copy(seeded.database, bot.database)
    return bot


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A Bot API server, to which nothing wrong must have been sent when the test ends."""
    server = BotApi()
    await server.start()
    yield server
    assert server.problems == []
    await server.stop()


@pytest.fixture
def database(own: Bot) -> Path:
    """A seeded database."""
    return own.database
