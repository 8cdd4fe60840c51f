"""Where files of replies are put."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.platforms.terminal.shelf import Shelf


def test_a_file_is_put_into_a_folder_that_is_made(tmp_path: Path) -> None:
    path = Shelf(tmp_path / "var" / "exports").save("claims.csv", b"a")
    assert path == tmp_path / "var" / "exports" / "claims.csv"
    assert path.read_bytes() == b"a"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert [shelf.save("claims.csv", content).name for content in (b"a", b"b", b"c")] == [
        "claims.csv", "claims-2.csv", "claims-3.csv",
    ]  # fmt: skip
    assert (tmp_path / "claims.csv").read_bytes() == b"a"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", ".."])
def test_a_name_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    assert Shelf(tmp_path / "shelf").save(name, b"").parent == tmp_path / "shelf"


def test_a_path_below_the_working_directory_is_told_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Shelf(tmp_path / "exports").save("a.csv", b"") == Path("exports/a.csv")


def test_a_folder_that_cannot_be_made_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        Shelf(tmp_path / "file" / "exports").save("a.csv", b"")


def test_the_oldest_files_go_where_there_is_no_room(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, room=3)
    for number in range(5):
        path = shelf.save("claims.csv", str(number).encode())
        os.utime(path, (number, number))
    assert sorted(path.read_text() for path in tmp_path.iterdir()) == ["2", "3", "4"]
