"""Pages of articles, from robots.txt to the text."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest

from bot.domain.feeds import Failed, Trouble
from bot.domain.pages import Page
from bot.feeds import pages as module
from bot.feeds import robots
from bot.feeds.fetch import GuardedFetcher
from bot.feeds.pages import LONGEST_WAIT, WebPages
from tests.fakes.clock import StoppedClock
from tests.fakes.newspages import ENGLISH
from tests.fakes.web import Web

HTML = ENGLISH.html()
KIND = "text/html; charset=utf-8"


class Patience:
    """Sleeps at once, and remembers for how long."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    async def __call__(self, seconds: float) -> None:
        """Sleep."""
        self.slept.append(seconds)


@pytest.fixture
def clock() -> StoppedClock:
    """The time."""
    return StoppedClock()


@pytest.fixture
def patience() -> Patience:
    """The sleep."""
    return Patience()


@pytest.fixture
async def pages(fetcher: GuardedFetcher, clock: StoppedClock, patience: Patience) -> AsyncIterator[WebPages]:
    """Pages of loopback."""
    pages = WebPages(fetcher, clock, "Counterclaim", sleep=patience)
    yield pages
    await pages.close()


def asked(web: Web) -> list[str]:
    """The paths that were asked for, in order."""
    return [head.split()[1] for head in web.heads]


def trouble(found: Page | Failed) -> Trouble:
    """Why there is no page."""
    assert isinstance(found, Failed)
    return found.trouble


async def test_a_page_is_read_after_its_robots_txt(web: Web, pages: WebPages) -> None:
    found = await pages.read(web.put("/story?utm_source=feed", HTML, Content_Type=KIND))
    assert isinstance(found, Page)
    assert (found.url, found.title) == (web.url("/story"), ENGLISH.title)
    assert asked(web) == ["/robots.txt", "/story?utm_source=feed"]
    assert "Accept: text/html" in web.heads[1]


async def test_robots_txt_is_asked_for_once_a_day_for_each_host(web: Web, pages: WebPages, clock: StoppedClock) -> None:
    url = web.put("/story", HTML, Content_Type=KIND)
    await asyncio.gather(*(pages.read(url) for _number in range(5)))
    clock.moment += robots.AGE - timedelta(seconds=1)
    await pages.read(url)
    assert asked(web).count("/robots.txt") == 1
    clock.moment += timedelta(seconds=2)
    await pages.read(url)
    assert asked(web).count("/robots.txt") == 2


@pytest.mark.parametrize(
    ("rules", "refused"),
    [
        ("User-agent: *\nDisallow: /private/", False),
        ("User-agent: *\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: counterclaim\nAllow: /", False),
        ("User-agent: Counterclaim\nDisallow: /news/\nAllow: /news/story", False),
        ("User-agent: *\nDisallow: /*.html$\nDisallow: /news/s*y", True),
        ("\ufeffUser-agent: *\nDisallow: /", True),
        ("<html>not found</html>", False),
        ("", False),
    ],
)
async def test_what_robots_txt_forbids_is_not_asked_for(web: Web, pages: WebPages, rules: str, refused: bool) -> None:
    web.put("/robots.txt", rules.encode())
    found = await pages.read(web.put("/news/story", HTML, Content_Type=KIND))
    assert isinstance(found, Failed) is refused
    assert (asked(web) == ["/robots.txt"]) is refused


