"""/ask: a question in one's own words. Plain text is the same."""

from __future__ import annotations

from bot.domain.errors import UserError
from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers.command import Command, Request


async def handle(request: Request, services: Services) -> Reply:
    """The answer from the corpus, or that it has none."""
    if not request.text:
        raise UserError(request.words.gettext("Ask something, for example: /ask how many died?"))
    return (await services.ask.ask(request.lens, request.text)).reply


COMMAND = Command(
    CommandText(
        name="ask",
        usage="/ask words…",
        summary=N_("An answer from the corpus, with its sources"),
        help=N_(
            "You get the claims if a question fits, else passages that speak of it. If there is nothing, I say so."
        ),
        examples=("/ask how many died?", "/ask hvor mange ble drept?", "/ask кто совершил теракт?"),
        aliases=("q",),
    ),
    handle,
    takes=("question",),
)
