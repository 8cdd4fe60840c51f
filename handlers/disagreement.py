"""/disagreement N: who is on which side, and why both cannot be right."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers import arguments
from handlers.command import Command, Request


async def handle(request: Request, services: Services) -> Reply:
    """One disagreement by its number; without a number the open ones."""
    if not request.text:
        return await services.answer.disagreements(request.lens)
    number = arguments.number(request.text, request.words, "/disagreement 1")
    return await services.answer.disagreement(request.lens, number)


COMMAND = Command(
    CommandText(
        name="disagreement",
        usage="/disagreement N",
        summary=N_("One disagreement: who is on which side, and why"),
        help=N_("The numbers stand in /disagreements and stay the same for good."),
        examples=("/disagreement 1",),
        aliases=("d", "conflict"),
    ),
    handle,
)
