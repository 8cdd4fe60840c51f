"""What hosts let robots read, and how far apart they want the requests (RFC 9309)."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from gettext import gettext as _
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

from bot.domain.feeds import Failed, Fetched, Trouble
from bot.feeds.fetch import GuardedFetcher
from bot.ports import Clock

AGE = timedelta(hours=24)
"""How long an answer holds; the RFC asks for no more than a day."""

WAIT = timedelta(minutes=30)
"""How long a host is left alone that could not say what it allows."""

MOST_HOSTS = 500
MAX_BYTES = 100_000
MAX_RULES = 2_000
"""How much of a robots.txt is read: the longest of real outlets have a tenth of it."""

_ALLOWED_WHEN = frozenset({Trouble.MISSING, Trouble.GONE, Trouble.BLOCKED})


@dataclass(frozen=True, slots=True)
class _Known:
    """What a host said, and until when it holds: its rules, why they cannot be had, or neither (everything is allowed)."""

    until: datetime
    rules: Protego | None = None
    failed: Failed | None = None


class Robots:
    """Remembers the robots.txt of the latest hosts; asks each at most once at a time."""

    def __init__(self, fetcher: GuardedFetcher, clock: Clock, agent: str) -> None:
        """`agent` is the product name that hosts write their rules for."""
        self._fetcher = fetcher
        self._clock = clock
        self._agent = agent
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._asking: dict[str, asyncio.Task[_Known]] = {}

    async def refusal(self, url: str) -> Failed | None:
        """Why this address is not to be read now, or None. Raises nothing but cancellation."""
        known = await self._of(url)
        if known.failed is not None:
            return known.failed
        if known.rules is None or known.rules.can_fetch(url, self._agent):
            return None
        return Failed(Trouble.ROBOTS, _("robots.txt of {host} does not allow it").format(host=urlsplit(url).hostname))

    async def delay(self, url: str) -> float:
        """The seconds that the host wants between two requests; 0.0 where it says nothing."""
        rules = (await self._of(url)).rules
        return float((rules.crawl_delay(self._agent) if rules is not None else None) or 0.0)

    async def _of(self, url: str) -> _Known:
        parts = urlsplit(url)
        place = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
        known = self._known.get(place)
        if known is not None and known.until > self._clock.now():
            self._known.move_to_end(place)
            return known
        if place not in self._asking:
            task = self._asking[place] = asyncio.ensure_future(self._ask(place))
            task.add_done_callback(lambda _task: self._asking.pop(place, None))
        # Whoever stops waiting leaves the answer to the others who wait for it.
        return await asyncio.shield(self._asking[place])

    async def _ask(self, place: str) -> _Known:
        answer = await self._fetcher.fetch(place, accept="text/plain, */*;q=0.5")
        known = await self._understood(answer if isinstance(answer, Fetched | Failed) else None)
        self._known[place] = known
        self._known.move_to_end(place)
        while len(self._known) > MOST_HOSTS:
            self._known.popitem(last=False)
        return known

    async def _understood(self, answer: Fetched | Failed | None) -> _Known:
        """A host that answers 4xx has no rules; one that is busy, broken or out of reach is asked again later, and left alone till then."""
        now = self._clock.now()
        if isinstance(answer, Fetched):
            return _Known(now + AGE, await asyncio.to_thread(_parse, answer.body))
        if answer is None or answer.trouble in _ALLOWED_WHEN or _is_clients_fault(answer.status):
            return _Known(now + AGE)
        until = max(now + WAIT, answer.retry_after or now)
        detail = _("robots.txt cannot be read ({trouble})").format(trouble=answer.trouble)
        return _Known(until, failed=Failed(answer.trouble, detail, until, answer.status))

    async def close(self) -> None:
        """Stop asking."""
        asking = list(self._asking.values())
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)


def _is_clients_fault(status: int | None) -> bool:
    return status is not None and 400 <= status < 500 and status != 429


def _parse(body: bytes) -> Protego:
    lines = body[:MAX_BYTES].decode("utf-8-sig", "replace").splitlines()
    return Protego.parse("\n".join(lines[:MAX_RULES]))
