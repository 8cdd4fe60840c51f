"""Draws the parts of a reply with rich: colour and wrapping on a terminal, plain unwrapped lines in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
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
from bot.platforms.terminal.visible import visible

UNWRAPPED = 10_000
"""The width of a pipe: wide enough that no line of a reply is ever broken."""

NARROW = 60
"""Below this many columns a quote stands under its lead instead of beside it."""

GAP = "   "
"""What stands between two options."""

TONES = {"plain": "", "note": "dim", "warning": "yellow"}

Save = Callable[[str, bytes], Path]
"""Puts a file of a reply somewhere and says where; raises OSError."""


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave a reader's leaving to the caller, who ends every command the same way."""
        raise BrokenPipeError


def make_console(stream: TextIO | None = None, width: int | None = None) -> Console:
    """A console on `stream` (standard output by default): no colour in a pipe or with NO_COLOR set, no guesses about words."""
    stream = sys.stdout if stream is None else stream
    if width is None and not stream.isatty():
        width = UNWRAPPED
    return _Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def draw(reply: Reply, console: Console, save: Save) -> None:
    """Print a reply. Files and pictures are handed to `save`; what could not be saved is said in their place."""
    before: Part | None = None
    for run in _runs(reply.parts):
        if before is not None and not _belongs(before, run[0]):
            console.print()
        for block in _blocks(run, reply.lang, console.width, save):
            _put(console, block)
        before = run[-1]


def _runs(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """The parts one by one, but quotes in a row together, with the notes between them."""
    run: list[Part] = []
    for place, part in enumerate(parts):
        following = parts[place + 1] if place + 1 < len(parts) else None
        between = run and _is_note(part) and isinstance(following, Quote)
        if run and not (isinstance(part, Quote) or between):
            yield run
            run = []
        if isinstance(part, Quote) or between:
            run.append(part)
        else:
            yield [part]
    if run:
        yield run


def _belongs(before: Part, part: Part) -> bool:
    """Whether a part follows the one before it without an empty line."""
    return isinstance(before, Heading) or isinstance(part, Choices) or (isinstance(before, Quote) and _is_note(part))


def _is_note(part: Part) -> bool:
    return isinstance(part, Text) and part.tone == "note"


def _blocks(run: Sequence[Part], lang: str, width: int, save: Save) -> Iterator[RenderableType]:
    match run[0]:
        case Heading(text):
            yield Line(text, style="bold")
        case Text(text, tone):
            yield Line(text, style=TONES[tone])
        case Table() as table:
            yield from _table(table)
        case Choices() as choices:
            yield from _choices(choices, width)
        case Picture(png, alt):
            yield _saved(save, "picture.png", png, alt)
        case File(name, _, content):
            yield _saved(save, name, content, name)
        case Quote():
            yield from _quotes(run, lang, width)


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


def _quotes(run: Sequence[Part], lang: str, width: int) -> Iterator[RenderableType]:
    """Quotes beside their leads, or below them where there is no room."""
    rows = [_row(part, lang) for part in run]
    lead_width = max(cell_len(lead) for lead, _ in rows)
    if not lead_width or width < NARROW:
        for lead, line in rows:
            if lead:
                yield Line(lead)
            yield Padding(line, (0, 0, 0, 2)) if lead else line
        return
    grid = Grid.grid(padding=(0, 2, 0, 0), pad_edge=False)
    grid.add_column(width=min(lead_width, width // 3))
    grid.add_column()
    for lead, line in rows:
        grid.add_row(Line(lead), line)
    yield grid


def _row(part: Part, lang: str) -> tuple[str, Line]:
    if isinstance(part, Quote):
        return part.lead, _quote(part, lang)
    return "", Line(part.text if isinstance(part, Text) else "", style=TONES["note"])


def _quote(quote: Quote, lang: str) -> Line:
    line = Line()
    line.append(f"{quote.source}, {quote.day_text}", style=Style(link=quote.url) if quote.url else Style())
    line.append(f': "{quote.text}"')
    if quote.lang != lang:
        line.append(f" [{quote.lang}]", style="dim")
    return line


def _choices(choices: Choices, width: int) -> Iterator[Line]:
    """The options, as many on a line as fit whole."""
    line = Line()
    for label, command in choices.options:
        option = Line().append(f"[{label}]", style="cyan").append(f" {command}", style="dim")
        if line and line.cell_len + len(GAP) + option.cell_len > width:
            yield line
            line = Line()
        line = option if not line else line.append(GAP).append_text(option)
    yield line


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
    kept = [segment if segment.control else Segment(visible(segment.text), segment.style) for segment in line]
    while kept and not kept[-1].text.rstrip(" "):
        kept.pop()
    if kept:
        last = kept.pop()
        kept.append(Segment(last.text.rstrip(" "), last.style))
    return kept
