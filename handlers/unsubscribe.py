"""/unsubscribe: fewer alerts, or none."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers.command import Command, Request
from handlers.wishes import here_of, wish


async def handle(request: Request, services: Services) -> Reply:
    """Drop what the words name; without any everything."""
    return await services.chats.unsubscribe(here_of(request), request.words, wish(request, services, "/unsubscribe"))


COMMAND = Command(
    CommandText(
        name="unsubscribe",
        usage="/unsubscribe [topic…] [question…] [outlet…] [kinds…]",
        summary=N_("Fewer alerts, or none"),
        help=N_("Alone it ends all alerts. With kinds only those end."),
        examples=("/unsubscribe", "/unsubscribe casualties", "/unsubscribe disputes"),
        aliases=("unfollow",),
    ),
    handle,
    takes=("topic", "question", "source", "kind"),
    setting=True,
)
