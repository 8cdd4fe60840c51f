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

    The copy appears whole or not at all. Raises StoreError where there is no database, `target` exists, its folder does not, or it
    cannot be written.
    """
    path = files.database_path(url)
    if not path.exists():
        raise problems.missing(path)
    files.check_file(path)
    if target.exists():
        raise StoreError(_("{target} exists already; name a new file.").format(target=target))
    if not target.parent.is_dir():
        raise StoreError(
            _("There is no folder {folder} for the copy; make it first, or name a file in another one.").format(
                folder=target.parent
            )
        )
    part = target.with_name(f".{target.name}.part")
    try:
        copy(path, part)
        part.replace(target)
    except OSError as error:
        raise _failed(target, error.strerror or str(error)) from error
    except sqlite3.Error as error:
        raise _failed(target, str(error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return target.stat().st_size


def copy(path: Path, part: Path) -> None:
    """Copy a database in use, readable by its owner alone, down to the disk. Raises OSError, sqlite3.Error."""
    part.touch(mode=0o600)
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)
    with closing(source), closing(sqlite3.connect(part)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    with part.open("rb") as file:
        os.fsync(file.fileno())


def _failed(target: Path, why: str) -> StoreError:
    return StoreError(_("The copy {target} could not be made: {why}.").format(target=target, why=why))
