"""Buttons: what stands below a message, and what a press of one means.

A button's data holds the command line itself, signed, so that it works after a restart; a line too long for Telegram's 64 bytes is
looked up instead, and is forgotten some day.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.platforms.telegram.draw import Bubble, Option
from bot.platforms.telegram.memory import Memory
from bot.platforms.telegram.runs import plain, units

DATA_LIMIT = 64
REMEMBERED = 5_000
ROW_UNITS, ROW_BUTTONS, MOST = 28, 3, 60
LABEL_LIMIT = 40

Kind = Literal["line", "apart"]
"""An answer in the message's place, or one below the message."""

_KINDS: dict[str, Kind] = {"l": "line", "a": "apart"}


@dataclass(frozen=True, slots=True)
class Press:
    """What a button stands for: a command line in a language, or with `page` one of the pages of its reply (from 0)."""

    line: str
    lang: str
    page: int | None = None
    kind: Kind = "line"


class Buttons:
    """Makes and reads buttons; nobody without the key can make one."""

    def __init__(self, key: str) -> None:
        self._key = hashlib.sha256(f"buttons {key}".encode()).digest()
        self._lines: Memory[str, str] = Memory(REMEMBERED)
        self._number = count(1)
        self._start = base64.urlsafe_b64encode(hashlib.sha256(str(id(self)).encode()).digest()[:3]).decode()

    def below(self, bubble: Bubble, lang: str, line: str, page: int = 0) -> InlineKeyboardMarkup | None:
        """The keyboard of a message that shows this page of the reply to a line."""
        rows = [[self._turn(label, line, lang, to) for label, to in _turns(page, len(bubble.sheets))]]
        rows += [
            [self._option(option, lang, "apart" if bubble.apart else "line") for option in row]
            for row in _rows(bubble.options[:MOST])
        ]
        rows = [row for row in rows if row]
        return InlineKeyboardMarkup(rows) if rows else None

    def data(self, press: Press) -> str:
        """What Telegram sends back when the button is pressed, at most 64 bytes."""
        head = f"{press.kind[0]}{'' if press.page is None else press.page}.{press.lang}."
        data = self._signed(f"{head}={press.line}")
        if len(data.encode()) <= DATA_LIMIT:
            return data
        key = f"{self._start}{next(self._number)}"
        self._lines.put(key, press.line)
        return self._signed(f"{head}?{key}")

    def read(self, data: str | None) -> Press | None:
        """What a press means; None for a button that is none of ours, or was forgotten."""
        body = (data or "")[8:]
        if not data or not hmac.compare_digest(self._signed(body).encode(), data.encode("utf-8", "replace")):
            return None
        head, lang, rest = body.split(".", 2)
        line = rest[1:] if rest[0] == "=" else self._lines.get(rest[1:])
        if line is None:
            return None
        return Press(line, lang, int(head[1:]) if head[1:] else None, _KINDS[head[0]])

    def _signed(self, body: str) -> str:
        mark = hmac.new(self._key, body.encode("utf-8", "replace"), hashlib.sha256).digest()[:6]
        return base64.urlsafe_b64encode(mark).decode() + body

    def _turn(self, label: str, line: str, lang: str, page: int) -> InlineKeyboardButton:
        return InlineKeyboardButton(label, callback_data=self.data(Press(line, lang, page)))

    def _option(self, option: Option, lang: str, kind: Kind) -> InlineKeyboardButton:
        label, line = _label(option[0]), option[1]
        if line.startswith("https://"):
            return InlineKeyboardButton(label, url=line)
        return InlineKeyboardButton(label, callback_data=self.data(Press(line, lang, kind=kind)))


def _turns(page: int, of: int) -> list[tuple[str, int]]:
    """The buttons that turn pages."""
    before = [(f"◂ {page}/{of}", page - 1)] if page > 0 else []
    after = [(f"{page + 2}/{of} ▸", page + 1)] if page + 1 < of else []
    return before + after


def _rows(options: Sequence[Option]) -> list[list[Option]]:
    """The options in rows that a phone shows without cutting their labels."""
    rows: list[list[Option]] = []
    size = 0
    for option in options:
        width = units(_label(option[0]))
        if rows and size + width <= ROW_UNITS and len(rows[-1]) < ROW_BUTTONS:
            rows[-1].append(option)
            size += width
        else:
            rows.append([option])
            size = width
    return rows


def _label(text: str) -> str:
    text = " ".join(plain(text).split()) or "…"
    return text if len(text) <= LABEL_LIMIT else f"{text[: LABEL_LIMIT - 1]}…"
