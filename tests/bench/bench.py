"""Measures speed and memory against their limits: `make bench`. With `--write FILE` the figures go into the file, between its marks.

Each command is a fresh process on a database of its own; the median of several runs counts. Exits 1 where a limit is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.fanout import fan_out  # noqa: E402 - a script finds its neighbours by itself
from tests.bench.feeds import figures  # noqa: E402
from tests.bench.scale import scale  # noqa: E402
from tests.bench.telegram import telegram  # noqa: E402

BEGIN, END = "<!-- figures: make bench -->\n", "<!-- end of figures -->\n"
RUNS = 7
ARTICLE = 3_000
ITEMS = 100
MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Figure:
    """What was measured, with the limit it must stay under, or over where the limit is a goal to be reached."""

    what: str
    value: float
    limit: float
    unit: str
    over: bool = False

    @property
    def kept(self) -> bool:
        """Whether the limit is kept."""
        return self.value >= self.limit if self.over else self.value < self.limit

    def __str__(self) -> str:
        limit = f"{'at least ' if self.over else ''}{self.limit:,.10g} {self.unit}".strip()
        return f"| {self.what} | {f'{self.value:,.2f} {self.unit}'.strip()} | {limit} | {'yes' if self.kept else '**no**'} |"


class Commands:
    """Runs the bot in a temporary folder and remembers the largest memory that a run took."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environment = os.environ | {"DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bot.db'}"}
        self.peak = 0

    def run(self, *arguments: str) -> float:
        """Seconds that one run of a command takes, from start to end."""
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments], cwd=ROOT, env=self._environment, stdout=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"bench: bot {' '.join(arguments)} exited {process.returncode}")
        self.peak = max(self.peak, usage.ru_maxrss * 1024)
        return time.perf_counter() - start

    def median(self, *arguments: str) -> float:
        """The median of several runs after one that warms the disk's cache."""
        self.run(*arguments)
        return statistics.median(self.run(*arguments) for _ in range(RUNS))


def measure(folder: Path) -> Iterator[Figure]:
    """All figures."""
    commands = Commands(folder)
    yield Figure("`bot --help`", commands.median("--help"), 0.5, "s")
    commands.run("say", "/toll")
    yield Figure("`bot say /toll`, seeded database", commands.median("say", "/toll"), 1.2, "s")
    items = folder / "items.jsonl"
    items.write_text("".join(json.dumps(row) + "\n" for row in replayed()), encoding="utf-8")
    yield Figure(
        f"`bot replay --seeded`, {ITEMS} items", commands.median("replay", str(items), "--seeded", "--json"), 10, "s"
    )
    for what, readers, most in (("the rules alone", "rules", 5), ("both readers", "both", 80)):
        spent = statistics.median(reading(readers)) * 1000
        yield Figure(f"reading a 3 kB article by {what}, after warm-up", spent, most, "ms")
    for what, value, limit, unit in telegram(folder / "bot.db"):
        yield Figure(what, value, limit, unit)
    for what, value, limit, unit in fan_out(folder / "bot.db"):
        yield Figure(what, value, abs(limit), unit, over=limit < 0)
    for what, value, limit, unit in figures():
        yield Figure(what, value, limit, unit)
    for what, value, limit, unit in scale(folder):
        yield Figure(what, value, limit, unit)
    (folder / "bot.db").unlink()
    commands.run("say", "/toll")
    yield Figure("peak memory of any of these, first start included", commands.peak / MEBIBYTE, 450, "MiB")


def articles() -> list[str]:
    """Articles of 3,000 characters, made of the seeds."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "seeds").glob("00[0124]_*.txt"))]
    return [(text * 3)[:ARTICLE] for text in texts]


def replayed() -> list[dict[str, str]]:
    """Items to replay, no two alike."""
    texts = articles()
    return [
        {
            "id": f"b-{number:03}",
            "lang": "en",
            "source": f"outlet-{number}.example",
            "published": "2024-05-12",
            "title": f"Report {number}",
            "text": texts[number % len(texts)],
        }
        for number in range(ITEMS)
    ]


def reading(readers: str) -> list[float]:
    """Seconds that each reading of an article takes, each under a title it never had; `readers` is what READER can be."""
    from bot.base import Base
    from bot.services.replay import parse

    os.environ["READER"] = readers
    reader = Base().reader
    del os.environ["READER"]
    items = list(parse(json.dumps(row) for row in replayed()[: len(articles())]))
    for item in items * 3:
        reader.read(item)
    anew = [replace(item, title=f"Article {number}") for number in range(10) for item in items]
    return [_seconds(partial(reader.read, item)) for item in anew]


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def report(figures: Sequence[Figure]) -> str:
    """The figures as a table, with the day and the machine."""
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    head = (
        f"Measured on {datetime.now(UTC).date()}: {machine}.\n\n| what | measured | limit | kept |\n|---|---|---|---|\n"
    )
    return head + "".join(f"{figure}\n" for figure in figures)


def write(path: Path, text: str) -> None:
    """Put the table between the marks of a file."""
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    path.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = list(measure(Path(folder)))
    text = report(figures)
    sys.stdout.write(text)
    if arguments.write:
        write(arguments.write, text)
    sys.exit(not all(figure.kept for figure in figures))


if __name__ == "__main__":
    main()
