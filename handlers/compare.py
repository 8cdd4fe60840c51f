"""/compare: what two parties say, side by side."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers import arguments
from handlers.command import Command, Request


async def handle(request: Request, services: Services) -> Reply:
    """A page of the questions on which either party is quoted."""
    typed, page = arguments.page(request.text.split())
    first, second, rest = arguments.two_parties(typed, services, request.words)
    topic = arguments.topic(" ".join(rest), services, request.words)
    return await services.answer.compare(request.lens, first, second, topic, page)


COMMAND = Command(
    CommandText(
        name="compare",
        usage="/compare A B [topic]",
        summary=N_("What two parties say, side by side"),
        help=N_("Where they contradict each other comes first. What an outlet says in its own voice is not shown."),
        examples=("/compare russia tajikistan", "/compare russia ukraine attribution"),
        aliases=("vs",),
    ),
    handle,
    takes=("party", "topic"),
)
