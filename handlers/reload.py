"""/reload: read the configuration again."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers.command import Command, Request, Role


async def handle(request: Request, services: Services) -> Reply:
    """The reply of the service, which writes into the audit log itself."""
    return await services.operating.reloading.reply(request.lens, str(request.asker.person))


COMMAND = Command(
    CommandText(
        name="reload",
        usage="/reload",
        summary=N_("Read the configuration again"),
        help=N_(
            "Questions, words, outlets, feeds and translations count as they stand in the files now. "
            "Where one of them is wrong, the answer says in which file and line, and the old ones stay."
        ),
        examples=("/reload",),
    ),
    handle,
    role=Role.ADMIN,
)
