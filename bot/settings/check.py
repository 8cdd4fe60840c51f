"""What is fine and what is not with settings, configuration, seeds and folders, for `bot doctor`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path

from bot.domain.errors import ConfigError
from bot.domain.questions import Story
from bot.settings.feeds import load_feeds
from bot.settings.folder import LANGUAGES, ConfigFolder
from bot.settings.load import load_settings
from bot.settings.pages import load_page_words
from bot.settings.paths import shown
from bot.settings.seeds import FileSeeds
from bot.settings.settings import Settings
from bot.settings.story import load_story

ENOUGH_ROOM = 100 * 2**20


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was looked at: its name, whether it is as it should be, and a sentence about it."""

    what: str
    ok: bool
    sentence: str


def check(words: NullTranslations | None = None) -> list[Fact]:
    """Everything about settings, configuration, seeds, tokens and folders. Raises nothing: what is wrong is a fact."""
    words = words or NullTranslations()
    try:
        settings = load_settings()
    except ConfigError as error:
        return [Fact(words.gettext("Settings"), False, str(error))]
    return [
        Fact(words.gettext("Settings"), True, _settings(settings, words)),
        check_configuration(settings, words),
        check_seeds(settings, words),
        *check_tokens(settings, words),
        *check_disk(settings, words),
    ]


def check_configuration(settings: Settings, words: NullTranslations) -> Fact:
    """Whether the configuration folder can be used (without the words by which texts are read)."""
    what = words.gettext("Configuration")
    try:
        folder = ConfigFolder(settings.config_dir)
        story = load_story(folder)
        feeds = load_feeds(folder, story.outlets)
        load_page_words(folder)
        wordless = _wordless(folder, story)
    except ConfigError as error:
        return Fact(what, False, str(error))
    if wordless:
        sentence = words.gettext("no text can answer {questions}: no file of {folder} has words for it")
        folder_shown = shown(folder.path / LANGUAGES)
        return Fact(what, False, sentence.format(questions=", ".join(wordless), folder=folder_shown))
    sentence = words.gettext("{questions} questions, {outlets} outlets and {feeds} feeds in {folder}").format(
        questions=len(story.questions), outlets=len(story.outlets), feeds=len(feeds), folder=shown(settings.config_dir)
    )
    return Fact(what, True, sentence)


def _wordless(folder: ConfigFolder, story: Story) -> list[str]:
    """The questions for which no language has words, where any language can be read. Raises ConfigError."""
    files = [folder.table(f"{LANGUAGES}/{name}.toml").data for name in folder.names(LANGUAGES)]
    worded = {name for file in files for name in file.get("questions", ())}
    return [name for name in story.questions if name not in worded] if files else []


def check_seeds(settings: Settings, words: NullTranslations) -> Fact:
    """Whether the seed corpus can be used."""
    what = words.gettext("Seeds")
    try:
        items = FileSeeds(settings.seeds_dir).items()
    except ConfigError as error:
        return Fact(what, False, str(error))
    if not items:
        return Fact(what, True, words.gettext("no articles in {folder}").format(folder=shown(settings.seeds_dir)))
    sentence = words.gettext("{count} articles from {first} to {last} in {folder}").format(
        count=len(items), first=items[0][0].day, last=items[-1][0].day, folder=shown(settings.seeds_dir)
    )
    return Fact(what, True, sentence)


def check_tokens(settings: Settings, words: NullTranslations) -> Iterator[Fact]:
    """Which platforms have a token. Having none is fine: the terminal needs none.

    A Discord token is a complaint: it can be set ahead of time, but nobody should wait for an answer there.
    """
    if settings.telegram_token:
        sentence = words.gettext("a token is set")
    else:
        sentence = words.gettext("no token, so this platform stays off; set {name} to turn it on").format(
            name="TELEGRAM_TOKEN"
        )
    yield Fact("Telegram", True, sentence)
    if settings.discord_token:
        yield Fact("Discord", False, words.gettext("DISCORD_TOKEN is set, but this version has no Discord; unset it"))


def check_disk(settings: Settings, words: NullTranslations) -> Iterator[Fact]:
    """Whether the folder of a SQLite database can be written to and has room."""
    file = settings.database_file
    if file is None:
        return
    folder = _nearest(file.parent)
    what = words.gettext("Database folder")
    if not folder.is_dir():
        yield Fact(what, False, words.gettext("{folder} is no folder").format(folder=shown(folder)))
        return
    writable = os.access(folder, os.W_OK | os.X_OK)
    sentence = (
        words.gettext("{folder} can be written to") if writable else words.gettext("{folder} cannot be written to")
    )
    yield Fact(what, writable, sentence.format(folder=shown(file.parent)))
    free = shutil.disk_usage(folder).free
    sentence = words.gettext("{free} MiB are free").format(free=free // 2**20)
    yield Fact(words.gettext("Disk"), free >= ENOUGH_ROOM, sentence)


def _settings(settings: Settings, words: NullTranslations) -> str:
    file = settings.database_file
    return words.gettext("the database is {address}").format(address=shown(file) if file else settings.database_shown)


def _nearest(folder: Path) -> Path:
    """The folder, or what exists of the way to it."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder
