"""Every bad state of a database: one clear sentence, an exit code, and nothing changed."""

# ruff: noqa: ASYNC240 - nothing else runs in these loops

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import event

from bot.domain.errors import StoreBusyError, StoreError, StoreUnwritableError
from bot.store import migrate, problems, sqlite
from bot.store.database import SqlStore, open_store
from bot.store.inspect import inspect_store
from tests.store.material import a_claim, an_item, hear, ingest, quarrel

NOBODY = 65534


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder whose rights count: root would be let in everywhere, so for the test it is nobody."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        as_root = os.geteuid() == 0
        if as_root:
            os.chown(folder, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            if as_root:
                os.seteuid(0)
            folder.chmod(0o700)


def files_in(folder: Path) -> dict[str, bytes]:
    """What lies in the folder, without the journals that SQLite keeps while a database is open."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def refused(url: str, *, create: bool = True, wait: float = 0.05) -> StoreError:
    with pytest.raises(StoreError) as caught:
        await open_store(url, create=create, wait=wait)
    assert caught.value.exit_code == 4
    return caught.value


async def make(url: str, items: int = 1) -> None:
    store = await open_store(url)
    for number in range(items):
        async with store.write() as change:
            await hear(change, an_item(str(number), f"text {number} " * 400), number)
    await store.close()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://user:secret@host/db",
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///",
        "sqlite+aiosqlite:///:memory:",
        "sqlite:///file:x.db?mode=ro",
        "bot.db",
        "",
    ],
)
async def test_another_kind_of_database(url: str) -> None:
    error = await refused(url)
    assert "DATABASE_URL" in str(error)
    assert "secret" not in str(error)
    assert inspect_store(url).problem == str(error)


async def test_no_database_where_none_may_be_made(url: str, path: Path) -> None:
    assert f"There is no database at {path}" in str(await refused(url, create=False))
    assert not path.exists()


async def test_the_folder_is_made(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/one/two/bot.db"
    await make(url)
    assert inspect_store(url).current


async def test_an_empty_file_becomes_a_database(url: str, path: Path) -> None:
    path.touch()
    assert "no database" in str(await refused(url, create=False))
    await make(url)


async def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    url = f"sqlite:///{tmp_path}/file/bot.db"
    assert "cannot be made" in str(await refused(url))
    assert inspect_store(f"sqlite:///{tmp_path}/nowhere/bot.db").problem is None


async def test_a_folder_that_may_not_be_made(open_folder: Path) -> None:
    open_folder.chmod(0o500)
    url = f"sqlite:///{open_folder}/inner/bot.db"
    assert "cannot be made (Permission denied)" in str(await refused(url))
    assert "cannot be written" in str(inspect_store(url).problem)


async def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}"
    assert "is no file" in str(await refused(url))
    assert "is no file" in str(inspect_store(url).problem)


async def test_not_a_database(url: str, path: Path) -> None:
    path.write_text("These are the notes of somebody else. " * 50)
    before = files_in(path.parent)
    assert "is not a database" in str(await refused(url))
    assert "is not a database" in str(inspect_store(url).problem)
    assert files_in(path.parent) == before


async def test_the_database_of_another_program(url: str, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    before = files_in(path.parent)
    assert "another program" in str(await refused(url))
    assert "another program" in str(inspect_store(url).problem)
    assert files_in(path.parent) == before


@pytest.mark.parametrize(
    ("place", "sentence"),
    [(30, "cannot be used"), (4096, "is damaged"), (3 * 4096, "is damaged"), (10 * 4096, "is damaged")],
)
async def test_a_damaged_file(url: str, path: Path, place: int, sentence: str) -> None:
    await make(url, items=5)
    content = bytearray(path.read_bytes())
    content[place : place + 2000] = b"\x5a" * 2000
    path.write_bytes(content)
    before = files_in(path.parent)
    assert sentence in str(await refused(url))
    facts = inspect_store(url)
    assert facts.problem
    assert facts.sound is not True
    assert files_in(path.parent) == before


async def test_a_file_cut_short(url: str, path: Path) -> None:
    await make(url, items=5)
    path.write_bytes(path.read_bytes()[: 5 * 4096])
    assert "is damaged" in str(await refused(url))
    assert inspect_store(url).sound is False


async def test_a_newer_database(url: str, path: Path) -> None:
    await make(url)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9f3a'")
        connection.commit()
    before = files_in(path.parent)
    error = str(await refused(url))
    assert "newer version" in error
    assert "9f3a" in error
    facts = inspect_store(url)
    assert (facts.revision, facts.current, facts.problem) == ("9f3a", False, error)
    assert files_in(path.parent) == before


async def answers_and_stores_nothing(url: str, why: str) -> None:
    """A database that is only read answers as ever, says why it stores nothing, and leaves nothing beside itself."""
    path = Path(url.removeprefix("sqlite:///"))
    before = files_in(path.parent)
    store = await open_store(url)
    async with store.read() as known:
        assert [item.item.id for item in await known.items()] == ["0"]
        assert len(await known.search(["text"], 5)) > 0
    with pytest.raises(StoreUnwritableError, match=why):
        async with store.write() as change:
            await hear(change, an_item("9"), 9)
    await store.close()
    assert files_in(path.parent) == before


async def test_a_read_only_database_of_an_older_version(open_folder: Path) -> None:
    url, path = f"sqlite:///{open_folder}/bot.db", open_folder / "bot.db"
    engine = sqlite.make_engine(path, wait=1, migrating=True)
    async with sqlite.writer(engine).begin() as connection:
        await connection.run_sync(migrate.upgrade, "0001")
    await engine.dispose()
    path.chmod(0o400)
    assert "cannot be written" in str(await refused(url))


async def test_a_read_only_file(open_folder: Path) -> None:
    url, path = f"sqlite:///{open_folder}/bot.db", open_folder / "bot.db"
    await make(url)
    path.chmod(0o400)
    await answers_and_stores_nothing(url, f"{path} cannot be written")
    facts = inspect_store(url)
    assert not facts.writable
    assert "cannot be written" in str(facts.problem)


async def test_a_read_only_folder(open_folder: Path) -> None:
    url = f"sqlite:///{open_folder}/bot.db"
    await make(url)
    open_folder.chmod(0o500)
    await answers_and_stores_nothing(url, f"{open_folder} cannot be written")
    facts = inspect_store(url)
    assert not facts.writable
    assert "cannot be written" in str(facts.problem)


async def test_a_file_that_may_not_be_read(open_folder: Path) -> None:
    url, path = f"sqlite:///{open_folder}/bot.db", open_folder / "bot.db"
    await make(url)
    path.chmod(0o000)
    assert "cannot be read" in str(await refused(url))
    assert "cannot be read" in str(inspect_store(url).problem)


async def test_the_file_becomes_read_only_later(sql_store: SqlStore) -> None:
    await limit(sql_store, "query_only=ON")
    with pytest.raises(StoreError, match="cannot be written"):
        async with sql_store.write() as change:
            await hear(change, an_item(), 1)


async def test_a_full_disk_at_the_first_start(url: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "MIGRATION_PRAGMAS", (*sqlite.MIGRATION_PRAGMAS, "max_page_count=5"))
    assert "is full" in str(await refused(url))
    monkeypatch.undo()
    assert not path.read_bytes()
    await make(url)


async def test_a_full_disk_leaves_the_old_state(sql_store: SqlStore) -> None:
    async with sql_store.write() as change:
        await hear(change, an_item(), 1)
    await limit(sql_store, "max_page_count=1")
    with pytest.raises(StoreError, match="is full") as caught:
        async with sql_store.write() as change:
            await hear(change, an_item("b", "much text " * 100_000), 2)
    assert not caught.value.retry
    async with sql_store.read() as known:
        assert [item.item.id for item in await known.items()] == ["a"]
        assert len((await known.states())["killed"].claims) == 1


@pytest.mark.parametrize(("free", "sentence"), [(0, "is full"), (1 << 30, "disk I/O error")])
def test_no_room_even_for_the_index_of_the_log(
    free: int, sentence: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR | (19 << 8)
    assert sentence in str(problems.of_sqlite(path, error))


async def test_another_process_holds_the_lock(sql_store: SqlStore, path: Path, url: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusyError, match="locked by another process") as caught:
            async with sql_store.write() as change:
                await hear(change, an_item(), 1)
        assert caught.value.retry
        async with sql_store.read() as known:
            assert await known.items() == []
        await (await open_store(url, wait=0.05)).close()
    async with sql_store.write() as change:
        await hear(change, an_item(), 1)


async def test_another_process_holds_the_lock_at_the_first_start(url: str, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        error = await refused(url)
    assert isinstance(error, StoreBusyError)
    await make(url)


async def test_another_process_locks_everybody_out(url: str, path: Path) -> None:
    await make(url)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE items SET version = 1")
        other.execute("COMMIT")
        assert isinstance(await refused(url), StoreBusyError)


async def test_what_the_tables_refuse_is_an_error_of_the_store(sql_store: SqlStore) -> None:
    state, alert = quarrel(a_claim("a", 145), a_claim("b", 143))
    async with sql_store.write() as change:
        await ingest(change, an_item("a"))
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        async with sql_store.write() as change:
            await ingest(change, an_item("b", "two"), [], [alert])
    async with sql_store.read() as known:
        assert await known.item("b") is None
    async with sql_store.write() as change:
        await ingest(change, an_item("b", "two"), [state], [alert])


async def test_facts_on_a_sound_database(url: str, path: Path) -> None:
    assert not inspect_store(url).exists
    await make(url)
    before = files_in(path.parent)
    facts = inspect_store(url)
    assert facts.path == path
    assert facts.exists
    assert facts.size == path.stat().st_size
    assert facts.current
    assert facts.sound
    assert facts.writable
    assert facts.problem is None
    assert facts.free
    assert files_in(path.parent) == before


async def test_facts_on_an_empty_file(url: str, path: Path) -> None:
    path.touch()
    facts = inspect_store(url)
    assert (facts.revision, facts.current, facts.sound, facts.problem) == (None, False, None, None)


async def limit(store: SqlStore, pragma: str) -> None:
    """Set a pragma on every connection of a store."""

    @event.listens_for(store._engine.sync_engine, "connect")
    def _limit(connection: sqlite3.Connection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    await store._engine.dispose()


async def test_a_copy_in_the_older_journal_mode_is_switched_once_nobody_reads_it(url: str, path: Path) -> None:
    await make(url)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN")
        other.execute("SELECT * FROM items").fetchall()
        assert isinstance(await refused(url), StoreBusyError)
    store = await open_store(url)
    await store.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_a_large_database_is_not_read_through_at_every_start(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await make(url)
    monkeypatch.setattr(sqlite, "_PAGES_CHECKED_AT_OPENING", 1)
    await (await open_store(url)).close()
