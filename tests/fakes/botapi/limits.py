"""What Telegram refuses although its types are right: lengths, buttons, markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tests.fakes.botapi.markup import MarkupError, parse_html, units

TEXT, CAPTION, BUTTONS, CALLBACK, ANSWER, RESULTS = 4096, 1024, 100, 64, 200, 50
ENTITIES = 100


def refusals(method: str, given: Mapping[str, str]) -> Iterator[str]:
    """Why Telegram would refuse a request, as it would say so."""
    if method in ("sendMessage", "editMessageText"):
        yield from text_refusals(given.get("text", ""), given.get("parse_mode"), TEXT, needed=True)
    if method in ("sendPhoto", "sendDocument", "editMessageCaption"):
        yield from text_refusals(given.get("caption", ""), given.get("parse_mode"), CAPTION, needed=False)
    if "reply_markup" in given:
        yield from keyboard_refusals(json.loads(given["reply_markup"]))
    if method == "answerCallbackQuery" and units(given.get("text", "")) > ANSWER:
        yield "MESSAGE_TOO_LONG"
    if method == "setMyCommands":
        yield from command_refusals(json.loads(given["commands"]), given.get("language_code", ""))
    if method == "answerInlineQuery":
        yield from inline_refusals(json.loads(given["results"]))
    if method == "setWebhook" and not re.fullmatch(r"[\w-]{0,256}", given.get("secret_token", ""), re.ASCII):
        yield "secret token contains unallowed characters"


def text_refusals(text: str, mode: str | None, limit: int, *, needed: bool) -> Iterator[str]:
    """Why a text would be refused: its markup, its length after parsing, or that nothing is left of it."""
    if mode not in (None, "HTML"):
        yield f"unsupported parse_mode {mode}"
        return
    try:
        parsed = parse_html(text) if mode else None
    except MarkupError as error:
        yield f"can't parse entities: {error}"
        return
    plain = parsed.text if parsed else text
    if needed and not plain.strip():
        yield "message text is empty"
    if units(plain) > limit:
        yield "message is too long" if limit == TEXT else "message caption is too long"
    if parsed and len(parsed.entities) > ENTITIES:
        yield "more entities than Telegram keeps"
    if re.search("[\x00-\x08\x0b-\x1f]", plain):
        yield "control characters that Telegram would swallow"


def keyboard_refusals(markup: Mapping[str, Any]) -> Iterator[str]:
    """Why an inline keyboard would be refused."""
    buttons = [button for row in markup.get("inline_keyboard", ()) for button in row]
    if len(buttons) > BUTTONS:
        yield "reply markup is too long"
    if any(len(row) > 8 for row in markup.get("inline_keyboard", ())):
        yield "a row has more than 8 buttons"
    for button in buttons:
        if not button["text"].strip():
            yield "Text buttons are unallowed in the inline keyboard"
        if len(button) != 2:
            yield "a button does exactly one thing"
        if not 1 <= len(button.get("callback_data", "-").encode()) <= CALLBACK:
            yield "BUTTON_DATA_INVALID"


def command_refusals(commands: Iterable[Mapping[str, str]], lang: str) -> Iterator[str]:
    """Why a command menu would be refused."""
    if not re.fullmatch(r"([a-z]{2})?", lang):
        yield "invalid language code specified"
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            yield "BOT_COMMAND_INVALID"
        if not 1 <= units(command["description"]) <= 256:
            yield "BOT_COMMAND_DESCRIPTION_INVALID"


def inline_refusals(results: list[Mapping[str, Any]]) -> Iterator[str]:
    """Why the results of an inline query would be refused."""
    ids = [result["id"] for result in results]
    if len(ids) > RESULTS or len(set(ids)) != len(ids) or not all(1 <= len(one.encode()) <= 64 for one in ids):
        yield "RESULT_ID_INVALID"
    for result in results:
        content = result["input_message_content"]
        yield from text_refusals(content["message_text"], content.get("parse_mode"), TEXT, needed=True)
        yield from keyboard_refusals(result.get("reply_markup", {}))
        if not result["title"].strip():
            yield "ARTICLE_TITLE_EMPTY"
