"""What whoever runs the bot needs of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from gettext import gettext as _

from bot.domain.errors import ConfigError
from bot.domain.questions import Story
from bot.ports import Clock, Safe, SeedSource, Store
from bot.services.backups import Backups
from bot.services.health import Health
from bot.services.ingest import Ingest
from bot.services.ledger import ItemReader
from bot.services.notices import Notices
from bot.services.reloading import Reload, Reloaded, Reloading
from bot.services.report import Report
from bot.services.reseed import Reseed
from bot.services.reseeding import Reseeding
from bot.services.submit import OpenPages
from bot.services.words import Catalogues


async def unchanging() -> Reloaded:
    """Where there are no files to read again. Raises ConfigError."""
    raise ConfigError(_("The configuration cannot be read again here."))


@dataclass(frozen=True, slots=True)
class Tools:
    """What these use cases need from outside. `reader`, `languages` and `ingest` are called when the first text is to be read.

    `languages` are those that can be read, `pages` reads articles by their addresses, `outlet_at` names the outlet at an address;
    `backup_every` is None for no backups by the clock; `reload` lets another configuration count.
    """

    reader: Callable[[], ItemReader]
    seeds: SeedSource
    safe: Safe
    ingest: Callable[[Store], Ingest]
    languages: Callable[[], Sequence[str]]
    backup_every: timedelta | None = None
    pages: OpenPages | None = None
    outlet_at: Callable[[str], str | None] = lambda _url: None
    reload: Reload = unchanging


@dataclass(frozen=True, slots=True)
class Operating:
    """The use cases of whoever runs the bot."""

    reseeding: Reseeding
    backups: Backups
    health: Health
    notices: Notices
    reloading: Reloading

    def turn_to(self, store: Store, story: Story, clock: Clock, catalogues: Catalogues, tools: Tools) -> None:
        """Go on with another configuration. What is under way ends with the old one."""
        self.notices.speak(catalogues)
        self.reseeding.turn_to(*_reading(store, story, clock, tools))

    async def close(self) -> None:
        """Stop what goes on in the background."""
        await self.reseeding.close()


def make_operating(store: Store, story: Story, clock: Clock, catalogues: Catalogues, tools: Tools) -> Operating:
    """The use cases over one store and one story."""
    notices = Notices(catalogues)
    reseed, report = _reading(store, story, clock, tools)
    reseeding = Reseeding(reseed, report, notices)
    return Operating(
        reseeding,
        Backups(tools.safe, store, clock, notices, tools.backup_every),
        Health(store, clock, tools.safe, notices),
        notices,
        Reloading(tools.reload, reseeding, store, clock, notices),
    )


def _reading(store: Store, story: Story, clock: Clock, tools: Tools) -> tuple[Callable[[], Reseed], Report]:
    """What reads everything anew by one configuration, and what tells of it."""

    def reseed() -> Reseed:
        return Reseed(store, tools.reader(), story.questions, tools.seeds, clock)

    return reseed, Report(store, story)
