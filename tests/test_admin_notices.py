"""Word to whoever runs the bot, over another channel."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web

from bot.domain.reply import Heading, Reply, Table, Text
from bot.notices import AppriseNotices
from tests.test_web import free

NOTICE = Reply((Heading("Messages do not go out"), Text("3 wait."), Table((("a", "b"),))))


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
async def test_a_notice_goes_to_the_service_that_the_address_names() -> None:
    got: list[Any] = []

    async def take(request: web.Request) -> web.Response:
        got.append(await request.json())
        return web.Response()

    app, address = web.Application(), free()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, address.host, address.port).start()
    url = f"json://{address.host}:{address.port}/hook"
    try:
        assert await AppriseNotices(url).tell(lambda _: NOTICE)
    finally:
        await runner.cleanup()
    assert (got[0]["title"], got[0]["message"]) == ("Messages do not go out", "3 wait.\na  b")
    assert not await AppriseNotices(url).tell(lambda _: NOTICE)
    assert not await AppriseNotices("nonsense").tell(lambda _: NOTICE)
