"""/latest: the last items and what each changed."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers import arguments
from handlers.command import Command, Request

USUAL, MOST = 5, 10


async def handle(request: Request, services: Services) -> Reply:
    """The last five items, or as many as asked for, up to ten."""
    wanted = arguments.number(request.text, request.words, "/latest 5") if request.text else USUAL
    return await services.answer.latest(request.lens, min(wanted, MOST))


COMMAND = Command(
    CommandText(
        name="latest",
        usage="/latest [n]",
        summary=N_("The last items and what each changed"),
        help=N_("At most ten."),
        examples=("/latest", "/latest 10"),
        aliases=("new",),
    ),
    handle,
)
