"""The bot's own web server: whether it is well, its numbers, and what platforms add. On loopback unless settings say otherwise."""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Protocol

from bot.domain.errors import ConfigError, StoreError
from bot.metrics import Metrics
from bot.ports import Clock, Store
from bot.settings.settings import Address

if TYPE_CHECKING:
    from aiohttp import web

EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"


class Routes(Protocol):
    """Something that answers at paths of its own."""

    def routes(self, app: web.Application) -> None:
        """Add them."""
        ...


@asynccontextmanager
async def listening(
    address: Address | None, store: Store, metrics: Metrics, clock: Clock, more: Iterable[Routes] = ()
) -> AsyncIterator[None]:
    """Answer at /healthz and /metrics and at what `more` adds; nowhere without an address. Raises ConfigError for one that is taken."""
    if address is None:
        yield
        return
    from aiohttp import web

    app = web.Application()
    _add_routes(app, store, metrics, clock)
    for one in more:
        one.routes(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, address.host, address.port).start()
        except OSError as error:
            raise ConfigError(_taken(address, error)) from None
        yield
    finally:
        await runner.cleanup()


def _add_routes(app: web.Application, store: Store, metrics: Metrics, clock: Clock) -> None:
    from aiohttp import web

    async def healthz(_: web.Request) -> web.Response:
        try:
            async with store.read() as snapshot:
                await snapshot.items(limit=1)
        except StoreError as error:
            return web.json_response({"ok": False, "database": str(error)}, status=503)
        return web.json_response({"ok": True})

    async def exposed(_: web.Request) -> web.Response:
        now = clock.now()
        try:
            async with store.read() as snapshot:
                vitals = await snapshot.vitals(now)
        except StoreError:
            return web.Response(status=503)
        return web.Response(body=metrics.page(vitals, now), headers={"Content-Type": EXPOSITION})

    app.router.add_get("/healthz", healthz)
    app.router.add_get("/metrics", exposed)


def _taken(address: Address, error: OSError) -> str:
    place = f"{address.host}:{address.port}"
    if error.errno == errno.EADDRINUSE:
        return f"HTTP_LISTEN: {place} is taken by another program, or another bot; name another port, or nothing to turn it off"
    return f"HTTP_LISTEN: {place}: {error.strerror or error}"
