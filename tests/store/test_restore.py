"""A copy in the place of the database."""

# ruff: noqa: ASYNC240 - nothing else runs in these loops

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.errors import StoreBusyError, StoreError
from bot.store import migrate, sqlite
from bot.store.backup import back_up
from bot.store.database import open_store
from bot.store.inspect import inspect_store
from bot.store.restore import restore
from bot.store.safe import BackupFolder
from tests.store.material import an_item, hear

NOW = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)


async def fill(url: str, *names: str) -> None:
    store = await open_store(url)
    for number, name in enumerate(names):
        async with store.write() as change:
            await hear(change, an_item(name, f"text {name}"), number)
    await store.close()


async def names(url: str) -> list[str]:
    store = await open_store(url)
    async with store.read() as known:
        found = sorted(stored.item.id for stored in await known.items())
    await store.close()
    return found


async def test_a_copy_taken_under_load_is_whole_and_can_be_put_back(url: str, path: Path, tmp_path: Path) -> None:
    store = await open_store(url)
    done = asyncio.Event()

    async def write() -> None:
        number = 0
        while not done.is_set():
            async with store.write() as change:
                await hear(change, an_item(f"{number:04}", f"word {number}"), number)
            number += 1
            await asyncio.sleep(0)

    writing = asyncio.create_task(write())
    copies = [tmp_path / f"copy{number}.db" for number in range(4)]
    for copy in copies:
        await asyncio.to_thread(back_up, url, copy)
    done.set()
    await writing
    await store.close()
    for copy in copies:
        kept = await asyncio.to_thread(restore, url, copy, NOW)
        assert kept is not None
        store = await open_store(url)
        async with store.read() as known:
            items = await known.items()
            states = await known.states()
            claims = states["killed"].claims if items else ()
            assert len(items) == len(claims) == len(await known.events())
            assert sorted(one.item.id for one in items) == [f"{number:04}" for number in range(len(items))]
        await store.close()
        assert inspect_store(url).sound


async def test_what_is_replaced_is_kept(url: str, path: Path, tmp_path: Path) -> None:
    await fill(url, "a")
    back_up(url, tmp_path / "copy.db")
    await fill(url, "b")
    kept = restore(url, tmp_path / "copy.db", NOW)
    assert kept == path.with_name("bot.db.replaced-20261122-030405")
    assert await names(url) == ["a"]
    assert await names(f"sqlite:///{kept}") == ["a", "b"]
    again = restore(url, kept, NOW)
    assert again == path.with_name("bot.db.replaced-20261122-030405-2")
    assert await names(url) == ["a", "b"]
    assert path.stat().st_mode & 0o077 == 0


async def test_on_a_new_machine_there_is_nothing_to_keep(tmp_path: Path) -> None:
    old, new = f"sqlite:///{tmp_path}/old.db", f"sqlite:///{tmp_path}/new/bot.db"
    await fill(old, "a")
    assert restore(new, tmp_path / "old.db", NOW) is None
    assert await names(new) == ["a"]


async def test_a_database_in_use_stays(url: str, path: Path, tmp_path: Path) -> None:
    await fill(url, "a")
    back_up(url, tmp_path / "copy.db")
    store = await open_store(url)
    async with store.read() as known:
        await known.items()
    with pytest.raises(StoreBusyError, match="stop the bot first"):
        restore(url, tmp_path / "copy.db", NOW)
    async with store.write() as change:
        await hear(change, an_item("b", "more"), 1)
    await store.close()
    assert await names(url) == ["a", "b"]


async def test_a_damaged_database_is_put_aside_with_its_log(url: str, path: Path, tmp_path: Path) -> None:
    await fill(url, "a")
    back_up(url, tmp_path / "copy.db")
    path.write_bytes(path.read_bytes()[:3000])
    path.with_name("bot.db-wal").write_bytes(b"x")
    with pytest.raises(StoreError, match="bot db restore FILE"):
        await open_store(url)
    kept = restore(url, tmp_path / "copy.db", NOW)
    assert kept is not None
    assert kept.stat().st_size == 3000
    assert await names(url) == ["a"]


async def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    "wrong", ["missing", "empty", "text", "truncated", "corrupt", "newer", "another program", "itself"]
)
async def test_what_is_no_sound_copy_replaces_nothing(url: str, path: Path, tmp_path: Path, wrong: str) -> None:
    await fill(url, *(f"item{number} " + "much text " * 500 for number in range(4)))
    before, copy = path.read_bytes(), tmp_path / "copy.db"
    back_up(url, copy)
    content = copy.read_bytes()
    match wrong:
        case "missing":
            copy.unlink()
        case "empty":
            copy.write_bytes(b"")
        case "text":
            copy.write_text("shopping list")
        case "truncated":
            copy.write_bytes(content[: len(content) // 2])
        case "corrupt":
            copy.write_bytes(content[:8192] + bytes(len(content) - 8192))
        case "newer":
            await _newer(copy)
        case "another program":
            copy.unlink()
            with closing(sqlite3.connect(copy)) as connection, connection:
                connection.execute("CREATE TABLE t (n)")
        case "itself":
            copy = path
    with pytest.raises(StoreError) as caught:
        restore(url, copy, NOW)
    assert caught.value.exit_code == 4
    assert path.read_bytes() == before
    assert not list(tmp_path.glob(".*")), "nothing is left over"
    assert len(await names(url)) == 4


async def test_an_older_copy_is_brought_up_at_the_next_start(url: str, tmp_path: Path) -> None:
    await fill(url, "a")
    old = tmp_path / "old.db"
    engine = sqlite.make_engine(old, wait=1, migrating=True)
    async with sqlite.writer(engine).begin() as connection:
        await connection.run_sync(migrate.upgrade, "0001")
    await engine.dispose()
    restore(url, old, NOW)
    assert await names(url) == []
    assert inspect_store(url).current


async def test_a_full_disk_replaces_nothing(
    url: str, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(url, "a")
    back_up(url, tmp_path / "copy.db")
    before = path.read_bytes()

    def full(source: Path, part: Path) -> None:
        shutil.copy(source, part)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.store.restore.copy", full)
    with pytest.raises(StoreError, match="No space left"):
        restore(url, tmp_path / "copy.db", NOW)
    assert path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bot.db", "copy.db"]


async def test_the_folder_keeps_the_latest_and_touches_nothing_else(url: str, tmp_path: Path) -> None:
    await fill(url, "a")
    folder = tmp_path / "backups"
    safe = BackupFolder(url, folder, 2)
    assert await safe.kept() == []
    (made,) = [await safe.back_up(NOW)]
    assert (made.name, made.at) == ("bot-20261122-030405.db", NOW)
    mine = folder / "bot-before-the-move.db"
    mine.write_text("mine")
    for hours in (1, 2):
        await safe.back_up(NOW + timedelta(hours=hours))
    assert [one.name for one in await safe.thin()] == ["bot-20261122-030405.db"]
    assert await safe.thin() == []
    assert [one.at.hour for one in await safe.kept()] == [5, 4]
    assert mine.exists()
    restore(url, folder / (await safe.kept())[0].name, NOW)
    assert await names(url) == ["a"]
    with pytest.raises(StoreError, match="set BACKUP_DIR"):
        await BackupFolder(url, tmp_path / "no" / "such", 2).back_up(NOW)


async def test_what_cannot_be_deleted_is_not_said_to_be(
    url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "backups"
    (folder / "bot-20261121-030405.db").mkdir(parents=True)
    assert await BackupFolder(url, folder, 0).thin() == []
    assert "bot-20261121-030405.db cannot be deleted" in caplog.text
