"""Inline mode: answers that can be put into any chat."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Sequence
from dataclasses import replace

from telegram import InlineQueryResultArticle, InputTextMessageContent
from telegram.constants import ParseMode

from bot.domain.people import Asker, Role
from bot.platforms.telegram.buttons import Buttons
from bot.platforms.telegram.courier import NO_PREVIEW
from bot.platforms.telegram.desk import Desk
from bot.platforms.telegram.draw import draw

OFFERED = ("/toll", "/disagreements", "/timeline", "/latest")
"""What is offered before anything is typed."""

TITLE_LIMIT, DESCRIPTION_LIMIT = 80, 200


async def articles(query: str, lang: str, asker: Asker, desk: Desk, buttons: Buttons) -> list[InlineQueryResultArticle]:
    """The articles for what somebody typed. They are written as for anybody: a chat is no place for what only administrators may."""
    found = []
    for line in lines(query, desk):
        reply = await desk.respond(line, lang, replace(asker, openly=True))
        bubble = draw(reply)[0]
        if bubble.carried:
            continue
        title, description = _shown(bubble.sheets[0])
        content = InputTextMessageContent(bubble.sheets[0], parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW)
        found.append(
            InlineQueryResultArticle(
                id=hashlib.sha256(f"{lang} {line}".encode()).hexdigest()[:32],
                title=title,
                description=description,
                input_message_content=content,
                reply_markup=buttons.below(bubble, lang, line),
            )
        )
    return found


def lines(query: str, desk: Desk) -> Sequence[str]:
    """The lines to answer: "toll killed" is the command, anything else a question."""
    query = " ".join(query.split())
    if not query:
        return OFFERED
    command = f"/{query.removeprefix('/')}"
    if query.startswith("/") or desk.knows(command, Role.EVERYONE):
        return (command,)
    return (query,)


def _shown(sheet: str) -> tuple[str, str]:
    """The first line, and what follows it, without markup."""
    words = [line.strip() for line in html.unescape(re.sub("<[^>]*>", "", sheet)).split("\n") if line.strip()]
    return words[0][:TITLE_LIMIT], " · ".join(words[1:])[:DESCRIPTION_LIMIT]
