"""/stats: the bot in numbers."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers.command import Command, Request, Role


async def handle(request: Request, services: Services) -> Reply:
    """The reply of the health service."""
    return await services.operating.health.stats(request.lens)


COMMAND = Command(
    CommandText(
        name="stats",
        usage="/stats",
        summary=N_("The bot in numbers"),
        help=N_("Items, disagreements, feeds and messages, each by its state."),
        examples=("/stats",),
    ),
    handle,
    role=Role.ADMIN,
)
