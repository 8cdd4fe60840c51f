"""Fetching over real connections to loopback."""

from __future__ import annotations

import asyncio
import gzip
import time
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from bot.domain.feeds import Failed, Fetched, Trouble, Unchanged, Validators
from bot.feeds.fetch import GuardedFetcher, Limits, max_age, retry_after
from tests.fakes.clock import StoppedClock
from tests.fakes.web import Web

BOMBS = Path(__file__).parents[3] / "shared" / "material" / "hostile" / "bombs"
NOW = StoppedClock().now()
FEED = b"<rss version='2.0'/>"


async def fetched(fetcher: GuardedFetcher, url: str) -> Fetched:
    """What arrived; something must."""
    outcome = await fetcher.fetch(url)
    assert isinstance(outcome, Fetched), outcome
    return outcome


async def failed(fetcher: GuardedFetcher, url: str) -> Failed:
    """Why nothing arrived."""
    outcome = await fetcher.fetch(url)
    assert isinstance(outcome, Failed), outcome
    return outcome


async def test_a_plain_answer_and_what_the_server_sees(web: Web, fetcher: GuardedFetcher) -> None:
    url = web.put("/rss?a=b", FEED, ETag='"7"', Last_Modified="Mon, 13 May 2024 10:00:00 GMT", Content_Type="text/xml")
    answer = await fetched(fetcher, url)
    assert (answer.url, answer.body, answer.moved) == (url, FEED, None)
    assert answer.headers == {"content-type": "text/xml"}
    assert answer.validators == Validators('"7"', "Mon, 13 May 2024 10:00:00 GMT")
    assert web.heads[0].startswith("GET /rss?a=b HTTP/1.1\r\n")
    assert f"host: 127.0.0.1:{web.port}\r\n" in web.heads[0].lower()
    assert "Counterclaim/test (+contact@example.org)" in web.heads[0]
    assert "cookie" not in web.heads[0].lower()


async def test_a_conditional_request(web: Web, fetcher: GuardedFetcher) -> None:
    url = web.put("/rss", status=304)
    known = Validators('W/"7"', "Mon, 13 May 2024 10:00:00 GMT")
    assert await fetcher.fetch(url, known) == Unchanged(url)
    assert 'if-none-match: W/"7"\r\n' in web.heads[0].replace("If-None-Match", "if-none-match")
    assert "Mon, 13 May 2024 10:00:00 GMT\r\n" in web.heads[0]


async def test_validators_that_are_no_headers_are_left_out(web: Web, fetcher: GuardedFetcher) -> None:
    url = web.put("/rss", FEED)
    assert isinstance(await fetcher.fetch(url, Validators("ё", "a\r\nX: y")), Fetched)
    assert "none-match" not in web.heads[0].lower()
    assert "x: y" not in web.heads[0].lower()


async def test_a_304_that_nobody_asked_for_is_a_fault(web: Web, fetcher: GuardedFetcher) -> None:
    assert (await failed(fetcher, web.put("/rss", status=304))).trouble is Trouble.STATUS


@pytest.mark.parametrize(
    ("steps", "moved"),
    [((301, 308), "/end"), ((302,), None), ((302, 301), None), ((301, 302), "/step1"), ((307, 303), None)],
)
async def test_redirects_for_good_are_told(
    web: Web, fetcher: GuardedFetcher, steps: Sequence[int], moved: str | None
) -> None:
    places = [f"/step{number}" for number in range(len(steps))] + ["/end"]
    for status, here, there in zip(steps, places, places[1:], strict=False):
        web.put(here, status=status, Location=there)
    web.put("/end", FEED)
    answer = await fetched(fetcher, web.url("/step0"))
    assert answer.url == web.url("/end")
    assert answer.moved == (web.url(moved) if moved else None)


