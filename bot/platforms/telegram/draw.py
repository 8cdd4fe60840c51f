"""Draws a reply as what Telegram shows: HTML on pages, pictures and files with captions, and the buttons below them."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.domain.reply import Choices, File, Heading, Part, Picture, Quote, Reply, Table, Text
from bot.platforms.telegram.runs import CAPTION_LIMIT, TEXT_LIMIT, Block, Run, markup, pages, plain

LONG_QUOTE = 160
"""A quote of more characters is folded; a tap opens it."""

LINK_LIMIT = 2_000

Option = tuple[str, str]
"""A button: its label, and the command line or the address it stands for."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message: its text on pages of HTML of which one is shown, the options below it, and what it carries.

    What its options answer comes below it where it is to stay (`apart`), else in its place.
    """

    sheets: tuple[str, ...]
    options: tuple[Option, ...] = ()
    carried: Picture | File | None = None
    apart: bool = False


def draw(reply: Reply) -> tuple[Bubble, ...]:
    """The messages of a reply, at least one. All but the first carry a picture or a file each."""
    carried = [part for part in reply.parts if isinstance(part, Picture | File)]
    options = tuple(option for part in reply.parts if isinstance(part, Choices) for option in part.options)
    words = [part for part in reply.parts if not isinstance(part, Picture | File | Choices)]
    if not carried:
        apart = any(part.apart for part in reply.parts if isinstance(part, Choices))
        return (Bubble(_sheets(_blocks(words, reply.lang), TEXT_LIMIT), options, apart=apart),)
    first, *others = carried
    text = [*_blocks(words, reply.lang), *_alternative(first)]
    return (
        Bubble(_sheets(text, CAPTION_LIMIT), options, first),
        *(Bubble(_sheets(_alternative(one), CAPTION_LIMIT), (), one) for one in others),
    )


def _sheets(blocks: Iterable[Block], limit: int) -> tuple[str, ...]:
    return tuple(map(markup, pages(blocks, limit)))


def _alternative(part: Picture | File) -> list[Block]:
    text = part.alt if isinstance(part, Picture) else part.name
    return [Block((Run(plain(text)),))]


def _blocks(parts: Sequence[Part], lang: str) -> Iterator[Block]:
    before: Part | None = None
    for part in parts:
        yield Block(tuple(_runs(part, lang)), _belongs(before, part))
        before = part


def _belongs(before: Part | None, part: Part) -> bool:
    """Whether a part follows the one before it without an empty line."""
    note = isinstance(part, Text) and part.tone == "note"
    return isinstance(before, Heading) or (isinstance(before, Quote) and note)


def _runs(part: Part, lang: str) -> Iterator[Run]:
    match part:
        case Heading(text):
            yield Run(plain(text), ("b",))
        case Text(text, "note"):
            yield Run(plain(text), ("i",))
        case Text(text):
            yield Run(_outdented(plain(text)))
        case Table():
            yield from _table(part)
        case Quote():
            yield from _quote(part, lang)


def _outdented(text: str) -> str:
    """Lines that a terminal would indent; a proportional font shows a dash better than blanks."""
    return "\n".join(
        f"– {line.lstrip()}" if line.startswith("  ") and line.strip() else line for line in text.split("\n")
    )


def _table(table: Table) -> Iterator[Run]:
    """A line for each row, as no phone has room for columns: the first cell stands out, a header's words stand before the others."""
    if table.title:
        yield Run(plain(table.title), ("b",))
        yield Run("\n")
    for number, row in enumerate(table.rows):
        if number:
            yield Run("\n")
        yield from _row([plain(cell).strip() for cell in row], [plain(title) for title in table.header])


def _row(cells: Sequence[str], header: Sequence[str]) -> Iterator[Run]:
    first, rest = (cells[0], cells[1:]) if cells else ("", ())
    if first.startswith("/"):
        yield Run(first)
        yield Run("".join(f"\n    {cell}" for cell in rest if cell))
        return
    yield Run(first or "·", ("b",) if first else ())
    titles = [*header[1:], *([""] * len(rest))]
    known = [f"{title}: {cell}" if title else cell for title, cell in zip(titles, rest, strict=False) if cell]
    if known:
        yield Run(f"  {' · '.join(known)}")


def _quote(quote: Quote, lang: str) -> Iterator[Run]:
    if quote.lead.strip():
        yield Run(plain(quote.lead), ("b",))
        yield Run("\n")
    text = plain(quote.text)
    yield Run(text, ("blockquote expandable" if len(text) > LONG_QUOTE else "blockquote",))
    yield Run("\n")
    yield Run(plain(quote.source), _link(quote.url))
    foreign = f" [{plain(quote.lang)}]" if quote.lang != lang else ""
    yield Run(f", {plain(quote.day_text)}{foreign}")


def _link(url: str | None) -> tuple[str, ...]:
    """The tag for an address, where it is one that Telegram links to."""
    if not url or len(url) > LINK_LIMIT or any(character.isspace() or not character.isprintable() for character in url):
        return ()
    try:
        known = urlsplit(url)
        fits = known.scheme in ("http", "https") and "." in (known.hostname or "")
    except ValueError:
        fits = False
    return (f'a href="{html.escape(url)}"',) if fits else ()
