"""Watching feeds: how fast entries go the whole way, beside feedparser alone on the same bytes, and the memory that many feeds take.

`python -m tests.bench.feeds` prints the figures as JSON, in a process of its own so that its memory counts alone.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import BytesIO
from ipaddress import ip_network
from pathlib import Path

import feedparser

from bot.base import Base
from bot.domain.watched import ChosenBy, NewFeed
from bot.feeds.fetch import GuardedFetcher
from bot.feeds.source import WebFeeds
from bot.polling import Bounds
from bot.services.entries import Entries
from bot.services.ingest import Ingest
from bot.services.poll import Poll
from bot.store.database import open_store
from tests.fakes.web import serving

ROOT = Path(__file__).parents[2]
FEEDS, ENTRIES = 50, 40
MANY, FEW = 1_000, 10
STORY_SHARE = 0.05
"""How many entries of a general news feed are about the story; the rest is read as far as that takes to know."""

LIMITS = ("the rules alone", "rules", 4, 4), ("both readers", "both", 7, 6)
"""For each that READER can be: the most times feedparser alone, and the most milliseconds an entry."""

AT_ONCE = 8
_ITEM = (
    "<item><guid isPermaLink='false'>{0}</guid><link>https://news.example/{0}?utm_source=rss</link><title>{1}</title>"
    "<dc:creator>A. Writer</dc:creator><category>World</category><category>News</category>"
    "<description>&lt;img src=&quot;/i/{0}.jpg&quot;/&gt; {2}</description>"
    "<content:encoded><![CDATA[{3}]]></content:encoded><pubDate>{4}</pubDate></item>"
)
_PARAGRAPH = "<p><a href='/topic/{0}'>{1}</a> {2} <em>{3}</em></p><figure><img src='/p/{0}.jpg' alt='{1}'/></figure>"
_HEAD = (
    "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
    "xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Feed {0}</title>"
)
_TEXT = (
    "parliament budget minister school weather harbour festival election strike railway hospital council farmers coast "
    "prices energy court museum league forest river bridge housing teachers winter storm island mayor tourism airline"
)
_WORDS = _TEXT.split()


def feeds(number: int, entries: int) -> list[bytes]:
    """Feeds of general news, with a few entries of the seed corpus's story among them."""
    chance = random.Random(5)  # noqa: S311 - made-up news
    seeds = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "seeds").glob("00[014]_*.txt"))]
    return [_feed(index, entries, chance, seeds) for index in range(number)]


def _feed(index: int, entries: int, chance: random.Random, seeds: list[str]) -> bytes:
    now = datetime.now(UTC)
    items = []
    for number in range(entries):
        about = chance.random() < STORY_SHARE
        start = chance.randrange(400)
        text = chance.choice(seeds)[start : start + 1_200] if about else " ".join(chance.choices(_WORDS, k=150))
        title = "Crocus City Hall" if about else " ".join(chance.choices(_WORDS, k=6))
        time_told = format_datetime(now - timedelta(minutes=7 * number))
        items.append(_ITEM.format(f"f{index}-{number}", title, _escaped(text[:200]), _markup(text), time_told))
    return f"{_HEAD.format(index)}{''.join(items)}</channel></rss>".encode()


def _markup(text: str) -> str:
    """A text as the paragraphs, links and pictures that the web makes of it."""
    parts = [text[start : start + 300] for start in range(0, len(text), 300)]
    return "".join(
        _PARAGRAPH.format(n, part[:12], _escaped(part), _escaped(part[-20:])) for n, part in enumerate(parts)
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


async def whole_way(bodies: list[bytes], folder: Path) -> tuple[float, int]:
    """Seconds of the processor from the first request to the last row stored, the server's included, and how many items there are then."""
    base = Base()
    store = await open_store(f"sqlite+aiosqlite:///{folder / 'bench.db'}")
    fetcher = GuardedFetcher("Counterclaim/bench", base.clock.now, allowed=[ip_network("127.0.0.0/8")])
    ingest = Ingest(store, base.reader, base.story.questions, base.reader.languages, base.clock)
    entries = Entries(store, base.reader, ingest)
    poll = Poll(store, WebFeeds(fetcher, base.clock), entries, base.clock, Bounds())
    async with serving() as web:
        async with store.write() as change:
            for index, body in enumerate(bodies):
                url = web.put(f"/{index}", body, Content_Type="application/rss+xml")
                await change.feeds.add(NewFeed(url, ChosenBy.CONFIG, None, "en"), base.clock.now())
        began = time.process_time()
        while claims := await poll.claim(AT_ONCE, AT_ONCE):
            await asyncio.gather(*map(poll, claims))
        seconds = time.process_time() - began
    async with store.read() as snapshot:
        items = len(await snapshot.items())
    await fetcher.close()
    await store.close()
    return seconds, items


def parsing(bodies: list[bytes]) -> float:
    """Seconds of the processor that plain feedparser takes for the same bytes."""
    began = time.process_time()
    for body in bodies:
        feedparser.parse(BytesIO(body))
    return time.process_time() - began


def measured(number: int, entries: int) -> dict[str, float]:
    """The figures of so many feeds with so many entries each, in this process."""
    bodies = feeds(number, entries)
    parsing(bodies[:5])
    with tempfile.TemporaryDirectory() as folder:
        seconds, items = asyncio.run(whole_way(bodies, Path(folder)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    plain = parsing(bodies)
    return {"entries": number * entries, "items": items, "seconds": seconds, "plain": plain, "peak": peak}


def figures() -> Iterator[tuple[str, float, float, str]]:
    """Each figure with its limit and unit."""
    for what, readers, times, each in LIMITS:
        row = _in_a_process(readers, FEEDS, ENTRIES)
        share = f"{row['items'] / row['entries']:.0%} of them about the story"
        yield (
            f"feeds, {what}: {row['entries']:,.0f} entries the whole way, times feedparser alone ({share})",
            row["seconds"] / row["plain"],
            times,
            "times",
        )
        yield f"feeds, {what}: one entry the whole way", row["seconds"] / row["entries"] * 1000, each, "ms"
        many = _in_a_process(readers, MANY, FEW)
        yield (
            f"feeds, {what}: peak memory after a poll of {MANY:,} feeds with {FEW} entries each",
            many["peak"] / (1 << 20),
            400,
            "MiB",
        )


def _in_a_process(readers: str, number: int, entries: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.feeds", str(number), str(entries)]
    environment = os.environ | {"READER": readers}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    row: dict[str, float] = json.loads(done.stdout)
    return row


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured(*map(int, sys.argv[1:]))) + "\n")
