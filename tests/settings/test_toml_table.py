"""Files that are missing, unreadable, not text or not TOML."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.errors import ConfigError
from bot.settings.toml_table import read_toml


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a = 1\nb =\n", "line 2: not valid TOML: invalid value"),
        ("a = 1\na = 2\n", "line 2: not valid TOML: this key stands there twice"),
        ("[a]\nb = 1\n[a]\n", "line 3: not valid TOML: the table [a] stands there twice"),
        ("[a.b]\n[a.b]\n", "line 2: not valid TOML: the table [a.b] stands there twice"),
        ("a = 1\nb = [1,\n", "line 2: not valid TOML: invalid value"),
        ("a = 1\nb = [1,", "line 2: not valid TOML: invalid value"),
        ("a = 1\nb = 'x\n", "line 2: not valid TOML: "),
        ("just words", "line 1: not valid TOML: expected '=' after a key"),
    ],
)
def test_broken_toml(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "a.toml"
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        read_toml(file)
    assert str(caught.value).startswith(f"{file}, {sentence}")
    assert caught.value.exit_code == 2


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: there is no such file"):
        read_toml(tmp_path / "none.toml")


def test_a_folder_for_a_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_toml(tmp_path)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(b"a = 1\nb = '\xff'\n")
    with pytest.raises(ConfigError, match="line 2: this is not UTF-8 text"):
        read_toml(file)


def test_byte_order_marks_and_windows_lines_are_taken(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n")
    table = read_toml(file)
    assert table.data == {"a": 1, "b": 2}
    assert "line 2" in str(table.error("no", "b"))


def test_a_value_where_a_table_should_be(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("a = 1\nb = 2\n")
    with pytest.raises(ConfigError, match="line 2: 'b' must be a table"):
        read_toml(file).table("b")


def test_files_below_the_working_directory_are_named_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config").mkdir()
    file = tmp_path / "config" / "a.toml"
    file.write_text("x")
    with pytest.raises(ConfigError, match=r"^config/a\.toml, line 1: "):
        read_toml(file)
