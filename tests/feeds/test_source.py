"""Feeds of the web, from the request to the articles."""

from __future__ import annotations

import asyncio
from ipaddress import ip_network

import pytest

from bot.domain.feeds import Document, Failed, Trouble, Unchanged, Validators
from bot.feeds import source
from bot.feeds.fetch import GuardedFetcher
from bot.feeds.source import WebFeeds
from tests.fakes.clock import StoppedClock
from tests.fakes.web import Web

FEED = b"<rss version='2.0'><channel><title>N</title><item><title>T</title><link>/a</link></item></channel></rss>"


@pytest.fixture
def feeds(fetcher: GuardedFetcher) -> WebFeeds:
    """Feeds of loopback."""
    return WebFeeds(fetcher, StoppedClock())


async def test_a_feed_that_moved_is_read_where_it_is(web: Web, feeds: WebFeeds) -> None:
    web.put("/new/rss", FEED)
    found = await feeds.read(web.put("/rss", status=301, Location="/new/rss"))
    assert isinstance(found, Document)
    assert (found.title, found.url, found.moved) == ("N", web.url("/new/rss"), web.url("/new/rss"))
    assert [article.url for article in found.articles] == [web.url("/a")]


async def test_what_did_not_change_is_not_parsed(web: Web, feeds: WebFeeds) -> None:
    url = web.put("/rss", status=304)
    assert await feeds.read(url, Validators('"7"')) == Unchanged(url)


async def test_a_page_is_no_feed(web: Web, feeds: WebFeeds) -> None:
    found = await feeds.read(web.put("/rss", b"<!doctype html><title>Sign in</title>", Content_Type="text/html"))
    assert isinstance(found, Failed)
    assert found.trouble is Trouble.NOT_A_FEED


async def test_many_feeds_at_once(web: Web) -> None:
    patient = GuardedFetcher("Test", StoppedClock().now, allowed=[ip_network("127.0.0.0/8")])
    feeds = WebFeeds(patient, StoppedClock())
    found = await asyncio.gather(*(feeds.read(web.put(f"/{number}", FEED)) for number in range(50)))
    await patient.close()
    assert [each for each in found if not isinstance(each, Document)] == []


async def test_nobody_waits_for_a_parser_for_ever(web: Web, feeds: WebFeeds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "PARSING", 0.0)
    found = await feeds.read(web.put("/rss", FEED))
    assert isinstance(found, Failed)
    assert found.trouble is Trouble.TIME_OUT
