"""A server on loopback that plays many feeds which publish while they are read, with every fault that feeds have."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime

from tests.fakes.web import Slow, Web

KEPT = 60
"""How many of its latest entries a feed shows: more than it publishes while it cannot be read."""

FAULTS = (
    "well",
    "well",
    "well",
    "well",
    "status",
    "busy",
    "html",
    "empty",
    "cut",
    "drip",
    "drop",
    "moved",
    "large",
    "garbage",
)
_ITEM = "<item><guid isPermaLink='false'>{0}</guid>{1}<title>{2}</title><description>{3}</description><pubDate>{4}</pubDate></item>"


@dataclass
class PlayedFeed:
    """One feed: what it has published, and the fault it has just now."""

    name: str
    entries: list[str] = field(default_factory=list)
    fault: str = "well"
    hits: int = 0
    open: int = 0
    overlapping: int = 0

    def body(self) -> bytes:
        """The latest entries as RSS. Some have no address; their titles are drawn anew at every request."""
        now = format_datetime(datetime.now(UTC))
        items = "".join(self._item(name, number, now) for number, name in list(enumerate(self.entries))[-KEPT:])
        return f"<rss version='2.0'><channel><title>{self.name}</title>{items}</channel></rss>".encode()

    def _item(self, name: str, number: int, now: str) -> str:
        link = f"<link>http://127.0.0.1:9/{name}</link>" if number % 3 else ""
        return _ITEM.format(name, link, f"Title {name}", f"Some were killed in {name}.", now)


class Newsstand:
    """All feeds, on a `Web`."""

    def __init__(self, web: Web, number: int, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - played faults
        self.web = web
        self.feeds = [PlayedFeed(f"f{index}") for index in range(number)]
        for feed in self.feeds:
            web.pages[f"/{feed.name}"] = self._answering(feed)
            web.pages[f"/{feed.name}/moved"] = self._moved(feed)

    def urls(self) -> list[str]:
        """The addresses of all feeds."""
        return [self.web.url(f"/{feed.name}") for feed in self.feeds]

    def publish(self, share: float) -> None:
        """A new entry in about this share of the feeds."""
        for feed in self.feeds:
            if self.chance.random() < share:
                feed.entries.append(f"{feed.name}-{len(feed.entries)}")

    def weather(self) -> None:
        """Other faults for all."""
        for feed in self.feeds:
            feed.fault = self.chance.choice(FAULTS)

    def clear(self) -> None:
        """No faults any more."""
        for feed in self.feeds:
            feed.fault = "well"

    def published(self) -> list[str]:
        """The text of every entry there ever was."""
        return sorted(f"Some were killed in {name}." for feed in self.feeds for name in feed.entries)

    def _moved(self, feed: PlayedFeed) -> Slow:
        async def answer(writer: asyncio.StreamWriter) -> None:
            await _say(writer, 200, feed.body())

        return answer

    def _answering(self, feed: PlayedFeed) -> Slow:
        async def answer(writer: asyncio.StreamWriter) -> None:
            feed.hits += 1
            feed.open += 1
            feed.overlapping = max(feed.overlapping, feed.open)
            try:
                await self._play(feed, writer)
            finally:
                feed.open -= 1

        return answer

    async def _play(self, feed: PlayedFeed, writer: asyncio.StreamWriter) -> None:
        body = feed.body()
        match feed.fault:
            case "status":
                await _say(writer, self.chance.choice([403, 404, 500, 502]), b"no")
            case "busy":
                await _say(writer, self.chance.choice([429, 503]), b"later", "Retry-After: 1")
            case "html":
                await _say(writer, 200, b"<!doctype html><title>Sign in</title><p>Words</p>")
            case "empty":
                await _say(writer, 200, b"<rss version='2.0'><channel><title>x</title></channel></rss>")
            case "cut":
                await _say(writer, 200, body, length=len(body) + 100)
            case "drip":
                for number in range(200):
                    writer.write(body[number : number + 1])
                    await writer.drain()
                    await asyncio.sleep(0.05)
            case "drop":
                writer.transport.abort()
            case "moved":
                await _say(writer, 301, b"", f"Location: /{feed.name}/moved")
            case "large":
                await _say(writer, 200, b"<rss>" + b"x" * 4_000_000)
            case "garbage":
                await _say(writer, 200, bytes(self.chance.randrange(256) for _ in range(2_000)))
            case _:
                await _say(writer, 200, body)


async def _say(
    writer: asyncio.StreamWriter, status: int, body: bytes, *headers: str, length: int | None = None
) -> None:
    head = [
        f"HTTP/1.1 {status} Words",
        f"Content-Length: {len(body) if length is None else length}",
        "Connection: close",
    ]
    writer.write("\r\n".join([*head, *headers, "", ""]).encode() + body)
    await writer.drain()
