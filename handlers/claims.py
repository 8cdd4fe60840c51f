"""/claims: every claim on a question."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers import arguments
from handlers.command import Command, Request

_WHY = frozenset({"why", "hvorfor", "почему", "чаро"})


async def handle(request: Request, services: Services) -> Reply:
    """A page of a question's claims, behind a trailing "why" with their reasons; or the questions that have some."""
    typed, page = arguments.page(request.text.split())
    why = len(typed) > 1 and typed[-1].lower() in _WHY
    text = " ".join(typed[:-1] if why else typed)
    question = services.catalog.question(text, request.words) if text else None
    return await services.answer.claims(request.lens, question, page, why=why)


COMMAND = Command(
    CommandText(
        name="claims",
        usage="/claims [question] [why]",
        summary=N_("Every claim on a question, newest first, with its words"),
        help=N_(
            "A question is named by its id, its label or in your own words. With “why” each claim says how it was read."
        ),
        examples=("/claims", "/claims killed", "/claims killed 2", "/claims killed why"),
        aliases=("quotes",),
    ),
    handle,
    takes=("question",),
)
