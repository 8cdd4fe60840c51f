"""/pausefeed: stop reading a feed for a while, or go on."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers import arguments
from handlers.command import Command, Request, Role


async def handle(request: Request, services: Services) -> Reply:
    """The feed, paused or read again."""
    return await services.feeds.pause(request.words, arguments.feed(request, "/pausefeed"))


COMMAND = Command(
    CommandText(
        name="pausefeed",
        usage="/pausefeed NUMBER|URL|outlet",
        summary=N_("Pause a feed, or let it go on"),
        help=N_("A paused feed goes on with the same command; so does one that its server called gone."),
        examples=("/pausefeed 3",),
    ),
    handle,
    Role.ADMIN,
    takes=("source",),
    acts=True,
)
