"""Tells owners and administrators, in the chats they have with the bot."""

from __future__ import annotations

import logging
from collections.abc import Callable

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.domain.errors import StoreError
from bot.domain.reply import Reply
from bot.platforms.telegram.buttons import Buttons
from bot.platforms.telegram.courier import Courier, Place
from bot.platforms.telegram.desk import Desk
from bot.platforms.telegram.draw import draw
from bot.ports import AdminNotices

log = logging.getLogger(__name__)


class StaffNotices:
    """See AdminNotices. Where nobody can be told, `otherwise` is."""

    def __init__(self, courier: Courier, buttons: Buttons, desk: Desk, otherwise: AdminNotices) -> None:
        self._courier = courier
        self._buttons = buttons
        self._desk = desk
        self._otherwise = otherwise

    async def tell(self, notice: Callable[[str], Reply]) -> bool:
        """Send it to each of them. False where Telegram could not be reached for any of them: then it is worth another try."""
        told, later = 0, 0
        lang = self._desk.language(None)
        for user in await self._users():
            try:
                for bubble in draw(notice(lang)):
                    await self._courier.send(Place(user), bubble, self._buttons.below(bubble, lang, ""))
                told += 1
            except (Forbidden, BadRequest) as error:
                log.info(
                    "an administrator has no chat with the bot", extra={"chat": user, "kind": type(error).__name__}
                )
            except (TelegramError, RuntimeError) as error:  # RuntimeError: the connection is not open yet, or no longer
                log.info("an administrator could not be reached", extra={"chat": user, "kind": type(error).__name__})
                later += 1
        if told:
            return True
        return False if later else await self._otherwise.tell(notice)

    async def _users(self) -> list[int]:
        try:
            return [int(person.user) for person in await self._desk.staff()]
        except StoreError as error:
            log.warning("administrators cannot be read: %s (%s)", error, error.id)
            return []
