"""TOML tables that know where they stand, so that every complaint about them names file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bot.domain.errors import ConfigError
from bot.settings import toml_lines
from bot.settings.paths import shown

T = TypeVar("T")

_PLACE = re.compile(r"^(?P<what>.*?) \(at (?:line (?P<line>\d+), column \d+|end of document)\)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a TOML file: its data, and the file, text and path it comes from."""

    file: Path
    source: str
    data: dict[str, Any]
    path: toml_lines.Path = ()

    def into(self, shape: type[T]) -> T:
        """The table as a dataclass, model or any other type that pydantic reads. Raises ConfigError with file and line."""
        from bot.settings.shapes import shaped

        return shaped(self, shape)

    def table(self, key: str) -> Table:
        """The table under a key. Raises ConfigError where that is no table."""
        data = self.data[key]
        if not isinstance(data, dict):
            raise self.error(f"{key!r} must be a table", key)
        return Table(self.file, self.source, data, (*self.path, key))

    def tables(self) -> Iterator[tuple[str, Table]]:
        """All keys with the tables under them. Raises ConfigError where one is no table."""
        return ((key, self.table(key)) for key in self.data)

    def without(self, *keys: str) -> Table:
        """The same table without these keys, which somebody else reads."""
        return Table(self.file, self.source, {k: v for k, v in self.data.items() if k not in keys}, self.path)

    def error(self, sentence: str, *inside: str | int) -> ConfigError:
        """What is wrong with the value at a path inside the table (with no path: with the table)."""
        line = toml_lines.line_of(toml_lines.locate(self.source), (*self.path, *inside))
        return error_at(self.file, line, sentence)


def error_at(file: Path, line: int, sentence: str) -> ConfigError:
    """A ConfigError that names file and line (from 1)."""
    return ConfigError(f"{shown(file)}, line {line}: {sentence}")


def read_toml(file: Path) -> Table:
    """Read a TOML file. Raises ConfigError where it is missing, unreadable, not UTF-8 or not TOML."""
    source = read_text(file)
    try:
        return Table(file, source, tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(file, source, str(error)) from None


def read_text(file: Path) -> str:
    """A text file of the configuration, without a byte order mark, lines ended by "\\n". Raises ConfigError."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise ConfigError(f"{shown(file)}: there is no such file") from None
    except OSError as error:
        raise ConfigError(f"{shown(file)}: cannot be read ({error.strerror or error})") from None
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise error_at(file, content[: error.start].count(b"\n") + 1, "this is not UTF-8 text") from None


def _not_toml(file: Path, source: str, message: str) -> ConfigError:
    place = _PLACE.match(message)
    what = place["what"] if place else message
    line = int(place["line"]) if place and place["line"] else source.count("\n") + (not source.endswith("\n"))
    if place and what == "Cannot overwrite a value":
        what = "this key stands there twice"
    if twice := re.fullmatch(r"Cannot declare \((.*?),?\) twice", what):
        what = f"the table [{'.'.join(part.strip(' ') for part in twice[1].split(','))}] stands there twice".replace(
            "'", ""
        )
    return error_at(file, max(line, 1), f"not valid TOML: {what[:1].lower()}{what[1:]}")
