"""/forget: delete what is kept about this chat."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers.command import Command, Request
from handlers.wishes import here_of


async def handle(request: Request, services: Services) -> Reply:
    """Delete it at once."""
    return await services.chats.forget(here_of(request), request.words)


COMMAND = Command(
    CommandText(
        name="forget",
        usage="/forget",
        summary=N_("Delete what is kept about this chat"),
        help=N_("At once and for good: settings, subscriptions, and which alerts were sent."),
        examples=("/forget",),
    ),
    handle,
    setting=True,
)
