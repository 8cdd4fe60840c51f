"""What is taken out of a page."""

from __future__ import annotations

import json
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import pytest

from bot.domain.feeds import Failed, Fetched, Trouble, Validators
from bot.domain.pages import Page
from bot.feeds.article import MAX_TEXT, Boilerplate, article_of
from bot.settings.folder import ConfigFolder
from bot.settings.pages import load_page_words
from bot.settings.paths import project_root
from tests.fakes.newspages import ENGLISH, NORWEGIAN, PAGES, RUSSIAN, NewsPage

NOW = datetime(2024, 5, 12, 12, tzinfo=UTC)
URL = "https://news.example/world/story"
WORDS = load_page_words(ConfigFolder(project_root() / "config"))
BOILERPLATE = Boilerplate(WORDS.drop, WORDS.walls)
HOSTILE = project_root().parent / "shared" / "material" / "hostile"
PARAGRAPHS = "".join(f"<p>{words}</p>" for words in ENGLISH.paragraphs)


def read(body: bytes, kind: str = "text/html; charset=utf-8", url: str = URL) -> Page | Failed:
    """The article of a page that was served as this kind."""
    return article_of(Fetched(url, body, {"content-type": kind}, Validators()), NOW, BOILERPLATE)


def article(head: str = "", body: str = PARAGRAPHS, url: str = URL, root: str = '<html lang="en">') -> Page:
    """The article of a page with this head."""
    page = f"{root}<head>{head}</head><body><article>{body}</article></body></html>"
    found = read(page.encode(), url=url)
    assert isinstance(found, Page)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.lang)
def test_only_the_article_is_left_of_a_page(page: NewsPage) -> None:
    found = read(page.html())
    assert isinstance(found, Page)
    assert found.title == page.title
    assert [line for line in found.text.split("\n") if line != page.byline] == list(page.paragraphs)
    assert found.lang == page.lang.lower()
    assert found.published == datetime(2024, 5, 10, 4, 30, tzinfo=UTC)
    assert found.site == "Avis"


@pytest.mark.parametrize(
    ("page", "encoding"), [(RUSSIAN, "windows-1251"), (RUSSIAN, "koi8-r"), (NORWEGIAN, "iso-8859-1")]
)
def test_old_encodings_are_understood_from_the_page_and_from_the_header(page: NewsPage, encoding: str) -> None:
    declared = read(page.html(encoding), "text/html")
    assert isinstance(declared, Page)
    assert declared.text.split("\n")[-1] == page.paragraphs[-1]
    assert read(page.html(encoding).replace(b"<meta charset", b"<meta x"), f"text/html;charset={encoding}") == declared


@pytest.mark.parametrize("name", ["zlib", "rot13", "unicode_escape", "no-such-thing", "utf-7"])
def test_an_encoding_that_is_none_is_utf_8(name: str) -> None:
    found = read(NORWEGIAN.html(), f"text/html; charset={name}")
    assert isinstance(found, Page)
    assert found.title == NORWEGIAN.title


def test_boilerplate_within_a_paragraph_goes_and_its_words_elsewhere_stay() -> None:
    body = (
        PARAGRAPHS
        + "<p>A sentence that ends. Article continues below advertisement</p><p>The advertisement said so.</p>"
    )
    assert article(body=body).text.split("\n")[-2:] == ["A sentence that ends.", "The advertisement said so."]


@pytest.mark.parametrize(
    ("head", "time", "is_day"),
    [
        ('<meta property="article:published_time" content="2024-05-01T10:00:00+03:00">', "2024-05-01T07:00:00+00:00", False),
        ('<meta name="pubdate" content="Wed, 01 May 2024 10:00:00 GMT">', "2024-05-01T10:00:00+00:00", False),
        ('<meta name="dc.date" content="2024-05-01">', "2024-05-01T00:00:00+00:00", True),
        ('<meta name="date" content="soon"><meta name="pubdate" content="2024-05-02T00:00:00Z">', "2024-05-02T00:00:00+00:00", False),
        ('<meta name="date" content="1970-01-01"><time datetime="2024-05-03T01:00+0100">x</time>', "2024-05-03T00:00:00+00:00", False),
        ('<meta name="date" content="2024-05-12T20:00:00Z">', "2024-05-12T12:00:00+00:00", False),
        ('<meta name="date" content="2031-01-01">', None, False),
        ("", None, False),
    ],
)  # fmt: skip
def test_when_it_was_published(head: str, time: str | None, is_day: bool) -> None:
    found = article(head)
    assert (found.published.isoformat() if found.published else None) == time
    assert found.published_is_day is is_day


def test_json_ld_goes_before_all_else() -> None:
    news = {"@type": ["NewsArticle"], "datePublished": "2024-05-04T08:00Z"}
    graph = {"@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"}, news]}
    head = f'<meta name="date" content="2024-01-01"><script type="application/ld+json">{json.dumps(graph)}</script>'
    assert article(head).published == datetime(2024, 5, 4, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "data", ["{", "[" * 50_000, '{"@graph": 7}', '{"datePublished": ["2024"]}', "null", '{"@type":[' * 9_000]
)
def test_broken_json_ld_says_nothing(data: str) -> None:
    assert article(f'<script type="application/ld+json">{data}</script>').published is None


