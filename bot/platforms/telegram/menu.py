"""The menu of commands, in each language, and the longer one of administrators."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden

from bot.platforms.telegram.courier import Courier
from bot.platforms.telegram.desk import Desk

CLIENTS = {"nb": ("nb", "no", "nn")}
"""What Telegram's apps call a language, where it is not its code."""

DESCRIPTION_LIMIT = 256

log = logging.getLogger(__name__)


async def set_menus(bot: Bot, courier: Courier, desk: Desk, owners: Iterable[int]) -> None:
    """Set every menu; an owner who never wrote to the bot gets theirs at a later start. Raises TelegramError."""
    for code, lang in _codes(desk.languages):
        commands = _commands(desk, lang, admin=False)
        await courier.call(lambda c=commands, code=code: bot.set_my_commands(c, language_code=code))  # type: ignore[misc]
    for owner in owners:
        scope = BotCommandScopeChat(owner)
        try:
            for code, lang in _codes(desk.languages):
                commands = _commands(desk, lang, admin=True)
                await courier.call(
                    lambda c=commands, code=code, s=scope: bot.set_my_commands(c, scope=s, language_code=code)  # type: ignore[misc]
                )
        except (BadRequest, Forbidden) as error:
            log.info("no menu for an owner yet", extra={"chat": owner, "why": str(error)})


def _codes(languages: Sequence[str]) -> list[tuple[str | None, str]]:
    """The codes to set, None for everybody else, each with the language to set it in."""
    known = [(code, lang) for lang in languages for code in CLIENTS.get(lang, (lang,)) if len(code) == 2]
    return [(None, languages[0]), *((code, lang) for code, lang in known if lang != languages[0])]


def _commands(desk: Desk, lang: str, *, admin: bool) -> list[BotCommand]:
    return [
        BotCommand(name, summary[:DESCRIPTION_LIMIT])
        for name, summary in desk.menu(lang, admin=admin)
        if summary.strip()
    ]
