"""Reads feeds for the services: fetch, then parse in a thread."""

from __future__ import annotations

import asyncio
from gettext import gettext as _

from bot.domain.feeds import Document, Failed, Fetched, Trouble, Unchanged, Validators
from bot.feeds.fetch import GuardedFetcher
from bot.feeds.parse import parse
from bot.ports import Clock

PARSING = 20.0
"""Seconds after which nobody waits for a feed to be parsed any longer; its thread ends by itself."""


class WebFeeds:
    """Feeds of the web; see bot.ports.Feeds."""

    def __init__(self, fetcher: GuardedFetcher, clock: Clock) -> None:
        self._fetcher = fetcher
        self._clock = clock

    async def read(self, url: str, validators: Validators | None = None) -> Document | Unchanged | Failed:
        """See bot.ports.Feeds."""
        outcome = await self._fetcher.fetch(url, validators)
        if not isinstance(outcome, Fetched):
            return outcome
        try:
            async with asyncio.timeout(PARSING):
                return await asyncio.to_thread(parse, outcome, self._clock.now())
        except TimeoutError:
            return Failed(Trouble.TIME_OUT, _("the feed could not be parsed in {seconds:g} s").format(seconds=PARSING))

    async def close(self) -> None:
        """Let go of all connections."""
        await self._fetcher.close()
