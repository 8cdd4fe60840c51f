"""Lists of feeds as other readers exchange them: OPML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from gettext import gettext as _

from lxml import etree

from bot.domain.errors import BadItemError
from bot.domain.watched import WatchedFeed

MAX_BYTES = 2_000_000
MAX_FEEDS = 5_000
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list: its address, what the list calls it, and its language where the list says so ("en-us" is "en")."""

    url: str
    title: str
    lang: str | None


def read_opml(content: bytes) -> list[Outline]:
    """The feeds of a list, each address once; folders count for nothing.

    Raises BadItemError for what is no OPML, declares a document type, or is too large.
    """
    if len(content) > MAX_BYTES:
        raise BadItemError(_("The list of feeds is larger than {limit:,} bytes.").format(limit=MAX_BYTES))
    # Nothing is looked up and nothing expands: entities stay unresolved, and a list that declares any is refused below.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadItemError(_("The list of feeds is no OPML: {error}.").format(error=str(error)[:200])) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadItemError(_("The list of feeds declares a document type; give plain OPML."))
    if etree.QName(root).localname.lower() != "opml":
        raise BadItemError(_("The list of feeds is no OPML: it begins with <{name}>.").format(name=root.tag))
    found = _outlines(root.iter("outline"))
    if len(found) > MAX_FEEDS:
        raise BadItemError(_("The list holds more than {limit:,} feeds.").format(limit=MAX_FEEDS))
    return found


def write_opml(feeds: Sequence[WatchedFeed], title: str) -> bytes:
    """A list of these feeds, as UTF-8."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _plain(title)
    body = etree.SubElement(root, "body")
    for feed in feeds:
        name = _plain(feed.outlet or feed.host or feed.url)
        known = {"text": name, "title": name, "type": "rss", "xmlUrl": _plain(feed.url)}
        etree.SubElement(body, "outline", known | ({"language": _plain(feed.lang)} if feed.lang else {}))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


def _outlines(elements: Iterable[etree._Element]) -> list[Outline]:
    found: dict[str, Outline] = {}
    for element in elements:
        values = {str(key).lower(): str(value).strip() for key, value in element.attrib.items()}
        url = values.get("xmlurl", "")
        if _ADDRESS.fullmatch(url):
            lang = re.split("[-_]", values.get("language", ""))[0].lower() or None
            found.setdefault(url, Outline(url, values.get("text") or values.get("title", ""), lang))
    return list(found.values())


def _plain(text: str) -> str:
    return _NOT_XML.sub("", text)
