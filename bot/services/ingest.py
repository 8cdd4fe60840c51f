"""Take one text in: read it, judge what it claims, and store everything that changed in one transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.domain.claims import Item
from bot.domain.office import BOT
from bot.domain.positions import QuestionState
from bot.domain.questions import Question
from bot.domain.stored import Changes, Origin, StoredItem
from bot.ports import Clock, Snapshot, Store, Transaction
from bot.reading.result import Reading
from bot.services.intake import check_item, fingerprint
from bot.services.ledger import Effects, ItemReader, Ledger
from bot.services.record import record, taken
from bot.services.rulings import rulings_of
from bot.services.signing import Sign
from bot.services.turns import in_turn


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one text: the item under its final id, what was read from it, and what it changed.

    `states` are those that changed; after a `dry_run` they are stored nowhere. A duplicate has an empty reading; `changes.duplicate_of`
    then names the item that was there.
    """

    item: Item
    reading: Reading
    changes: Changes
    states: tuple[QuestionState, ...] = ()
    dry_run: bool = False


Note = Callable[[Transaction, Ingested], Awaitable[None]]
"""What is stored together with an item."""


class Ingest:
    """The use case; one object serves any number of texts."""

    def __init__(
        self,
        store: Store,
        reader: ItemReader,
        questions: Mapping[str, Question],
        languages: Collection[str],
        clock: Clock,
        sign: Sign | None = None,
    ) -> None:
        """`sign` makes the signatures by which copies are found; without it texts are signed later (see bot.services.signing)."""
        self._store = store
        self._sign = sign
        self._reader = reader
        self._questions = questions
        self._languages = languages
        self._clock = clock

    async def __call__(
        self,
        item: Item,
        origin: Origin,
        *,
        dry_run: bool = False,
        same_as: str | None = None,
        backlog: bool = False,
        note: Note | None = None,
        by: str = BOT,
    ) -> Ingested:
        """Take the item in; its id is chosen here. With `dry_run` nothing is stored.

        The same text of the same source and day changes nothing. A different text at a known address, or of the item `same_as`, is a
        new version: what the older one claimed is withdrawn. `backlog` marks the alerts as those of an old text. `note` is called
        within the transaction that stores the item, and not for a duplicate. `by` is who brought it, for the audit log. Raises
        BadItemError, StoreError and what `note` raises; then nothing is stored.
        """
        now = self._clock.now()
        check_item(item, self._languages, now)
        mark = fingerprint(item)
        async with self._store.read() as snapshot:
            known = await current(snapshot, mark, item.url, same_as)
            if known is not None and known.fingerprint == mark:
                return _duplicate(known.item)
            named = replace(item, id=known.item.id if known else item_id(item, mark))
            if dry_run:
                reading = await in_turn(self._reader.read, named)
                ledger = await ledger_of(snapshot, self._questions)
                version = known.version + 1 if known else 1
                return _ingested(named, reading, ledger.take(named, reading.claims, version), dry_run=True)
        reading = await in_turn(self._reader.read, named)
        async with self._store.write() as transaction:
            if await current(transaction, mark, item.url, same_as) == known:
                version = await transaction.last_version(named.id) + 1
                stored = StoredItem(named, mark, origin, version, now)
                ledger = await ledger_of(transaction, self._questions)
                before = dict(ledger.states)
                effects = await put(transaction, ledger, stored, reading, now, backlog=backlog)
                if self._sign is not None:
                    await transaction.history.sign(named.id, version, self._sign(named.text))
                await transaction.office.note(taken(stored, by, now))
                await record(transaction, before, effects.states, now, named.id)
                told = _ingested(named, reading, effects)
                if note is not None:
                    await note(transaction, told)
                return told
        return await self(item, origin, same_as=same_as, backlog=backlog, note=note, by=by)


async def current(snapshot: Snapshot, mark: str, url: str | None, same_as: str | None = None) -> StoredItem | None:
    """The current version of the item that has this fingerprint, else of the item `same_as`, else of the one at this address."""
    found = await snapshot.find_item(mark, None if same_as else url)
    name = found.item.id if found else same_as
    return await snapshot.item(name) if name else None


async def ledger_of(snapshot: Snapshot, questions: Mapping[str, Question]) -> Ledger:
    """What the store knows, ready to take an item; states of questions that are no longer asked are left alone."""
    states = {name: state for name, state in (await snapshot.states()).items() if name in questions}
    return Ledger(questions, states, await snapshot.published(), await rulings_of(snapshot))


async def put(
    tx: Transaction, ledger: Ledger, stored: StoredItem, reading: Reading, at: datetime, *, backlog: bool = False
) -> Effects:
    """Judge an item and store it with all that it changed, within the caller's transaction."""
    effects = ledger.take(stored.item, reading.claims, stored.version)
    await tx.add_item(stored, reading.passages, reading.events)
    await tx.save_states(effects.states, at)
    await tx.add_alerts(effects.alerts, effects.updates, at, backlog=backlog)
    await tx.history.add_silent_changes(effects.silent, at, backlog=backlog)
    return effects


def item_id(item: Item, mark: str) -> str:
    """The id of an item that came without one: its day and the beginning of its fingerprint."""
    return f"{item.published.astimezone(UTC):%Y%m%d}-{mark[:8]}"


def _duplicate(item: Item) -> Ingested:
    return Ingested(item, Reading(item.lang), Changes(item.id, duplicate_of=item.id))


def _ingested(item: Item, reading: Reading, effects: Effects, *, dry_run: bool = False) -> Ingested:
    changes = Changes(item.id, effects.alerts, effects.updates, len(effects.claims), silent=effects.silent)
    return Ingested(item, replace(reading, claims=effects.claims), changes, effects.states, dry_run)
