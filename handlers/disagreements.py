"""/disagreements: what contradicts what."""

from __future__ import annotations

from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers import arguments
from handlers.command import Command, Request


async def handle(request: Request, services: Services) -> Reply:
    """A page of the open disagreements, of one topic or question if named, or of all there ever were."""
    typed, page = arguments.page(request.text.split())
    every = [word for word in typed if word.lower() == "all"]
    named = " ".join(word for word in typed if word.lower() not in {"all", "open"})
    question, topic = arguments.topic_or_question(named, services, request.words)
    return await services.answer.disagreements(request.lens, question, topic, page, all_of=bool(every))


COMMAND = Command(
    CommandText(
        name="disagreements",
        usage="/disagreements [open|all] [topic]",
        summary=N_("What contradicts what, since when"),
        help=N_("Open ones, latest first. With “all” also those that were resolved, withdrawn or dismissed."),
        examples=("/disagreements", "/disagreements attribution", "/disagreements all"),
        aliases=("conflicts", "contradictions"),
    ),
    handle,
    takes=("topic", "question"),
)
