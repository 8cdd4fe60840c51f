"""/ingest: read one article now, by its address or its text, and keep or discard it."""

from __future__ import annotations

import re

from bot.domain.drafts import PASTED, named
from bot.domain.errors import UserError
from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers.command import Command, Request, Role

_DECIDED = re.compile(r"(?P<word>keep|discard) (?P<key>[0-9a-f]{8})", re.IGNORECASE)
_AS = re.compile(r"as (?:(?P<lang>[a-z]{2}) )?(?P<key>[0-9a-f]{8})", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


async def handle(request: Request, services: Services) -> Reply:
    """What an article claims and contradicts, or what became of one that waited."""
    text, lens, who = request.text.strip(), request.lens, request.asker.person
    if not text:
        message = request.words.gettext("Give an address or a text. Try {example}")
        raise UserError(message.format(example="/ingest https://example.org/article"))
    if match := _DECIDED.fullmatch(text):
        decide = services.submit.keep if match["word"].lower() == "keep" else services.submit.discard
        return await decide(lens, who, match["key"].lower())
    if match := _AS.fullmatch(text):
        return await services.submit.read_as(lens, match["key"].lower(), (match["lang"] or "").lower())
    if _ADDRESS.fullmatch(text):
        return await services.submit.page(lens, who, text)
    return await services.submit.offer(lens, who, named(text, PASTED, services.clock.now()))


COMMAND = Command(
    CommandText(
        name="ingest",
        usage="/ingest URL|text",
        summary=N_("Read one article now"),
        help=N_(
            "Tells what it claims and contradicts, and asks whether to keep it. "
            "A text may begin with its outlet and day on a line of its own."
        ),
        examples=(
            "/ingest https://example.org/article",
            "/ingest Example News, 2024-05-12: The attack killed 143 people.",
        ),
    ),
    handle,
    role=Role.ADMIN,
    takes_texts=True,
)
