"""/quality: what the reader scores on the corrections so far."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers.command import Command, Request, Role


async def handle(request: Request, services: Services) -> Reply:
    """The figures on the articles that were put right."""
    return await services.corrections.quality(request.lens)


COMMAND = Command(
    CommandText(
        name="quality",
        usage="/quality",
        summary=N_("How well I read the articles that were corrected"),
        help=N_(
            "Reads them again with today's questions and words, and compares with what administrators made of them."
        ),
        examples=("/quality",),
    ),
    handle,
    role=Role.ADMIN,
)
