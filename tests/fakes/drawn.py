"""A reply as plain lines, to read it in a test."""

from __future__ import annotations

from bot.domain.reply import Choices, File, Heading, Part, Picture, Quote, Reply, Table, Text


def drawn(reply: Reply) -> list[str]:
    """The reply's lines; cells are parted by " | ", quotes read `lead | source, day: "text" [language]`."""
    return [line for part in reply.parts for line in _lines(part)]


def _lines(part: Part) -> list[str]:
    match part:
        case Heading() | Text():
            return part.text.split("\n")
        case Table():
            head = [*([part.title] if part.title else []), *([" | ".join(part.header)] if part.header else [])]
            return head + [" | ".join(row) for row in part.rows]
        case Quote():
            return [f'{part.lead} | {part.source}, {part.day_text}: "{part.text}" [{part.lang}]']
        case Choices():
            return [" ".join(f"[{label}: {command}]" for label, command in part.options)]
        case Picture():
            return [part.alt]
        case File():
            return [f"{part.name} ({part.media_type})"]
