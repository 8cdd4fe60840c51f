"""The words of the bot by language, from the catalogues of a folder.

`<lang>/LC_MESSAGES/bot.po` holds the translations (none for English, the language of the messages themselves), `<lang>/small_words.toml`
the small words of the language for `/ask`. Catalogues are read when a language is first asked for; no build step.
"""

from __future__ import annotations

import gettext
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from bot.answering.matching import SmallWords
from bot.answering.words import Words
from bot.domain.errors import ConfigError

SOURCE = "en"


class Catalogues:
    """Words by language code. A language without a catalogue gets English."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: dict[str, Words] = {SOURCE: Words(SOURCE)}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that can be spoken, English first."""
        found = sorted(path.parent.parent.name for path in self._folder.glob("*/LC_MESSAGES/bot.po"))
        return (SOURCE, *(lang for lang in found if lang != SOURCE))

    def words(self, lang: str) -> Words:
        """The words of a language. Raises ConfigError for a catalogue that cannot be read."""
        known = lang if lang in self.languages else SOURCE
        if known not in self._loaded:
            self._loaded[known] = _read(known, self._folder / known / "LC_MESSAGES" / "bot.po")
        return self._loaded[known]

    def small_words(self) -> Mapping[str, SmallWords]:
        """The small words of each language that has a list. Raises ConfigError."""
        return {path.parent.name: _read_small_words(path) for path in sorted(self._folder.glob("*/small_words.toml"))}


def _read(lang: str, path: Path) -> Words:
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=lang, abort_invalid=True)
        plural = gettext.c2py(catalogue.plural_expr)
    except (OSError, PoFileError, ValueError) as error:
        raise ConfigError(f"{path}: the catalogue cannot be read ({error}).") from error
    messages: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        texts = (message.string,) if isinstance(message.string, str) else tuple(message.string)
        if message.id and all(texts) and not message.fuzzy:
            messages[message.id if isinstance(message.id, str) else message.id[0]] = texts
    return Words(lang, messages, plural)


def _read_small_words(path: Path) -> SmallWords:
    try:
        lists = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: the small words cannot be read ({error}).") from error
    if set(lists) != {"small", "asking"} or not all(isinstance(words, str) for words in lists.values()):
        raise ConfigError(f"{path}: needs two texts, `small` and `asking`, with words between spaces.")
    return SmallWords(frozenset(lists["small"].split()), frozenset(lists["asking"].split()))
