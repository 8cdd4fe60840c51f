"""/health: whether all is well with the bot."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers.command import Command, Request, Role


async def handle(request: Request, services: Services) -> Reply:
    """The reply of the health service."""
    return await services.operating.health.reply(request.lens)


COMMAND = Command(
    CommandText(
        name="health",
        usage="/health",
        summary=N_("Whether all is well with the bot"),
        help=N_("How long it runs, whether alerts go out, and the latest backup."),
        examples=("/health",),
    ),
    handle,
    role=Role.ADMIN,
)
