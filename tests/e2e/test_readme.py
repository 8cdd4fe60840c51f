"""The README's transcripts are what the bot says. `python tests/e2e/test_readme.py` writes them anew."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from tests.e2e.process import ROOT, Bot

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


def indented(text: str) -> str:
    """Text as a code block."""
    return "".join(f"    {line}\n" if line else "\n" for line in text.splitlines())


def renewed(bot: Bot) -> str:
    """The README as it should be."""
    text = README.read_text(encoding="utf-8")
    text = section("transcript").sub(lambda old: said(bot, old[0]), text)
    return section("ingest").sub(lambda _: ingested(bot), text)


def test_the_readme_shows_what_the_bot_says(seeded: Bot) -> None:
    assert TEXT in README.read_text(encoding="utf-8")
    assert renewed(seeded) == README.read_text(encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        README.write_text(renewed(Bot(Path(folder))), encoding="utf-8")
    sys.exit()
