"""Tells what only asks from what has effects: a question may be answered twice, a deed must not be done twice."""

from __future__ import annotations

from telegram import Update

from bot.domain.people import Role
from bot.platforms.telegram.buttons import Buttons
from bot.platforms.telegram.desk import Desk
from bot.platforms.telegram.intake import is_text, looks_sent_in


def only_asks(update: Update, desk: Desk, buttons: Buttons) -> bool:
    """Whether an update changes nothing that is kept. In doubt it is said to change something."""
    if update.callback_query:
        press = buttons.read(update.callback_query.data)
        return press is None or press.page is not None or _reads(press.line, desk)
    message = update.message
    if message is None:
        return update.inline_query is not None
    text = message.text or message.caption
    return bool(text) and not is_text(message.document) and not looks_sent_in(message) and _reads(text or "", desk)


def _reads(line: str, desk: Desk) -> bool:
    """Whether it is plain text without any command in it, or a command for everybody that is not about a chat's settings."""
    line = line.strip()
    return "/" not in line or (desk.knows(line, Role.EVERYONE) and not desk.is_setting(line))
