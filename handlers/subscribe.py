"""/subscribe: alerts for this chat."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers.command import Command, Request
from handlers.wishes import here_of, wish


async def handle(request: Request, services: Services) -> Reply:
    """Subscribe the chat to what the words name; without any to everything but updates."""
    return await services.chats.subscribe(here_of(request), request.words, wish(request, services, "/subscribe"))


COMMAND = Command(
    CommandText(
        name="subscribe",
        usage="/subscribe [topic…] [question…] [outlet…] [kinds…] [severity]",
        summary=N_("Alerts when sources contradict each other"),
        help=N_(
            "Alone it means everything but updates. Kinds: conflicts, disputes, reversals, silent changes, updates. Severity: low, medium, "
            "high. In a group administrators do this; for a channel, an administrator of it names it: /subscribe @channel"
        ),
        examples=("/subscribe", "/subscribe casualties conflicts", "/subscribe killed medium", "/subscribe updates"),
        aliases=("alerts", "follow"),
    ),
    handle,
    takes=("topic", "question", "source", "kind"),
    setting=True,
)
