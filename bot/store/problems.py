"""What can be wrong with a database, each as one sentence that says what to do."""

from __future__ import annotations

import shutil
import sqlite3
from gettext import gettext as _
from pathlib import Path

from bot.domain.errors import StoreBusyError, StoreError, StoreUnwritableError

_PRIMARY_CODE = 0xFF
_LOG_INDEX = 32_768
"""Bytes of the smallest index of a write-ahead log."""


def unsupported(url: str) -> StoreError:
    """A URL of another kind of database. Only its scheme is named: the rest may hold a password."""
    scheme = url.partition(":")[0]
    if scheme.startswith("sqlite"):
        return StoreError(
            _(
                "DATABASE_URL names no file ({url}): a database in memory would forget everything. "
                "Write sqlite+aiosqlite:///var/bot.db, or four slashes and a path from the root."
            ).format(url=url)
        )
    return StoreError(
        _(
            "A database of the kind {scheme!r} is not supported: "
            "set DATABASE_URL to sqlite+aiosqlite:/// and the path of a file."
        ).format(scheme=scheme)
    )


def missing(path: Path) -> StoreError:
    """There is no database and none may be made."""
    return StoreError(
        _("There is no database at {path}: start the bot once to make it, or set DATABASE_URL.").format(path=path)
    )


def no_folder(path: Path, why: str) -> StoreError:
    """The folder is missing and cannot be made."""
    return StoreError(
        _("The folder {folder} for the database cannot be made ({why}): make it, or set DATABASE_URL.").format(
            folder=path.parent, why=why
        )
    )


def not_a_file(path: Path) -> StoreError:
    """The path is a folder or something else that cannot hold a database."""
    return StoreError(_("{path} is no file: set DATABASE_URL to a file.").format(path=path))


def read_only(path: Path) -> StoreUnwritableError:
    """The file, or the folder where SQLite keeps its journal, cannot be written."""
    return StoreUnwritableError(
        _("{path} cannot be written: give the bot the right to write to it, or set DATABASE_URL.").format(path=path)
    )


def unreadable(path: Path) -> StoreError:
    """The file or a folder above it may not be read."""
    return StoreError(
        _("{path} cannot be read: give the bot the right to read it, or set DATABASE_URL.").format(path=path)
    )


def not_a_database(path: Path) -> StoreError:
    """Something else lies there."""
    return StoreError(
        _("{path} is not a database: move it away, or set DATABASE_URL to another file.").format(path=path)
    )


def of_another_program(path: Path) -> StoreError:
    """A sound SQLite database, but not one of ours."""
    return StoreError(
        _("{path} is the database of another program: set DATABASE_URL to another file.").format(path=path)
    )


def newer(path: Path, revision: str) -> StoreError:
    """A database of a later version of this program."""
    return StoreError(
        _(
            "{path} was made by a newer version of the bot (its schema is {revision}): "
            "update the bot, or set DATABASE_URL to another file."
        ).format(path=path, revision=revision)
    )


def corrupt(path: Path) -> StoreError:
    """The file is damaged."""
    return StoreError(
        _(
            "{path} is damaged: put a backup in its place with `bot db restore FILE`, "
            "or move it away and start with an empty one."
        ).format(path=path)
    )


def full(path: Path) -> StoreUnwritableError:
    """No room left."""
    return StoreUnwritableError(
        _("The disk of {path} is full, nothing was stored: make room and try again.").format(path=path)
    )


def busy(path: Path) -> StoreBusyError:
    """Another process writes for too long."""
    return StoreBusyError(
        _("{path} is locked by another process, nothing was stored: try again in a moment.").format(path=path)
    )


def in_use(path: Path) -> StoreBusyError:
    """Something that must have the database for itself found somebody else there."""
    return StoreBusyError(_("{path} is in use: stop the bot first, then try again.").format(path=path))


def unusable(path: Path, why: str) -> StoreError:
    """Anything else the database says."""
    return StoreError(
        _(
            "{path} cannot be used ({why}), nothing was stored: try again, and if it stays so put a backup in its place."
        ).format(path=path, why=why)
    )


def of_sqlite(path: Path, error: BaseException) -> StoreError:
    """The sentence for an error of SQLite."""
    code = getattr(error, "sqlite_errorcode", None)
    match code and code & _PRIMARY_CODE:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return busy(path)
        case sqlite3.SQLITE_FULL:
            return full(path)
        case sqlite3.SQLITE_IOERR if _has_no_room(path):
            return full(path)
        case sqlite3.SQLITE_CORRUPT:
            return corrupt(path)
        case sqlite3.SQLITE_NOTADB:
            return not_a_database(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return read_only(path)
        case _:
            return unusable(path, str(error))


def _has_no_room(path: Path) -> bool:
    """Whether there is no room for the index of the write-ahead log, which even reading needs; SQLite calls that an I/O error."""
    try:
        return shutil.disk_usage(path.parent).free < _LOG_INDEX
    except OSError:
        return False
