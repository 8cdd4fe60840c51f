"""/subscriptions: what this chat hears of, and when."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers.command import Command, Request
from handlers.wishes import here_of


async def handle(request: Request, services: Services) -> Reply:
    """Subscriptions, digest, quiet hours, time zone and mutes."""
    return await services.chats.overview(here_of(request, to_change=False), request.words)


COMMAND = Command(
    CommandText(
        name="subscriptions",
        usage="/subscriptions",
        summary=N_("What this chat is told, and when"),
        help=N_("Subscriptions, digest, quiet hours and mutes, with buttons to change them."),
        examples=("/subscriptions",),
        aliases=("settings",),
    ),
    handle,
    setting=True,
)
