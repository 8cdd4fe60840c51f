"""All that only SQLite understands: how it is opened, how transactions begin, its checks and its word index."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, event, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.store import problems
from bot.store.wordsearch import Term

PRAGMAS = ("foreign_keys=ON", "synchronous=NORMAL")
"""Set on every connection. The journal's mode lies in the file and is set when a store is opened."""

MIGRATION_PRAGMAS = ("foreign_keys=OFF", "synchronous=NORMAL")
"""A table that is rebuilt must not take along the rows that point at it."""

WORD_INDEX = "passages_fts"
"""Over the tokens that bot/store/wordsearch.py made: its tokenizer `ascii` splits them at their spaces and nowhere else."""

_PAGES_CHECKED_AT_OPENING = 8192
_PAUSE = 0.02
_WRITES = "bot_writes"


def make_engine(path: Path, *, wait: float, migrating: bool = False, writes: bool = True) -> AsyncEngine:
    """An engine on a file that waits so many seconds for a lock. Transactions of `writer(engine)` take the lock when they begin.

    Without `writes` nothing beside the file is made either, as on a medium that is mounted read-only.
    """
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)) if writes else _read_only(path),
        connect_args={"isolation_level": None, "timeout": wait},
        json_serializer=partial(json.dumps, ensure_ascii=False),
        **({"poolclass": NullPool} if migrating else {}),
    )
    pragmas = MIGRATION_PRAGMAS if migrating else PRAGMAS

    @event.listens_for(engine.sync_engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _read_only(path: Path) -> URL:
    """The address of a file that is only read. Where no log of a writer lies beside it, nobody can be writing to it."""
    log = path.with_name(f"{path.name}-wal")
    query = {"mode": "ro", "uri": "true"} | ({} if log.exists() and log.stat().st_size else {"immutable": "1"})
    return URL.create("sqlite+aiosqlite", database=f"file:{quote(str(path.absolute()))}", query=query)


def writer(engine: AsyncEngine) -> AsyncEngine:
    """The same engine for writing: what a transaction read cannot be overtaken by another writer before it commits."""
    return engine.execution_options(**{_WRITES: True})


async def use_write_ahead_log(engine: AsyncEngine, wait: float) -> None:
    """Let readers and a writer work side by side; the file remembers it.

    SQLite does not wait by itself for others to let go of the file, so this tries for `wait` seconds. Raises sqlite3.Error.
    """
    deadline = monotonic() + wait
    async with engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        while True:
            try:
                await (await driver.execute("PRAGMA journal_mode=WAL")).close()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                    raise
                await asyncio.sleep(_PAUSE)
            else:
                return


async def has_write_ahead_log(connection: AsyncConnection) -> bool:
    """Whether the file is in that mode."""
    return bool((await connection.exec_driver_sql("PRAGMA journal_mode")).scalar_one() == "wal")


async def check(connection: AsyncConnection, path: Path) -> None:
    """Look for damage in a file small enough to be read at every start (larger ones: `bot doctor`). Raises StoreError."""
    pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
    if pages > _PAGES_CHECKED_AT_OPENING:
        return
    if (await connection.exec_driver_sql("PRAGMA quick_check(1)")).scalar_one() != "ok":
        raise problems.corrupt(path)


def check_references(connection: Connection) -> None:
    """What foreign keys would have refused during a migration. Raises ValueError."""
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise ValueError(f"a migration left a row of {broken[0]} that points at nothing")


async def index_passages(connection: AsyncConnection, generation: int, item: str, version: int) -> None:
    """Put the passages of an item's version into the word index."""
    await _on_passages(connection, f"{WORD_INDEX}(rowid, words) SELECT id, words", generation, item, version)


async def forget_passages(connection: AsyncConnection, generation: int, item: str, version: int) -> None:
    """Take the passages of an item's version out of the word index; they must be in it."""
    columns = f"{WORD_INDEX}({WORD_INDEX}, rowid, words) SELECT 'delete', id, words"
    await _on_passages(connection, columns, generation, item, version)


async def index_generation(connection: AsyncConnection, generation: int) -> None:
    """Put the passages of a generation's current items into the empty word index."""
    await connection.execute(
        text(
            f"INSERT INTO {WORD_INDEX}(rowid, words) SELECT passages.id, words FROM passages "
            "JOIN items ON items.id = passages.item AND items.version = passages.item_version "
            "JOIN item_versions ON item_versions.item = passages.item AND item_versions.version = passages.item_version "
            "WHERE generation = :generation AND NOT withdrawn"
        ),
        {"generation": generation},
    )


async def forget_all_passages(connection: AsyncConnection) -> None:
    """Empty the word index."""
    await connection.exec_driver_sql(f"INSERT INTO {WORD_INDEX}({WORD_INDEX}) VALUES('delete-all')")


async def find_passages(connection: AsyncConnection, query: Sequence[Term], limit: int) -> list[tuple[int, float]]:
    """Ids of the best passages with their scores (higher is better), best first."""
    found = await connection.execute(
        text(
            f"SELECT rowid, -bm25({WORD_INDEX}) FROM {WORD_INDEX} WHERE {WORD_INDEX} MATCH :query "
            f"ORDER BY bm25({WORD_INDEX}), rowid LIMIT :limit"
        ),
        {"query": " OR ".join(f'"{" ".join(term)}"*' for term in query), "limit": limit},
    )
    return [(row[0], row[1]) for row in found]


async def _on_passages(connection: AsyncConnection, insert: str, generation: int, item: str, version: int) -> None:
    await connection.execute(
        text(
            f"INSERT INTO {insert} FROM passages "
            "WHERE generation = :generation AND item = :item AND item_version = :version"
        ),
        {"generation": generation, "item": item, "version": version},
    )
