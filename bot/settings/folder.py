"""The configuration folder: its files, each read once."""

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

QUESTION_HOMES = {
    "words": "the words by which texts are read are in languages/<language>.toml, under [questions.{name}]",
    "reading": "how it is read in any language is in reading.toml, under [{name}]",
}
PARTY_HOMES = {"words": "the words that stand for a party in texts are in voices.toml, as {name} = [...]"}


class ConfigFolder:
    """The TOML files of one story."""

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


def check_home(table: Table, homes: Mapping[str, str]) -> None:
    """Raises ConfigError where a table has a key that belongs into one of the reader's files; it says which."""
    for key, home in homes.items():
        if key in table.data:
            raise table.error(f"{key!r} does not stand here; {home.format(name=table.path[-1])}", key)
