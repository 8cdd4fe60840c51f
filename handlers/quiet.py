"""/quiet: hours in which nothing is sent, and the chat's time zone."""

from __future__ import annotations

from bot.domain.alerts import QuietHours
from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers.clocks import OFF, stretch, zone
from handlers.command import Command, Request
from handlers.wishes import here_of

EXAMPLE = "/quiet 23:00-07:00 Asia/Dushanbe"


async def handle(request: Request, services: Services) -> Reply:
    """Set or end the quiet hours, or set the time zone alone; without words what holds now."""
    text, words = request.text, request.words
    if not text:
        return await services.chats.overview(here_of(request, to_change=False), words)
    here = here_of(request)
    if text.casefold() in OFF:
        return await services.chats.quiet(here, words, None, None)
    found = stretch(text, words, EXAMPLE)
    if found is None:
        return await services.chats.zone(here, words, zone(text, words))
    start, end, rest = found
    return await services.chats.quiet(here, words, QuietHours(start, end), zone(rest, words) if rest else None)


COMMAND = Command(
    CommandText(
        name="quiet",
        usage="/quiet 23:00-07:00 [time zone]|off",
        summary=N_("Hours in which nothing is sent"),
        help=N_("What comes meanwhile is sent as one message after. A time zone alone is kept for digests too."),
        examples=("/quiet 23:00-07:00", EXAMPLE, "/quiet Europe/Oslo", "/quiet off"),
        aliases=("timezone",),
    ),
    handle,
    setting=True,
)
