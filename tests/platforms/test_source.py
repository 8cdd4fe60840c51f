"""Texts from files and from standard input."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from bot.domain.errors import BadItemError
from bot.platforms.terminal.source import read_text


def test_a_file_is_read_without_its_mark_and_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("\ufeffFørste\r\nandre".encode())
    assert read_text(str(file), 100) == "Første\nandre"


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"143 people")))
    assert read_text("-", 100) == "143 people"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"x" * 101, "has more than 100 bytes; give a shorter one."),
        (b"ab\xff", "is no UTF-8 text: byte 3 cannot be read."),
    ],
)
def test_what_is_no_text_is_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(content)
    with pytest.raises(BadItemError) as caught:
        read_text(str(file), 100)
    assert str(caught.value) == f"{file} {sentence}"


def test_missing_files_and_folders_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(BadItemError, match="There is no file"):
        read_text(str(tmp_path / "none.txt"), 100)
    with pytest.raises(BadItemError, match="is a folder; give a file"):
        read_text(str(tmp_path), 100)


def test_an_endless_file_is_read_up_to_the_limit() -> None:
    with pytest.raises(BadItemError, match="more than 1,000 bytes"):
        read_text("/dev/zero", 1000)
