"""The seed corpus: the articles that seeds/index.toml lists."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from bot.domain.claims import Item
from bot.domain.errors import ConfigError
from bot.domain.stored import Origin
from bot.settings.languages import language_problem
from bot.settings.paths import shown
from bot.settings.toml_table import Table, read_toml
from bot.settings.wording import hint

INDEX = "index.toml"


@dataclass(frozen=True, slots=True)
class SeedSpec:
    """A seed article as the index lists it. `published` is a day, or a time with its zone; `why` says how sure it is."""

    id: str
    file: str
    lang: str
    source: str
    published: Any
    url: str | None = None
    title: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class SeedIndex:
    """seeds/index.toml."""

    item: tuple[SeedSpec, ...]


class FileSeeds:
    """A SeedSource over a folder: `index.toml` and the text files that it names, taken exactly as they are.

    An article published on a day counts as published at midnight UTC. `languages` are the codes that the bot can read; None takes any.
    """

    def __init__(self, folder: Path, languages: Collection[str] | None = None) -> None:
        self._folder = folder
        self._languages = languages

    def items(self) -> Sequence[tuple[Item, Origin]]:
        """The seed items in order of publication, then of ids. Raises ConfigError with file and line."""
        if not self._folder.is_dir():
            raise ConfigError(f"{shown(self._folder)}: there is no such folder of seeds; set SEEDS_DIR")
        table = read_toml(self._folder / INDEX)
        index = table.into(SeedIndex)
        _check_unique(table, index)
        items = [self._item(table, place, spec) for place, spec in enumerate(index.item)]
        return [(item, Origin.SEED) for item in sorted(items, key=lambda item: (item.published, item.id))]

    def _item(self, table: Table, place: int, spec: SeedSpec) -> Item:
        self._check(table, place, spec)
        when, is_day = _published(table, place)
        return Item(
            id=spec.id,
            source=spec.source,
            lang=spec.lang,
            title=spec.title,
            text=self._text(table, place, spec),
            published=when,
            url=spec.url,
            published_is_day=is_day,
        )

    def _check(self, table: Table, place: int, spec: SeedSpec) -> None:
        for key in ("id", "source"):
            if not getattr(spec, key).strip():
                raise table.error(f"{key!r} is empty", "item", place, key)
        if problem := language_problem(spec.lang):
            raise table.error(problem, "item", place, "lang")
        if self._languages is not None and spec.lang not in self._languages:
            raise table.error(
                f"texts in {spec.lang!r} cannot be read {hint(spec.lang, sorted(self._languages))}",
                "item",
                place,
                "lang",
            )

    def _text(self, table: Table, place: int, spec: SeedSpec) -> str:
        file = self._folder / spec.file
        if not file.resolve().is_relative_to(self._folder.resolve()):
            raise table.error(f"{spec.file!r} is outside of the folder of seeds", "item", place, "file")
        try:
            text = file.read_bytes().decode("utf-8")
        except FileNotFoundError:
            raise table.error(
                f"there is no file {spec.file!r} in {shown(self._folder)}", "item", place, "file"
            ) from None
        except OSError as error:
            raise table.error(
                f"{spec.file!r} cannot be read ({error.strerror or error})", "item", place, "file"
            ) from None
        except UnicodeDecodeError:
            raise table.error(f"{spec.file!r} is not UTF-8 text", "item", place, "file") from None
        if not text.strip():
            raise table.error(f"{spec.file!r} is empty", "item", place, "file")
        return text


def _published(table: Table, place: int) -> tuple[datetime, bool]:
    """When an article was published, and whether only the day is known."""
    value: Any = table.data["item"][place]["published"]
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise table.error(
                "'published' has a time but no time zone; write 2024-05-09 or 2024-05-09T10:00:00Z",
                "item",
                place,
                "published",
            )
        return value.astimezone(UTC), False
    if not isinstance(value, date):
        raise table.error("'published' must be a day, without quotes: 2024-05-09", "item", place, "published")
    return datetime.combine(value, time(), UTC), True


def _check_unique(table: Table, index: SeedIndex) -> None:
    for key in ("id", "file"):
        seen: set[str] = set()
        for place, spec in enumerate(index.item):
            if getattr(spec, key) in seen:
                raise table.error(f"{key} {getattr(spec, key)!r} stands there twice", "item", place, key)
            seen.add(getattr(spec, key))
