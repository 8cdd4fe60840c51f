"""A body that arrived becomes a document of articles."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from gettext import gettext as _
from io import BytesIO
from itertools import islice
from typing import Any

import feedparser

from bot.domain.feeds import Article, Document, Failed, Fault, Fetched, Refused, Trouble, with_own_address
from bot.feeds.entries import article_of, identity_of, title_of

MAX_ENTRIES = 3_000
MAX_MARKS = {b"<": 60_000, b"&": 250_000, b"=": 100_000}
"""The most tags, references and attributes of one feed: what parsing costs grows with these, not with its length."""

MAX_DECLARED = 100_000
"""The longest document that may declare entities of its own, in bytes."""

MAX_OPAQUE = 100_000
"""The longest body in an encoding in which tags cannot be counted before parsing (EBCDIC)."""

_PACKED = b"\x1f\x8b", b"PK\x03\x04", b"%PDF", b"\x89PNG"
_EBCDIC = b"\x4c"
_CONTROL = bytes({*range(1, 32)} - {9, 10, 12, 13})
_ENTRY = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>/]", re.IGNORECASE)


def parse(fetched: Fetched, now: datetime) -> Document | Failed:
    """Every entry that feedparser finds, as an article or refused. Raises nothing; takes up to seconds, so call it in a thread."""
    if not fetched.body.strip():
        return Failed(Trouble.EMPTY, _("the answer has no content"))
    if _is_binary(fetched.body):
        return Failed(Trouble.WRONG_CONTENT, _("the answer is neither a feed nor a page"))
    if _is_huge(fetched.body):
        return Failed(Trouble.TOO_LARGE, _("the answer holds more than the limit of entries or tags"))
    try:
        # Always a file: feedparser opens a body that looks like a path or an address.
        found = feedparser.parse(
            BytesIO(fetched.body),
            response_headers={"content-location": fetched.url, **fetched.headers},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # feedparser's parsers raise whatever broken documents make them
        return Failed(Trouble.NOT_A_FEED, f"feedparser: {type(error).__name__}")
    if not found.entries:
        return _nothing(found)
    articles, refused = _sorted(found, fetched.url, now)
    title = title_of(found.feed)
    return Document(
        fetched.url,
        title,
        found.version,
        tuple(articles),
        tuple(refused),
        fetched.moved,
        fetched.validators,
        fetched.fresh,
    )


def _sorted(found: Any, url: str, now: datetime) -> tuple[list[Article], list[Refused]]:
    articles: dict[str, Article] = {}
    refused: list[Refused] = []
    for entry in found.entries:
        identity = identity_of(entry)
        made = Fault.TWICE if identity in articles else article_of(entry, found.feed, identity, url, now)
        if isinstance(made, Fault):
            refused.append(Refused(identity, made))
        else:
            articles[identity] = made
    return _with_own_addresses(list(articles.values())), refused


def _with_own_addresses(articles: list[Article]) -> list[Article]:
    """Entries that share a page (those of a live blog) are told apart by a fragment."""
    shared = Counter(article.url for article in articles)
    return [with_own_address(article) if article.url and shared[article.url] > 1 else article for article in articles]


def _nothing(found: Any) -> Failed:
    if found.version:
        return Failed(Trouble.EMPTY, _("it is a feed, but has no entries"))
    return Failed(Trouble.NOT_A_FEED, _("the answer is no feed, but perhaps a page of the web"))


def _is_binary(body: bytes) -> bool:
    """Whether a body is no text in any encoding: compressed once more, an image, a PDF."""
    head = body[:4_000]
    if head.startswith(_PACKED) or (b"<" not in head and not head.startswith(_EBCDIC)):
        return True
    return len(head) - len(head.translate(None, _CONTROL)) > max(8, len(head) // 20)


def _is_huge(body: bytes) -> bool:
    """Whether parsing would take longer than any feed is worth. UTF-16 and UTF-32 are ASCII between zeros here."""
    if not body.count(b"<"):
        return len(body) > MAX_OPAQUE
    if any(body.count(mark) > most for mark, most in MAX_MARKS.items()):
        return True
    shown = body.replace(b"\x00", b"") if b"\x00" in body[:200] else body
    if len(shown) > MAX_DECLARED and b"<!ENTITY" in shown:
        return True
    return sum(1 for _match in islice(_ENTRY.finditer(shown), MAX_ENTRIES + 1)) > MAX_ENTRIES
