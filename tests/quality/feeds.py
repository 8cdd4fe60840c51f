"""What becomes of the documents of the feedparser project: `make feed-totals` writes the totals into docs/quality.md."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from bot.domain.feeds import Document, Failed, Fetched
from bot.feeds.fetch import GuardedFetcher
from bot.feeds.parse import parse
from tests.fakes.clock import StoppedClock
from tests.fakes.web import serving
from tests.quality.page import PAGE

FOLDER = Path(__file__).parents[3] / "shared" / "material" / "feeds"
NOW = datetime(2024, 5, 13, 12, tzinfo=UTC)
BEGIN, END = "<!-- feeds: make feed-totals -->", "<!-- end of feeds -->"

Known = Mapping[str, Any]
"""A line of the manifest: path, headers, and what plain feedparser finds."""


async def read_all() -> AsyncIterator[tuple[Known, Document | Failed]]:
    """Each document of the manifest as it is read from a server on loopback that sends its headers."""
    async with serving() as web:
        fetcher = GuardedFetcher("Test", StoppedClock(NOW).now, allowed=[ip_network("127.0.0.0/8")])
        for number, line in enumerate((FOLDER / "manifest.jsonl").read_text(encoding="utf-8").splitlines()):
            known: Known = json.loads(line)
            headers = {name.replace("-", "_"): value for name, value in known["headers"].items()}
            fetched = await fetcher.fetch(web.put(f"/{number}", (FOLDER / known["path"]).read_bytes(), 200, **headers))
            yield known, parse(fetched, NOW) if isinstance(fetched, Fetched) else Failed(fetched.trouble, "")  # type: ignore[union-attr]
        await fetcher.close()


class Totals:
    """Counts of documents and entries, as the page shows them."""

    def __init__(self) -> None:
        self.documents: Counter[str] = Counter()
        self.entries: Counter[str] = Counter()
        self.dated: Counter[str] = Counter()

    def add(self, read: Document | Failed) -> None:
        """Count one document."""
        self.documents["read" if isinstance(read, Document) else read.trouble.value] += 1
        if isinstance(read, Document):
            self.entries["article"] += len(read.articles)
            self.entries.update(each.fault.value for each in read.refused)
            self.dated.update(each.dated.value for each in read.articles)

    def table(self) -> str:
        """Three lines of Markdown."""
        rows = [
            ("documents", self.documents),
            ("entries", self.entries),
            ("where an article's time comes from", self.dated),
        ]
        lines = [f"| {what} | {sum(counts.values()):,} | {_told(counts)} |" for what, counts in rows]
        return "\n".join(["| | all | of these |", "|---|---|---|", *lines])


def shown() -> str:
    """The table that the page has."""
    found = re.search(rf"{re.escape(BEGIN)}\n\n(.*?)\n\n{re.escape(END)}", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return found[1] if found else ""


def _told(counts: Counter[str]) -> str:
    return ", ".join(
        f"{word} {number:,}" for word, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


async def _totals() -> Totals:
    totals = Totals()
    async for _known, read in read_all():
        totals.add(read)
    return totals


def main() -> None:
    """Read all, and write the totals."""
    table = asyncio.run(_totals()).table()
    PAGE.write_text(PAGE.read_text(encoding="utf-8").replace(shown(), table), encoding="utf-8")
    sys.stdout.write(f"{table}\n")


if __name__ == "__main__":
    main()
