"""On which line each key of a TOML text stands. tomllib tells no positions, and a message without a line is half a message."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""Keys and list indices that lead from the top of a TOML document to a value."""

_TOKEN = re.compile(
    r'''(?P<newline>\n)
      | (?P<blank>[ \t\r]+|\#[^\n]*)
      | (?P<text>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
      | (?P<mark>[\[\]{},=])
      | (?P<bare>[^\s\[\]{},=\#"']+)''',
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    line: int
    start: int


def locate(source: str) -> Mapping[Path, int]:
    """The line, from 1, of each key, table and list entry of a valid TOML text."""
    return _Locator(_tokens(source)).run()


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of the value at a path, or of the nearest thing around it."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


def _tokens(source: str) -> list[_Token]:
    tokens, line = [], 1
    for match in _TOKEN.finditer(source):
        kind = match.lastgroup or "blank"
        if kind != "blank":
            tokens.append(_Token(kind, match.group(), line, match.start()))
        line += match.group().count("\n")
    return tokens


class _Locator:
    """Walks the tokens once; the text is known to be valid, so nothing is checked twice."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._lines: dict[Path, int] = {}
        self._lists: dict[Path, int] = {}

    def run(self) -> Mapping[Path, int]:
        table: Path = ()
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.kind == "newline":
                self._at += 1
            elif token.text == "[" and token.kind == "mark":
                table = self._header()
            else:
                self._pair(table)
        return self._lines

    def _header(self) -> Path:
        opening, following = self._tokens[self._at], self._tokens[self._at + 1]
        is_list = following.kind == "mark" and following.text == "[" and following.start == opening.start + 1
        self._at += 2 if is_list else 1
        *outer, last = self._key()
        self._at += 2 if is_list else 1
        path: Path = ()
        for part in outer:
            path = self._entered((*path, part), opening.line)
        path = (*path, last)
        if is_list:
            self._lines.setdefault(path, opening.line)
            self._lists[path] = self._lists.get(path, 0) + 1
            path = (*path, self._lists[path] - 1)
        self._lines[path] = opening.line
        return path

    def _entered(self, path: Path, line: int) -> Path:
        """The table that a part of a header leads into: of a list of tables, the latest."""
        self._lines.setdefault(path, line)
        return (*path, self._lists[path] - 1) if path in self._lists else path

    def _key(self) -> list[str]:
        """The parts of a dotted key, up to the mark behind it."""
        parts: list[str] = []
        while (token := self._tokens[self._at]).kind != "mark":
            parts.extend([_unquoted(token.text)] if token.kind == "text" else filter(None, token.text.split(".")))
            self._at += 1
        return parts

    def _pair(self, table: Path) -> None:
        line = self._tokens[self._at].line
        path = table
        for part in self._key():
            path = (*path, part)
            self._lines.setdefault(path, line)
        self._at += 1
        self._value(path)

    def _value(self, path: Path) -> None:
        opening = self._tokens[self._at].text if self._tokens[self._at].kind == "mark" else ""
        if opening == "[":
            self._members(path, "]")
        elif opening == "{":
            self._members(path, "}")
        else:
            while self._at < len(self._tokens) and self._tokens[self._at].kind in ("text", "bare"):
                self._at += 1

    def _members(self, path: Path, closing: str) -> None:
        """The entries of a list or the pairs of an inline table, with the bracket that closes it."""
        self._at += 1
        count = 0
        while (token := self._tokens[self._at]).text != closing or token.kind != "mark":
            if token.kind == "newline" or (token.kind == "mark" and token.text == ","):
                self._at += 1
            elif closing == "}":
                self._pair(path)
            else:
                self._lines[(*path, count)] = token.line
                self._value((*path, count))
                count += 1
        self._at += 1


def _unquoted(text: str) -> str:
    return str(tomllib.loads(f"key = {text}")["key"])
