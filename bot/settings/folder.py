"""The configuration folder: its files, each read once, and the parts of them that another room reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from bot.domain.errors import ConfigError
from bot.settings.paths import shown
from bot.settings.toml_table import Table, read_toml

T = TypeVar("T")

QUESTIONS = "questions"
PARTIES = "parties.toml"
LANGUAGES = "languages"
WORDS = "words"
READING = "reading"


class ConfigFolder:
    """The TOML files of one story.

    In the files of questions and in parties.toml, the tables `[<id>.words.<language>]` and `[<id>.reading]` are not read here but
    handed on by `words` and `reading`, untouched, to whoever knows their types.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise ConfigError(f"{shown(path)}: there is no such folder of the configuration")
        self.path = path
        self._files: dict[str, Table] = {}

    def table(self, name: str) -> Table:
        """A file, by its path within the folder. Raises ConfigError where it is missing or not TOML."""
        if name not in self._files:
            self._files[name] = read_toml(self.path / name)
        return self._files[name]

    def load(self, shape: type[T], name: str) -> T:
        """A file as a dataclass, model or other type that pydantic reads. Raises ConfigError with file and line."""
        return self.table(name).into(shape)

    def load_all(self, shape: type[T], subfolder: str) -> Mapping[str, T]:
        """The files of a subfolder as a type, by name without ".toml", in alphabetical order. Raises ConfigError."""
        return {name: self.load(shape, f"{subfolder}/{name}.toml") for name in self.names(subfolder)}

    def names(self, subfolder: str) -> tuple[str, ...]:
        """The TOML files of a subfolder by name without ".toml", in alphabetical order; none where it does not exist."""
        return tuple(sorted(file.stem for file in (self.path / subfolder).glob("*.toml")))

    def questions(self) -> Iterator[tuple[str, Table]]:
        """Each question's id and table, file after file. Raises ConfigError."""
        for name in self.names(QUESTIONS):
            yield from self.table(f"{QUESTIONS}/{name}.toml").tables()

    def parties(self) -> Iterator[tuple[str, Table]]:
        """Each party's id and table. Raises ConfigError."""
        yield from self.table(PARTIES).tables()


def own_part(table: Table) -> Table:
    """What a question's or party's table says without the words and rules by which texts are read."""
    return table.without(WORDS, READING)


def load_question_words(folder: ConfigFolder) -> Mapping[str, Mapping[str, Table]]:
    """The tables `[<question>.words.<language>]` as they stand, by question and language. Raises ConfigError."""
    return {name: _words(table) for name, table in folder.questions()}


def load_question_reading(folder: ConfigFolder) -> Mapping[str, Table]:
    """The table `[<question>.reading]` of each question that has one, as it stands. Raises ConfigError."""
    return {name: table.table(READING) for name, table in folder.questions() if READING in table.data}


def load_party_words(folder: ConfigFolder) -> Mapping[str, Mapping[str, Table]]:
    """The tables `[<party>.words.<language>]` as they stand, by party and language. Raises ConfigError."""
    return {name: _words(table) for name, table in folder.parties()}


def load_party_reading(folder: ConfigFolder) -> Mapping[str, Table]:
    """The table `[<party>.reading]` of each party that has one, as it stands. Raises ConfigError."""
    return {name: table.table(READING) for name, table in folder.parties() if READING in table.data}


def _words(table: Table) -> Mapping[str, Table]:
    return dict(table.table(WORDS).tables()) if WORDS in table.data else {}
