"""The menu of commands, in each language: one for everybody, and longer ones for those who may do more."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.domain.errors import StoreError
from bot.domain.people import Person, Role
from bot.platforms.telegram.courier import Courier
from bot.platforms.telegram.desk import Desk
from bot.platforms.telegram.memory import Memory

CLIENTS = {"nb": ("nb", "no", "nn")}
"""What Telegram's apps call a language, where it is not its code."""

DESCRIPTION_LIMIT = 256
REMEMBERED = 10_000

log = logging.getLogger(__name__)


class Menus:
    """Keeps each menu as its reader's role wants it."""

    def __init__(self, bot: Bot, courier: Courier, desk: Desk) -> None:
        self._bot = bot
        self._courier = courier
        self._desk = desk
        self._shown: Memory[int, Role] = Memory(REMEMBERED)
        self._running: set[asyncio.Task[None]] = set()

    async def set_all(self) -> None:
        """Set the menu of everybody, and those of owners and administrators. What cannot be set now is set when they write."""
        self._desk.on_role_change(self._changed)
        try:
            for code, lang in _codes(self._desk.languages):
                commands = self._commands(lang, Role.EVERYONE)
                await self._call(lambda c=commands, code=code: self._bot.set_my_commands(c, language_code=code))  # type: ignore[misc]
            for person, role in (await self._desk.staff()).items():
                await self._follow(int(person.user), role)
        except (TelegramError, StoreError) as error:
            log.warning("the menus could not be set", extra={"kind": type(error).__name__})

    def follow(self, user: int, role: Role) -> None:
        """Let a user's menu be that of a role, soon; they wrote just now, so it can be set."""
        if role is not (self._shown.get(user) or Role.EVERYONE):
            self._soon(self._follow(user, role))

    def finish(self) -> None:
        """Let go of what is not done yet."""
        for task in self._running:
            task.cancel()

    def _changed(self, person: Person, role: Role) -> None:
        if person.platform == "telegram":
            self._soon(self._follow(int(person.user), role))

    def _soon(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _follow(self, user: int, role: Role) -> None:
        scope = BotCommandScopeChat(user)
        try:
            for code, lang in _codes(self._desk.languages):
                if role is Role.EVERYONE:
                    await self._call(lambda code=code: self._bot.delete_my_commands(scope, language_code=code))  # type: ignore[misc]
                    continue
                commands = self._commands(lang, role)
                await self._call(
                    lambda c=commands, code=code: self._bot.set_my_commands(c, scope=scope, language_code=code)  # type: ignore[misc]
                )
        except (BadRequest, Forbidden) as error:
            log.info("no menu for somebody who has not written yet", extra={"chat": user, "why": str(error)})
        except TelegramError as error:
            log.warning("a menu could not be set", extra={"chat": user, "kind": type(error).__name__})
        else:
            self._shown.put(user, role)

    async def _call(self, work: Callable[[], Awaitable[object]]) -> None:
        await self._courier.call(work)

    def _commands(self, lang: str, role: Role) -> list[BotCommand]:
        return [
            BotCommand(name, summary[:DESCRIPTION_LIMIT])
            for name, summary in self._desk.menu(lang, role)
            if summary.strip()
        ]


def _codes(languages: Sequence[str]) -> list[tuple[str | None, str]]:
    """The codes to set, None for everybody else, each with the language to set it in."""
    known = [(code, lang) for lang in languages for code in CLIENTS.get(lang, (lang,)) if len(code) == 2]
    return [(None, languages[0]), *((code, lang) for code, lang in known if lang != languages[0])]
