"""Long lists shown one screen at a time, with a button for the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.answering.words import Words
from bot.domain.reply import Choices, Part, Text

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Page(Generic[Entry]):
    """One screen of a list; `number` counts from 1 and is kept within the list."""

    entries: Sequence[Entry]
    number: int
    last: int
    first_index: int
    total: int


def page(entries: Sequence[Entry], number: int, size: int) -> Page[Entry]:
    """The page with this number, or the nearest one there is."""
    last = max(1, -(-len(entries) // size))
    number = min(max(number, 1), last)
    start = (number - 1) * size
    return Page(entries[start : start + size], number, last, start, len(entries))


def footer(words: Words, shown: Page[Entry], command: str, others: Sequence[tuple[str, str]] = ()) -> list[Part]:
    """Where the reader is in the list, and buttons for the pages beside; `command` gets the page number appended."""
    options = list(others)
    if shown.number < shown.last:
        options.insert(0, (words.gettext("More"), f"{command} {shown.number + 1}"))
    if shown.number > 1:
        options.insert(0, (words.gettext("Back"), f"{command} {shown.number - 1}"))
    parts: list[Part] = []
    if shown.last > 1:
        place = words.gettext("{first} to {last} of {total}").format(
            first=words.number(shown.first_index + 1),
            last=words.number(shown.first_index + len(shown.entries)),
            total=words.number(shown.total),
        )
        parts.append(Text(place, "note"))
    if options:
        parts.append(choices(options))
    return parts


def choices(options: Sequence[tuple[str, str]]) -> Choices:
    """Buttons: pairs of a label and the command line it stands for."""
    return Choices(tuple(options))
