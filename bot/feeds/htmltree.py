"""A page's bytes become a tree of elements, in time and memory that grow with its length and no faster."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

MAX_TAGS = 30_000
"""The most tags of one page; a newspaper's longest page has a third of it."""

MAX_TAG = 4_000
"""The longest tag that keeps its attributes, in characters: comparing them takes time that grows with the square of their number."""

MAX_ATTRIBUTES = 150_000
"""The most attributes of one page, roughly: words, equals signs and slashes within tags. What a tree weighs grows with these."""

KEPT = frozenset(
    [
        "class",
        "id",
        "role",
        "style",
        "lang",
        "xml:lang",
        "href",
        "rel",
        "name",
        "property",
        "content",
        "itemprop",
        "itemtype",
        "datetime",
        "pubdate",
        "charset",
        "http-equiv",
    ]
)
"""The attributes that tell anything about an article; the tree is copied many times over, and has no others."""

MAX_DEPTH = 150
"""The deepest nesting of one page; real ones stay below 60."""

_TAG = re.compile(r"<(?:!--|(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]{0,30})|[!?])")
_END = re.compile(r"=\s{0,20}[\"']|>")
_SILENT = frozenset({"script", "style", "svg", "template", "iframe", "object", "textarea"})
_DATA = re.compile(r"application/ld\+json", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_BOMS = (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")
_LATIN = frozenset({"iso8859-1", "ascii"})
_TEXT_CODECS = re.compile(
    r"utf-(?:8|16|16-le|16-be|32)|cp\d+|koi8-[rtu]|iso8859-\d+|mac-cyrillic|gb\w+|big5|shift_jis|euc_\w+|kz1048"
)
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class TooMuchError(Exception):
    """The page has more tags, or a deeper nesting, than any article needs."""


def decoded(body: bytes, content_type: str) -> str:
    """The characters of a page: by its byte order mark, its header, its own declaration, else UTF-8. What does not fit is replaced."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _NOT_TEXT.sub("", body[len(mark) :].decode(name, "replace"))
    declared = _CHARSET.search(body[:2_048])
    header = _HEADER.search(content_type)
    names = [header[1]] if header else []
    names += [declared[1].decode("ascii", "replace")] if declared else []
    codec = next(filter(None, map(_codec, names)), "utf-8")
    if codec != "utf-8":
        try:
            return _NOT_TEXT.sub("", body.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    return _NOT_TEXT.sub("", body.decode(codec, "replace"))


def pruned(markup: str) -> tuple[str, list[str]]:
    """The markup without scripts, styles, comments and overlong attributes, and the content of its JSON-LD scripts. Raises TooMuchError."""
    kept: list[str] = []
    data: list[str] = []
    place = tags = attributes = 0
    while found := _TAG.search(markup, place):
        kept.append(markup[place : found.start()])
        name = (found["name"] or "").lower()
        if not name:
            place = _after(markup, "-->" if found[0] == "<!--" else ">", found.end())
            continue
        end = _end_of_tag(markup, found.end())
        whole = end - found.start() <= MAX_TAG
        tags += 1
        attributes += _attributes(markup[found.end() : end]) if whole else 0
        if tags > MAX_TAGS or attributes > MAX_ATTRIBUTES:
            raise TooMuchError
        if name in _SILENT and not found["close"]:
            place = _after_element(markup, name, end)
            if name == "script" and _DATA.search(markup, found.end(), min(end, found.end() + 500)):
                data.append(markup[end : place if place < len(markup) else end].rpartition("<")[0])
            continue
        kept.append(markup[found.start() : end] if whole else f"<{found['close']}{found['name']}>")
        place = end
    kept.append(markup[place:])
    return "".join(kept), data


def tree_of(markup: str) -> HtmlElement | None:
    """The tree of pruned markup; None where there is nothing in it. Raises TooMuchError."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if any(depth > MAX_DEPTH for depth in _depths(tree)):
        raise TooMuchError
    for element in tree.iter():
        for name in [name for name in element.attrib if name not in KEPT]:
            del element.attrib[name]
    return tree


def _depths(tree: HtmlElement) -> Iterator[int]:
    depth = 0
    for event, _element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        yield depth


def _attributes(inner: str) -> int:
    return len(inner.split()) + inner.count("=") + inner.count("/")


def _end_of_tag(markup: str, place: int) -> int:
    """Behind the ">" that ends a tag: not one within the quotes of an attribute."""
    while found := _END.search(markup, place):
        if found[0] == ">":
            return found.end()
        place = _after(markup, found[0][-1], found.end())
    return len(markup)


def _after_element(markup: str, name: str, place: int) -> int:
    """Behind the end tag of an element whose content is no markup; the end of the page where it is never closed."""
    closing = re.compile(rf"</{name}\b[^>]{{0,200}}>", re.IGNORECASE).search(markup, place)
    return closing.end() if closing else len(markup)


def _after(markup: str, mark: str, place: int) -> int:
    found = markup.find(mark, place)
    return len(markup) if found < 0 else found + len(mark)


def _codec(name: str) -> str | None:
    """Python's codec of a declared encoding; what calls itself Latin is Windows' in the wild."""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    if found in _LATIN:
        return "cp1252"
    return found if _TEXT_CODECS.fullmatch(found) else None
