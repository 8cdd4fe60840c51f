"""Whether the bot is well, and its numbers, over HTTP."""

from __future__ import annotations

import socket

import httpx
import pytest

from bot.domain.errors import ConfigError, StoreError
from bot.metrics import Metrics
from bot.settings.settings import Address
from bot.store.memory import MemoryStore
from bot.web import listening
from tests.fakes.broken import BrokenStore
from tests.fakes.clock import StoppedClock


def free() -> Address:
    """A port that nobody has."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return Address("127.0.0.1", one.getsockname()[1])


async def get(address: Address, path: str) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as client:
        return await client.get(f"http://{address.host}:{address.port}{path}")


async def test_health_and_numbers() -> None:
    address, metrics = free(), Metrics()
    metrics.reading.observe(0.02)
    async with listening(address, MemoryStore(), metrics, StoppedClock()):
        assert (await get(address, "/healthz")).json() == {"ok": True}
        page = await get(address, "/metrics")
        assert (await get(address, "/")).status_code == 404
    assert page.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    for line in ("counterclaim_items 0.0", "counterclaim_reading_seconds_count 1.0", 'counterclaim_disagreements{status="open"} 0.0',
                 'counterclaim_deliveries{state="failed"} 0.0', "counterclaim_queue_age_seconds 0.0"):  # fmt: skip
        assert line in page.text.splitlines()
    assert "python_info" not in page.text


async def test_a_database_that_fails_is_not_well() -> None:
    address = free()
    async with listening(address, BrokenStore(StoreError("gone")), Metrics(), StoppedClock()):
        answer = await get(address, "/healthz")
        assert (answer.status_code, answer.json()["ok"]) == (503, False)
        assert (await get(address, "/metrics")).status_code == 503


async def test_a_port_that_is_taken_is_named_and_none_is_nowhere() -> None:
    address = free()
    async with listening(None, MemoryStore(), Metrics(), StoppedClock()):
        pass
    async with listening(address, MemoryStore(), Metrics(), StoppedClock()):
        with pytest.raises(ConfigError, match=f"HTTP_LISTEN: 127.0.0.1:{address.port} is taken"):
            async with listening(address, MemoryStore(), Metrics(), StoppedClock()):
                pass
