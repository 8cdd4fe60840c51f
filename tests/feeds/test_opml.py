"""Lists of feeds that come from other readers and go to them."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from bot.domain.errors import BadItemError
from bot.domain.watched import ChosenBy, NewFeed, begun
from bot.feeds.opml import Outline, read_opml, write_opml

LIST = b"""<?xml version="1.0" encoding="windows-1251"?>
<opml version="1.0"><head><title>x</title></head><body>
<outline text="\xcd\xee\xe2\xee">
  <outline text="One" type="rss" xmlUrl=" https://one.example/rss?a=1&amp;b=2 " language="en-us"/>
  <outline title="Two" XMLURL="http://two.example/"/></outline>
<outline text="Twice" xmlUrl="https://one.example/rss?a=1&amp;b=2"/>
<outline text="A file" xmlUrl="file:///etc/passwd"/><outline text="No address"/>
</body></opml>"""
BOMB = (
    b'<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b']><opml><body><outline text="&j;" xmlUrl="https://x.example"/></body></opml>'
)
OUTSIDE = b'<!DOCTYPE opml SYSTEM "http://127.0.0.1:1/x.dtd"><opml/>'
ENTITY = b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><outline text="&x;" xmlUrl="https://x.example"/></opml>'


def test_feeds_are_found_in_folders_once_each() -> None:
    assert read_opml(LIST) == [
        Outline("https://one.example/rss?a=1&b=2", "One", "en"),
        Outline("http://two.example/", "Two", None),
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no OPML"),
        (b"plain words", "no OPML"),
        (b"<html><body/></html>", "begins with <html>"),
        (b"<opml><body>", "no OPML"),
        (BOMB, "document type|no OPML"),
        (OUTSIDE, "document type"),
        (ENTITY, "document type|no OPML"),
        (b"<opml>" + b" " * 2_000_001, "larger than"),
        (b"<opml>" + b"<outline>" * 100_000, "no OPML"),
        (
            b"<opml>" + b"".join(b"<outline xmlUrl='http://a/%d'/>" % n for n in range(5_001)) + b"</opml>",
            "more than 5,000",
        ),
    ],
)
def test_what_is_no_list_is_refused_quickly(content: bytes, told: str) -> None:
    began = time.monotonic()
    with pytest.raises(BadItemError, match=told):
        read_opml(content)
    assert time.monotonic() - began < 2


def test_what_is_written_can_be_read_again() -> None:
    now = datetime(2024, 5, 13, tzinfo=UTC)
    news = [
        NewFeed('https://one.example/rss?a=1&b="2"', ChosenBy.CONFIG, "Ærlig & <Новости>\x00", "nb"),
        NewFeed("https://two.example/", ChosenBy.ADMIN),
    ]
    written = write_opml([begun(new, now) for new in news], "A story & more")
    assert read_opml(written) == [
        Outline(news[0].url, "Ærlig & <Новости>", "nb"),
        Outline("https://two.example/", "two.example", None),
    ]
