"""/addfeed: watch another feed."""

from __future__ import annotations

from bot.domain.errors import UserError
from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers.command import Command, Request, Role


async def handle(request: Request, services: Services) -> Reply:
    """The feed in the list, or why it is none."""
    url, _, outlet = request.text.partition(" ")
    if not url:
        raise UserError(request.words.gettext("Give the address of a feed. Try /addfeed https://example.org/rss"))
    return await services.feeds.add(request.words, url, outlet.strip() or None)


COMMAND = Command(
    CommandText(
        name="addfeed",
        usage="/addfeed URL [outlet]",
        summary=N_("Watch another feed"),
        help=N_("It is read first, and refused where it is no feed. Its backlog comes without a flood of alerts."),
        examples=("/addfeed https://example.org/rss", "/addfeed https://example.org/rss Example News"),
    ),
    handle,
    Role.ADMIN,
    acts=True,
)
