"""One entry of a feed becomes an article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from bot.domain.feeds import Article, Fault
from bot.feeds.links import canonical
from bot.feeds.markup import plain, text_of
from bot.feeds.times import published

MAX_MARKUP = 400_000
"""The longest markup of one entry, in characters; the longest articles have a quarter of it."""

MAX_TITLE = 1_000
_PLAIN = "text/plain"


def article_of(
    entry: Mapping[str, Any], feed: Mapping[str, Any], identity: str, base: str, now: datetime
) -> Article | Fault:
    """The article of an entry. An entry with a title only has that as its text; one with neither is nothing to read."""
    markup, kind = _body(entry)
    if len(markup) > MAX_MARKUP:
        return Fault.TOO_LONG
    title = title_of(entry)
    text = plain(markup) if kind == _PLAIN else text_of(markup)
    if not text and not title:
        return Fault.NOTHING_TO_READ
    time, dated = published(entry, feed, now)
    return Article(
        identity,
        canonical(_link(entry, base)),
        title if text else "",
        text or title,
        time,
        dated,
        _language(entry, feed),
    )


def identity_of(entry: Mapping[str, Any]) -> str:
    """What stays the same of an entry: its id, else its address, else its words."""
    named = _text(entry, "id").strip() or canonical(_text(entry, "link")) or _text(entry, "link").strip()
    if named:
        return named
    words = "\x00".join((_text(entry, "title"), _body(entry)[0], _text(entry, "published")))
    return "sha256:" + hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def title_of(entry: Mapping[str, Any]) -> str:
    """The title of an entry or of a feed, on one line."""
    title = _text(entry, "title")[: 4 * MAX_TITLE]
    detail = dict.get(entry, "title_detail") if isinstance(entry, dict) else None
    words = plain(title) if isinstance(detail, dict) and detail.get("type") == _PLAIN else text_of(title)
    return " ".join(words.split())[:MAX_TITLE]


def _body(entry: Mapping[str, Any]) -> tuple[str, str]:
    """The longest of what the entry offers as its text, with its type."""
    best, kind = "", _PLAIN
    for offered in _offers(entry):
        value = offered.get("value")
        if isinstance(value, str) and len(value) > len(best):
            best, kind = value, str(offered.get("type") or "")
    return best, kind


def _offers(entry: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    content, summary = entry.get("content"), entry.get("summary_detail")
    offered = [*content] if isinstance(content, list) else []
    offered.append(summary if isinstance(summary, dict) else {"value": _text(entry, "summary"), "type": ""})
    return [each for each in offered if isinstance(each, dict)]


def _link(entry: Mapping[str, Any], base: str) -> str:
    link = (_text(entry, "feedburner_origlink") or _text(entry, "link")).strip()
    try:
        return urljoin(base, link) if link else ""
    except ValueError:
        return ""


def _language(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> str | None:
    content = entry.get("content")
    first = content[0] if isinstance(content, list) and content and isinstance(content[0], dict) else {}
    found = first.get("language") or _text(entry, "language") or _text(feed, "language")
    return str(found).lower()[:35] if found else None


def _text(values: Mapping[str, Any], key: str) -> str:
    found = values.get(key)
    return found if isinstance(found, str) else ""
