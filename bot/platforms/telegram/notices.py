"""Tells the owners, in the chats they have with the bot."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.domain.reply import Reply
from bot.platforms.telegram.buttons import Buttons
from bot.platforms.telegram.courier import Courier, Place
from bot.platforms.telegram.draw import draw
from bot.ports import AdminNotices

log = logging.getLogger(__name__)


class OwnerNotices:
    """See AdminNotices. Where no owner can be told, `otherwise` is."""

    def __init__(
        self, courier: Courier, buttons: Buttons, owners: Sequence[int], lang: str, otherwise: AdminNotices
    ) -> None:
        self._courier = courier
        self._buttons = buttons
        self._owners = owners
        self._lang = lang
        self._otherwise = otherwise

    async def tell(self, notice: Callable[[str], Reply]) -> bool:
        """Send it to every owner. False where Telegram could not be reached for any of them: then it is worth another try."""
        told, later = 0, 0
        for owner in self._owners:
            try:
                for bubble in draw(notice(self._lang)):
                    await self._courier.send(Place(owner), bubble, self._buttons.below(bubble, self._lang, ""))
                told += 1
            except (Forbidden, BadRequest) as error:
                log.info("an owner has no chat with the bot", extra={"owner": owner, "kind": type(error).__name__})
            except (TelegramError, RuntimeError) as error:  # RuntimeError: the connection is not open yet, or no longer
                log.info("an owner could not be reached", extra={"owner": owner, "kind": type(error).__name__})
                later += 1
        if told:
            return True
        return False if later else await self._otherwise.tell(notice)
