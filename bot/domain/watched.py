"""A feed that is watched: who chose it, when it is read next, and how it is. Times are aware UTC."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from bot.domain.feeds import Article, Validators

LONGEST_KEY = 200


class FullText(StrEnum):
    """Where the whole text of an entry comes from."""

    FEED = "feed"
    PAGE = "page"


class ChosenBy(StrEnum):
    """Who put a feed into the list, or took it out."""

    CONFIG = "config"
    ADMIN = "admin"


class FeedState(StrEnum):
    """How a feed is. NEW was never read; QUIET answers well but has been silent for longer than its habit."""

    NEW = "new"
    FINE = "fine"
    QUIET = "quiet"
    NOT_A_FEED = "not-a-feed"
    EMPTY = "empty"
    BLOCKED = "blocked"
    GONE = "gone"
    MISSING = "missing"
    TOO_LARGE = "too-large"
    WRONG_CONTENT = "wrong-content"
    TIME_OUT = "time-out"
    UNREACHABLE = "unreachable"
    BUSY = "busy"
    ERROR = "error"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Health:
    """A state with the time since when and a reason for people.

    `bad_since` is when the feed turned bad for good enough to be told (None: it is not bad); `told` whether administrators know of it.
    """

    state: FeedState = FeedState.NEW
    since: datetime | None = None
    detail: str = ""
    bad_since: datetime | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a feed is read.

    `next_poll` is the time before which it is not read by itself; `not_before` what its server asked for with Retry-After.
    `interval` is what lies between two polls while all is well, `failures` how many polls in a row came to nothing, `habit` the
    usual time between two new entries.
    """

    next_poll: datetime
    interval: timedelta = timedelta(0)
    failures: int = 0
    not_before: datetime | None = None
    habit: timedelta | None = None
    last_success: datetime | None = None
    last_new: datetime | None = None


@dataclass(frozen=True, slots=True)
class Lease:
    """Who has taken something on (a feed to read, a message to send), and until when nobody else may."""

    owner: str
    until: datetime


@dataclass(frozen=True, slots=True)
class WatchedFeed:
    """One feed of the list.

    `listed` is the address under which it was chosen, `url` the one it is read at: it may have moved. `removed` says by whom it
    was taken out; the row stays, so that it does not come back by itself. `retired` is when its server said that it is gone for
    good: it is then read only on request.
    `first_poll_done` is set once its backlog was taken in.
    """

    id: int
    url: str
    listed: str
    chosen: ChosenBy
    added: datetime
    rhythm: Rhythm
    outlet: str | None = None
    lang: str | None = None
    full_text: FullText = FullText.FEED
    paused: bool = False
    removed: ChosenBy | None = None
    retired: datetime | None = None
    first_poll_done: bool = False
    validators: Validators = field(default_factory=Validators)
    health: Health = field(default_factory=Health)
    lease: Lease | None = None

    @property
    def host(self) -> str:
        """The server it is read from; few feeds of one server are read at a time."""
        try:
            return (urlsplit(self.url).hostname or "").removeprefix("www.")
        except ValueError:
            return ""


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A feed to be put into the list."""

    url: str
    chosen: ChosenBy
    outlet: str | None = None
    lang: str | None = None
    full_text: FullText = FullText.FEED


def begun(new: NewFeed, at: datetime, key: int = 0) -> WatchedFeed:
    """A new feed as it is put into the list: never read, and due at once."""
    return WatchedFeed(key, new.url, new.url, new.chosen, at, Rhythm(at), new.outlet, new.lang, new.full_text)


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """An entry of a feed that was handled: once for each `digest`, which changes with its words.

    `key` is its identity as `entry_key` writes it, `fate` the word for what became of it, `item` the item that it is.
    """

    key: str
    digest: str
    fate: str
    at: datetime
    item: str | None = None


def entry_key(identity: str) -> str:
    """An entry's identity in a form that every database keeps: itself where it is short and plain, else its SHA-256."""
    if len(identity) <= LONGEST_KEY and identity.isprintable() and not identity.startswith("sha256:"):
        return identity
    return f"sha256:{hashlib.sha256(identity.encode('utf-8', 'surrogatepass')).hexdigest()}"


def digest_of(article: Article) -> str:
    """What changes when the words of an article do."""
    words = f"{article.title}\x00{article.text}"
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
