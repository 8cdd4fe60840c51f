"""Marked-up text as data, cut into messages that Telegram takes. Lengths are UTF-16 code units, as Telegram counts."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 90
"""Telegram drops entities past the hundredth without a word, and finds some of its own (addresses, commands)."""

NOTHING = "–"
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_BIDI = re.compile("[\u202a-\u202e]")
_SENTENCE_END = re.compile(r"[.!?…][\"”»’)]*\s")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text under the same tags, outermost first: "b", "blockquote expandable", 'a href="…"'."""

    text: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Runs that belong together; a `tight` block follows the one before without an empty line."""

    runs: tuple[Run, ...]
    tight: bool = False


def plain(text: str) -> str:
    """The text as Telegram keeps it: no control characters, no lone surrogates, no marks that turn the direction of what follows."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = re.sub("\r\n?|[\u2028\u2029\x85]", "\n", text)
    return _BIDI.sub("", _CONTROLS.sub(" ", text))


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text) + sum(character > "\uffff" for character in text)


def markup(runs: Iterable[Run]) -> str:
    """The runs as HTML, every character of the text escaped."""
    return "".join(map(_marked, runs))


def pages(blocks: Iterable[Block], limit: int) -> tuple[tuple[Run, ...], ...]:
    """The blocks on as few pages as hold them, at least one; what is cut is cut at a boundary, and only white space is lost there."""
    done: list[tuple[Run, ...]] = []
    page: list[Run] = []
    for block in blocks:
        if not any(run.text.strip() for run in block.runs):
            continue
        joined = [*page, Run("\n" if block.tight else "\n\n"), *block.runs] if page else list(block.runs)
        if page and not _fits(joined, limit) and _fits(block.runs, limit) and _length(page) > limit // 4:
            done.append(tuple(page))
            joined = list(block.runs)
        while not _fits(joined, limit):
            head, joined = _cut(joined, limit)
            done.append(tuple(head))
        page = joined
    found = [_joined(one) for one in (*done, page) if one]
    return tuple(map(_visible, found)) or ((Run(NOTHING),),)


def _marked(run: Run) -> str:
    opening = "".join(f"<{tag}>" for tag in run.tags)
    closing = "".join(f"</{tag.split(' ')[0]}>" for tag in reversed(run.tags))
    return f"{opening}{html.escape(run.text, quote=False)}{closing}"


def _joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Neighbours under the same tags as one run."""
    return tuple(Run("".join(run.text for run in same), tags) for tags, same in groupby(runs, lambda run: run.tags))


def _visible(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs, with a dash where Telegram would find the message empty."""
    seen = any(unicodedata.category(one)[0] not in "ZC" and one not in _BLANK for run in runs for one in run.text)
    return runs if seen else (*runs, Run(NOTHING))


def _length(runs: Iterable[Run]) -> int:
    return sum(units(run.text) for run in runs)


def _fits(runs: Sequence[Run], limit: int) -> bool:
    return _length(runs) <= limit - len(NOTHING) and sum(len(run.tags) for run in runs) <= ENTITY_LIMIT


def _cut(runs: Sequence[Run], limit: int) -> tuple[list[Run], list[Run]]:
    """As much as fits, and the rest without the white space at the cut."""
    text = "".join(run.text for run in runs)
    place = _boundary(text, _room(runs, limit - len(NOTHING)))
    head, rest = _split(runs, place)
    while rest and not rest[0].text.strip():
        rest.pop(0)
    if rest:
        rest[0] = Run(rest[0].text.lstrip(), rest[0].tags)
    return head, rest


def _room(runs: Sequence[Run], limit: int) -> int:
    """How many characters fit: by length, and by the number of entities."""
    size = entities = characters = 0
    for run in runs:
        entities += len(run.tags)
        if entities > ENTITY_LIMIT:
            return characters
        for character in run.text:
            size += units(character)
            if size > limit:
                return characters
            characters += 1
    return characters


def _boundary(text: str, room: int) -> int:
    """Where to cut within `room`: after a paragraph, a line, a sentence or a word, in this order, else between two letters."""
    window, least = text[:room], room // 2
    for mark in ("\n\n", "\n"):
        place = window.rfind(mark)
        if place > least:
            return place
    ends = [match.end() for match in _SENTENCE_END.finditer(window, least)]
    if ends:
        return ends[-1]
    place = max(window.rfind(" "), window.rfind("\n"))
    if place > least // 2:
        return place
    place = room
    while place > least and _holds_on(text[place]):
        place -= 1
    return max(place, 1)


def _holds_on(character: str) -> bool:
    """Whether a character belongs to the one before it."""
    return bool(unicodedata.combining(character)) or character in "\u200d\ufe0f"


def _split(runs: Sequence[Run], place: int) -> tuple[list[Run], list[Run]]:
    head: list[Run] = []
    rest: list[Run] = []
    for run in runs:
        here = max(0, min(place, len(run.text)))
        place -= len(run.text)
        if run.text[:here]:
            head.append(Run(run.text[:here], run.tags))
        if run.text[here:]:
            rest.append(Run(run.text[here:], run.tags))
    return head, rest
