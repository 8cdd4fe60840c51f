"""/sources: the outlets and their records."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers import arguments
from handlers.command import Command, Request


async def handle(request: Request, services: Services) -> Reply:
    """A page of the outlets."""
    _, page = arguments.page(request.text.split())
    return await services.answer.sources(request.lens, page)


COMMAND = Command(
    CommandText(
        name="sources",
        usage="/sources",
        summary=N_("Outlets: how often each was first, overtaken or contradicted"),
        help=N_("One outlet in detail: /source and its name."),
        examples=("/sources",),
        aliases=("outlets",),
    ),
    handle,
)
