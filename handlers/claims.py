"""/claims: every claim on a question."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers import arguments
from handlers.command import Command, Request


async def handle(request: Request, services: Services) -> Reply:
    """A page of a question's claims, or the questions that have some."""
    typed, page = arguments.page(request.text.split())
    text = " ".join(typed)
    question = services.catalog.question(text, request.words) if text else None
    return await services.answer.claims(request.lens, question, page)


COMMAND = Command(
    CommandText(
        name="claims",
        usage="/claims [question]",
        summary=N_("Every claim on a question, newest first, with its words"),
        help=N_("A question is named by its id, its label or in your own words."),
        examples=("/claims", "/claims killed", "/claims killed 2"),
        aliases=("quotes",),
    ),
    handle,
    takes=("question",),
)