def test_the_text_that_only_json_ld_has_is_taken() -> None:
    words = "\n".join(ENGLISH.paragraphs)
    data = json.dumps({"@type": "NewsArticle", "articleBody": words})
    assert article(f'<script type="application/ld+json">{data}</script>', "<p>Loading...</p>").text == words


@pytest.mark.parametrize(
    ("head", "url", "canonical"),
    [
        ("", f"{URL}/amp?utm_source=x", URL),
        (f'<link rel="canonical" href="{URL}?id=7&fbclid=9">', f"{URL}?ref=8", f"{URL}?id=7"),
        ('<link rel="canonical" href="/world/other">', URL, "https://news.example/world/other"),
        ('<link rel="canonical" href="https://www.news.example/world/story">', "https://m.news.example/x", "https://www.news.example/world/story"),
        ('<meta property="og:url" content="https://news.example/world/og">', URL, "https://news.example/world/og"),
        ('<link rel="canonical" href="https://victim.example/world/story">', URL, URL),
        ('<link rel="canonical" href="https://news.example/">', URL, URL),
        ('<link rel="canonical" href="http://[">', URL, URL),
    ],
)  # fmt: skip
def test_the_address_is_the_pages_own_word_on_its_own_host(head: str, url: str, canonical: str) -> None:
    assert article(head, url=url).url == canonical


@pytest.mark.parametrize(
    ("root", "head", "lang"),
    [
        ('<html lang="nb-NO">', "", "nb-no"),
        ('<html xml:lang="ru">', "", "ru"),
        ("<html>", '<meta property="og:locale" content="uk_UA">', "uk-ua"),
        ("<html>", "", None),
        ('<html lang="  ">', "", None),
    ],
)
def test_which_language_it_says(root: str, head: str, lang: str | None) -> None:
    assert article(head, root=root).lang == lang


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        ("<p>Please enable JavaScript.</p>", Trouble.WALL),
        ("<p>Hi.</p>", Trouble.LITTLE_TEXT),
        ("", Trouble.LITTLE_TEXT),
        ("<p>The court has ruled on Friday that the four men stay in custody for another half a year, as the investigators had asked for "
         "in their letter of last week.</p><p>Already a subscriber? Log in to continue reading.</p>", Trouble.WALL),
        ("<p>Vi bruker informasjonskapsler for å gi deg en bedre opplevelse. Vi og våre partnere lagrer opplysninger på enheten din.</p>"
         "<p>Godta alle</p>", Trouble.WALL),
        ("<div>" * 500 + PARAGRAPHS, Trouble.TOO_LARGE),
        ("<b>" * 60_000, Trouble.TOO_LARGE),
        ("<p>word word</p>" * 16_000, Trouble.TOO_LARGE),
        ("<article><p>" + "word " * 50_000, Trouble.TOO_LARGE),
    ],
)  # fmt: skip
def test_what_is_no_article_says_why(body: str, trouble: Trouble) -> None:
    found = read(f"<!doctype html><html><head><title>T</title></head><body>{body}</body></html>".encode())
    assert isinstance(found, Failed)
    assert found.trouble is trouble


def test_an_article_that_costs_money_is_a_wall_where_it_is_short() -> None:
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
    page = f"<html><head>{data}</head><body><article><p>{ENGLISH.paragraphs[0]}</p><p>{ENGLISH.paragraphs[1]}</p></article></body></html>"
    found = read(page.encode())
    assert isinstance(found, Failed)
    assert found.trouble is Trouble.WALL


HOSTILE_BODIES = {
    "attributes of one tag": b"<p " + b"".join(b"a%d=1 " % number for number in range(100_000)) + b">x",
    "attributes of many tags": (b"<p " + b"".join(b"a%d/" % number for number in range(500)) + b">x") * 1_000,
    "quotes that never close": b"<p " + b"=\"'" * 900_000,
    "open brackets": b"<" * 2_000_000,
    "scripts that never close": b"<script>" * 200_000,
    "comments that never close": b"<!--" * 400_000,
    "blanks": b" " * 3_000_000,
    "references": b"&amp;&#0;&#xd800;" * 150_000,
    "tables in tables": b"<table><tr><td>" * 12_000,
    "many small paragraphs": b"<p>x" * 29_000,
}


@pytest.mark.parametrize("body", HOSTILE_BODIES.values(), ids=HOSTILE_BODIES)
def test_hostile_markup_costs_little(body: bytes) -> None:
    start = perf_counter()
    assert isinstance(read(b"<html><body>" + body), Page | Failed)
    assert perf_counter() - start < 10


def test_the_bombs_for_parsers_are_not_unpacked() -> None:
    files = [*Path(HOSTILE / "bombs").glob("*.xml"), *Path(HOSTILE / "xml_bombs" / "xmltestdata").glob("*.xml")]
    if not files:
        pytest.skip("the bombs are not on this machine")
    tracemalloc.start()
    try:
        for file in files:
            body = file.read_bytes()
            if len(body) < 4_000_000:
                found = read(body)
                assert isinstance(found, Failed) or len(found.text) <= MAX_TEXT, file.name
        assert tracemalloc.get_traced_memory()[1] < 150 * 2**20
    finally:
        tracemalloc.stop()
