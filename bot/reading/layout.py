"""What of a page is the article: body lines kept apart from lists of other stories, captions, headings and the page's furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from bot.reading.tokens import fold
from bot.reading.words import LayoutWords

Kind = Literal["body", "heading", "caption", "related", "noise", "title"]

_LINE = re.compile(r"[^\n]+")
_CLOSED = re.compile(r"[.!…:;»”\"')\]*_]\s*$")
_BULLET = re.compile(r"\s*(?:[•*\-–—▪►»>]|\d{1,2}[.)])\s+")
_PIPES = re.compile(r"\s[|·]\s")
_COMMENTS = re.compile(r"[^\W\d]+\s*\(\d+\)\s*")
_HEADING_LENGTH = 70


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a text and what it is; `paragraph` counts paragraphs (runs of lines without an empty line between)."""

    kind: Kind
    start: int
    end: int
    paragraph: int


class Layout:
    """Sorts the lines of a text by one language's marks."""

    def __init__(self, words: LayoutWords, everywhere: LayoutWords) -> None:
        self._related = _starts((*words.related, *everywhere.related))
        self._end = _starts((*words.end, *everywhere.end))
        self._caption = _starts((*words.caption, *everywhere.caption))
        self._noise = frozenset(map(fold, (*words.noise, *everywhere.noise)))

    def blocks(self, text: str, title: str) -> list[Block]:
        """Every line with something in it, in order. Nothing behind a closing mark is body."""
        lines = [(match.start(), match.end()) for match in _LINE.finditer(text) if match.group().strip()]
        found: list[Block] = []
        related = ended = False
        paragraph = 0
        for number, (start, end) in enumerate(lines):
            apart = number > 0 and text.count("\n", lines[number - 1][1], start) > 1
            paragraph += apart
            line = fold(text[start:end].strip())
            if ended:
                kind: Kind = "related"
            elif self._end.match(line) or _COMMENTS.fullmatch(line):
                kind, ended = "related", True
            elif line in self._noise:
                kind, related = "noise", False
            elif number == 0 and title and _same(line, fold(title)):
                kind = "title"
            else:
                if related and apart and not self._goes_on(text[start:end], lines, number, text):
                    related = False
                kind, related = self._kind(line, text[start:end], related)
            found.append(Block(kind, start, end, paragraph))
        if found and found[0].kind == "title" and not any(block.kind == "body" for block in found):
            found[0] = replace(found[0], kind="body")  # a text that only says its title again is read by it
        return _headings(text, found)

    def _kind(self, line: str, raw: str, related: bool) -> tuple[Kind, bool]:
        if match := self._related.match(line.lstrip("*_•-–— ")):
            rest = line.lstrip("*_•-–— ")[match.end() :].strip(" :*_")
            return "related", not rest or _looks_like_headline(raw)
        if related:
            return "related", True
        if self._caption.match(line.lstrip("*_([ ")) or self._ends_in_credit(line):
            return "caption", False
        if len(_PIPES.findall(raw)) >= 2 and not raw.rstrip().endswith("."):
            return "related", False
        return "body", False

    def _ends_in_credit(self, line: str) -> bool:
        """A picture's text that ends in its credit ("... Foto: Sputnik / AP")."""
        return any(mark in line for mark in (". foto: ", ". photo: ", ". фото: ")) and len(line) < 400

    def _goes_on(self, raw: str, lines: list[tuple[int, int]], number: int, text: str) -> bool:
        """Whether a list of other stories goes on over an empty line: more headlines, not sentences."""
        return (
            bool(_looks_like_headline(raw))
            and number + 1 < len(lines)
            and _looks_like_headline(text[slice(*lines[number + 1])])
        )


def _starts(phrases: Iterable[str]) -> re.Pattern[str]:
    parts = "|".join(sorted((re.escape(fold(phrase)) for phrase in phrases), key=len, reverse=True))
    return re.compile(rf"(?:{parts})(?!\w)" if parts else r"(?!)")


def _same(line: str, title: str) -> bool:
    return line.strip(" .!*#") == title.strip(" .!*#")


def _looks_like_headline(raw: str) -> bool:
    return not raw.rstrip().endswith((".", "!", "”", "»")) or bool(_BULLET.match(raw))


def _headings(text: str, blocks: list[Block]) -> list[Block]:
    """Short lines that are no sentence and stand before body text are headings, which make no claims."""
    found: list[Block] = []
    for number, block in enumerate(blocks):
        raw = text[block.start : block.end].strip()
        if (
            block.kind == "body"
            and len(raw) <= _HEADING_LENGTH
            and not _CLOSED.search(raw)
            and not _BULLET.match(raw)
            and not raw[0].isdigit()
            and len(blocks) > 1
            and not (number == 0 and len(raw) > _HEADING_LENGTH)
        ):
            block = Block("heading", block.start, block.end, block.paragraph)
        found.append(block)
    return found
