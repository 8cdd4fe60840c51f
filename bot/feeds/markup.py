"""Plain text out of the HTML that entries hold, in time that grows with its length and no faster."""

from __future__ import annotations

import re
from html import unescape

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p "
        "pre section table tbody td tfoot th thead tr ul",
    )
)
_SILENT = frozenset({"script", "style", "template", "noscript", "iframe", "svg", "head"})
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
_BLANKS = re.compile(r"[^\S\n]+")
_MARKUP = re.compile(r"<[a-zA-Z/!?]|&#?\w{1,32};")
# No tag reaches over the next "<": what is never closed cannot make each search run to the end.
_TAG = re.compile(r"<!--|<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,15})\b[^<>]{0,4000}>|<[!?/][^<>]{0,4000}>")


def plain(text: str) -> str:
    """Text without what no article holds (NUL, halves of characters), blanks drawn together, empty lines left out."""
    lines = _BLANKS.sub(" ", _NOT_TEXT.sub("", text)).split("\n")
    return "\n".join(line for line in map(str.strip, lines) if line)


def text_of(markup: str) -> str:
    """The words of a piece of HTML, a line for each of its blocks. What is no HTML comes back as plain text."""
    if not _MARKUP.search(markup):
        return plain(markup)
    words: list[str] = []
    silent, place = "", 0
    while found := _TAG.search(markup, place):
        if not silent:
            # A line break in HTML is a blank; only blocks end lines.
            words.append(unescape(markup[place : found.start()]).replace("\n", " "))
        place = found.end() if found[0] != "<!--" else _after_comment(markup, found.end())
        name, closes = (found["name"] or "").lower(), bool(found["close"])
        if name in _BLOCKS:
            words.append("\n")
        if name in _SILENT:
            silent = _still_silent(silent, name, closes=closes)
    if not silent:
        words.append(unescape(markup[place:]).replace("\n", " "))
    return plain("".join(words))


def _still_silent(silent: str, name: str, *, closes: bool) -> str:
    """The element whose content is not shown, after one of its kind opens or closes; what is inside it changes nothing."""
    if closes:
        return "" if name == silent else silent
    return silent or name


def _after_comment(markup: str, place: int) -> int:
    """Where a comment ends; one that never does hides the rest, as in a browser."""
    end = markup.find("-->", place)
    return len(markup) if end < 0 else end + 3
