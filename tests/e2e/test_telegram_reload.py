"""Reading the configuration again while the bot runs."""

from __future__ import annotations

import re
import shutil
import signal
from pathlib import Path

import pytest

from tests.e2e.process import ROOT, Bot
from tests.e2e.telegram import OWNER, running
from tests.fakes.botapi.server import BotApi

QUESTIONS = "questions/casualties.toml"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "config", tmp_path / "config"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


async def test_a_changed_configuration_counts_and_a_broken_one_does_not(api: BotApi, own: Bot, config: Path) -> None:
    async with running(api, own.database, CONFIG_DIR=str(config)) as bot:
        label = re.search(r'en = "(.+?)"', (config / QUESTIONS).read_text(encoding="utf-8"))
        assert label
        change(config / QUESTIONS, label[1], "Souls lost")
        assert "There is no command /reload" in (await bot.ask("/reload")).given["text"]
        assert "The configuration was read again" in (await bot.ask("/reload", at=OWNER)).given["text"]
        assert "Souls lost" in (await bot.ask("/toll")).given["text"]

        change(config / QUESTIONS, 'type = "count"', 'type = "crowd"')
        refused = (await bot.ask("/reload", at=OWNER)).given["text"]
        assert re.search(r"casualties\.toml, line \d+", refused), refused
        assert str(config) not in refused, "a chat is no place for the machine's folders"
        assert "The old one stays" in refused
        assert "Souls lost" in (await bot.ask("/toll")).given["text"]

        before = len(api.of())
        bot.process.send_signal(signal.SIGHUP)  # the owner hears what is wrong
        await api.until(lambda: any("casualties.toml" in call.given.get("text", "") for call in api.of()[before:]))

        change(config / QUESTIONS, 'type = "crowd"', 'type = "count"')
        change(config / QUESTIONS, "Souls lost", "Lives lost")
        bot.process.send_signal(signal.SIGHUP)
        await api.until(lambda: b"the configuration was read again" in bot.said)
        assert "Lives lost" in (await bot.ask("/toll")).given["text"]
        log = (await bot.ask("/audit", at=OWNER)).given["text"]
        assert log.count("read the configuration again") == 2
        assert log.count("read a configuration that is wrong") == 2
        assert f"telegram:{OWNER}" in log
        assert await bot.stop() == 0


async def test_the_chat_reads_it_again_too(own: Bot, config: Path) -> None:
    bot = Bot(own.folder, {"CONFIG_DIR": str(config)})
    said = bot.run("chat", stdin="/reload\n/toll\n").stdout
    assert "The configuration was read again" in said
