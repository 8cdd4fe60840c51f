"""When a delivery to the webhook is confirmed."""

from __future__ import annotations

import asyncio
from typing import cast

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from telegram import Bot, Update

from bot.platforms.telegram.inhand import InHand
from bot.platforms.telegram.webhook import HEADER, Webhook

QUESTION, DEED = 1, 2


async def test_a_question_is_confirmed_once_answered_and_what_has_effects_before_it_is_handed_on() -> None:
    in_hand, begin, got = InHand(lambda: 0.0), asyncio.Event(), asyncio.Queue[int]()

    async def put(update: Update) -> None:
        await begin.wait()
        await got.put(update.update_id)

    app = web.Application()
    webhook = Webhook("https://bot.example/hook", "secret")
    webhook.add_to(app, cast("Bot", None), put, in_hand, lambda update: update.update_id == QUESTION)
    async with asyncio.timeout(10), TestServer(app) as server, ClientSession() as session:

        async def deliver(update: int) -> int:
            url, headers = server.make_url("/hook"), {HEADER: "secret"}
            async with session.post(url, json={"update_id": update}, headers=headers) as response:
                return response.status

        asking = asyncio.create_task(deliver(QUESTION))
        assert await deliver(DEED) == 200
        assert got.empty()
        begin.set()
        assert {await got.get(), await got.get()} == {QUESTION, DEED}
        assert not asking.done()
        in_hand.answered(QUESTION)
        assert await asking == 200
