"""A reader of a language so small that a test can write it: one claim a line, like `killed >= 144` or `ukraine_role involved russia`."""

from __future__ import annotations

import re
from datetime import date

from bot.domain.claims import Choice, Claim, Item, Party, Value
from bot.domain.interval import Interval
from bot.domain.stored import Passage
from bot.reading.result import Reading

_LINE = re.compile(r"(?P<question>[a-z_]+) (?P<more>>= )?(?P<value>\S+)(?: (?P<party>[a-z_]+))?")


class LineReader:
    """Reads the lines that are claims and passes over the rest; counts how many items it has read."""

    def __init__(self) -> None:
        self.count = 0

    def read(self, item: Item) -> Reading:
        """The item's claims, and each of its lines as a passage."""
        self.count += 1
        found = [match for match in map(_LINE.fullmatch, item.text.splitlines()) if match]
        starts = [item.text.index(match[0]) for match in found]
        claims = tuple(_claim(item, match, start) for match, start in zip(found, starts, strict=True))
        passages = tuple(
            Passage(item.id, number, start, start + len(match[0]), match[0])
            for number, (match, start) in enumerate(zip(found, starts, strict=True))
        )
        return Reading(item.lang, claims, passages=passages)


def _claim(item: Item, match: re.Match[str], start: int) -> Claim:
    return Claim(
        item=item.id,
        question=match["question"],
        value=_value(match["value"], open_above=bool(match["more"])),
        party=Party(match["party"]) if match["party"] else None,
        as_of=item.day,
        quote=match[0],
        start=start,
        end=start + len(match[0]),
    )


def _value(word: str, *, open_above: bool) -> Value:
    if word.isdigit():
        return Interval(int(word), None if open_above else int(word))
    try:
        return Interval.exactly(date.fromisoformat(word))
    except ValueError:
        return Choice(word)
