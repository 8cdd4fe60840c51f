"""The list of feeds, config/feeds.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from bot.domain.questions import Outlet
from bot.domain.watched import FullText
from bot.settings.folder import ConfigFolder
from bot.settings.toml_table import Table
from bot.settings.wording import check_language, hint

FEEDS = "feeds.toml"


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """A feed that somebody chose: whose it is, in which language, and why we believe its address.

    `state` is how sure the address is; `checked` the day it last answered with entries; `note` what to know when it fails.
    `full_text` is "page" where the feed has summaries and the whole text is fetched from each article's page.
    """

    outlet: str
    lang: str
    url: str
    state: Literal["verified", "likely", "unverified"]
    evidence: str
    checked: date | None = None
    note: str = ""
    full_text: FullText = FullText.FEED


@dataclass(frozen=True, slots=True)
class FeedList:
    """config/feeds.toml."""

    feed: tuple[FeedSpec, ...] = ()


def load_feeds(folder: ConfigFolder, outlets: Mapping[str, Outlet]) -> tuple[FeedSpec, ...]:
    """All feeds in the order of the file. Raises ConfigError with file and line."""
    table = folder.table(FEEDS)
    feeds = table.into(FeedList).feed
    seen: set[str] = set()
    for place, feed in enumerate(feeds):
        _check(table, feed, place, outlets)
        if feed.url in seen:
            raise table.error(f"the feed {feed.url} stands there twice", "feed", place, "url")
        seen.add(feed.url)
    return feeds


def _check(table: Table, feed: FeedSpec, place: int, outlets: Mapping[str, Outlet]) -> None:
    if feed.outlet not in outlets:
        raise table.error(f"unknown outlet {feed.outlet!r} {hint(feed.outlet, list(outlets))}", "feed", place, "outlet")
    check_language(table, feed.lang, "feed", place, "lang")
    if not _is_address(feed.url):
        raise table.error(f"{feed.url!r} is no address of a feed; it starts with https://", "feed", place, "url")
    if (feed.state == "verified") != (feed.checked is not None):
        raise table.error("a verified feed, and no other, has the day 'checked'", "feed", place, "state")


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
