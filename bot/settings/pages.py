"""What stands on the pages of outlets and is none of an article's text, config/pages.toml."""

from __future__ import annotations

from dataclasses import dataclass

from bot.settings.folder import ConfigFolder

PAGES = "pages.toml"


@dataclass(frozen=True, slots=True)
class PageWords:
    """`drop` are lines of boilerplate, `walls` the words of what stands in an article's place."""

    drop: tuple[str, ...] = ()
    walls: tuple[str, ...] = ()


def load_page_words(folder: ConfigFolder) -> PageWords:
    """The words; none where the story has no such file. Raises ConfigError with file and line."""
    return folder.load(PageWords, PAGES) if (folder.path / PAGES).is_file() else PageWords()
