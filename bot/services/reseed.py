"""Read everything anew with today's questions: the seeds first, then the other stored items as they came in.

Reading and judging take time and no lock: questions are answered and texts come in meanwhile. Only the switch is one transaction, which
looks first whether anything came in since; then that is read too, and the switch is tried again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.domain.claims import Item
from bot.domain.office import BOT, Action, Deed
from bot.domain.positions import Alert, QuestionState, Update
from bot.domain.questions import Question
from bot.domain.stored import Origin, StoredItem
from bot.ports import Clock, SeedSource, Snapshot, Store, Transaction
from bot.reading.result import Reading
from bot.services.attempts import note, reseeding_recorded
from bot.services.difference import Reseeded, compare, new_alerts
from bot.services.ingest import ledger_of
from bot.services.intake import fingerprint
from bot.services.ledger import ItemReader, Ledger
from bot.services.rulings import Rulings, rulings_of
from bot.services.seed import Progress
from bot.services.turns import in_turn

ROUNDS = 5
"""How often what came in meanwhile is read beside the work of others; after that, others wait for it."""


_AT_ONCE = 5_000
"""Items that are asked for in one query."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be read at one moment, in the order of `items`.

    `known` is what there is, `versions` the items it rests on, `dropped` the seeds that left the folder.
    """

    known: Mapping[str, QuestionState]
    versions: Mapping[str, int]
    items: Sequence[StoredItem]
    dropped: Sequence[str]
    rulings: Rulings


@dataclass(slots=True)
class Draft:
    """A new reading in memory: items judged one after another."""

    ledger: Ledger
    rulings: Rulings
    done: list[tuple[StoredItem, Reading]] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)

    def take(self, stored: StoredItem, reading: Reading) -> None:
        """Judge one more."""
        effects = self.ledger.take(stored.item, () if stored.withdrawn else reading.claims)
        self.done.append((stored, reading))
        self.alerts += effects.alerts
        self.updates += effects.updates

    def leads_to(self, plan: Plan) -> bool:
        """Whether it has read the beginning of a plan and nothing else, and judged it by the same rulings."""
        if self.rulings != plan.rulings:
            return False
        done = [(stored.item, stored.version) for stored, _ in self.done]
        return done == [(stored.item, stored.version) for stored in plan.items[: len(done)]]


class _UnreadError(Exception):
    """Items have to be read first."""

    def __init__(self, items: Sequence[StoredItem]) -> None:
        super().__init__()
        self.items = items


class Reseed:
    """The use case. It can be cancelled at any moment (`asyncio.Task.cancel`): then nothing has changed."""

    def __init__(
        self,
        store: Store,
        reader: ItemReader,
        questions: Mapping[str, Question],
        source: SeedSource,
        clock: Clock,
    ) -> None:
        self._store = store
        self._reader = reader
        self._questions = questions
        self._source = source
        self._clock = clock

    async def __call__(self, progress: Progress, *, dry_run: bool = False, by: str = BOT) -> Reseeded:
        """Read and judge all items again; with `dry_run` only tell what would change.

        The new generation replaces the old one at once, or nothing changes. Nobody is alerted: the news are old. `by` is who wants it,
        for the audit log, which hears of an attempt too. Raises ConfigError for broken seeds, StoreError.
        """
        async with reseeding_recorded(self._store, self._clock, by, "dry" if dry_run else ""):
            return await self._anew(progress, by, dry_run=dry_run)

    async def _anew(self, progress: Progress, by: str, *, dry_run: bool) -> Reseeded:
        readings: dict[Item, Reading] = {}
        draft = self._draft(Rulings())
        for number in range(ROUNDS + 1):
            async with self._look(writing=number == ROUNDS) as (snapshot, transaction):
                plan = await self._plan(snapshot)
                before = await _alerts(snapshot)
                if transaction is not None:
                    draft = await self._read(plan, draft, readings, progress)
                    await self._switch(transaction, plan, draft, by)
            if transaction is None:
                draft = await self._read(plan, draft, readings, progress)
            if transaction is not None or dry_run or await self._switched(plan, draft, by):
                break
        if dry_run:
            deed = Deed(self._clock.now(), by, Action.RESEED_TRIED, detail={"items": len(draft.done)})
            await note(self._store, deed)
        else:
            await self._store.prune()
        return compare(len(draft.done), plan.known, draft.ledger.states, new_alerts(before, draft.alerts))

    async def undo(self, progress: Progress, *, by: str = BOT) -> Reseeded | None:
        """Go back to the reading before the last one, and read what came in since; None where no reading is kept. Raises StoreError."""
        async with reseeding_recorded(self._store, self._clock, by, "undo"):
            return await self._back(progress, by)

    async def _back(self, progress: Progress, by: str) -> Reseeded | None:
        readings: dict[Item, Reading] = {}
        while True:
            try:
                told = await self._undone(readings, by)
            except _UnreadError as error:
                await self._read_all(error.items, readings, progress)
            else:
                await self._store.prune()
                return told

    async def _undone(self, readings: Mapping[Item, Reading], by: str) -> Reseeded | None:
        """Go back, given the readings of all that came in since. Raises _UnreadError for those that are missing; then nothing changed."""
        async with self._store.write() as transaction:
            known = await transaction.states()
            if not await transaction.undo_generation():
                return None
            pending = await transaction.unread()
            missing = [stored for stored in pending if stored.item not in readings]
            if missing:
                raise _UnreadError(missing)
            states = await self._take_up(transaction, pending, readings)
            told = compare(len(await transaction.versions()), known, states)
            await transaction.office.note(Deed(self._clock.now(), by, Action.RESEEDED, "undo", _counts(told)))
            return told

    @asynccontextmanager
    async def _look(self, *, writing: bool) -> AsyncIterator[tuple[Snapshot, Transaction | None]]:
        if writing:
            async with self._store.write() as transaction:
                yield transaction, transaction
        else:
            async with self._store.read() as snapshot:
                yield snapshot, None

    async def _read(self, plan: Plan, draft: Draft, readings: dict[Item, Reading], progress: Progress) -> Draft:
        """The draft of a plan; what was read and judged before is not read and judged again."""
        if not draft.leads_to(plan):
            draft = self._draft(plan.rulings)
        missing = [stored for stored in plan.items if stored.item not in readings]
        await self._read_all(missing, readings, progress)
        for stored in plan.items[len(draft.done) :]:
            draft.take(stored, readings[stored.item])
            await asyncio.sleep(0)
        return draft

    def _draft(self, rulings: Rulings) -> Draft:
        return Draft(Ledger(self._questions, rulings=rulings), rulings)

    async def _read_all(self, items: Sequence[StoredItem], readings: dict[Item, Reading], progress: Progress) -> None:
        """Read items; between two of them others have their turn."""
        for done, stored in enumerate(items):
            progress(done, len(items))
            readings[stored.item] = await in_turn(self._reader.read, stored.item)
        progress(len(items), len(items))

    async def _switched(self, plan: Plan, draft: Draft, by: str) -> bool:
        """Put the new generation in the place of the old one, unless something came in since the plan was made."""
        async with self._store.write() as transaction:
            if await transaction.versions() != plan.versions or await rulings_of(transaction) != plan.rulings:
                return False
            await self._switch(transaction, plan, draft, by)
        return True

    async def _switch(self, transaction: Transaction, plan: Plan, draft: Draft, by: str) -> None:
        now = self._clock.now()
        await transaction.begin_generation()
        for item in plan.dropped:
            await transaction.drop_item(item)
        await transaction.add_readings([(stored, reading.passages, reading.events) for stored, reading in draft.done])
        await transaction.save_states(draft.ledger.states.values(), now)
        await transaction.add_alerts(draft.alerts, draft.updates, now)
        told = compare(len(draft.done), plan.known, draft.ledger.states)
        await transaction.office.note(Deed(now, by, Action.RESEEDED, detail=_counts(told)))

    async def _take_up(
        self, transaction: Transaction, pending: Sequence[StoredItem], readings: Mapping[Item, Reading]
    ) -> Mapping[str, QuestionState]:
        """Add what a generation has not read; its states then."""
        ledger, now = await ledger_of(transaction, self._questions), self._clock.now()
        await transaction.save_states(ledger.reapply(), now)
        for stored in pending:
            reading = readings[stored.item]
            effects = ledger.take(stored.item, () if stored.withdrawn else reading.claims)
            await transaction.add_item(stored, reading.passages, reading.events)
            await transaction.save_states(effects.states, now)
            await transaction.add_alerts(effects.alerts, effects.updates, now)
        return ledger.states

    async def _plan(self, snapshot: Snapshot) -> Plan:
        """All items in order: seeds (a retracted one stays out, an edited one is a new version), then the others."""
        seeds = [await self._seed(snapshot, item, origin) for item, origin in self._source.items()]
        known = {stored.item.id for stored in seeds}
        others = [stored for stored in await snapshot.items() if stored.item.id not in known]
        gone = [stored.item.id for stored in others if stored.origin is Origin.SEED]
        kept = [stored for stored in others if stored.origin is not Origin.SEED]
        items = [
            *(stored for stored in seeds if not stored.withdrawn),
            *sorted(kept, key=lambda stored: (stored.ingested, stored.item.id)),
        ]
        return Plan(await snapshot.states(), await snapshot.versions(), items, gone, await rulings_of(snapshot))

    async def _seed(self, snapshot: Snapshot, item: Item, origin: Origin) -> StoredItem:
        """The stored item of a seed: the present version where it is this seed or a later text, else a new version."""
        mark = fingerprint(item)
        present = await snapshot.item(item.id)
        if present is not None:
            known = await snapshot.find_item(mark, None)
            if present.item == item or (known is not None and known.item.id == item.id and known != present):
                return present
        return StoredItem(item, mark, origin, await snapshot.last_version(item.id) + 1, self._clock.now())


def _counts(told: Reseeded) -> Mapping[str, int]:
    """What changed, in numbers."""
    return {
        "items": told.items,
        "new": len(told.appeared),
        "gone": len(told.vanished),
        "changed": len(told.changed),
        "opened": len(told.opened),
        "closed": len(told.closed),
    }


async def _alerts(snapshot: Snapshot) -> list[Alert]:
    """What the present reading raised."""
    items = [stored.item.id for stored in await snapshot.items()]
    found: list[Alert] = []
    for start in range(0, len(items), _AT_ONCE):
        raised = await snapshot.changes(items[start : start + _AT_ONCE])
        found += [alert for alerts, _ in raised.values() for alert in alerts]
    return found
