"""What whoever runs the bot needs of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.questions import Story
from bot.ports import Clock, Safe, SeedSource, Store
from bot.services.backups import Backups
from bot.services.health import Health
from bot.services.ingest import Ingest
from bot.services.ledger import ItemReader
from bot.services.notices import Notices
from bot.services.report import Report
from bot.services.reseed import Reseed
from bot.services.reseeding import Reseeding
from bot.services.submit import OpenPages
from bot.services.words import Catalogues


@dataclass(frozen=True, slots=True)
class Tools:
    """What these use cases need from outside. `reader`, `languages` and `ingest` are called when the first text is to be read.

    `languages` are those that can be read, `pages` reads articles by their addresses, `outlet_at` names the outlet at an address;
    `backup_every` is None for no backups by the clock.
    """

    reader: Callable[[], ItemReader]
    seeds: SeedSource
    safe: Safe
    ingest: Callable[[Store], Ingest]
    languages: Callable[[], Sequence[str]]
    backup_every: timedelta | None = None
    pages: OpenPages | None = None
    outlet_at: Callable[[str], str | None] = lambda _url: None


@dataclass(frozen=True, slots=True)
class Operating:
    """The use cases of whoever runs the bot."""

    reseeding: Reseeding
    backups: Backups
    health: Health
    notices: Notices

    async def close(self) -> None:
        """Stop what goes on in the background."""
        await self.reseeding.close()


def make_operating(store: Store, story: Story, clock: Clock, catalogues: Catalogues, tools: Tools) -> Operating:
    """The use cases over one store and one story."""
    notices = Notices(catalogues)
    report = Report(store, story)

    def reseed() -> Reseed:
        return Reseed(store, tools.reader(), story.questions, tools.seeds, clock)

    backups = Backups(tools.safe, clock, notices, tools.backup_every)
    health = Health(store, clock, tools.safe, notices)
    return Operating(Reseeding(reseed, report, notices), backups, health, notices)
