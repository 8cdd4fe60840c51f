"""/feeds: the watched feeds with their health."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers import arguments
from handlers.command import Command, Request, Role


async def handle(request: Request, services: Services) -> Reply:
    """A page of the feeds, those in trouble first."""
    _, page = arguments.page(request.text.split())
    return await services.feeds.show(request.words, page)


COMMAND = Command(
    CommandText(
        name="feeds",
        usage="/feeds",
        summary=N_("The watched feeds and how they are"),
        help=N_("Those in trouble come first, with the day since when and the reason."),
        examples=("/feeds",),
    ),
    handle,
    Role.ADMIN,
)
