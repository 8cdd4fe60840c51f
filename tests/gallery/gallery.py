"""Draws every reply as Telegram shows it on one page, for people to look at: `make gallery`. No screenshots are needed for that.

Telegram's HTML is a part of what browsers know, so that a page shows the very text that is sent.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import html
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from telegram import InlineKeyboardMarkup

from bot.app import House, opened
from bot.base import Base
from bot.desk import FrontDesk
from bot.domain.alerts import ChatAddress, Here
from bot.domain.drafts import Draft
from bot.domain.people import Asker
from bot.domain.reply import Picture, Reply
from bot.platforms.telegram.buttons import Buttons
from bot.platforms.telegram.draw import Bubble, draw
from handlers import COMMANDS
from tests.fakes.alerted import messages

LANGUAGES = ("en", "ru", "nb", "tg")
MORE = (
    "how many died?",
    "wer war es?",
    "/tol",
    "/timeline 2024-13",
    "/timeline chart",
    "/toll killed chart",
    "/disagreement 99",
)
SENT_IN = Draft(
    "The attack on the Crocus City Hall, in which 143 people died, is still being investigated.",
    "Example News",
    datetime(2024, 5, 12, tzinfo=UTC),
    is_day=True,
    lang="en",
)
STYLE = """
:root{color-scheme:light dark;--page:#d7e2ea;--bubble:#fff;--ink:#111;--soft:#667;--link:#1b6fb0;--button:#0002}
@media(prefers-color-scheme:dark){:root{--page:#0e1621;--bubble:#182533;--ink:#f2f2f2;--soft:#8a9aa8;--link:#6ab3f3;--button:#fff2}}
body{margin:0;padding:1rem;background:var(--page);color:var(--ink);font:15px/1.35 system-ui,sans-serif}
section{display:flex;flex-wrap:wrap;gap:1rem;align-items:flex-start}
article{width:360px}h2{margin:2rem 0 .5rem}small{color:var(--soft)}
.bubble{background:var(--bubble);border-radius:12px;padding:.5rem .7rem;margin:.2rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
.bubble img{width:100%;border-radius:8px;display:block;margin-bottom:.4rem}
.bubble blockquote{margin:.15rem 0;padding:.1rem .5rem;border-left:3px solid var(--link);background:var(--button);border-radius:4px}
.bubble blockquote+br{display:none}a{color:var(--link);text-decoration:none}
.row{display:flex;gap:.25rem;margin-top:.25rem}.row span{flex:1;text-align:center;background:var(--button);border-radius:8px;padding:.3rem}
"""


def page(parts: Iterator[str]) -> str:
    """The whole page."""
    head = f'<!doctype html><meta charset="utf-8"><title>Gallery</title><style>{STYLE}</style>'
    return f"{head}<h1>Every reply, as Telegram shows it</h1>{''.join(parts)}\n"


def shown(line: str, lang: str, reply: Reply, buttons: Buttons) -> str:
    """One answer: the line, its messages with all their pages, and the buttons below them."""
    bubbles = "".join(
        _bubble(bubble, sheet, buttons.below(bubble, lang, line, number))
        for bubble in draw(reply)
        for number, sheet in enumerate(bubble.sheets)
    )
    return f"<article><small>{html.escape(line)} · {lang}</small>{bubbles}</article>"


def _bubble(bubble: Bubble, sheet: str, keyboard: InlineKeyboardMarkup | None) -> str:
    picture = ""
    if isinstance(bubble.carried, Picture):
        content = base64.b64encode(bubble.carried.png).decode()
        picture = f'<img alt="{html.escape(bubble.carried.alt)}" src="data:image/png;base64,{content}">'
    elif bubble.carried:
        picture = f"📄 {html.escape(bubble.carried.name)}, {len(bubble.carried.content):,} bytes\n"
    rows = keyboard.inline_keyboard if keyboard else ()
    below = "".join(
        f'<div class="row">{"".join(f"<span>{html.escape(b.text)}</span>" for b in row)}</div>' for row in rows
    )
    text = sheet.replace("</blockquote>\n", "</blockquote>").replace("\n<blockquote", "<blockquote")
    return f'<div class="bubble">{picture}{text}</div>{below}'


async def parts(house: House, desk: FrontDesk) -> AsyncIterator[str]:
    """The page's sections, one a command."""
    buttons = Buttons("gallery")
    lines = {f"/{command.name}": (f"/{command.name}", *command.text.examples) for command in COMMANDS}
    for title, asked in {**lines, "More": MORE}.items():
        yield f"<h2>{html.escape(title)}</h2><section>"
        for lang in LANGUAGES:
            for line in dict.fromkeys(asked if lang == "en" else asked[:1]):
                yield shown(line, lang, await desk.respond(line, lang, Asker(), here=here(lang)), buttons)
        yield "</section>"
    yield "<h2>A text that is read</h2><section>"
    for lang in LANGUAGES:
        yield shown("Example News, 12 May", lang, await desk.offer(SENT_IN, lang, Asker()), buttons)
    yield "</section>"
    yield "<h2>What a subscriber gets</h2><section>"
    for lang in LANGUAGES:
        for kind, reply in (await messages(house, lang)).items():
            yield shown(kind.value, lang, reply, buttons)
    yield "</section>"


def here(lang: str) -> Here:
    """A chat for each language, so that none speaks another's."""
    return Here(ChatAddress("telegram", lang))


@asynccontextmanager
async def seeded(folder: str) -> AsyncIterator[tuple[House, FrontDesk]]:
    """A house of its own that knows the seeds."""
    os.environ["DATABASE_URL"] = f"sqlite+aiosqlite:///{folder}/bot.db"
    base = Base()
    async with opened(base, lambda *_: None) as house:
        yield house, FrontDesk(house, "telegram")


async def gallery() -> str:
    """The page of the shipped configuration and seeds."""
    with tempfile.TemporaryDirectory() as folder:
        async with seeded(folder) as (house, desk):
            found = [part async for part in parts(house, desk)]
    return page(iter(found))


def main() -> None:
    """Write the page to the file that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    file: Path = parser.parse_args().file
    content = asyncio.run(gallery())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    sys.stdout.write(f"{file}: {len(content) // 1024} kB\n")


if __name__ == "__main__":
    main()
