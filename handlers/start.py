"""/start: what this is. A deep link opens a disagreement ("/start d7") or a question ("/start q_killed")."""

from __future__ import annotations

import re

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers import arguments
from handlers.command import Command, Request


async def handle(request: Request, services: Services) -> Reply:
    """The greeting, or what a link names."""
    if re.fullmatch(r"d\d+", request.text):
        number = arguments.number(request.text, request.words, "/disagreement 1")
        return await services.answer.disagreement(request.lens, number)
    if request.text.startswith("q_"):
        question = services.catalog.question(request.text.removeprefix("q_"), request.words)
        return await services.answer.toll(request.lens, question)
    return await services.answer.start(request.lens)


COMMAND = Command(
    CommandText(
        name="start",
        usage="/start",
        summary=N_("What this is and what to try first"),
        help=N_("Begin here."),
        examples=("/start",),
    ),
    handle,
)
