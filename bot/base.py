"""What needs no database: the settings, the story, the words and the readers, each built at its first use."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.claims import Item
from bot.domain.errors import UserError
from bot.domain.people import PLATFORMS, TERMINAL, Asker, example, parse_person
from bot.domain.questions import Story
from bot.domain.stored import Origin
from bot.domain.watched import ChosenBy, NewFeed
from bot.ports import Clock, SeedSource
from bot.services.replay import Replay
from bot.services.words import Catalogues
from bot.settings.folder import ConfigFolder
from bot.settings.load import load_settings
from bot.settings.pages import load_page_words
from bot.settings.paths import project_root
from bot.settings.seeds import FileSeeds
from bot.settings.settings import Settings
from bot.settings.story import load_story

if TYPE_CHECKING:
    from bot.metrics import Metrics
    from bot.reading.learned.second import SecondReader
    from bot.reading.reader import Reader

log = logging.getLogger(__name__)

LOCALE = "locale"
"""The folder of the bot's own words, within the configuration."""


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)


class Base:
    """What needs no database: settings, story, seeds, words and the reader. Raises ConfigError where one of them is wrong."""

    def __init__(self, settings: Settings | None = None) -> None:
        """Without `settings` they are read, from the environment and bot.toml."""
        self.settings: Settings = settings or load_settings()
        self.folder = ConfigFolder(self.settings.config_dir)
        self.clock: Clock = SystemClock()

    def anew(self) -> Base:
        """The same settings and counters over what the configuration says now; nothing of it is loaded yet."""
        fresh = Base(self.settings)
        fresh.clock, fresh.metrics = self.clock, self.metrics
        return fresh

    @cached_property
    def story(self) -> Story:
        """The configured story."""
        return load_story(self.folder)

    def load(self) -> None:
        """Load what the configuration says, the words too, instead of at the first use. Raises ConfigError."""
        self.catalogues.small_words()
        self.catalogues.words(self.story.languages[0])

    def load_all(self) -> None:
        """Load every file of the configuration, so that none can turn out to be wrong later. Raises ConfigError."""
        self.catalogues.small_words()
        for lang in self.catalogues.languages:
            self.catalogues.words(lang)
        self.configured_feeds()
        load_page_words(self.folder)
        _ = self.reader

    @cached_property
    def catalogues(self) -> Catalogues:
        """The bot's own words in every language."""
        return Catalogues(self.settings.config_dir / LOCALE)

    @cached_property
    def reader(self) -> Reader:
        """What reads texts; built when the first one is to be read."""
        from bot.settings.reading import load_reader

        reader = load_reader(self.folder, self.story, self.second[0])
        # The compiled words live as long as the process; walking them at every collection cost a third of the reading time.
        gc.unfreeze()  # of a configuration that counted before, unless something still holds on to it
        gc.collect()
        gc.freeze()
        return reader

    @cached_property
    def metrics(self) -> Metrics:
        """What is counted while the bot runs."""
        from bot.metrics import Metrics

        return Metrics()

    @cached_property
    def second(self) -> tuple[SecondReader | None, str]:
        """The reader that learned, and its version; or None, and why it does not read."""
        if self.settings.reader == "rules":
            return None, "READER is rules"
        from bot.settings.second import MODEL, load_second

        second, told = load_second(self.settings.config_dir)
        if second is None and (self.settings.config_dir / MODEL).is_dir():
            log.warning("the rules read alone: %s", told)
        return second, told

    @cached_property
    def seeds(self) -> SeedSource:
        """The seed corpus, restricted to languages that can be read."""
        return _Seeds(self)

    def configured_feeds(self) -> Sequence[NewFeed]:
        """The feeds of config/feeds.toml. Raises ConfigError."""
        from bot.settings.feeds import load_feeds

        specs = load_feeds(self.folder, self.story.outlets)
        return [NewFeed(spec.url, ChosenBy.CONFIG, spec.outlet, spec.lang, spec.full_text) for spec in specs]

    def outlet_at(self, url: str) -> str | None:
        """The outlet that has its home on the host of an address."""
        from bot.feeds.links import host_of

        host = host_of(url)
        return next((name for name, one in self.story.outlets.items() if host and host_of(one.home) == host), None)

    def replay(self, *, seeded: bool) -> Replay:
        """An empty store in memory, or one that has read the seeds."""
        seeds = [item for item, _ in self.seeds.items()] if seeded else []
        return Replay(self.reader, self.story.questions, seeds)

    def asker(self, user: str | None) -> Asker:
        """Who asks in a terminal: "platform:id", an id of the terminal, or whoever sits at the machine (None). Raises UserError."""
        if user is None:
            return Asker()
        try:
            return Asker(parse_person(user, TERMINAL))
        except ValueError:
            shown = ", ".join(map(example, PLATFORMS))
            raise UserError(_("{user!r} is no user; write one like {shown}.").format(user=user, shown=shown)) from None

    def language(self, wanted: str | None) -> str:
        """The language to answer in: the one wanted, else the machine's, else English. Raises UserError for one there are no words in."""
        known = self.catalogues.languages
        if wanted is not None:
            if wanted not in known:
                raise UserError(
                    _("I have no words in {wanted!r}; use one of {known}.").format(
                        wanted=wanted, known=", ".join(known)
                    )
                )
            return wanted
        machine = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")[:2]
        return machine if machine in known else known[0]

    @property
    def var(self) -> Path:
        """The folder for what the bot writes beside the database."""
        file = self.settings.database_file
        return file.parent if file else project_root() / "var"


class _Seeds:
    """Makes the reader only when the seeds are to be read."""

    def __init__(self, base: Base) -> None:
        self._base = base

    def items(self) -> Sequence[tuple[Item, Origin]]:
        """See SeedSource."""
        return FileSeeds(self._base.settings.seeds_dir, self._base.reader.languages).items()
