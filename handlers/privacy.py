"""/privacy: what is kept about this chat."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers.command import Command, Request
from handlers.wishes import here_of


async def handle(request: Request, services: Services) -> Reply:
    """What is kept, in general and of this chat."""
    return await services.chats.privacy(here_of(request, to_change=False), request.words)


COMMAND = Command(
    CommandText(
        name="privacy",
        usage="/privacy",
        summary=N_("What is kept about this chat"),
        help=N_("Settings and sent alerts; no names and no messages. /forget deletes it."),
        examples=("/privacy",),
    ),
    handle,
    setting=True,
)
