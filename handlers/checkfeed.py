"""/checkfeed: read a feed now."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers import arguments
from handlers.command import Command, Request, Role


async def handle(request: Request, services: Services) -> Reply:
    """What the feed holds that is new, or what is wrong with it."""
    return await services.feeds.check(request.words, arguments.feed(request, "/checkfeed"))


COMMAND = Command(
    CommandText(
        name="checkfeed",
        usage="/checkfeed NUMBER|URL|outlet",
        summary=N_("Read a feed now"),
        help=N_("What is new in it is taken in. A server that asked to be left alone is."),
        examples=("/checkfeed 3",),
    ),
    handle,
    Role.ADMIN,
    takes=("source",),
    acts=True,
)
