"""The schema's way up and down."""

# ruff: noqa: ASYNC240 - nothing else runs in these loops

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot import upkeep
from bot.domain.office import Deed
from bot.store import migrate, schema, sqlite
from bot.store.backup import back_up
from bot.store.database import open_store
from bot.store.revisions import HEAD, REVISIONS
from tests.store.material import an_item, hear


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and str(name).startswith((sqlite.WORD_INDEX, "alembic_version")))


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"include_name": is_ours, "compare_type": True})
    return list(compare_metadata(context, schema.metadata))


def objects(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def test_the_known_revisions_are_the_scripts() -> None:
    scripts = ScriptDirectory.from_config(migrate.config())
    assert tuple(reversed([script.revision for script in scripts.walk_revisions()])) == REVISIONS
    assert scripts.get_heads() == [HEAD]


async def test_up_from_nothing_is_what_the_code_says_and_down_again_is_nothing(path: Path) -> None:
    engine = sqlite.make_engine(path, wait=1, migrating=True)
    async with sqlite.writer(engine).begin() as connection:
        await connection.run_sync(migrate.upgrade)
        assert await connection.run_sync(differences) == []
    for revision in (*reversed(REVISIONS[:-1]), "base"):
        async with sqlite.writer(engine).begin() as connection:
            await connection.run_sync(migrate.downgrade, revision)
    assert {name for name in objects(path) if "alembic_version" not in name} == set()
    async with sqlite.writer(engine).begin() as connection:
        await connection.run_sync(migrate.upgrade)
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_a_failed_migration_leaves_nothing(path: Path) -> None:
    engine = sqlite.make_engine(path, wait=1, migrating=True)

    async def fail() -> None:
        async with sqlite.writer(engine).begin() as connection:
            await connection.run_sync(migrate.upgrade)
            await connection.exec_driver_sql("SELECT * FROM nowhere")

    with pytest.raises(OperationalError, match="nowhere"):
        await fail()
    await engine.dispose()
    assert objects(path) == set()


async def test_an_older_database_keeps_its_rows_over_a_start(url: str, path: Path) -> None:
    store = await open_store(url)
    async with store.write() as change:
        await hear(change, an_item(), 143)
    await store.close()
    before = path.stat().st_size
    store = await open_store(url, create=False)
    async with store.read() as known:
        assert len((await known.states())["killed"].claims) == 1
    await store.close()
    assert path.stat().st_size == before


async def test_several_may_start_at_once(url: str) -> None:
    stores = await asyncio.gather(*(open_store(url) for _ in range(4)))
    for number, store in enumerate(stores):
        async with store.write() as change:
            await hear(change, an_item(str(number), str(number)), number)
    async with stores[0].read() as known:
        assert len((await known.states())["killed"].claims) == len(stores)
    for store in stores:
        await store.close()


async def test_several_processes_may_start_at_once(url: str) -> None:
    script = (
        "import asyncio\n"
        "from bot.store.database import open_store\n"
        "from tests.store.material import an_item, hear\n"
        "async def main():\n"
        f"    store = await open_store({url!r})\n"
        "    async with store.write() as change:\n"
        "        version = len(await change.items()) + 1\n"
        "        await hear(change, an_item(str(version), str(version)), version)\n"
        "    await store.close()\n"
        "asyncio.run(main())\n"
    )
    processes = [await asyncio.create_subprocess_exec(sys.executable, "-c", script) for _ in range(3)]
    assert [await process.wait() for process in processes] == [0, 0, 0]
    store = await open_store(url)
    async with store.read() as known:
        assert len((await known.states())["killed"].claims) == len(processes)
    await store.close()


async def deeds(url: str, by: str) -> list[Deed]:
    """The audit log after a start."""
    store = await open_store(url, by=by)
    async with store.read() as known:
        found = await known.office.audit()
    await store.close()
    return list(found)


async def make_older(path: Path, revision: str) -> None:
    """An empty database as an earlier version left it."""
    engine = sqlite.make_engine(path, wait=1, migrating=True)
    async with sqlite.writer(engine).begin() as connection:
        await connection.run_sync(migrate.upgrade, revision)
    await engine.dispose()


@pytest.mark.parametrize("revision", [REVISIONS[0], REVISIONS[-2]])
async def test_the_log_says_once_that_an_older_schema_was_brought_up(url: str, path: Path, revision: str) -> None:
    await make_older(path, revision)
    for found in await asyncio.gather(*(deeds(url, "bot") for _ in range(3))):
        assert [(deed.actor, deed.action, deed.subject) for deed in found] == [("bot", "upgraded", "")]
        assert found[0].detail == {"was": revision, "became": HEAD}
        assert abs(datetime.now(UTC) - found[0].at) < timedelta(minutes=5)


async def test_the_log_says_who_brought_an_older_copy_up(url: str, path: Path, tmp_path: Path) -> None:
    await make_older(path, REVISIONS[-2])
    copy = tmp_path / "copy.db"
    back_up(url, copy)
    await upkeep.upgrade(url)
    assert [(deed.actor, deed.action) for deed in await deeds(url, "bot")] == [("terminal", "upgraded")]
    await upkeep.restore(url, copy, datetime.now(UTC))
    found = [(deed.actor, deed.action) for deed in await deeds(url, "bot")]
    assert found == [("terminal", "restored"), ("bot", "upgraded")]


async def test_the_log_says_nothing_of_a_new_database(url: str) -> None:
    assert await deeds(url, "bot") == []


async def test_a_revision_can_be_drafted(url: str, path: Path, tmp_path: Path) -> None:
    await (await open_store(url)).close()
    scripts = tmp_path / "migrations"
    shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    engine = sqlite.make_engine(path, wait=1, migrating=True)
    async with sqlite.writer(engine).begin() as connection:
        await connection.run_sync(migrate.draft, "add nothing", "0999", scripts=scripts)
    await engine.dispose()
    drafted = (scripts / "versions" / "v0999_add_nothing.py").read_text()
    compile(drafted, "drafted", "exec")
    assert f'down_revision = "{HEAD}"' in drafted.replace("'", '"')
    assert drafted.count("    pass\n") == 2


async def test_a_start_on_a_present_database_does_not_load_alembic(url: str) -> None:
    await (await open_store(url)).close()
    script = (
        "import asyncio, sys\n"
        "from bot.store.database import open_store\n"
        "async def main():\n"
        f"    await (await open_store({url!r})).close()\n"
        "asyncio.run(main())\n"
        "assert 'alembic' not in sys.modules\n"
    )
    await asyncio.to_thread(subprocess.run, [sys.executable, "-c", script], check=True)


def test_the_memory_store_does_not_load_a_database() -> None:
    script = "import sys, bot.store.memory, bot.store.inspect; assert 'sqlalchemy' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True)
