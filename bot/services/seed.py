"""Fill an empty database with the seed corpus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.domain.office import BOT, Action, Deed
from bot.domain.questions import Question
from bot.domain.stored import StoredItem
from bot.ports import Clock, SeedSource, Store, Transaction
from bot.services.ingest import put
from bot.services.intake import fingerprint
from bot.services.ledger import ItemReader, Ledger

AT_ONCE = 500
"""Entries of the outbox that are taken off it with one query."""

Progress = Callable[[int, int], None]
"""Is told how many items are done, and of how many."""


class Seed:
    """The use case. All seed items are stored in one transaction, so that a database is seeded or empty, never in between."""

    def __init__(
        self,
        store: Store,
        reader: Callable[[], ItemReader],
        questions: Mapping[str, Question],
        source: SeedSource,
        clock: Clock,
    ) -> None:
        self._store = store
        self._reader = reader
        self._questions = questions
        self._source = source
        self._clock = clock

    async def __call__(self, progress: Progress) -> int:
        """Seed a database that holds no item, and say how many came in; 0 where something is there already.

        The reader is asked for only when there is something to read. Raises ConfigError for broken seeds, StoreError.
        """
        async with self._store.read() as snapshot:
            if await snapshot.items(limit=1):
                return 0
        items = self._source.items()
        reader = self._reader()
        async with self._store.write() as transaction:
            if await transaction.items(limit=1):
                return 0
            ledger = Ledger(self._questions)
            for done, (item, origin) in enumerate(items):
                progress(done, len(items))
                now = self._clock.now()
                stored = StoredItem(item, fingerprint(item), origin, 1, now)
                await put(transaction, ledger, stored, reader.read(item), now)
            progress(len(items), len(items))
            await _let_rest(transaction, self._clock.now())
            await transaction.office.note(Deed(self._clock.now(), BOT, Action.SEEDED, detail={"items": len(items)}))
        return len(items)


async def _let_rest(transaction: Transaction, at: datetime) -> None:
    """Leave nothing of the seeds to be told: they are old news, and nobody can have asked for alerts yet."""
    while waiting := await transaction.mail.outbox(AT_ONCE):
        await transaction.mail.dispatched([entry.id for entry in waiting], at)
