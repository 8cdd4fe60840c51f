"""Labelled articles from files and folders, in the format of `bot.services.labelled`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.domain.errors import BadItemError
from bot.domain.questions import Question
from bot.services.labelled import Labelled, parse


def files(names: Sequence[str | Path]) -> list[Path]:
    """The files that are named, and those of labelled articles in and below folders that are."""
    paths = [Path(name) for name in names]
    return [file for path in paths for file in (sorted(path.rglob("*.txt")) if path.is_dir() else [path])]


def read(paths: Sequence[Path], questions: Mapping[str, Question]) -> Iterator[Labelled]:
    """The articles of files in order. Raises OSError, UnicodeDecodeError, or BadItemError with the file and its line."""
    for path in paths:
        try:
            yield from parse(path.read_bytes().decode("utf-8"), questions)
        except BadItemError as error:
            raise BadItemError(f"{path}: {error}") from None
