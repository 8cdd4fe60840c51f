"""The documents of the feedparser project: all that plain feedparser finds is an article or refused with a reason."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from bot.domain.feeds import Document, Failed, Fetched
from bot.feeds.fetch import GuardedFetcher
from bot.feeds.parse import parse
from tests.fakes.clock import StoppedClock
from tests.fakes.web import serving

FOLDER = Path(__file__).parents[3] / "shared" / "material" / "feeds"
NOW = datetime(2024, 5, 13, 12, tzinfo=UTC)


def documents() -> list[dict[str, Any]]:
    """The lines of the manifest."""
    return [json.loads(line) for line in (FOLDER / "manifest.jsonl").read_text().splitlines()]


@pytest.mark.skipif(not FOLDER.exists(), reason="the feed documents are not on this machine")
async def test_every_entry_is_an_article_or_refused() -> None:
    found, expected = 0, 0
    async with serving() as web:
        fetcher = GuardedFetcher("Test", StoppedClock(NOW).now, allowed=[ip_network("127.0.0.0/8")])
        for number, entry in enumerate(documents()):
            headers = {name.replace("-", "_"): value for name, value in entry["headers"].items()}
            url = web.put(f"/{number}", (FOLDER / entry["path"]).read_bytes(), **headers)
            fetched = await fetcher.fetch(url)
            assert isinstance(fetched, Fetched), entry["path"]
            read = parse(fetched, NOW)
            count = len(read.articles) + len(read.refused) if isinstance(read, Document) else 0
            assert count == entry["feedparser"]["entries"], entry["path"]
            assert count or isinstance(read, Failed), entry["path"]
            if isinstance(read, Document):
                assert all(each.published.tzinfo and each.published <= NOW and each.text for each in read.articles)
            found, expected = found + count, expected + entry["feedparser"]["entries"]
        await fetcher.close()
    assert found == expected == 1_217
