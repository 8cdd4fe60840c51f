"""Reads the pages of articles for the services: robots.txt first, then the page, its article in a thread."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from gettext import gettext as _
from urllib.parse import urlsplit

from bot.domain.feeds import Failed, Fetched, Trouble
from bot.domain.pages import Page
from bot.feeds.article import Boilerplate, article_of
from bot.feeds.fetch import GuardedFetcher
from bot.feeds.guard import ForbiddenError, parse_url
from bot.feeds.robots import Robots
from bot.ports import Clock

ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
EXTRACTING = 20.0
"""Seconds after which nobody waits for an article any longer; the bounds on the page end its thread soon after."""

AT_ONCE = 2
"""Threads that take articles out of pages; more pages wait for them."""

APART = 1.0
"""Seconds between two pages of one host that asks for nothing."""

LONGEST_WAIT = 120.0
"""Seconds that a page waits for its turn; where its host wants more than that, the caller is told when to come again."""

MOST_HOSTS = 1_000
_HTML = re.compile(r"(?:text/html|application/xhtml\+xml)\b", re.IGNORECASE)
_MARKUP = re.compile(
    rb"\s{0,100}(?:<!--.{0,2000}?-->\s{0,100}){0,3}<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)

Sleep = Callable[[float], Awaitable[None]]


class Turns:
    """Keeps the requests to one host apart: each gets the earliest moment that is `delay` seconds after the one before."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._next: dict[str, datetime] = {}

    def take(self, host: str, delay: float) -> float | datetime:
        """The seconds to wait for this turn; or, where that is too long, the aware UTC time to come again, and no turn is taken."""
        now = self._clock.now()
        start = max(now, self._next.get(host, now))
        wait = (start - now).total_seconds()
        if wait > LONGEST_WAIT:
            return start
        if len(self._next) >= MOST_HOSTS:
            self._next = {name: time for name, time in self._next.items() if time > now}
        self._next[host] = start + timedelta(seconds=min(delay, 86_400.0))
        return wait


class WebPages:
    """Article pages of the web; see bot.ports.Pages. Close it when done; the fetcher stays its owner's."""

    def __init__(
        self,
        fetcher: GuardedFetcher,
        clock: Clock,
        agent: str,
        boilerplate: Boilerplate | None = None,
        *,
        apart: float = APART,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """`agent` is the product name that robots.txt is read for; `apart` are seconds between pages of a host that asks for none."""
        self._fetcher = fetcher
        self._clock = clock
        self._robots = Robots(fetcher, clock, agent)
        self._boilerplate = boilerplate or Boilerplate()
        self._apart = apart
        self._sleep = sleep
        self._turns = Turns(clock)
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="article")

    async def read(self, url: str) -> Page | Failed:
        """See bot.ports.Pages."""
        refused = await self._wait(url)
        if refused is not None:
            return refused
        answer = await self._fetcher.fetch(url, accept=ACCEPT, permit=self._robots.refusal)
        if isinstance(answer, Failed):
            return answer
        if not isinstance(answer, Fetched) or not _is_html(answer):
            return Failed(
                Trouble.NOT_A_PAGE, _("the answer is no page of the web but {kind}").format(kind=_kind(answer))
            )
        return await self._article(answer)

    async def close(self) -> None:
        """Let go of the threads and of what is still being asked."""
        await self._robots.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _wait(self, url: str) -> Failed | None:
        """Wait for the host's turn; why the page is not to be read at all."""
        try:
            address = str(parse_url(url))
        except ForbiddenError as error:
            return Failed(error.trouble, error.detail)
        refused = await self._robots.refusal(address)
        if refused is not None:
            return refused
        delay = max(self._apart, await self._robots.delay(address))
        turn = self._turns.take(urlsplit(address).netloc, delay)
        if isinstance(turn, datetime):
            return Failed(Trouble.BUSY, _("robots.txt wants more time between two pages"), turn)
        await self._sleep(turn)
        return None

    async def _article(self, answer: Fetched) -> Page | Failed:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(EXTRACTING):
                return await loop.run_in_executor(
                    self._threads, article_of, answer, self._clock.now(), self._boilerplate
                )
        except TimeoutError:
            detail = _("its article could not be found in {seconds:g} s").format(seconds=EXTRACTING)
            return Failed(Trouble.TIME_OUT, detail)


def _is_html(answer: Fetched) -> bool:
    """Whether it says that it is HTML; where it says nothing, whether it begins so."""
    kind = answer.headers.get("content-type", "")
    return bool(_HTML.match(kind.strip())) if kind else bool(_MARKUP.match(answer.body[:8_000]))


def _kind(answer: object) -> str:
    kind = answer.headers.get("content-type", "") if isinstance(answer, Fetched) else ""
    return kind.partition(";")[0].strip()[:60] or _("something else")
