"""A consistent copy of a database that is in use."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from gettext import gettext as _
from pathlib import Path

from bot.domain.errors import StoreError
from bot.store import files, problems


def back_up(url: str, target: Path) -> int:
    """Copy the database to a new file and say how many bytes that has. Writers go on meanwhile.

    The copy appears whole or not at all. Raises StoreError where there is no database, `target` exists, or it cannot be written.
    """
    path = files.database_path(url)
    if not path.exists():
        raise problems.missing(path)
    files.check_file(path)
    if target.exists():
        raise StoreError(_("{target} exists already; name a new file.").format(target=target))
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(path, part)
        part.replace(target)
    except OSError as error:
        raise _failed(target, error.strerror or str(error)) from error
    except sqlite3.Error as error:
        raise _failed(target, str(error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return target.stat().st_size


def _copy(path: Path, part: Path) -> None:
    part.touch(mode=0o600)
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)
    with closing(source), closing(sqlite3.connect(part)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    with part.open("rb") as file:
        os.fsync(file.fileno())


def _failed(target: Path, why: str) -> StoreError:
    return StoreError(_("The copy {target} could not be made: {why}.").format(target=target, why=why))
