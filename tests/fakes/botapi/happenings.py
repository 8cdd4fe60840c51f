"""Updates as Telegram sends them: messages, button presses, inline queries."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from tests.fakes.botapi.server import BOT, BotApi, Call

USER = 7001
GROUP = -1009001


def user(number: int = USER, lang: str | None = "en") -> dict[str, Any]:
    """A person."""
    return {"id": number, "is_bot": False, "first_name": "Ann", **({"language_code": lang} if lang else {})}


def chat(number: int) -> dict[str, Any]:
    """A private chat for a positive number, else a group."""
    return {"id": number, "type": "private"} if number > 0 else {"id": number, "type": "supergroup", "title": "News"}


def message(
    api: BotApi, text: str | None = None, *, at: int = USER, by: int | None = None, lang: str | None = "en", **more: Any
) -> dict[str, Any]:
    """A message in a chat; commands and mentions are marked as Telegram marks them."""
    sender = by if by is not None else at if at > 0 else USER
    content: dict[str, Any] = {"message_id": 100_000 + api.number("message"), "date": int(time.time()),
                               "chat": chat(at), "from": user(sender, lang)}  # fmt: skip
    if text is not None:
        content |= {"text": text, "entities": entities(text)}
    return {"message": content | more}


def entities(text: str) -> list[dict[str, Any]]:
    """The command at the beginning and the mention of the bot."""
    found = []
    if text.startswith("/"):
        found.append({"type": "bot_command", "offset": 0, "length": len(text.split()[0])})
    mention = text.find(f"@{BOT['username']}")
    if (mention > 0 and text[mention - 1] == " ") or mention == 0:
        found.append({"type": "mention", "offset": mention, "length": len(str(BOT["username"])) + 1})
    return found


def press(api: BotApi, data: str, on: Call, number: int, *, by: int = USER, lang: str = "en") -> dict[str, Any]:
    """A press of a button on a message that the bot sent."""
    return {"callback_query": {"id": str(api.number("query")), "from": user(by, lang), "chat_instance": "1", "data": data,
            "message": {"message_id": number, "date": int(time.time()), "chat": chat(int(on.given["chat_id"])),
                        "from": BOT, **_content(on)}}}  # fmt: skip


def _content(on: Call) -> Mapping[str, Any]:
    if on.method in ("sendPhoto", "editMessageCaption"):
        size = {"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}
        return {"photo": [size], "caption": "a picture"}
    return {"text": "what was sent"}


def inline(api: BotApi, query: str, *, by: int = USER, lang: str = "en") -> dict[str, Any]:
    """An inline query."""
    return {"inline_query": {"id": str(api.number("query")), "from": user(by, lang), "query": query, "offset": ""}}
