"""Copies of the database: on demand, and by the clock."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from bot.domain.errors import StoreError
from bot.domain.office import BOT, Action, Deed
from bot.domain.people import Person
from bot.domain.reply import Heading, Reply, Table, Text
from bot.domain.stored import Backup
from bot.ports import Clock, Safe, Store
from bot.services.attempts import note
from bot.services.lens import Lens
from bot.services.notices import Notices

LOOK = timedelta(minutes=1)
"""How often the clock is looked at: a machine that slept, or whose clock was set, is not late by more."""

log = logging.getLogger(__name__)


class Backups:
    """The use case. `every` is the time between two by the clock, None for none. The store's audit log says who made them."""

    def __init__(self, safe: Safe, store: Store, clock: Clock, notices: Notices, every: timedelta | None) -> None:
        self._safe = safe
        self._store = store
        self._clock = clock
        self._notices = notices
        self._every = every
        self._failed = False

    async def make(self, lens: Lens, who: Person) -> Reply:
        """Make one now, and say which there are. Raises StoreError."""
        made = await self._make(str(who))
        words = lens.words
        rows = tuple((one.name, _size(lens, one)) for one in await self._safe.kept())
        return Reply(
            (Heading(words.gettext("Backup made: {name}").format(name=made.name)), Table(rows, right=(1,))),
            lang=words.lang,
        )

    async def run(self) -> None:
        """Make them by the clock until cancelled. One that fails is tried again, and the admins hear of it once."""
        while self._every is not None:
            await self.make_if_due(self._every)
            await asyncio.sleep(LOOK.total_seconds())

    async def make_if_due(self, every: timedelta) -> bool:
        """Make one where the latest is older; whether it did."""
        try:
            latest = next(iter(await self._safe.kept()), None)
            if latest is not None and self._clock.now() - latest.at < every:
                return False
            made = await self._make(BOT)
        except (StoreError, OSError) as error:
            why = str(error)
            log.error("no backup could be made: %s", why)
            if not self._failed:
                self._failed = await self._notices.tell(lambda lens: _failed(lens, why))
            return False
        self._failed = False
        log.info("backup made", extra={"file": made.name, "bytes": made.size})
        return True

    async def _make(self, by: str) -> Backup:
        """One more, and old ones deleted, with the lines in the log that the copy itself cannot have."""
        made = await self._safe.back_up(self._clock.now())
        await note(self._store, Deed(self._clock.now(), by, Action.BACKED_UP, made.name, {"bytes": made.size}))
        if deleted := [old.name for old in await self._safe.thin()]:
            gone = Deed(
                self._clock.now(),
                BOT,
                Action.BACKUPS_DELETED,
                detail={"number": len(deleted), "files": ", ".join(deleted)},
            )
            await note(self._store, gone)
        return made


def _failed(lens: Lens, why: str) -> Reply:
    title = lens.words.gettext("No backup could be made")
    return Reply((Heading(title), Text(why)), ok=False, lang=lens.words.lang)


def _size(lens: Lens, backup: Backup) -> str:
    return lens.words.gettext("{size} kB").format(size=lens.words.number(max(1, backup.size // 1024)))
