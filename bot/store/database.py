"""The store on a database: opening, snapshots, write transactions."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.boundary import passed
from bot.domain.claims import Event
from bot.domain.office import BOT, Action, Deed
from bot.domain.positions import Alert, QuestionState, Update
from bot.domain.stored import FoundPassage, NumberedDisagreement, Passage, StoredItem
from bot.domain.vitals import Vitals
from bot.store import (
    changes,
    disagreements,
    events,
    files,
    generations,
    items,
    outbox,
    passages,
    problems,
    sqlite,
    states,
    vitals,
)
from bot.store.feedbook import SqlFeedBook, SqlFeedShelf
from bot.store.history import SqlHistoryBook, SqlHistoryShelf
from bot.store.known import Known
from bot.store.mail import SqlMailbox, SqlMailroom
from bot.store.office import SqlOfficeBook, SqlOfficeShelf
from bot.store.queue import SqlQueue
from bot.store.revisions import HEAD, REVISIONS
from bot.store.versions import is_new


class SqlSnapshot:
    """What one transaction sees. See bot.ports.Snapshot."""

    def __init__(self, connection: AsyncConnection, generation: int, known: Known) -> None:
        self._connection = connection
        self._generation = generation
        self._known = known

    async def item(self, item_id: str) -> StoredItem | None:
        """The current version of an item."""
        return await items.get(self._connection, item_id)

    async def versions(self) -> Mapping[str, int]:
        """The number of the current version of every item that has one, withdrawn ones too."""
        return await items.current_versions(self._connection)

    async def last_version(self, item_id: str) -> int:
        """The highest number that a version of an item ever had, be it current or not; 0 for an unknown item."""
        return await items.last_version(self._connection, item_id)

    async def vitals(self, now: datetime) -> Vitals:
        """How things are at this moment, in numbers."""
        return await vitals.look(self._connection, self._generation, now)

    async def unread(self) -> Sequence[StoredItem]:
        """Current versions, withdrawn ones too, that are not in this reading, in the order they came in."""
        return await generations.unread(self._connection, self._generation)

    async def items(self, *, limit: int | None = None) -> Sequence[StoredItem]:
        """Current versions of all items (withdrawn ones left out), latest ingested first, then by id."""
        return await items.latest(self._connection, limit)

    async def published(self) -> Mapping[str, datetime]:
        """When each current item was published, by id; withdrawn ones are left out."""
        return await self._known.published(self._connection, self._generation)

    async def find_item(self, fingerprint: str, url: str | None) -> StoredItem | None:
        """The version that has this fingerprint (the latest, be it current or not), else the current one at this URL."""
        return await items.find(self._connection, fingerprint, url)

    async def states(self) -> Mapping[str, QuestionState]:
        """The state of every question that has one, by question id."""
        return dict(await self._known.states(self._connection, self._generation))

    async def disagreements(self) -> Sequence[NumberedDisagreement]:
        """All disagreements, by number."""
        return await disagreements.numbered(self._connection, self._generation)

    async def events(self) -> Sequence[Event]:
        """All events of current items, by day."""
        return await events.current(self._connection, self._generation)

    async def search(self, words: Sequence[str], limit: int) -> Sequence[FoundPassage]:
        """Passages that hold words starting like these, best first. Words are plain text, never query syntax."""
        return await passages.search(self._connection, words, limit)

    async def changes(self, item_ids: Sequence[str]) -> Mapping[str, changes.ItemChanges]:
        """What the current version of each item raised; empty tuples for one that raised nothing."""
        return await changes.of_items(self._connection, self._generation, item_ids)

    @property
    def feeds(self) -> SqlFeedShelf:
        """The feeds that are watched."""
        return SqlFeedShelf(self._connection)

    @property
    def office(self) -> SqlOfficeShelf:
        """What administrators decided."""
        return SqlOfficeShelf(self._connection)

    @property
    def mail(self) -> SqlMailbox:
        """Who is told what."""
        return SqlMailbox(self._connection)

    @property
    def history(self) -> SqlHistoryShelf:
        """What became of texts that had been published."""
        return SqlHistoryShelf(self._connection)


class SqlTransaction(SqlSnapshot):
    """A write transaction. See bot.ports.Transaction."""

    @property
    def feeds(self) -> SqlFeedBook:
        """The feeds that are watched."""
        return SqlFeedBook(self._connection)

    @property
    def office(self) -> SqlOfficeBook:
        """What administrators decided."""
        return SqlOfficeBook(self._connection)

    def __init__(self, connection: AsyncConnection, generation: int, known: Known) -> None:
        super().__init__(connection, generation, known)
        self._states: dict[str, QuestionState] | None = None
        self._anew: bool | None = None  # in a new reading: whether nothing was saved yet

    @property
    def mail(self) -> SqlMailroom:
        """Who is told what, to be changed."""
        return SqlMailroom(self._connection)

    @property
    def history(self) -> SqlHistoryBook:
        """What became of texts that had been published, to be added to."""
        return SqlHistoryBook(self._connection)

    async def states(self) -> Mapping[str, QuestionState]:
        """As in a snapshot; read once, because nobody else can write meanwhile."""
        return dict(await self._present_states())

    async def add_item(self, item: StoredItem, passages_read: Sequence[Passage], told: Sequence[Event]) -> None:
        """Store a version of an item, or in a new generation read the present version anew. Raises ValueError for an older one."""
        present = await items.get(self._connection, item.item.id)
        new, key = is_new(item, present), (item.item.id, item.version)
        if new:
            if present is not None:
                await passages.supersede(self._connection, self._generation, present)
            await items.add(self._connection, item)
        elif await generations.has_read(self._connection, self._generation, *key):
            raise ValueError(f"item {item.item.id}: version {item.version} was read already")
        await generations.read(
            self._connection, self._generation, [key], {key} if new and self._anew is not None else set()
        )
        await passages.add(self._connection, self._generation, item, passages_read)
        await events.add(self._connection, self._generation, item, told)

    async def save_states(self, states_now: Iterable[QuestionState], at: datetime) -> None:
        """Store the states of questions. Raises ValueError for one that leaves out or rewrites what is stored."""
        present = await self._present_states()
        changed = await states.save(self._connection, self._generation, present, states_now, at)
        if self._anew is not None:  # one word for all of a new reading, and for what it no longer finds
            changed, self._anew = [outbox.EVERY_QUESTION] if self._anew else [], False
        await outbox.touch(self._connection, changed, at)

    async def add_alerts(
        self, alerts: Sequence[Alert], updates: Sequence[Update], at: datetime, *, backlog: bool = False
    ) -> None:
        """Record alerts and updates; those that were not queued before are queued in the outbox, unless this is a new reading."""
        anew = self._anew is not None
        await changes.add(self._connection, self._generation, alerts, updates, at, backlog=backlog, anew=anew)

    async def begin_generation(self) -> None:
        """Start a new reading of everything."""
        self._generation = await generations.begin(self._connection)
        self._states, self._anew = {}, True
        await passages.begin_generation(self._connection)

    async def add_readings(self, readings: Sequence[tuple[StoredItem, Sequence[Passage], Sequence[Event]]]) -> None:
        """Store many items with what was read from each, in a new generation: what `add_item` does, in a hundredth of the time."""
        present = await self.versions()
        brought = [stored for stored, _, _ in readings if present.get(stored.item.id, 0) < stored.version]
        for stored in brought:
            await items.add(self._connection, stored)
        keys = [(stored.item.id, stored.version) for stored, _, _ in readings]
        came = {(stored.item.id, stored.version) for stored in brought}
        await generations.read(self._connection, self._generation, keys, came)
        read = [(stored.version, found) for stored, found, _ in readings]
        await passages.add_all(self._connection, self._generation, read)
        await events.add_all(
            self._connection, self._generation, [(stored.version, told) for stored, _, told in readings]
        )
        await passages.find_again(self._connection, self._generation)

    async def prune(self) -> None:
        """See `SqlStore.prune`."""
        await generations.prune(self._connection)

    async def drop_item(self, item_id: str) -> None:
        """Leave an item without a current version, until a new one comes in or the generation is undone."""
        await items.drop(self._connection, item_id)
        self._known.forget_published()

    async def undo_generation(self) -> bool:
        """Go back to the generation before; False where none is kept."""
        kept = await generations.undo(self._connection, self._generation)
        if kept is None:
            return False
        self._generation, self._states, self._anew = kept, None, True
        await passages.find_again(self._connection, kept)
        return True

    async def _present_states(self) -> dict[str, QuestionState]:
        if self._states is None:
            self._states = dict(await self._known.states(self._connection, self._generation))
        return self._states

    async def done(self) -> Known:
        """What is known once this is committed."""
        if self._states is not None:
            await self._known.keep_states(self._connection, self._generation, self._states)
        return self._known


class SqlStore:
    """The store on a database. See bot.ports.Store; made by `open_store`."""

    def __init__(self, engine: AsyncEngine, path: Path, *, writes: bool = True) -> None:
        self._engine = engine
        self._path = path
        self._writes = writes
        self._turn = asyncio.Lock()
        self._known = Known()
        self.listeners: list[Callable[[], None]] = []
        """Called after every write transaction; they must not raise."""

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqlSnapshot]:
        """A snapshot as of this moment. Raises StoreError."""
        async with self._reading() as connection:
            yield SqlSnapshot(connection, await generations.current(connection), self._known)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[SqlTransaction]:
        """A write transaction; the tasks of this process take turns, so one must not open a second inside.

        Raises StoreError, StoreUnwritableError, and StoreBusyError where another process does not let go.
        """
        async with self._writing() as connection:
            transaction = SqlTransaction(connection, await generations.current(connection), Known(self._known))
            yield transaction
            known = await transaction.done()
        self._known.take(known)
        for listener in self.listeners:
            listener()

    @property
    def queue(self) -> SqlQueue:
        """The deliveries as whoever sends them sees them."""
        return SqlQueue(self._reading, self._writing)

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        with _told(self._path):
            async with self._engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        if not self._writes:
            raise files.unwritable(self._path)
        with _told(self._path):
            async with self._turn, sqlite.writer(self._engine).begin() as connection:
                yield connection
                passed("before-commit")
        passed("after-commit")

    async def prune(self) -> None:
        """Forget the generations that nobody can go back to. Raises StoreError."""
        async with self.write() as transaction:
            await transaction.prune()

    async def close(self) -> None:
        """Let go of the database."""
        await self._engine.dispose()


async def open_store(url: str, *, create: bool = True, wait: float = 5.0, by: str = BOT) -> SqlStore:
    """Open the database at a URL, checked and brought to the present schema.

    Where there is none it is made, folder and all, unless `create` is False. `wait` is how many seconds a lock of another process
    is waited for, here and later. `by` is who brings an older schema up, for the audit log. One that cannot be written is opened for
    reading. Raises StoreError with a sentence on what is wrong and StoreBusyError.
    """
    path = files.database_path(url)
    writes = files.prepare(path, create=create)
    engine = sqlite.make_engine(path, wait=wait, writes=writes)
    try:
        with _told(path):
            await _make_ready(engine, path, wait, by, writes=writes)
    except BaseException:
        await engine.dispose()
        raise
    return SqlStore(engine, path, writes=writes)


async def _make_ready(engine: AsyncEngine, path: Path, wait: float, by: str, *, writes: bool) -> None:
    async with engine.connect() as connection:
        revision = await _revision(connection, path)
        await sqlite.check(connection, path)
        logs_ahead = await sqlite.has_write_ahead_log(connection)
    if not writes and revision != HEAD:
        raise files.unwritable(path)
    if revision != HEAD:
        await _migrate(path, wait, by)
    if writes and not logs_ahead:
        await sqlite.use_write_ahead_log(engine, wait)


async def _revision(connection: AsyncConnection, path: Path) -> str | None:
    """The schema's revision, None for an empty database. Raises StoreError for one this code does not know."""
    tables = await connection.run_sync(lambda known: inspect(known).get_table_names())
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise problems.of_another_program(path)
    revision = (await connection.exec_driver_sql("SELECT version_num FROM alembic_version")).scalar()
    if revision not in REVISIONS:
        raise problems.newer(path, str(revision))
    return str(revision)


async def _migrate(path: Path, wait: float, by: str) -> None:
    """Bring the schema up in one transaction, and write so into its log; where another process was quicker, there is nothing to do."""
    from bot.store import migrate  # Alembic takes 0.3 s to import and is seldom needed

    engine = sqlite.make_engine(path, wait=wait, migrating=True)
    try:
        async with sqlite.writer(engine).begin() as connection:
            was = await _revision(connection, path)
            await connection.run_sync(migrate.upgrade)
            if was not in (None, HEAD):
                detail = {"was": was, "became": HEAD}
                await SqlOfficeBook(connection).note(Deed(datetime.now(UTC), by, Action.UPGRADED, detail=detail))
    finally:
        await engine.dispose()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the database complains of into a StoreError."""
    try:
        yield
    except DBAPIError as error:
        raise problems.of_sqlite(path, error.orig or error) from error
    except sqlite3.Error as error:
        raise problems.of_sqlite(path, error) from error
