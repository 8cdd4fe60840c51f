"""The real process reads feeds from a server on loopback."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.e2e.process import ROOT, Bot

ITEM = "<item><guid>{0}</guid><link>{0}</link><title>{1}</title><description>{2}</description><pubDate>{3}</pubDate></item>"
DAY = "Sun, 12 May 2024 10:00:00 GMT"
FEED = "<rss version='2.0'><channel><title>Example News</title>{}</channel></rss>".format(
    ITEM.format(
        "https://news.example/1", "Toll",
        "The attack on the Crocus City Hall, in which 143 people died, is still being investigated.", DAY,
    )
    + ITEM.format("https://news.example/2", "Weather", "It rains in Oslo, and it will rain tomorrow.", DAY)
)  # fmt: skip


class Pages(BaseHTTPRequestHandler):
    """One feed, and nothing else."""

    def do_GET(self) -> None:
        """Answer a request."""
        body = FEED.encode() if self.path == "/rss" else b""
        self.send_response(200 if body else 403)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name is the library's)
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The root address of the server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def open_bot(own: Bot) -> Bot:
    """A seeded bot that may read from loopback."""
    return replace(own, environment={**own.environment, "FEEDS_ALLOW_NETWORKS": "127.0.0.0/8"})


def test_a_feed_is_tried_and_then_taken_in_once(open_bot: Bot, site: str) -> None:
    before = open_bot.say("/disagreements")
    tried = open_bot.run("feeds", "test", f"{site}/rss").stdout
    assert "rss20, 2 entries: 1 new, 1 not about the story" in tried
    assert "Toll (new, 1 claim, 1 contradiction)" in tried
    assert "Nothing was stored." in tried
    assert open_bot.say("/disagreements") == before
    row = open_bot.json("feeds", "check", f"{site}/rss", "--ingest")
    assert row["counts"] == {"new": 1, "not-about-the-story": 1}
    assert [(entry["claims"], entry["alerts"]) for entry in row["entries"] if entry["fate"] == "new"] == [(1, 1)]
    assert open_bot.say("/disagreements") != before
    again = open_bot.json("feeds", "check", f"{site}/rss", "--ingest")
    assert again["counts"] == {"known": 1, "not-about-the-story": 1}


def test_a_feed_that_cannot_be_read_is_an_exit_code_and_a_reason(open_bot: Bot, site: str) -> None:
    told = open_bot.run("feeds", "test", f"{site}/other", code=1).stdout
    assert "It cannot be read (blocked): the server answers 403." in told
    row = json.loads(open_bot.run("feeds", "check", f"{site}/other", "--json", code=1).stdout)
    assert row["trouble"] == "blocked"


def test_addresses_inside_are_refused_unless_allowed(own: Bot, site: str) -> None:
    told = own.run("feeds", "test", f"{site}/rss", code=1).stdout
    assert "It cannot be read (address): 127.0.0.1 leads to 127.0.0.1, which is no public address." in told


def test_an_unknown_outlet_gets_a_suggestion(own: Bot) -> None:
    assert own.complaint("feeds", "check", "Medusa", code=2) == (
        "No feed of 'Medusa' is configured; did you mean Meduza?"
    )


def test_the_list_of_feeds(open_bot: Bot, site: str, tmp_path: Path) -> None:
    feeds = tmp_path / "config"
    shutil.copytree(ROOT / "config", feeds)
    (feeds / "feeds.toml").write_text("")
    bot = replace(open_bot, environment={**open_bot.environment, "CONFIG_DIR": str(feeds)})
    assert "No feeds are watched" in bot.run("feeds", "list").stdout
    assert "Added as no. 1: Example" in bot.run("feeds", "add", f"{site}/rss", "--outlet", "Example").stdout
    assert "was not added: the server answers 403" in bot.run("feeds", "add", f"{site}/other", code=2).stdout
    checked = bot.json("feeds", "check", "Example", "--ingest")
    assert (checked["state"], checked["counts"]) == ("fine", {"new": 1, "not-about-the-story": 1})
    written = bot.run("feeds", "export").stdout
    assert f'xmlUrl="{site}/rss"' in written
    bot.run("feeds", "pause", "1")
    assert bot.json("feeds", "list")[0]["paused"]
    bot.run("feeds", "resume", "Example")
    bot.run("feeds", "remove", "1")
    assert "1 added, 0 known already" in bot.run("feeds", "import", "-", stdin=written).stdout
    assert [row["url"] for row in bot.json("feeds", "list")] == [f"{site}/rss"]
    assert bot.run("feeds", "import", "-", stdin="<html/>", code=3).stderr
