"""Replies as plain JSON values, for scripts."""

from __future__ import annotations

import base64
from dataclasses import fields, is_dataclass
from datetime import date

from bot.domain.reply import Reply

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


def encode(reply: Reply) -> Json:
    """A reply as `{"ok", "lang", "parts"}`; every part carries its `kind`. Days are ISO 8601, bytes are base64."""
    return {"ok": reply.ok, "lang": reply.lang, "parts": [_value(part) for part in reply.parts]}


def _value(value: object) -> Json:
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: _value(getattr(value, field.name)) for field in fields(value)}
        return {"kind": named.pop("kind"), **named} if "kind" in named else named
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_value(entry) for entry in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise TypeError(f"a reply holds a {type(value).__name__}, which has no form in JSON")
