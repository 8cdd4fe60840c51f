"""The README's transcripts are what the bot says. `python tests/e2e/test_readme.py` writes them anew."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from dataclasses import replace
from io import StringIO
from pathlib import Path

from bot.app import House
from bot.base import Base
from bot.domain.alerts import NoticeKind
from bot.platforms.terminal.draw import draw, make_console
from bot.store.database import open_store
from tests.e2e.process import ROOT, Bot
from tests.fakes.alerted import messages

README = ROOT / "README.md"
TEXT = "The attack on the Crocus City Hall, in which 143 people died, is still being investigated."
OPTIONS = "--source", "Example News", "--published", "2024-05-12", "--lang", "en"


def section(name: str) -> re.Pattern[str]:
    """What stands between the marks of a section."""
    return re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- end of {name} -->)", re.DOTALL)


def said(bot: Bot, old: str) -> str:
    """The transcript with the bot's present answers to its lines."""
    blocks = [f"> {line}\n{bot.say(line)}" for line in re.findall(r"^    > (.*)$", old, re.MULTILINE)]
    return indented("\n".join(blocks))


def ingested(bot: Bot) -> str:
    """What the bot says to the README's example."""
    return indented("\n" + bot.run("ingest", "-", "--dry-run", *OPTIONS, stdin=TEXT).stdout)


async def alerted(database: Path) -> str:
    """The alert that a subscriber gets for it."""
    store = await open_store(f"sqlite+aiosqlite:///{database}")
    try:
        house = House(Base(), store)
        reply = (await messages(house, "en"))[NoticeKind.ALERT]
    finally:
        await store.close()
    out = StringIO()
    draw(reply, make_console(out), lambda name, _content: Path(name))
    return indented("\n" + out.getvalue())


def indented(text: str) -> str:
    """Text as a code block."""
    return "".join(f"    {line}\n" if line else "\n" for line in text.splitlines())


def renewed(bot: Bot) -> str:
    """The README as it should be."""
    text = README.read_text(encoding="utf-8")
    text = section("transcript").sub(lambda old: said(bot, old[0]), text)
    text = section("ingest").sub(lambda _: ingested(bot), text)
    return section("alert").sub(lambda _: asyncio.run(alerted(bot.database)), text)


def test_the_readme_shows_what_the_bot_says(own: Bot) -> None:
    assert TEXT in README.read_text(encoding="utf-8")
    assert renewed(replace(own, environment={})) == README.read_text(encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        README.write_text(renewed(Bot(Path(folder))), encoding="utf-8")
    sys.exit()
