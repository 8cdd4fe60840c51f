"""Texts that an administrator sends to the real process: offered, read, contradicted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest

from tests.e2e.process import Bot
from tests.e2e.telegram import OWNER, Running, running
from tests.fakes.botapi.happenings import USER, message, press
from tests.fakes.botapi.server import BotApi, Call

TEXT = "The attack on the Crocus City Hall, in which 143 people died, is still being investigated. "
LONG = TEXT + "Investigators said nothing new about it. " * 12
MAY = 1715500800
CHANNEL = {"id": -1001, "type": "channel", "title": "Example News", "username": "example_news"}
POST = {"type": "channel", "chat": CHANNEL, "message_id": 55, "date": MAY}
PAGE = f"""<!doctype html><html lang="en"><head><title>ignored</title><meta property="og:title" content="A toll">
<meta property="og:site_name" content="Example News"><meta property="article:published_time" content="2024-05-12T10:00:00Z">
<link rel="canonical" href="https://example.org/toll"></head><body><nav>Menu</nav><article><p>{LONG}</p></article>
<script>var a = "<p>none</p>"</script></body></html>"""


@pytest.fixture
async def bot(own: Bot) -> AsyncIterator[Running]:
    api = BotApi()
    await api.start()
    async with running(api, own.database) as started:
        yield started
    assert api.problems == []
    assert b"an update failed" not in started.said, started.said.decode()
    await api.stop()


def forwarded(api: BotApi, at: int = OWNER) -> dict[str, Any]:
    return message(api, TEXT, at=at, forward_origin=POST)


def document(api: BotApi, name: str, content: bytes, size: int | None = None) -> dict[str, Any]:
    api.files[name] = content
    known = {"file_id": name, "file_unique_id": name, "file_name": name, "file_size": size or len(content)}
    return message(api, at=OWNER, document=known)


async def decide(bot: Running, offer: Call, label: str) -> Call:
    return await bot.press(offer, label, by=OWNER)


async def test_a_forwarded_post_is_read_and_kept(bot: Running) -> None:
    offer = await bot.after(forwarded(bot.api))
    assert "Example News, 12 May" in offer.text
    assert '<a href="https://t.me/example_news/55">' in offer.text
    assert "New contradiction: killed (casualties)" in offer.text
    assert "killed: 143" in offer.text
    assert "Not kept yet." in offer.text
    assert "Example News" not in (await bot.ask("/latest", at=OWNER)).text
    told = await decide(bot, offer, "Keep")
    assert told.method == "editMessageText"
    assert "New contradiction: killed (casualties)" in told.text
    assert "Disagreement" in " ".join(told.buttons)
    again = await bot.after(forwarded(bot.api))
    assert "is known already" in again.text
    assert "Keep" not in again.buttons
    assert "Example News" in (await bot.ask("/latest", at=OWNER)).text
    assert "kept text " in (await bot.ask("/audit", at=OWNER)).text


async def test_what_is_discarded_is_gone(bot: Running) -> None:
    offer = await bot.after(forwarded(bot.api))
    assert "Discarded." in (await decide(bot, offer, "Discard")).text
    assert "Example News" not in (await bot.ask("/latest", at=OWNER)).text
    assert "no longer have this text" in (await decide(bot, offer, "Keep")).text


async def test_a_pasted_text_names_its_outlet_in_the_first_line(bot: Running) -> None:
    offer = await bot.ask(f"Example News, 2024-05-12\n{LONG}", at=OWNER)
    assert "Example News, 12 May" in offer.text
    assert "To name the outlet" not in offer.text
    unnamed = await bot.ask(LONG, at=OWNER)
    assert "To name the outlet" in unnamed.text
    assert "Pasted text" in unnamed.text


async def test_a_short_line_of_an_administrator_is_still_a_question(bot: Running) -> None:
    assert "145" in (await bot.ask("how many died?", at=OWNER)).text


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [
        ("page.html", PAGE.encode(), '<a href="https://example.org/toll">Example News</a>, 12 May'),
        ("text.txt", f"Example News, 2024-05-12\r\n{LONG}".encode("utf-8-sig"), "Example News, 12 May"),
    ],
)
async def test_a_document_is_offered(bot: Running, name: str, content: bytes, shown: str) -> None:
    offer = await bot.after(document(bot.api, name, content))
    assert shown in offer.text
    assert "New contradiction" in (await decide(bot, offer, "Keep")).text


async def test_a_document_that_is_no_text_is_refused_with_a_sentence(bot: Running) -> None:
    assert "no text in UTF-8" in (await bot.after(document(bot.api, "a.txt", b"\xff\xfe"))).text
    assert "up to 4 MB" in (await bot.after(document(bot.api, "b.txt", b"a", size=5_000_000))).text
    assert "I read text only" in (await bot.after(document(bot.api, "c.pdf", b"a"))).text
    empty = await bot.after(document(bot.api, "empty.html", b"<html></html>"))
    assert "The text is empty" in empty.text


async def test_the_language_can_be_changed_before_reading(bot: Running) -> None:
    offer = await bot.after(forwarded(bot.api))
    assert "Read as: English" in offer.text
    assert [*offer.buttons][-3:] == ["Keep", "Discard", "Another language"]
    asked = await decide(bot, offer, "Another language")
    assert "Ukrainian" in asked.buttons
    changed = await decide(bot, asked, "Norwegian")
    assert "Read as: Norwegian" in changed.text


async def test_nobody_else_is_offered_anything(bot: Running) -> None:
    answer = await bot.after(forwarded(bot.api, at=USER))
    assert "Not kept yet." not in answer.text
    offer = await bot.after(forwarded(bot.api))
    update = press(bot.api, offer.buttons["Keep"], offer, bot.api.number_of(offer), by=USER)
    assert (await bot.after(update, "answerCallbackQuery"))["text"] == "Only administrators may do this."


async def test_a_report_of_many_pages_is_turned_by_buttons(bot: Running) -> None:
    sentence = "By {day:%B} {day.day}, 2024 the attack on the Crocus City Hall had killed {number} people. "
    days = [date(2024, 3, 23) + timedelta(days=number) for number in range(90)]
    text = "".join(sentence.format(day=day, number=100 + number) for number, day in enumerate(days))
    offer = await bot.after(document(bot.api, "long.txt", f"Example News, 2024-08-12\n{text}".encode()))
    told = offer
    pages = [told.text]
    while forward := next((label for label in told.buttons if "▸" in label), None):
        told = await decide(bot, told, forward)
        assert told.method == "editMessageText"
        pages.append(told.text)
    assert len(pages) > 1
    told_of = [number for number in range(100, 190) if f"killed: {number}" in "".join(pages)]
    assert len(told_of) > 80, "the model may doubt a few of so many"
    assert {told_of[0], told_of[-1]} == {100, 189}
