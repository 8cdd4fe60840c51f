"""/about: where the data comes from."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers.command import Command, Request


async def handle(request: Request, services: Services) -> Reply:
    """The corpus and the rules by which it is read."""
    return await services.answer.about(request.lens)


COMMAND = Command(
    CommandText(
        name="about",
        usage="/about",
        summary=N_("Where the data comes from"),
        help=N_("What the corpus holds, what counts as a claim and when a disagreement opens."),
        examples=("/about",),
    ),
    handle,
)
