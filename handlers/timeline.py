"""/timeline: dated events, oldest first."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers import arguments, replies
from handlers.command import Command, Request


async def handle(request: Request, services: Services) -> Reply:
    """A page of the events of a period and a topic, or a picture of them."""
    reader = await arguments.day_reader(request, services, "/timeline")
    text, pictured = arguments.chart(request.text)
    period, others = reader.period(text.split())
    others, page = arguments.page(others)
    topic = arguments.topic(" ".join(others), services, request.words, day="/timeline 26 Apr 2024")
    if pictured:
        return await services.answer.timeline_chart(request.lens, period, topic)
    reply = await services.answer.timeline(request.lens, period, topic, page)
    if period is not None and period.hi is not None and reader.are_swapped(text.split()):
        told = request.words.gettext("The second day is before the first: read from {first} to {last}.")
        first, last = request.words.long_day(period.lo), request.words.long_day(period.hi)
        return replies.after(told.format(first=first, last=last), reply)
    return reply


COMMAND = Command(
    CommandText(
        name="timeline",
        usage="/timeline [from] [to] [topic] [chart]",
        summary=N_("Dated events, oldest first"),
        help=N_("Days, months and years are understood; an event that several outlets tell is shown once."),
        examples=(
            "/timeline 2024-04",
            "/timeline 26 Apr 2024",
            "/timeline 26 April 30 April diplomacy",
            "/timeline 2024-04 chart",
        ),
        aliases=("events",),
    ),
    handle,
    takes=("topic",),
)
