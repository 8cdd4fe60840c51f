"""Facts on a database for `bot doctor`: looked up without changing anything and without ever failing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.domain.errors import StoreError
from bot.store import files, problems
from bot.store.revisions import HEAD, REVISIONS


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """What there is to say on the database at `path`.

    `revision` is its schema (None: none yet), `current` whether it is the one this code works on; an older one is brought up at the next
    start. `sound` is None where there is nothing to check. `free` counts bytes left on its disk. `problem` is what would stop a start.
    """

    path: Path | None
    exists: bool = False
    size: int = 0
    revision: str | None = None
    current: bool = False
    sound: bool | None = None
    writable: bool = False
    free: int | None = None
    problem: str | None = None


def inspect_store(url: str) -> StoreFacts:
    """Look at the database a URL names, the whole file included: on a large one this takes seconds."""
    try:
        path = files.database_path(url)
    except StoreError as error:
        return StoreFacts(path=None, problem=str(error))
    try:
        return _look(path)
    except StoreError as error:
        problem = str(error)
    except PermissionError:
        problem = str(problems.unreadable(path))
    except OSError as error:
        problem = str(problems.unusable(path, error.strerror or str(error)))
    return StoreFacts(path, exists=True, free=_free(path), problem=problem)


def _look(path: Path) -> StoreFacts:
    folder = _nearest_folder(path)
    if not path.exists():
        writable = files.may(folder, os.W_OK | os.X_OK)
        problem = None if writable else str(problems.read_only(folder))
        return StoreFacts(path, writable=writable, free=_free(path), problem=problem)
    files.check_file(path)
    writable = files.writable(path)
    revision, sound, problem = _content(path)
    if problem is None and not writable:
        problem = str(problems.read_only(path))
    return StoreFacts(
        path,
        exists=True,
        size=path.stat().st_size,
        revision=revision,
        current=revision == HEAD,
        sound=sound,
        writable=writable,
        free=_free(path),
        problem=problem,
    )


def _content(path: Path) -> tuple[str | None, bool | None, str | None]:
    """The revision, whether the file is sound, and what would stop a start."""
    try:
        with closing(_connect(path)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not tables:
                return None, None, None
            sound = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            if not sound:
                return None, False, str(problems.corrupt(path))
            if "alembic_version" not in tables:
                return None, True, str(problems.of_another_program(path))
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        problem = problems.of_sqlite(path, error)
        return None, False if error.sqlite_errorcode == sqlite3.SQLITE_CORRUPT else None, str(problem)
    revision = row[0] if row else None
    return revision, True, None if revision in (None, *REVISIONS) else str(problems.newer(path, revision))


def _connect(path: Path) -> sqlite3.Connection:
    """A connection that writes nothing; one that may not write would leave its journal files behind."""
    mode = "rw" if files.writable(path) else "ro"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True)
    connection.execute("PRAGMA query_only=ON")
    return connection


def _nearest_folder(path: Path) -> Path:
    """The folder of the path, or the one above where it would be made."""
    return next(folder for folder in path.absolute().parents if folder.is_dir())


def _free(path: Path) -> int | None:
    try:
        return shutil.disk_usage(_nearest_folder(path)).free
    except OSError:
        return None
