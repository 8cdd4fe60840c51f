"""The bot on Telegram, from the first request to the last."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from telegram import Bot, Update
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, ContextTypes, TypeHandler

from bot.domain.errors import ConfigError
from bot.platforms.telegram.buttons import Buttons
from bot.platforms.telegram.conversation import Conversation
from bot.platforms.telegram.courier import Courier
from bot.platforms.telegram.desk import Attendance, Desk
from bot.platforms.telegram.draw import Bubble
from bot.platforms.telegram.inhand import InHand
from bot.platforms.telegram.lane import Lane
from bot.platforms.telegram.memory import Memory
from bot.platforms.telegram.menu import Menus
from bot.platforms.telegram.messenger import TelegramMessenger
from bot.platforms.telegram.notices import StaffNotices
from bot.platforms.telegram.order import PerChat
from bot.platforms.telegram.polling import Poller
from bot.platforms.telegram.questions import only_asks
from bot.platforms.telegram.webhook import Webhook
from bot.ports import AdminNotices

if TYPE_CHECKING:
    from aiohttp import web

ACKNOWLEDGE_SECONDS, FINISH_SECONDS, CLOSE_SECONDS = 1.0, 5.0, 1.0
"""What a stop may take, 7 seconds together."""

LONGEST_PAUSE = 30.0
KEPT_PAGES = 1_000

log = logging.getLogger(__name__)
App = Application[Any, Any, Any, Any, Any, Any]


class Telegram:
    """One bot. `base_url` is the root address of the Bot API server, `rate` how many alerts it sends a second.

    With a webhook, `routes` adds its path to the web server of the caller, who starts it before `run`.
    """

    def __init__(
        self,
        token: str,
        base_url: str,
        desk: Desk,
        attendance: Attendance,
        rate: int,
        webhook: Webhook | None = None,
    ) -> None:
        self._desk = desk
        self._attendance = attendance
        self._webhook = webhook
        self._buttons = Buttons(token)
        builder = Application.builder().token(token).base_url(f"{base_url}/bot").base_file_url(f"{base_url}/file/bot")
        self._app: App = builder.concurrent_updates(PerChat()).updater(None).job_queue(None).build()
        self._in_hand = InHand(time.monotonic)
        self._pages: Memory[tuple[int, int], Bubble] = Memory(KEPT_PAGES)
        lane = Lane(rate)
        self._courier = Courier(self.bot, lane)
        self.messenger = TelegramMessenger(self._courier, self._buttons, lane, self._pages)

    def notices(self, otherwise: AdminNotices) -> AdminNotices:
        """How owners and administrators are told; `otherwise` is told where there are none."""
        return StaffNotices(self._courier, self._buttons, self._desk, otherwise)

    @property
    def bot(self) -> Bot:
        """The connection to Telegram."""
        bot: Bot = self._app.bot
        return bot

    def routes(self, app: web.Application) -> None:
        """Take deliveries at the webhook's path; they wait until `run` begins."""
        if self._webhook:
            self._webhook.add_to(app, self.bot, self._app.update_queue.put, self._in_hand, self._only_asks)

    async def run(self, ready: Callable[[str], None]) -> None:
        """Answer until cancelled; `ready` hears the bot's name once updates can come. Then what is in hand is finished.

        Raises ConfigError where Telegram refuses the token.
        """
        try:
            await _reached(self._app.initialize)
            poller = Poller(self.bot, self._app.update_queue.put, self._in_hand, self._only_asks)
            menus = Menus(self.bot, self._courier, self._desk)
            conversation = Conversation(
                self.bot.bot, self._desk, self._attendance, self._courier, self._buttons, self._pages, menus.follow
            )

            async def on_update(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
                await conversation.handle(update)
                self._in_hand.answered(update.update_id)

            self._app.add_handler(TypeHandler(Update, on_update))
            await self._app.start()
            setting = asyncio.create_task(menus.set_all())
            try:
                await self._receive(poller, ready)
            finally:
                setting.cancel()
                menus.finish()
                await self._finish(poller)
                await conversation.close()
        except InvalidToken:
            raise ConfigError(
                "TELEGRAM_TOKEN: Telegram does not accept this token; ask @BotFather for the right one"
            ) from None
        finally:
            await self._within(CLOSE_SECONDS, self._app.shutdown())

    def _only_asks(self, update: Update) -> bool:
        return only_asks(update, self._desk, self._buttons)

    async def _receive(self, poller: Poller, ready: Callable[[str], None]) -> None:
        if self._webhook is None:
            await _reached(self.bot.delete_webhook)
            ready(self.bot.username)
            await poller.run()
            return
        webhook = self._webhook
        await _reached(lambda: webhook.register(self.bot))
        ready(self.bot.username)
        await asyncio.Event().wait()

    async def _finish(self, poller: Poller) -> None:
        """Answer what was taken, as far as the time allows, and let Telegram know that none of it need come again."""
        await self._within(FINISH_SECONDS, self._app.stop())
        await self._within(ACKNOWLEDGE_SECONDS, poller.acknowledge())

    async def _within(self, seconds: float, work: Awaitable[object]) -> None:
        try:
            async with asyncio.timeout(seconds):
                await work
        except (TimeoutError, TelegramError, RuntimeError) as error:
            log.warning("stopped before all was done", extra={"kind": type(error).__name__})


async def _reached(work: Callable[[], Awaitable[object]]) -> None:
    """Do what needs Telegram as soon as it can be reached. Raises InvalidToken, and what is not the network's fault."""
    pause = 0.5
    while True:
        try:
            await work()
        except RetryAfter:
            pass
        except BadRequest:  # a NetworkError to the library, and no matter of time
            raise
        except NetworkError as error:
            if pause <= 1:
                log.warning(
                    "Telegram cannot be reached yet; trying again until it can", extra={"kind": type(error).__name__}
                )
        else:
            return
        await asyncio.sleep(pause)
        pause = min(LONGEST_PAUSE, pause * 2)
