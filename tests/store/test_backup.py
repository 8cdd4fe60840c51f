"""A consistent copy of a database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.errors import StoreError
from bot.store.backup import back_up


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with one row, whose writer has it open."""
    path = tmp_path / "bot.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE t (n)")
        connection.execute("INSERT INTO t VALUES (1)")
    return path


def url(path: Path) -> str:
    """The address of a database."""
    return f"sqlite+aiosqlite:///{path}"


def test_a_copy_holds_what_was_committed_while_a_writer_writes(database: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("INSERT INTO t VALUES (2)")
        (tmp_path / "copies").mkdir()
        size = back_up(url(database), tmp_path / "copies" / "copy.db")
    copy = tmp_path / "copies" / "copy.db"
    assert size == copy.stat().st_size
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT n FROM t").fetchall() == [(1,)]
    assert [path.name for path in copy.parent.iterdir()] == ["copy.db"]
    assert copy.stat().st_mode & 0o077 == 0


def test_a_file_that_is_there_is_left_alone(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="exists already"):
        back_up(url(database), target)
    assert target.read_text(encoding="utf-8") == "mine"


def test_no_database_and_no_folder_are_sentences(database: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no database"):
        back_up(url(tmp_path / "none.db"), tmp_path / "copy.db")
    with pytest.raises(StoreError, match="There is no folder"):
        back_up(url(database), tmp_path / "missing" / "copy.db")
    with pytest.raises(StoreError, match="There is no folder"):
        back_up(url(database), database / "copy.db")
    assert not (tmp_path / "missing").exists()


def test_a_damaged_database_leaves_no_copy(database: Path, tmp_path: Path) -> None:
    with database.open("r+b") as file:
        file.seek(16)
        file.write(b"\xff" * 4_000)
    with pytest.raises(StoreError, match="could not be made"):
        back_up(url(database), tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir()] == ["bot.db"]
