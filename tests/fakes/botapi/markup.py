"""Telegram's HTML parse mode: what it accepts, the text it leaves, and the entities it finds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

SIMPLE = {
    "a": "TextUrl",
    "b": "Bold",
    "strong": "Bold",
    "i": "Italic",
    "em": "Italic",
    "s": "Strikethrough",
    "strike": "Strikethrough",
    "del": "Strikethrough",
    "u": "Underline",
    "ins": "Underline",
    "tg-spoiler": "Spoiler",
    "span": "Spoiler",
    "tg-emoji": "CustomEmoji",
    "tg-time": "FormattedDate",
    "pre": "Pre",
    "code": "Code",
    "blockquote": "BlockQuote",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPACE = " \t\r\n\0\v"
ENTITY = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]*)|#(?P<number>[0-9]*)|(?P<name>[a-zA-Z]*));?")
ADDRESS = re.compile(r"(?:[a-z]+://)?[^\s/?#]+\.[^\s/?#]+(?:[/?#]\S*)?", re.IGNORECASE)
DATE_FORMAT = re.compile(r"r?|[tTdDwW]*")


class MarkupError(ValueError):
    """What Telegram answers to a text that it cannot parse."""


@dataclass(frozen=True)
class Entity:
    """A stretch of the text; offset and length count UTF-16 code units."""

    type: str
    offset: int
    length: int


@dataclass(frozen=True)
class Parsed:
    """The text without its tags."""

    text: str
    entities: tuple[Entity, ...]


@dataclass
class _Tag:
    name: str
    begin: int
    offset: int
    start: int
    attributes: dict[str, str]


@dataclass
class _Parser:
    """Reads a text once from left to right, as Telegram's own parser does."""

    source: str
    at: int = 0
    text: list[str] = field(default_factory=list)
    length: int = 0
    open: list[_Tag] = field(default_factory=list)
    found: list[tuple[Entity, str]] = field(default_factory=list)

    def parse(self) -> Parsed:
        while self.at < len(self.source):
            if self.source[self.at] == "<":
                self._tag()
            else:
                self._put(self._character())
        if self.open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        text = "".join(self.text)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise MarkupError("Text contains invalid Unicode characters after decoding HTML entities")
        return Parsed(text, tuple(entity for entity, _ in self.found))

    def _peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else "\0"

    def _put(self, character: str) -> None:
        self.text.append(character)
        self.length += units(character)

    def _character(self) -> str:
        """The next character, decoded; what is no entity stays as it is."""
        here = self.source[self.at]
        match = ENTITY.match(self.source, self.at) if here == "&" else None
        decoded = _decoded(match) if match else None
        if match is None or decoded is None:
            self.at += 1
            return here
        self.at = match.end()
        return decoded

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self._peek() == "/":
            self._close(begin)
        else:
            self._open(begin)

    def _until(self, stops: str) -> str:
        start = self.at
        while self._peek() not in stops:
            self.at += 1
        return self.source[start : self.at]

    def _skip_space(self) -> None:
        while self.at < len(self.source) and self._peek() in SPACE:
            self.at += 1

    def _open(self, begin: int) -> None:
        name = self._until(SPACE + ">").lower()
        if self.at >= len(self.source):
            raise self._error("Unclosed start tag", begin)
        if name not in SIMPLE:
            raise self._error(f'Unsupported start tag "{name}"', begin)
        attributes = {}
        while self._peek() != ">":
            self._skip_space()
            if self._peek() == ">":
                break
            key, value = self._attribute(name, begin)
            attributes[key] = value
            if self.at >= len(self.source):
                raise self._error(f'Unclosed start tag "{name}"', begin)
        self.at += 1
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Tag(name, begin, self.length, len(self.text), attributes))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        key = self._until(SPACE + "=>").lower()
        if not key:
            raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
        self._skip_space()
        if self._peek() != "=":
            return key, ""
        self.at += 1
        self._skip_space()
        if self.at >= len(self.source):
            raise self._error(f'Unclosed start tag "{tag}"', begin)
        return key, self._value(begin)

    def _value(self, begin: int) -> str:
        mark = self._peek()
        start = self.at
        if mark not in "'\"":
            while re.match(r"[A-Za-z0-9.-]", self._peek()):
                self.at += 1
            if self._peek() not in SPACE + ">":
                raise self._error("Unexpected end of name token", start)
            return self.source[start : self.at].lower()
        self.at += 1
        value = ""
        while self.at < len(self.source) and self._peek() != mark:
            value += self._character()
        if self.at >= len(self.source):
            raise self._error("Unclosed start tag", begin)
        self.at += 1
        return value

    def _close(self, begin: int) -> None:
        if not self.open:
            raise self._error("Unexpected end tag", begin)
        self.at += 1
        name = self._until(SPACE + ">").lower()
        self._skip_space()
        if self._peek() != ">":
            raise self._error("Unclosed end tag", begin)
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            raise self._error(f'Unmatched end tag, expected "</{tag.name}>", found "</{name}>"', begin)
        if self.length > tag.offset:
            self._entity(tag)

    def _entity(self, tag: _Tag) -> None:
        kind, argument = SIMPLE[tag.name], ""
        place = (tag.offset, self.length - tag.offset)
        if tag.name == "a":
            address = tag.attributes.get("href") or "".join(self.text[tag.start :])
            if not ADDRESS.fullmatch(address):
                return
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            kind = "ExpandableBlockQuote"
        elif tag.name == "tg-time":
            if not DATE_FORMAT.fullmatch(tag.attributes.get("format", "")):
                raise MarkupError("Invalid date format used")
        elif tag.name == "code":
            argument = tag.attributes.get("class", "").removeprefix("language-")
        if tag.name in ("pre", "code") and self.found:
            last, language = self.found[-1]
            twin = last.type == ("Pre" if kind == "Code" else "Code") and (last.offset, last.length) == place
            if twin and (argument or language):
                self.found[-1] = (Entity("PreCode", *place), "")
                return
        self.found.append((Entity(kind, *place), argument))

    def _error(self, what: str, place: int) -> MarkupError:
        return MarkupError(f"{what} at byte offset {len(self.source[:place].encode('utf-8', 'surrogatepass'))}")


def _decoded(match: re.Match[str]) -> str | None:
    """What an entity stands for; None where Telegram leaves it as text."""
    if match["name"] is not None:
        return NAMED.get(match["name"])
    digits, base = (match["hex"], 16) if match["hex"] is not None else (match["number"], 10)
    code = int(digits, base) if digits else 0
    if code == 0 or code >= 0x10FFFF or len(match[0].rstrip(";")) >= 10:
        return None
    return chr(code)


def units(text: str) -> int:
    """The length of a text as Telegram counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> Parsed:
    """The text and its entities. Raises MarkupError for what Telegram refuses."""
    return _Parser(source).parse()
