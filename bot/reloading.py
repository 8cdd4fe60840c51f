"""Reads the configuration again while the bot runs: all of it is loaded beside the old one before anything changes."""

from __future__ import annotations

import asyncio
import logging

from bot.base import Base
from bot.domain.errors import ConfigError, StoreError
from bot.present import Present
from bot.services.reloading import Reloaded
from bot.settings.load import load_settings
from bot.settings.second import MODEL
from bot.settings.settings import Settings

log = logging.getLogger(__name__)


async def reload(present: Present) -> Reloaded:
    """Let a house of today's configuration answer from now on. Raises ConfigError for one that is wrong; then nothing changed.

    What is under way ends with the configuration it began with. The settings stay those of the start.
    """
    old = present.house.base
    try:
        base, later = await asyncio.to_thread(_fresh, old)
    except (
        ConfigError
    ) as error:  # it is told in chats and kept in the log: where the machine keeps its files is nobody's business there
        raise ConfigError(str(error).replace(f"{old.folder.path}/", "")) from error
    house = present.house.successor(base)
    present.turn_to(house)
    house.take_over()
    try:
        await house.feeds.bring_in()
    except StoreError as error:
        log.warning("the list of feeds is brought in step later: %s (%s)", error, error.id)
    story = base.story
    return Reloaded(len(story.questions), len(base.reader.languages), len(base.configured_feeds()), later)


def _fresh(old: Base) -> tuple[Base, tuple[str, ...]]:
    """Everything the configuration says now, loaded; and the settings that differ from those that count. Raises ConfigError."""
    later = _differing(old.settings, load_settings())
    fresh = old.anew()
    fresh.load_all()
    second, why = fresh.second
    if second is None and old.second[0] is not None and (fresh.folder.path / MODEL).is_dir():
        raise ConfigError(f"{why}. Put the model right, or take its folder away: then the rules read alone")
    return fresh, later


def _differing(old: Settings, new: Settings) -> tuple[str, ...]:
    if new.config_dir != old.config_dir:
        raise ConfigError(f"CONFIG_DIR is {new.config_dir} now; another folder needs a restart")
    return tuple(sorted(name for name in Settings.model_fields if getattr(old, name) != getattr(new, name)))
