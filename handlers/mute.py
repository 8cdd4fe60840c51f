"""/mute: no alerts on a question or a disagreement, for days or for good."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.domain.errors import UserError
from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services, Words
from handlers.clocks import OFF
from handlers.command import Command, Request
from handlers.wishes import here_of, target_of

FILLERS = frozenset(
    {
        "for",
        "good",
        "day",
        "days",
        "i",
        "dager",
        "godt",
        "alltid",
        "дней",
        "дня",
        "день",
        "на",
        "навсегда",
        "рӯз",
        "барои",
        "ҳамеша",
    }
)
MOST_DAYS = 3650


async def handle(request: Request, services: Services) -> Reply:
    """Mute, or end a mute; without words what is muted."""
    words, chats = request.words, services.chats
    if not request.text:
        return await chats.mutes(here_of(request, to_change=False), words)
    here = here_of(request)
    typed = [word for word in request.text.split() if word.casefold() not in FILLERS] or request.text.split()
    if len(typed) > 1 and typed[-1].casefold() in OFF:
        return await chats.unmute(here, words, target_of(" ".join(typed[:-1]), words, services))
    if len(typed) > 1 and re.fullmatch(r"-?\d+", typed[-1]):
        until = services.clock.now() + timedelta(days=_days(typed[-1], words))
        return await chats.mute(here, words, target_of(" ".join(typed[:-1]), words, services), until)
    return await chats.mute(here, words, target_of(" ".join(typed), words, services), None)


def _days(text: str, words: Words) -> int:
    if not 1 <= int(text) <= MOST_DAYS:
        message = words.gettext("“{text}” is no number of days. Try /mute killed 7, or /mute killed for good")
        raise UserError(message.format(text=text))
    return int(text)


COMMAND = Command(
    CommandText(
        name="mute",
        usage="/mute question|dN [days]|off",
        summary=N_("No alerts on one question or disagreement"),
        help=N_("For some days, or for good where no number follows. “off” ends it; /mute alone lists what is muted."),
        examples=("/mute", "/mute killed 7", "/mute d1", "/mute killed off"),
    ),
    handle,
    takes=("question",),
    setting=True,
)
