"""Webhook mode: Telegram delivers updates to a path of the bot's own web server."""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram import Bot, Update

from bot.platforms.telegram.inhand import InHand
from bot.platforms.telegram.polling import WANTED

if TYPE_CHECKING:
    from aiohttp import web

HEADER = "X-Telegram-Bot-Api-Secret-Token"
DEFAULT_PATH = "/telegram"
LONGEST = 1 << 20
ANSWER_SECONDS = 20.0
"""How long the delivery of a question waits for its answer: until then Telegram has to keep it, and delivers it again after a crash."""

log = logging.getLogger(__name__)


class Webhook:
    """One address. Whoever does not know the secret is turned away before the content is read."""

    def __init__(self, url: str, secret: str) -> None:
        path = urlsplit(url).path.rstrip("/")
        self.path = path or DEFAULT_PATH
        self._url = url if path else url.rstrip("/") + DEFAULT_PATH
        self._secret = secret

    async def register(self, bot: Bot) -> None:
        """Tell Telegram where to deliver. It stays so after a stop: updates wait until the bot is back."""
        await bot.set_webhook(self._url, secret_token=self._secret, allowed_updates=WANTED)

    def add_to(
        self,
        app: web.Application,
        bot: Bot,
        put: Callable[[Update], Awaitable[None]],
        in_hand: InHand,
        only_asks: Callable[[Update], bool],
    ) -> None:
        """Answer at the path of a web server: a question once it is answered, what has effects before it is handed on."""
        from aiohttp import web

        async def take(request: web.Request) -> web.Response:
            given = request.headers.get(HEADER, "")
            if not hmac.compare_digest(given.encode(), self._secret.encode()):
                log.warning("a request without the webhook's secret was refused")
                return web.Response(status=403)
            if (request.content_length or 0) > LONGEST:
                return web.Response(status=413)
            try:
                update = Update.de_json(json.loads(await request.read()), bot)
            except (ValueError, TypeError, KeyError, AttributeError):
                return web.Response(status=400)
            response = web.Response()
            if only_asks(update):
                in_hand.take(update.update_id)
                await put(update)
                await in_hand.settle(ANSWER_SECONDS, update.update_id)
                return response
            await response.prepare(request)
            await response.write_eof()
            await put(update)
            return response

        app.router.add_post(self.path, take)
