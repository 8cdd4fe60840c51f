"""The database as a file: where it is, and whether it can be used, told before anything is touched."""

from __future__ import annotations

import os
from pathlib import Path

from bot.domain.errors import StoreUnwritableError
from bot.store import problems

_SCHEMES = ("sqlite+aiosqlite:///", "sqlite:///")
_MAGIC = b"SQLite format 3\0"


def database_path(url: str) -> Path:
    """The file a URL names, relative to the working directory. Raises StoreError for any other kind of database."""
    for scheme in _SCHEMES:
        name = url.removeprefix(scheme)
        if name != url and name not in ("", ":memory:") and not name.startswith("file:") and "?" not in name:
            return Path(name)
    raise problems.unsupported(url)


def prepare(path: Path, *, create: bool) -> bool:
    """See that a database can be opened at this path, making its folder where `create` allows; whether it can be written.

    One that is not there yet must be writable. Raises StoreError.
    """
    empty = False
    try:
        if path.exists():
            check_file(path)
        empty = not path.exists() or path.stat().st_size == 0
        if empty:
            if not create:
                raise problems.missing(path)
            _make_folder(path)
    except PermissionError as error:
        raise problems.unreadable(path) from error
    except OSError as error:
        raise problems.unusable(path, error.strerror or str(error)) from error
    if empty and not writable(path):
        raise unwritable(path)
    return writable(path)


def unwritable(path: Path) -> StoreUnwritableError:
    """What to say of a database that is not `writable`."""
    return problems.read_only(path if path.exists() and not may(path, os.W_OK) else path.parent)


def check_file(path: Path) -> None:
    """Whether what lies at the path looks like a database or is empty. Raises StoreError."""
    if not path.is_file():
        raise problems.not_a_file(path)
    with path.open("rb") as file:
        head = file.read(len(_MAGIC))
    if head and head != _MAGIC:
        raise problems.not_a_database(path)


def writable(path: Path) -> bool:
    """Whether the file (if it is there) and its folder, which holds SQLite's journal, can be written."""
    return (not path.exists() or may(path, os.W_OK)) and may(path.parent, os.W_OK | os.X_OK)


def may(path: Path, mode: int) -> bool:
    """Whether this process, as the user it now is, has these rights (`os.W_OK`, …)."""
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise problems.no_folder(path, error.strerror or str(error)) from error
