"""What must hold of every text that people see: it is there in each language of the bot, and in no other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from bot.settings.languages import language_problem
from bot.settings.toml_table import Table

_ID = re.compile(r"[a-z][a-z0-9_]*")


def check_wording(table: Table, wording: Mapping[str, str], languages: Sequence[str], *inside: str) -> None:
    """Raises ConfigError unless the wording at a path of the table has a text for each language and for no other."""
    what = ".".join(inside)
    for language, text in wording.items():
        if language not in languages:
            raise table.error(
                f"{what!r} has the language {language!r}, which story.toml does not list", *inside, language
            )
        if not text.strip():
            raise table.error(f"{what!r} is empty in {language!r}", *inside, language)
    for language in languages:
        if language not in wording:
            raise table.error(f"{what!r} lacks the language {language!r}", *inside)


def check_id(table: Table, name: str, *inside: str) -> None:
    """Raises ConfigError unless a name can stand in commands: small letters, digits and underscores."""
    if not _ID.fullmatch(name):
        raise table.error(f"{name!r} is no id; use small letters, digits and underscores", *inside)


def check_language(table: Table, code: str, *inside: str | int) -> None:
    """Raises ConfigError unless a code is one of ISO 639-1."""
    if problem := language_problem(code):
        raise table.error(problem, *inside)


def plain(phrase: str) -> str:
    """A phrase as it is compared: without letter case and with single spaces."""
    return " ".join(phrase.casefold().split())


def hint(name: str, known: Sequence[str]) -> str:
    """The end of a sentence about an unknown name: the nearest known one, or all."""
    near = get_close_matches(name, known, n=1)
    return f"(did you mean {near[0]!r}?)" if near else f"(known: {', '.join(known)})"