@pytest.mark.parametrize(
    ("location", "trouble"),
    [
        ("http://10.0.0.1/", Trouble.ADDRESS),
        ("http://169.254.169.254/latest/meta-data/", Trouble.ADDRESS),
        ("http://[::1]/", Trouble.ADDRESS),
        ("file:///etc/passwd", Trouble.SCHEME),
        ("http://a@127.0.0.1/", Trouble.MALFORMED),
        ("/loop", Trouble.REDIRECTS),
    ],
)
async def test_redirects_are_checked_like_first_addresses(
    web: Web, fetcher: GuardedFetcher, location: str, trouble: Trouble
) -> None:
    assert (await failed(fetcher, web.put("/loop", status=301, Location=location))).trouble is trouble


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (401, Trouble.BLOCKED), (403, Trouble.BLOCKED), (404, Trouble.MISSING), (410, Trouble.GONE), (418, Trouble.STATUS),
        (429, Trouble.BUSY), (500, Trouble.STATUS), (503, Trouble.BUSY), (204, Trouble.STATUS), (301, Trouble.STATUS),
    ],
)  # fmt: skip
async def test_answers_that_are_no_documents(web: Web, fetcher: GuardedFetcher, status: int, trouble: Trouble) -> None:
    answer = await failed(fetcher, web.put("/rss", status=status, Retry_After="120"))
    assert (answer.trouble, answer.retry_after) == (trouble, NOW + timedelta(seconds=120))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None), ("", None), ("soon", None), ("0", None), ("-5", None), ("60", NOW + timedelta(minutes=1)),
        ("9" * 40, NOW + timedelta(days=30)), ("Mon, 13 May 2024 13:00:00 GMT", datetime(2024, 5, 13, 13, tzinfo=UTC)),
        ("Mon, 13 May 2024 15:00:00 +0200", datetime(2024, 5, 13, 13, tzinfo=UTC)), ("Mon, 13 May 2024 11:00:00 GMT", None),
        ("Mon, 13 May 9999 11:00:00 GMT", NOW + timedelta(days=30)), ("Mon, 99 May 2024 11:00:00 GMT", None),
    ],
)  # fmt: skip
def test_when_to_come_back(value: str | None, expected: datetime | None) -> None:
    assert retry_after(value, NOW) == expected


# gzip writes the second of its making into the header, and pytest makes a test's name of its bytes: workers that
# collect on either side of a second would disagree about the names.
def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


@pytest.mark.parametrize("form", ["gzip", "x-gzip", "zlib", "raw", "members"])
async def test_compressed_bodies(web: Web, fetcher: GuardedFetcher, form: str) -> None:
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": _gzip(FEED), "x-gzip": _gzip(FEED), "zlib": zlib.compress(FEED),
        "raw": raw.compress(FEED) + raw.flush(), "members": _gzip(FEED[:5]) + _gzip(FEED[5:]),
    }[form]  # fmt: skip
    encoding = {"zlib": "deflate", "raw": "deflate", "members": "gzip"}.get(form, form)
    assert (await fetched(fetcher, web.put("/rss", packed, Content_Encoding=encoding))).body == FEED


@pytest.mark.parametrize(
    ("body", "encoding", "trouble"),
    [
        (b"x" * 400_001, "identity", Trouble.TOO_LARGE),
        (_gzip(b"x" * 1_000_001), "gzip", Trouble.TOO_LARGE),
        (_gzip(FEED)[:-4], "gzip", Trouble.BROKEN),
        (b"\x1f", "gzip", Trouble.BROKEN),
        (FEED, "gzip", Trouble.BROKEN),
        (FEED, "br", Trouble.BROKEN),
        (_gzip(_gzip(FEED)), "gzip, gzip", Trouble.BROKEN),
    ],
    ids=["too long", "too long unpacked", "cut short", "one byte", "not packed", "unknown packing", "packed twice"],
)
async def test_bodies_that_are_refused(
    web: Web, fetcher: GuardedFetcher, body: bytes, encoding: str, trouble: Trouble
) -> None:
    assert (await failed(fetcher, web.put("/rss", body, Content_Encoding=encoding))).trouble is trouble


async def test_a_body_that_is_shorter_than_it_says(web: Web, fetcher: GuardedFetcher) -> None:
    web.pages["/rss"] = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss>"
    assert (await failed(fetcher, web.url("/rss"))).trouble is Trouble.BROKEN


