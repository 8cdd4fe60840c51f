"""Labelled articles from files and folders, in the format of `bot.services.labelled`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.domain.errors import BadItemError
from bot.domain.questions import Question
from bot.services.labelled import Labelled, parse


def files(names: Sequence[str | Path]) -> list[Path]:
    """The files that are named, and those of labelled articles in and below folders that are.

    Raises FileNotFoundError for a folder without any.
    """
    found: list[Path] = []
    for path in map(Path, names):
        inside = sorted(path.rglob("*.txt")) if path.is_dir() else [path]
        if not inside:
            raise FileNotFoundError(f"{path}: no labelled articles (*.txt) are there")
        found += inside
    return found


def text_of(path: Path) -> str:
    """What a file holds, whatever ends its lines and marks its beginning. Raises OSError, or BadItemError where it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadItemError(f"it is not in UTF-8: byte {error.start + 1} of the file cannot be read.") from None


def read(paths: Sequence[Path], questions: Mapping[str, Question]) -> Iterator[Labelled]:
    """The articles of files in order. Raises OSError, or BadItemError with the file and its line."""
    for path in paths:
        try:
            yield from parse(text_of(path), questions)
        except BadItemError as error:
            raise BadItemError(f"{path}: {error}") from None
