"""Draws the parts of a reply with rich: colour and wrapping on a terminal, plain unwrapped lines in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.segment import Segment, Segments
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text as Line

from bot.domain.reply import Choices, File, Heading, Part, Picture, Quote, Reply, Table, Text

UNWRAPPED = 10_000
"""The width of a pipe: wide enough that no line of a reply is ever broken."""

NARROW = 60
"""Below this many columns a quote stands under its lead instead of beside it."""

TONES = {"plain": "", "note": "dim", "warning": "yellow"}

Save = Callable[[str, bytes], Path]
"""Puts a file of a reply somewhere and says where; raises OSError."""


def make_console(stream: TextIO | None = None, width: int | None = None) -> Console:
    """A console on `stream` (standard output by default): no colour in a pipe or with NO_COLOR set, no guesses about words."""
    stream = sys.stdout if stream is None else stream
    if width is None and not stream.isatty():
        width = UNWRAPPED
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def draw(reply: Reply, console: Console, save: Save) -> None:
    """Print a reply. Files and pictures are handed to `save`; what could not be saved is said in their place."""
    before: str | None = None
    for kind, run in groupby(reply.parts, key=lambda part: part.kind):
        for parts in [tuple(run)] if kind == "quote" else [(part,) for part in run]:
            if before is not None and not _belongs(before, kind):
                console.print()
            for block in _blocks(parts, reply.lang, console.width, save):
                _put(console, block)
            before = kind


def _belongs(before: str, kind: str) -> bool:
    """Whether a part of this kind follows the one before it without an empty line."""
    return before == "heading" or kind == "choices"


def _blocks(parts: tuple[Part, ...], lang: str, width: int, save: Save) -> Iterator[RenderableType]:
    quotes = tuple(part for part in parts if isinstance(part, Quote))
    if quotes:
        yield from _quotes(quotes, lang, width)
    for part in parts:
        match part:
            case Heading():
                yield Line(part.text, style="bold")
            case Text():
                yield Line(part.text, style=TONES[part.tone])
            case Table():
                yield from _table(part)
            case Choices():
                yield _choices(part)
            case Picture():
                yield _saved(save, "picture.png", part.png, part.alt)
            case File():
                yield _saved(save, part.name, part.content, part.name)
            case Quote():
                continue


def _table(table: Table) -> Iterator[RenderableType]:
    if table.title:
        yield Line(table.title, style="bold")
    columns = max((len(row) for row in (table.header, *table.rows)), default=0)
    grid = Grid(box=None, show_header=bool(table.header), pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in range(columns):
        title = table.header[column] if column < len(table.header) else ""
        grid.add_column(Line(title), justify="right" if column in table.right else "left")
    for row in table.rows:
        grid.add_row(*(Line(cell) for cell in row))
    yield grid


def _quotes(quotes: tuple[Quote, ...], lang: str, width: int) -> Iterator[RenderableType]:
    lead_width = max(cell_len(quote.lead) for quote in quotes)
    if not lead_width or width < NARROW:
        for quote in quotes:
            if quote.lead:
                yield Line(quote.lead)
            yield Padding(_quote(quote, lang), (0, 0, 0, 2)) if quote.lead else _quote(quote, lang)
        return
    grid = Grid.grid(padding=(0, 2, 0, 0), pad_edge=False)
    grid.add_column(width=min(lead_width, width // 3))
    grid.add_column()
    for quote in quotes:
        grid.add_row(Line(quote.lead), _quote(quote, lang))
    yield grid


def _quote(quote: Quote, lang: str) -> Line:
    line = Line()
    line.append(f"{quote.source}, {quote.day_text}", style=Style(link=quote.url) if quote.url else Style())
    line.append(f': "{quote.text}"')
    if quote.lang != lang:
        line.append(f" [{quote.lang}]", style="dim")
    return line


def _choices(choices: Choices) -> Line:
    line = Line()
    for number, (label, command) in enumerate(choices.options):
        line.append("   " if number else "").append(f"[{label}]", style="cyan").append(f" {command}", style="dim")
    return line


def _saved(save: Save, name: str, content: bytes, what: str) -> Line:
    try:
        path = save(name, content)
    except OSError as error:
        return Line(f"{what}: not saved, {error.strerror or error}", style="yellow")
    return Line(f"{what}: {path}")


def _put(console: Console, block: RenderableType) -> None:
    """Print a block without the blanks that rich fills its lines with."""
    for line in console.render_lines(block, pad=False):
        console.print(Segments([*_stripped(line), Segment.line()]))


def _stripped(line: list[Segment]) -> list[Segment]:
    kept = list(line)
    while kept and not kept[-1].text.rstrip(" "):
        kept.pop()
    if kept:
        last = kept.pop()
        kept.append(Segment(last.text.rstrip(" "), last.style))
    return kept
