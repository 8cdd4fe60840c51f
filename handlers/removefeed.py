"""/removefeed: watch a feed no longer."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers import arguments
from handlers.command import Command, Request, Role


async def handle(request: Request, services: Services) -> Reply:
    """The feed that was removed."""
    return await services.feeds.remove(request.words, arguments.feed(request, "/removefeed"))


COMMAND = Command(
    CommandText(
        name="removefeed",
        usage="/removefeed NUMBER|URL|outlet",
        summary=N_("Watch a feed no longer"),
        help=N_("What it brought in stays. It does not come back by itself, even if the configuration names it."),
        examples=("/removefeed 3",),
    ),
    handle,
    Role.ADMIN,
    takes=("source",),
    acts=True,
)
