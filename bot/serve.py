"""Runs the platforms that are configured until the process is told to stop."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from gettext import gettext as _

from bot import logs
from bot.app import opened
from bot.base import Base
from bot.desk import FrontDesk
from bot.domain.errors import ConfigError
from bot.mailing import Mailing
from bot.notices import AppriseNotices, LogNotices
from bot.platforms.telegram.service import Telegram
from bot.platforms.telegram.webhook import Webhook
from bot.platforms.terminal.progress import progress_bar
from bot.services.reloading import Reloading
from bot.settings.settings import Settings

STOPPED = signal.SIGTERM, signal.SIGINT

log = logging.getLogger(__name__)


async def serve(base: Base) -> int:
    """Run until SIGTERM or SIGINT, then finish what is in hand. Raises ConfigError, StoreError."""
    settings = base.settings
    if settings.telegram_token is None:
        raise ConfigError("TELEGRAM_TOKEN is not set")
    token = settings.telegram_token.reveal()
    logs.keep_out(token)
    webhook = _webhook(settings)
    stop = asyncio.Event()
    for number in STOPPED:
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, lambda: None)  # what is read now is today's anyway
    with progress_bar(_("Reading the seed corpus")) as progress:
        async with opened(base, progress) as house:
            _on_hangup(house.services.operating.reloading, stop)
            desk = FrontDesk(house, "telegram")
            mailing = house.mailing()
            attendance = mailing.attendance("telegram")
            rate = settings.telegram_alerts_a_second
            telegram = Telegram(token, settings.telegram_base_url, desk, attendance, rate, webhook)
            notices = telegram.notices(LogNotices())
            house.services.operating.notices.open(notices)
            if settings.notices_url is not None:
                logs.keep_out(settings.notices_url.reveal())
                house.services.operating.notices.open(AppriseNotices(settings.notices_url.reveal()))
            async with house.serving(telegram), house.watching(notices), house.keeping():
                await _until(stop, *_working(telegram, mailing))
    return 0


def _on_hangup(reloading: Reloading, stop: asyncio.Event) -> None:
    """SIGHUP reads the configuration again, and ends a bot whose terminal went away."""
    loop, typed, under_way = asyncio.get_running_loop(), os.isatty(0), set[asyncio.Task[None]]()

    def hang_up() -> None:
        if typed and not os.isatty(0):
            stop.set()
            return
        task = loop.create_task(reloading.by_signal())
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    loop.add_signal_handler(signal.SIGHUP, hang_up)


def _webhook(settings: Settings) -> Webhook | None:
    """Webhook mode where it is asked for. Raises ConfigError where something it needs is missing."""
    if settings.telegram_webhook_url is None:
        return None
    if settings.telegram_webhook_secret is None:
        raise ConfigError("TELEGRAM_WEBHOOK_SECRET: webhook mode needs one; any 32 letters and digits will do")
    if settings.http_listen is None:
        raise ConfigError("HTTP_LISTEN: webhook mode needs an address to listen on, such as 127.0.0.1:8080")
    secret = settings.telegram_webhook_secret.reveal()
    logs.keep_out(secret)
    return Webhook(settings.telegram_webhook_url, secret)


def _working(telegram: Telegram, mailing: Mailing) -> tuple[asyncio.Task[None], ...]:
    """Delivering, which begins when Telegram was reached, and answering, in the order in which they are to stop."""
    reached = asyncio.Event()

    def ready(name: str) -> None:
        reached.set()
        _announce(name)

    async def deliver() -> None:
        await reached.wait()
        await mailing.run({"telegram": telegram.messenger})

    return asyncio.create_task(deliver()), asyncio.create_task(telegram.run(ready))


async def _until(stop: asyncio.Event, *running: asyncio.Task[None]) -> None:
    """Run until `stop`; what ends by itself ends all with its error."""
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({*running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    ended = [task for task in running if task.done()]
    for task in running:
        task.cancel()
        await asyncio.wait({task})
    for task in (*ended, *running):
        if not task.cancelled():
            task.result()


def _announce(name: str) -> None:
    sys.stdout.write(_("Running on Telegram as @{name}. Ctrl-C stops.").format(name=name) + "\n")
    sys.stdout.flush()
