"""Texts that somebody sends in, before they are items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

PASTED = "Pasted text"
"""The source of a text that does not say where it is from."""

_NAMED = re.compile(r"\s*([^\n,]{1,80}),\s*(\d{4}-\d{2}-\d{2})[^\S\n]*(?:\n|:|$)\s*")


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that an administrator sent in. `published` is aware; `lang` is empty where nobody said it."""

    text: str
    source: str
    published: datetime
    is_day: bool = False
    lang: str = ""
    title: str = ""
    url: str | None = None


def named(text: str, source: str, now: datetime) -> Draft:
    """A pasted text; a beginning "Outlet, 2024-05-12" on a line of its own or before a colon says where it is from."""
    first = _NAMED.match(text)
    said = time_of(first[2]) if first else None
    if first and said:
        return Draft(text[first.end() :], first[1].strip(), *said)
    return Draft(text, source, now, is_day=True)


def time_of(text: str) -> tuple[datetime, bool] | None:
    """An ISO 8601 day or time in UTC, and whether it was only a day."""
    try:
        time = datetime.fromisoformat(text.strip())
        aware = time if time.tzinfo else time.replace(tzinfo=UTC)
        return aware.astimezone(UTC), len(text.strip()) <= len("2024-05-12")
    except (ValueError, OverflowError):
        return None
