"""What a page says of itself: title, time, language, address. From its meta tags, its JSON-LD and its <time> elements."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from bot.feeds.entries import MAX_TITLE
from bot.feeds.links import canonical, host_of
from bot.feeds.markup import text_of
from bot.feeds.times import EARLIEST, SLACK

MAX_DATA = 300_000
"""The longest JSON-LD that is read, in characters, and the most of its objects that are looked at."""

MAX_OBJECTS = 500
_TIMES = re.findall(
    r"\S+",
    "article:published_time og:article:published_time og:published_time article:published datepublished parsely-pub-date "
    "sailthru.date cxenseparse:publishtime cxenseparse:recs:publishtime mediator_published_time publish-date publishdate publish_date "
    "pubdate dc.date.issued dcterms.issued dcterms.created dc.date.created dc.date dcterms.date date",
)
_ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report)")
_PUBLISHED = re.compile(r"publish|pubdate|posted|entry-date|post-date|dateline", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}")
_NESTED = re.compile(r"[\[{]")
_VARIANTS = re.compile(r"^(?:www|m|mobile|amp|mobil)\.")
_SEPARATORS = re.compile(r"\s+[|–—\-:·»]\s+")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of itself; None for what it does not say, or says in a way that cannot be true."""

    url: str
    title: str
    published: datetime | None
    published_is_day: bool
    lang: str | None
    site: str | None
    body: str
    free: bool


def facts_of(tree: HtmlElement, data: Sequence[str], url: str, now: datetime) -> Facts:
    """The facts of the page at `url`. `body` is the article's text where JSON-LD has it; `free` is false where one must pay."""
    metas = _metas(tree)
    objects = [each for text in data for each in _objects(text)]
    articles = [each for each in objects if _ARTICLE.fullmatch(_kind(each))]
    site = _line(metas.get("og:site_name", "") or metas.get("application-name", "")) or None
    time, is_day = _published(tree, metas, articles or objects, now)
    return Facts(
        _address(tree, metas, url),
        _title(tree, metas, articles, site),
        time,
        is_day,
        _language(tree, metas, articles),
        site,
        max((text_of(_text(each, "articleBody")[:MAX_DATA]) for each in articles[:5]), key=len, default=""),
        not any(str(each.get("isAccessibleForFree")).lower() == "false" for each in articles),
    )


def _metas(tree: HtmlElement) -> Mapping[str, str]:
    """The first content of each meta tag, by its name or property in lower case."""
    found: dict[str, str] = {}
    for meta in islice(tree.iter("meta"), MAX_OBJECTS):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _objects(text: str) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON-LD script, those of its lists and of its graph too, in order; none of what is broken or nested for show."""
    if len(text) > MAX_DATA or len(_NESTED.findall(text)) > 20 * MAX_OBJECTS:
        return
    try:
        waiting: list[Any] = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    for _number in range(MAX_OBJECTS):
        if not waiting:
            return
        found = waiting.pop(0)
        if isinstance(found, list):
            waiting[:0] = found[:MAX_OBJECTS]
        elif isinstance(found, dict):
            yield found
            waiting[:0] = [found[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in found]


def _kind(found: Mapping[str, Any]) -> str:
    kind = found.get("@type")
    return str(kind[0] if isinstance(kind, list) and kind else kind)


def _text(found: Mapping[str, Any], key: str) -> str:
    value = found.get(key)
    return value if isinstance(value, str) else ""


def _line(words: str) -> str:
    return " ".join(text_of(words[: 4 * MAX_TITLE]).split())[:MAX_TITLE]


def _address(tree: HtmlElement, metas: Mapping[str, str], url: str) -> str:
    """The canonical address: the page's own word, but only about its own host, and not its front page."""
    here = canonical(url) or url
    links = (each.get("href") or "" for each in islice(tree.iter("link"), MAX_OBJECTS) if _is_canonical(each))
    for said in (next(links, ""), metas.get("og:url", "")):
        try:
            found = canonical(urljoin(url, said)) if said else None
        except ValueError:
            continue
        if found and _home(found) == _home(here) and (urlsplit(found).path != "/" or urlsplit(here).path == "/"):
            return found
    return here


def _is_canonical(link: HtmlElement) -> bool:
    return "canonical" in (link.get("rel") or "").lower().split()


def _home(url: str) -> str:
    return _VARIANTS.sub("", host_of(url))


def _title(tree: HtmlElement, metas: Mapping[str, str], articles: Sequence[Mapping[str, Any]], site: str | None) -> str:
    """The headline: the page's only <h1> where the other titles know it, else what the page gives to be shared, without the site's name."""
    headings = [_line(each.text_content()) for each in islice(tree.iter("h1"), 5)]
    offered = [_line(metas.get("og:title", "")), *(_line(_text(each, "headline")) for each in articles[:1])]
    offered += [_line(each.text_content()) for each in islice(tree.iter("title"), 1)]
    known = [each for each in offered if each]
    for heading in filter(None, headings):
        if not known or any(each.startswith(heading) for each in known):
            return heading
    return _without_site(known[0], site) if known else ""


def _without_site(title: str, site: str | None) -> str:
    *rest, last = _SEPARATORS.split(title)
    if rest and site and last.casefold() == site.casefold():
        return title[: title.rindex(last)].rstrip(" |–—-:·»")
    return title


def _language(tree: HtmlElement, metas: Mapping[str, str], articles: Sequence[Mapping[str, Any]]) -> str | None:
    root = next(tree.iter("html"), tree)
    said = root.get("lang") or root.get("xml:lang") or next((_text(each, "inLanguage") for each in articles), "")
    said = said or metas.get("og:locale", "") or metas.get("content-language", "")
    found = re.match(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", said.strip().lower()[:35])
    return found[0].replace("_", "-") if found else None


def _published(
    tree: HtmlElement, metas: Mapping[str, str], articles: Sequence[Mapping[str, Any]], now: datetime
) -> tuple[datetime | None, bool]:
    """The first time that can be true: JSON-LD, then meta tags, then the page's <time> elements, those that say "published" first."""
    times = list(islice(tree.iter("time"), 50))
    marked = [each for each in times if _PUBLISHED.search(" ".join(map(str, each.attrib.values()))[:500])]
    own = [each for each in times if any(True for _up in each.iterancestors("article", "header", "main"))]
    said: list[Callable[[], list[str]]] = [
        lambda: [_text(each, "datePublished") for each in articles],
        lambda: [metas[name] for name in _TIMES if name in metas],
        lambda: [each.get("content") or "" for each in tree.xpath("//*[@itemprop='datePublished']")[:5]],
        lambda: [each.get("datetime") or "" for each in (*marked, *own, *times)],
    ]
    for words in (word for source in said for word in source()):
        time = parse_time(words)
        if time is not None and EARLIEST <= time <= now + SLACK:
            return min(time, now), _DAY.fullmatch(words.strip()) is not None
    return None, False


def parse_time(words: str) -> datetime | None:
    """The aware UTC time of an ISO 8601 or RFC 2822 text; without a zone it is taken for UTC. None for anything else."""
    words = words.strip()[:60]
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            time = parse(words)
            return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None
