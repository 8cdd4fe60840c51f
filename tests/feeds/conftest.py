"""A server on loopback, and a fetcher that may ask it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from ipaddress import ip_network

import pytest

from bot.feeds.fetch import GuardedFetcher, Limits
from tests.fakes.clock import StoppedClock
from tests.fakes.web import Web, serving

AGENT = "Counterclaim/test (+contact@example.org)"


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    """The server."""
    async with serving() as web:
        yield web


@pytest.fixture
async def fetcher() -> AsyncIterator[GuardedFetcher]:
    """A fetcher for loopback, in a hurry."""
    limits = Limits(raw=400_000, unpacked=1_000_000, seconds=0.5)
    fetcher = GuardedFetcher(AGENT, StoppedClock().now, allowed=[ip_network("127.0.0.0/8")], limits=limits)
    yield fetcher
    await fetcher.close()
