"""Feeds as the rest of the bot sees them: what a fetch came to, what a document holds, and why something was refused."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum


class Trouble(StrEnum):
    """Why a feed, or the page of an article, could not be read."""

    SCHEME = "scheme"
    MALFORMED = "malformed"
    ADDRESS = "address"
    UNKNOWN_HOST = "unknown-host"
    UNREACHABLE = "unreachable"
    TIME_OUT = "time-out"
    REDIRECTS = "redirects"
    BLOCKED = "blocked"
    MISSING = "missing"
    GONE = "gone"
    BUSY = "busy"
    STATUS = "status"
    TOO_LARGE = "too-large"
    BROKEN = "broken"
    NOT_A_FEED = "not-a-feed"
    EMPTY = "empty"
    WRONG_CONTENT = "wrong-content"
    ROBOTS = "robots"
    NOT_A_PAGE = "not-a-page"
    WALL = "wall"
    LITTLE_TEXT = "little-text"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask "has it changed?" with: the ETag and Last-Modified headers of the last answer."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body that arrived whole. `url` is the address that answered; `moved` the one to use from now on, if it said so for good.

    `headers` has lower-case names. `fresh` is for how long its server wants no other request (Cache-Control).
    """

    url: str
    body: bytes
    headers: dict[str, str]
    validators: Validators
    moved: str | None = None
    fresh: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that nothing changed since the validators were given out; `moved` and `fresh` as in Fetched."""

    url: str
    moved: str | None = None
    fresh: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing usable came. `detail` is for people; `retry_after` the aware UTC time before which the server wants no other try.

    `status` is the HTTP status where that was the trouble.
    """

    trouble: Trouble
    detail: str
    retry_after: datetime | None = None
    status: int | None = None


class Dated(StrEnum):
    """Where an article's time comes from; the later ones are fallbacks of the earlier."""

    PUBLISHED = "published"
    UPDATED = "updated"
    PAGE = "page"
    FEED = "feed"
    FETCHED = "fetched"


@dataclass(frozen=True, slots=True)
class Article:
    """An entry of a feed as an article.

    `identity` is the same whenever the feed shows this entry, whatever becomes of its title. `url` is canonical: without tracking
    parameters, AMP and fragment. `lang` is what the feed says, unchecked. `published` is aware UTC and never after the fetch.
    """

    identity: str
    url: str | None
    title: str
    text: str
    published: datetime
    dated: Dated
    lang: str | None


class Fault(StrEnum):
    """Why an entry is no article."""

    NOTHING_TO_READ = "nothing-to-read"
    TOO_LONG = "too-long"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry that is no article, and why."""

    identity: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Document:
    """One feed as it was at one moment. `form` is its format ("rss20", "atom10"); articles and refused entries keep the feed's order.

    `moved`, `validators` and `fresh` as in Fetched.
    """

    url: str
    title: str
    form: str
    articles: tuple[Article, ...]
    refused: tuple[Refused, ...] = ()
    moved: str | None = None
    validators: Validators = field(default_factory=Validators)
    fresh: timedelta | None = None


def with_own_address(article: Article) -> Article:
    """The article at an address of its own, told by a fragment from others on the same page (those of a live blog)."""
    if article.url is None:
        return article
    name = hashlib.sha256(article.identity.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return replace(article, url=f"{article.url.partition('#')[0]}#{name}")
