"""Bodies become documents of articles."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.feeds import Article, Dated, Document, Failed, Fault, Fetched, Trouble, Validators
from bot.feeds.links import canonical, host_of
from bot.feeds.markup import text_of
from bot.feeds.parse import parse

NOW = datetime(2024, 5, 13, 12, tzinfo=UTC)
URL = "https://news.example/rss"
HOSTILE = Path(__file__).parents[3] / "shared" / "material" / "hostile"


def read(body: bytes | str, **headers: str) -> Document | Failed:
    """Parse a body as it would have come from the address."""
    content = body.encode() if isinstance(body, str) else body
    return parse(Fetched(URL, content, headers, Validators()), NOW)


def channel(*items: str, head: str = "") -> str:
    """An RSS document with these items."""
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss version='2.0'><channel><title>News</title>{head}{inner}</channel></rss>"


def document(body: bytes | str) -> Document:
    """A document; there must be one."""
    found = read(body)
    assert isinstance(found, Document), found
    return found


def one(item: str, head: str = "") -> Article:
    """The article of the only item."""
    (article,) = document(channel(item, head=head)).articles
    return article


def test_an_entry_with_everything() -> None:
    article = one(
        "<guid isPermaLink='false'>n1</guid><link>https://news.example/a?utm_source=rss&amp;id=7#top</link><title>A &amp;amp; B</title>"
        "<description>&lt;p&gt;144 people &lt;b&gt;died&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;</description>"
        "<pubDate>Sun, 12 May 2024 10:00:00 +0300</pubDate>",
        "<language>ru-RU</language>",
    )
    published = datetime(2024, 5, 12, 7, tzinfo=UTC)
    assert article == Article(
        "n1", "https://news.example/a?id=7", "A & B", "144 people died.\nMore.", published, Dated.PUBLISHED, "ru-ru"
    )


def test_the_longest_text_is_taken() -> None:
    entry = "<entry><id>1</id><title>T</title><summary>Short.</summary><content type='html'>A longer text.</content></entry>"
    (article,) = document(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>").articles
    assert article.text == "A longer text."


def test_a_title_alone_is_the_text() -> None:
    article = one("<title>144 died</title>")
    assert (article.title, article.text) == ("", "144 died")


def test_what_holds_nothing_is_refused() -> None:
    found = document(
        channel("<guid isPermaLink='false'>1</guid><description> </description>", "<guid>2</guid><title>T</title>")
    )
    assert [(each.identity, each.fault) for each in found.refused] == [("1", Fault.NOTHING_TO_READ)]


def test_the_same_entry_twice_and_another_at_the_same_page() -> None:
    link = "<link>https://news.example/live</link>"
    found = document(channel(*(f"<guid>{name}</guid>{link}<title>{name}</title>" for name in ("a", "a", "b"))))
    assert [each.fault for each in found.refused] == [Fault.TWICE]
    first, second = (article.url or "" for article in found.articles)
    assert first != second
    assert first.partition("#")[0] == second.partition("#")[0] == "https://news.example/live"


def test_a_changed_title_keeps_the_identity() -> None:
    link = "<link>https://news.example/a?utm_medium=rss</link>"
    assert one(f"{link}<title>Old</title>").identity == one(f"{link}<title>New</title>").identity


@pytest.mark.parametrize(
    ("item", "head", "expected", "dated"),
    [
        ("<pubDate>2024-05-12T10:00:00</pubDate>", "", datetime(2024, 5, 12, 10, tzinfo=UTC), Dated.PUBLISHED),
        ("<pubDate>nonsense</pubDate>", "", NOW, Dated.FETCHED),
        ("", "<pubDate>Sun, 12 May 2024 10:00:00 GMT</pubDate>", datetime(2024, 5, 12, 10, tzinfo=UTC), Dated.FEED),
        ("<pubDate>Mon, 13 May 2024 14:00:00 GMT</pubDate>", "", NOW, Dated.PUBLISHED),
        ("<pubDate>Mon, 13 May 2030 14:00:00 GMT</pubDate>", "", NOW, Dated.FETCHED),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", "", NOW, Dated.FETCHED),
    ],
)
def test_times_are_aware_and_never_ahead(item: str, head: str, expected: datetime, dated: Dated) -> None:
    article = one(f"<title>T</title>{item}", head)
    assert (article.published, article.dated) == (expected, dated)


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        ("", Trouble.EMPTY),
        (" \n", Trouble.EMPTY),
        ("<!doctype html><html><title>Sign in</title><p>Words</html>", Trouble.NOT_A_FEED),
        ("hello world", Trouble.WRONG_CONTENT),
        ("/etc/passwd", Trouble.WRONG_CONTENT),
        ("http://127.0.0.1/", Trouble.WRONG_CONTENT),
        (b"\x1f\x8b" + b"x" * 100, Trouble.WRONG_CONTENT),
        (bytes(range(1, 32)) * 50 + b"<rss/>", Trouble.WRONG_CONTENT),
        (channel(), Trouble.EMPTY),
        (channel("<title>i</title>" * 1) * 1 + "<item>" * 3_001, Trouble.TOO_LARGE),
        ("<rss version='2.0'>" + "<b>" * 60_000, Trouble.TOO_LARGE),
        ("<!DOCTYPE r [<!ENTITY a 'b'>]>" + "x" * 100_000, Trouble.TOO_LARGE),
        ("x<" + "&" * 250_001, Trouble.TOO_LARGE),
        ("L" * 100_001, Trouble.TOO_LARGE),
    ],
)
def test_what_is_no_feed(body: bytes | str, trouble: Trouble) -> None:
    found = read(body)
    assert isinstance(found, Failed)
    assert found.trouble is trouble


def test_entries_are_counted_in_utf_16_too() -> None:
    found = read(channel(*["<title>i</title>"] * 3_001).encode("utf-16"))
    assert isinstance(found, Failed)
    assert found.trouble is Trouble.TOO_LARGE


@pytest.mark.skipif(not HOSTILE.exists(), reason="the bombs are not on this machine")
def test_hostile_documents_end_soon_and_read_no_file() -> None:
    files = [
        path for path in HOSTILE.glob("*bombs/**/*.x*") if path.is_file() and path.name.endswith(("xml", "xsl", "xsd"))
    ]
    assert len(files) > 10
    for path in files:
        begun = time.monotonic()
        found = read(path.read_bytes())
        assert time.monotonic() - begun < 10, path.name
        assert "root:" not in str(found), path.name


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<!--", "<![CDATA[", "<!", "</", "&", '<a b="', "<?", "<script>", "<p>", "<a b='>", "&#", "&amp", "\n "]
)  # fmt: skip
def test_text_of_endless_markup_comes_soon(piece: str) -> None:
    begun = time.monotonic()
    text_of(piece * (400_000 // len(piece)))
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain < text & more", "plain < text & more"),
        ("<p>One\ntwo</p><p>Three</p>", "One two\nThree"),
        ("a<br/>b<br>c", "a\nb\nc"),
        ("<script>if (a < b) {}</script>Words<style>p {}</style>", "Words"),
        ("Tom &amp; Jerry &lt;3 &#8212; &nbsp;x", "Tom & Jerry <3 — x"),
        ("before<!-- <p>hidden</p> -->after", "beforeafter"),
        ("nul\x00 and \ud800half<b>", "nul and half"),
        ("<svg><script></script>no</svg>yes", "yes"),
    ],
)
def test_text_of(markup: str, text: str) -> None:
    assert text_of(markup) == text


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://News.Example:443/A/?utm_source=x&b=1&fbclid=2#c", "https://news.example/A/?b=1"),
        ("https://news.example/a/amp/", "https://news.example/a"),
        ("https://news.example/a?amp=1&x=%D1%91", "https://news.example/a?x=%D1%91"),
        ("https://news.example/a.amp", "https://news.example/a"),
        ("https://www.google.com/amp/s/news.example/a", "https://news.example/a"),
        ("https://news-example.cdn.ampproject.org/c/s/news.example/a?at_medium=RSS", "https://news.example/a"),
        ("http://news.example:8080", "http://news.example:8080/"),
        ("https://news.example/?a=b;c&d", "https://news.example/?a=b;c&d"),
        ("javascript:alert(1)", None), ("/relative", None), ("", None), (None, None), ("http://[::1", None), ("http://a b/", None),
        ("http://a:x/", None),
    ],
)  # fmt: skip
def test_canonical(url: str | None, expected: str | None) -> None:
    assert canonical(url) == expected


def test_relative_links_count_from_the_feed() -> None:
    assert one("<title>T</title><link>/a/b</link>").url == "https://news.example/a/b"
    assert one("<title>T</title><link>javascript:alert(1)</link>").url is None


def test_host_of() -> None:
    assert host_of("https://www.news.example/") == "news.example"
    assert host_of("nothing") == ""
