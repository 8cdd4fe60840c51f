"""/digest: alerts together at a time of the day or week, instead of as they come."""

from __future__ import annotations

from datetime import time

from bot.domain.alerts import Digest, DigestEvery
from bot.domain.errors import UserError
from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services, Words, nearest
from handlers.clocks import OFF, clock_time, weekday
from handlers.command import Command, Request
from handlers.wishes import here_of

DAILY = frozenset({"daily", "day", "daglig", "ежедневно", "ҳамарӯза"})
WEEKLY = frozenset({"weekly", "week", "ukentlig", "еженедельно", "ҳафтаина"})
USUAL = time(8)


async def handle(request: Request, services: Services) -> Reply:
    """Set or end the digest; without words what holds now."""
    if not request.text:
        return await services.chats.overview(here_of(request, to_change=False), request.words)
    here = here_of(request)
    return await services.chats.digest(here, request.words, parse(request.text, request.words))


def parse(text: str, words: Words) -> Digest | None:
    """ "daily 08:00", "weekly Friday 18:00", "off". Raises UserError."""
    first, *rest = text.casefold().split()
    if first in OFF and not rest:
        return None
    if first in DAILY and len(rest) < 2:
        return Digest(DigestEvery.DAY, _time(rest, words, "/digest daily 08:00"))
    if first in WEEKLY and len(rest) < 3:
        day = weekday(rest[0]) if rest else None
        return Digest(
            DigestEvery.WEEK, _time(rest if day is None else rest[1:], words, "/digest weekly monday 08:00"), day or 0
        )
    near = nearest(first, ("off", *DAILY, *WEEKLY))
    example = {"off": "off"}.get(near or "", "weekly monday 08:00" if near in WEEKLY else "daily 08:00")
    message = words.gettext("“{text}” is no digest. Try /digest {example}, or /digest off")
    raise UserError(message.format(text=text, example="daily 08:00" if example == "off" else example))


def _time(typed: list[str], words: Words, example: str) -> time:
    return clock_time(" ".join(typed), words, example) if typed else USUAL


COMMAND = Command(
    CommandText(
        name="digest",
        usage="/digest off|daily HH:MM|weekly [weekday] HH:MM",
        summary=N_("Alerts once a day or week instead of at once"),
        help=N_("Times are those of the chat's time zone, which /quiet sets."),
        examples=("/digest daily 08:00", "/digest weekly monday 18:00", "/digest off"),
    ),
    handle,
    takes=("digest",),
    setting=True,
)
