"""A reply is data: parts that every platform draws in its own dress."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heading:
    """A short line that stands out."""

    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of plain text; line breaks are kept. `tone` is "plain", "note" (small print) or "warning"."""

    text: str
    tone: Literal["plain", "note", "warning"] = "plain"
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of short cells. `right` names the columns (from 0) that align to the right."""

    rows: tuple[tuple[str, ...], ...]
    header: tuple[str, ...] = ()
    title: str = ""
    right: tuple[int, ...] = ()
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim words of an item in its own language, with source and day. `lead` introduces it ("Russia: no")."""

    text: str
    source: str
    day: date
    day_text: str
    lang: str
    url: str | None = None
    lead: str = ""
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True)
class Choices:
    """Things one can do next: pairs of a label and the command line it stands for ("/claims killed").

    The answers of those that are `apart` leave the message where it is and come below it.
    """

    options: tuple[tuple[str, str], ...]
    apart: bool = False
    kind: Literal["choices"] = "choices"


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG picture with a text alternative."""

    png: bytes
    alt: str
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand over."""

    name: str
    media_type: str
    content: bytes
    kind: Literal["file"] = "file"


Part = Heading | Text | Table | Quote | Choices | Picture | File


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one command. `ok` is False where the reply explains what was wrong with the request.

    Work that goes on has a `later`: what to show in the place of this reply, again and again, the outcome last. It raises nothing but
    cancellation, and the work goes on whether somebody looks or not.
    """

    parts: tuple[Part, ...]
    ok: bool = True
    lang: str = field(default="en")
    later: Callable[[], AsyncIterator[Reply]] | None = field(default=None, compare=False, repr=False)
