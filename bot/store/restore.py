"""Put a copy in the place of the database, when it has been found sound and nobody uses what is there."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from gettext import gettext as _
from pathlib import Path

from bot.domain.errors import StoreError
from bot.store import files, problems
from bot.store.backup import copy
from bot.store.inspect import inspect_store
from bot.store.revisions import REVISIONS

_COMPANIONS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, by the end of the name."""


def restore(url: str, source: Path, now: datetime) -> Path | None:
    """Replace the database by a copy of `source`; where the replaced one was put, None where there was none.

    An older copy is brought to the present schema at the next start. Raises StoreError, and then the database is as it was: for a
    source that is missing, damaged, of another program or of a newer version, for a database that is in use, and for a full disk.
    """
    path = files.database_path(url)
    _check(source)
    files.prepare(path, create=True)
    if path.exists() and path.samefile(source):
        raise StoreError(_("{path} is the database itself; name a copy of it.").format(path=source))
    part = path.with_name(f".{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        copy(source, part)
        _check(part)
        kept = _set_aside(path, now)
        part.replace(path)
        _onto_disk(path.parent)
    except OSError as error:
        raise problems.unusable(path, error.strerror or str(error)) from error
    except sqlite3.Error as error:
        raise problems.of_sqlite(path, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return kept


def _check(source: Path) -> None:
    """Raise StoreError unless the file is a sound database of ours. Its schema may be older."""
    found = inspect_store(f"sqlite:///{source.absolute()}")
    if not found.exists:
        raise StoreError(_("There is no file {path}; name a copy that `bot db backup` made.").format(path=source))
    if found.sound and found.revision in REVISIONS:
        return
    why = found.problem or _("{path} is empty.").format(path=source)
    raise StoreError(_("Nothing was replaced. {why}").format(why=why))


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Give the database another name beside the old one, which it keeps until it is replaced. Its log is in it then."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    _let_go(path)
    kept = path.with_name(f"{path.name}.replaced-{now:%Y%m%d-%H%M%S}")
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.replaced-{now:%Y%m%d-%H%M%S}-{number}")
    os.link(path, kept)
    for end in _COMPANIONS:
        beside = path.with_name(path.name + end)
        if beside.exists():  # of a damaged database: it belongs to the one that is put aside
            beside.replace(kept.with_name(kept.name + end))
    return kept


def _let_go(path: Path) -> None:
    """See that nobody has the database open, and that all of it is in its file. Raises StoreBusyError. A damaged one is let be."""
    try:
        with closing(sqlite3.connect(path, timeout=0)) as connection:
            (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise problems.in_use(path) from error
    else:
        if mode != "delete":
            raise problems.in_use(path)


def _onto_disk(folder: Path) -> None:
    """Let a change of names outlive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
