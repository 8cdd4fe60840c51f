"""/source NAME: one outlet."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers.command import Command, Request


async def handle(request: Request, services: Services) -> Reply:
    """One outlet's record and items; without a name all outlets."""
    if not request.text:
        return await services.answer.sources(request.lens)
    return await services.answer.source(request.lens, request.text)


COMMAND = Command(
    CommandText(
        name="source",
        usage="/source NAME",
        summary=N_("One outlet: its items, and where it stands alone"),
        help=N_("Any of the outlet's names will do."),
        examples=("/source Daryo",),
        aliases=("outlet",),
    ),
    handle,
    takes=("source",),
)
