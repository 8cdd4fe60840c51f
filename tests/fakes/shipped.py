"""The reader of the words that ship, by the rules alone: loaded once for all tests of a process, for it holds no state."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.reading.reader import Reader
from bot.settings.folder import ConfigFolder
from bot.settings.reading import load_reader
from bot.settings.story import load_story


@cache
def rules() -> Reader:
    """The rules."""
    folder = ConfigFolder(Path(__file__).parents[2] / "config")
    return load_reader(folder, load_story(folder))
