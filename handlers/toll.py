"""/toll: casualties and arrests as they stand, who says so, and how they moved."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers import arguments
from handlers.command import Command, Request


async def handle(request: Request, services: Services) -> Reply:
    """The toll, or one question or topic of it, today or as of a day, in words or as a picture."""
    words, pictured = arguments.chart(request.text)
    text, day = await arguments.as_of(replace(request, text=words), services, "/toll")
    question, topic = arguments.topic_or_question(text, services, request.words)
    lens = replace(request.lens, at=day) if day else request.lens
    if pictured:
        return await services.answer.toll_chart(lens, question, topic)
    return await services.answer.toll(lens, question, topic)


COMMAND = Command(
    CommandText(
        name="toll",
        usage="/toll [question] [chart] [at DAY]",
        summary=N_("Casualties and arrests as they stand and how they moved"),
        help=N_("Each figure with its source and day. With “at” and a day: what was known by the end of that day."),
        examples=("/toll", "/toll killed", "/toll arrests", "/toll chart", "/toll at 2024-04-30"),
        aliases=("casualties",),
    ),
    handle,
    takes=("question", "topic"),
)