@pytest.mark.parametrize("answer", [b"", b"no HTTP at all\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 50_000])
async def test_what_is_no_answer(web: Web, fetcher: GuardedFetcher, answer: bytes) -> None:
    web.pages["/rss"] = answer
    assert (await failed(fetcher, web.url("/rss"))).trouble in (Trouble.BROKEN, Trouble.UNREACHABLE)


async def test_nobody_listens(web: Web, fetcher: GuardedFetcher) -> None:
    assert (await failed(fetcher, "http://127.0.0.1:1/")).trouble is Trouble.UNREACHABLE


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nA: "])
async def test_a_slow_drip_does_not_outlive_the_time_limit(web: Web, fetcher: GuardedFetcher, start: bytes) -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while not writer.is_closing():
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    web.pages["/rss"] = drip
    begun = time.monotonic()
    assert (await failed(fetcher, web.url("/rss"))).trouble is Trouble.TIME_OUT
    assert time.monotonic() - begun < 5


async def test_the_name_is_resolved_once_and_the_connection_goes_where_it_was_checked(web: Web) -> None:
    answers = [["127.0.0.1"], ["10.0.0.1"]]

    async def rebinding(host: str, port: int) -> Sequence[str]:
        return answers.pop(0)

    allowed = [ip_network("127.0.0.0/8")]
    fetcher = GuardedFetcher("Test", StoppedClock().now, allowed=allowed, resolve=rebinding)
    web.put("/rss", FEED)
    assert (await fetched(fetcher, f"http://news.example:{web.port}/rss")).body == FEED
    assert f"host: news.example:{web.port}\r\n" in web.heads[0].lower()
    assert len(answers) == 1
    assert (await failed(fetcher, f"http://news.example:{web.port}/rss")).trouble is Trouble.ADDRESS
    await fetcher.close()


async def test_the_second_address_is_tried_where_the_first_takes_no_connection(web: Web) -> None:
    async def two(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.2", "127.0.0.1"]

    allowed = [ip_network("127.0.0.0/8")]
    fetcher = GuardedFetcher("Test", StoppedClock().now, allowed=allowed, resolve=two)
    web.put("/rss", FEED)
    assert (await fetched(fetcher, f"http://news.example:{web.port}/rss")).body == FEED
    await fetcher.close()


@pytest.mark.skipif(not BOMBS.exists(), reason="the bombs are not on this machine")
@pytest.mark.parametrize(
    ("name", "encoding", "trouble"),
    [
        ("rss_10MiB.xml.gz", "gzip", Trouble.TOO_LARGE), ("rss_100MiB.xml.gz", "gzip", Trouble.TOO_LARGE),
        ("rss_1GiB.xml.gz", "gzip", Trouble.TOO_LARGE), ("rss_100MiB.deflate", "deflate", Trouble.TOO_LARGE),
        ("truncated.xml.gz", "gzip", Trouble.TOO_LARGE), ("not_gzip_but_says_so.xml", "gzip", Trouble.BROKEN),
        ("rss_1GiB.xml.gz.gz", "gzip, gzip", Trouble.BROKEN),
    ],
)  # fmt: skip
async def test_bombs(web: Web, name: str, encoding: str, trouble: Trouble) -> None:
    fetcher = GuardedFetcher("Test", StoppedClock().now, allowed=[ip_network("127.0.0.0/8")], limits=Limits(seconds=20))
    url = web.put("/rss", (BOMBS / name).read_bytes(), Content_Encoding=encoding)
    assert (await failed(fetcher, url)).trouble is trouble
    await fetcher.close()


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("public, max-age=600", 600),
        ('MAX-AGE="60", must-revalidate', 60),
        ("max-age=0", None),
        ("max-age=600, no-cache", None),
        ("no-store", None),
        ("max-age=soon", None),
        ("max-age=-5", None),
        ("max-age=99999999999999", 30 * 86_400),
        ("s-maxage=9", None),
    ],
)
def test_how_long_an_answer_stays_fresh(header: str | None, seconds: int | None) -> None:
    assert max_age(header) == (None if seconds is None else timedelta(seconds=seconds))


async def test_freshness_and_a_move_are_told_with_what_did_not_change(web: Web, fetcher: GuardedFetcher) -> None:
    target = web.put("/new", status=304, Cache_Control="max-age=60")
    moved = web.put("/old", status=301, Location="/new")
    found = await fetcher.fetch(moved, Validators('"e"'))
    assert found == Unchanged(target, target, timedelta(seconds=60))
