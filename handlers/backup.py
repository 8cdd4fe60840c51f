"""/backup: copy the database now."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers.command import Command, Request, Role


async def handle(request: Request, services: Services) -> Reply:
    """Make a backup and list those there are."""
    return await services.operating.backups.make(request.lens, request.asker.person)


COMMAND = Command(
    CommandText(
        name="backup",
        usage="/backup",
        summary=N_("Copy the database now"),
        help=N_("The copy stays on the machine the bot runs on; the oldest ones are deleted."),
        examples=("/backup",),
    ),
    handle,
    role=Role.ADMIN,
)