async def test_a_redirect_leads_nowhere_that_is_forbidden(web: Web, pages: WebPages) -> None:
    web.put("/robots.txt", b"User-agent: *\nDisallow: /secret")
    web.put("/secret", HTML, Content_Type=KIND)
    assert trouble(await pages.read(web.put("/story", status=302, Location="/secret"))) is Trouble.ROBOTS
    assert asked(web) == ["/robots.txt", "/story"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
async def test_a_host_without_robots_txt_allows_everything(web: Web, pages: WebPages, status: int) -> None:
    web.put("/robots.txt", status=status)
    assert isinstance(await pages.read(web.put("/story", HTML, Content_Type=KIND)), Page)


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_host_that_cannot_say_is_left_alone_for_a_while(
    web: Web, pages: WebPages, clock: StoppedClock, status: int
) -> None:
    web.put("/robots.txt", status=status)
    url = web.put("/story", HTML, Content_Type=KIND)
    found = await pages.read(url)
    assert isinstance(found, Failed)
    assert found.retry_after == clock.moment + robots.WAIT
    web.put("/robots.txt", b"")
    assert isinstance(await pages.read(url), Failed)
    clock.moment += robots.WAIT
    assert isinstance(await pages.read(url), Page)
    assert asked(web) == ["/robots.txt", "/robots.txt", "/story"]


async def test_only_so_many_hosts_are_remembered(
    web: Web, fetcher: GuardedFetcher, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robots, "MOST_HOSTS", 2)
    known = robots.Robots(fetcher, clock, "Counterclaim")
    for host in ("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.1"):
        await known.refusal(f"http://{host}:{web.port}/x")
    assert len(known._known) == 2
    await known.close()


async def test_crawl_delay_keeps_pages_of_one_host_apart(
    web: Web, pages: WebPages, clock: StoppedClock, patience: Patience
) -> None:
    web.put("/robots.txt", b"User-agent: *\nCrawl-delay: 7")
    url = web.put("/story", HTML, Content_Type=KIND)
    await asyncio.gather(*(pages.read(url) for _number in range(3)))
    assert sorted(patience.slept) == [0.0, 7.0, 14.0]
    clock.moment += timedelta(seconds=60)
    await pages.read(url)
    assert patience.slept[-1] == 0.0


async def test_a_host_that_wants_more_time_than_anybody_waits_is_come_back_to(
    web: Web, pages: WebPages, clock: StoppedClock
) -> None:
    web.put("/robots.txt", b"User-agent: *\nCrawl-delay: 3600")
    url = web.put("/story", HTML, Content_Type=KIND)
    assert isinstance(await pages.read(url), Page)
    found = await pages.read(url)
    assert found == Failed(
        Trouble.BUSY, found.detail if isinstance(found, Failed) else "", clock.moment + timedelta(hours=1)
    )
    assert LONGEST_WAIT < 3600


@pytest.mark.parametrize(
    ("body", "headers", "expected"),
    [
        (b"%PDF-1.7", {"Content_Type": "application/pdf"}, Trouble.NOT_A_PAGE),
        (b'{"a": 1}', {"Content_Type": "application/json"}, Trouble.NOT_A_PAGE),
        (b"<rss/>", {"Content_Type": "text/xml"}, Trouble.NOT_A_PAGE),
        (b"words", {}, Trouble.NOT_A_PAGE),
        (b"", {"Content_Type": KIND}, Trouble.LITTLE_TEXT),
        (b"<p>Sign in</p>", {"Content_Type": KIND}, Trouble.LITTLE_TEXT),
        (b"x" * 500_000, {"Content_Type": KIND}, Trouble.TOO_LARGE),
    ],
)
async def test_what_is_no_page_says_what_it_is(
    web: Web, pages: WebPages, body: bytes, headers: dict[str, str], expected: Trouble
) -> None:
    assert trouble(await pages.read(web.put("/story", body, 200, **headers))) is expected


async def test_a_page_that_does_not_say_what_it_is_is_looked_at(web: Web, pages: WebPages) -> None:
    assert isinstance(await pages.read(web.put("/story", b"<!-- x -->" + HTML)), Page)


@pytest.mark.parametrize(
    ("status", "expected"), [(403, Trouble.BLOCKED), (404, Trouble.MISSING), (410, Trouble.GONE), (500, Trouble.STATUS)]
)
async def test_a_page_that_is_refused_says_why(web: Web, pages: WebPages, status: int, expected: Trouble) -> None:
    assert trouble(await pages.read(web.put("/story", status=status))) is expected


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda _web: "file:///etc/passwd", Trouble.SCHEME),
        (lambda _web: "http://user@127.0.0.1/", Trouble.MALFORMED),
        (lambda _web: "http://10.0.0.1/", Trouble.ADDRESS),
        (lambda web: web.put("/away", status=302, Location="http://10.0.0.1/"), Trouble.ADDRESS),
    ],
)
async def test_only_public_addresses_of_the_web_are_read(
    web: Web, pages: WebPages, make: Callable[[Web], str], expected: Trouble
) -> None:
    assert trouble(await pages.read(make(web))) is expected


async def test_nobody_waits_for_an_article_for_ever(web: Web, pages: WebPages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EXTRACTING", 0.0)
    assert trouble(await pages.read(web.put("/story", HTML, Content_Type=KIND))) is Trouble.TIME_OUT


async def test_turns_of_hosts_long_done_with_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_HOSTS", 3)
    clock = StoppedClock()
    turns = module.Turns(clock)
    for number in range(10):
        assert turns.take(f"host{number}", 1.0) == 0.0
        clock.moment += timedelta(seconds=2)
    assert len(turns._next) <= 3
