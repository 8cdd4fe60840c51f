"""/audit: who did what."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers import arguments
from handlers.command import Command, Request, Role


async def handle(request: Request, services: Services) -> Reply:
    """A page of the log, latest first."""
    typed = request.text.lower().removeprefix("before").strip()
    before = arguments.number(typed, request.words, "/audit before 120") if typed else None
    return await services.office.audit(request.lens, before)


COMMAND = Command(
    CommandText(
        name="audit",
        usage="/audit",
        summary=N_("Who did what, latest first"),
        help=N_("What administrators did, and what the bot decided by itself. Nothing in it can be changed."),
        examples=("/audit",),
        aliases=("log",),
    ),
    handle,
    role=Role.ADMIN,
)
