"""Replies as Telegram's HTML: readable on a phone, valid for any text, and nothing lost."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.reply import Choices, File, Heading, Part, Picture, Quote, Reply, Table, Text
from bot.platforms.telegram.draw import Bubble, draw
from bot.platforms.telegram.runs import CAPTION_LIMIT, TEXT_LIMIT, plain
from tests.fakes.botapi.limits import text_refusals
from tests.fakes.botapi.markup import parse_html

BLNS = Path(__file__).parents[4] / "shared" / "material" / "hostile" / "blns" / "blns.json"
DAY = date(2024, 5, 9)


def one(*parts: Part) -> str:
    (bubble,) = draw(Reply(parts))
    (sheet,) = bubble.sheets
    return sheet


def test_values_are_escaped_and_the_answer_is_in_the_first_line() -> None:
    assert one(Heading("a < b"), Text("x & y"), Text("small", "note")) == "<b>a &lt; b</b>\nx &amp; y\n\n<i>small</i>"


def test_a_table_is_lines_and_no_columns() -> None:
    table = Table((("Killed", "145", "CentralAsia24, 9 May"), ("", "143", "Example, 12 May")), title="Toll")
    assert one(table) == "<b>Toll</b>\n<b>Killed</b>  145 · CentralAsia24, 9 May\n·  143 · Example, 12 May"
    assert "<pre>" not in one(table)
    assert one(Table((("Daryo", "3", "1"),), ("Outlet", "items", "first"))) == "<b>Daryo</b>  items: 3 · first: 1"
    assert one(Table((("/toll [question]", "Casualties"),))) == "/toll [question]\n    Casualties"


def test_a_quote_names_and_links_its_source_and_marks_its_language() -> None:
    short = Quote("drept 139", "ABC", DAY, "26 Mar", "nb", "https://abc.example/?a=1&b=\"2'", "killed: 139")
    assert one(short) == (
        "<b>killed: 139</b>\n<blockquote>drept 139</blockquote>\n"
        '<a href="https://abc.example/?a=1&amp;b=&quot;2&#x27;">ABC</a>, 26 Mar [nb]'
    )
    assert "<blockquote expandable>" in one(Quote("long " * 60, "ABC", DAY, "26 Mar", "en"))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://[", "https://", "https://a b.example", "x" * 3000, "tg://x"]
)
def test_an_address_that_is_none_is_no_link(url: str) -> None:
    assert "href" not in one(Quote("words", "ABC", DAY, "26 Mar", "en", url))


def test_pictures_and_files_carry_the_words_as_their_caption() -> None:
    picture, file = Picture(b"png", "Killed: 139, then 145"), File("claims.csv", "text/csv", b"a")
    first, second = draw(Reply((Heading("Chart"), picture, file, Choices((("More", "/toll"),)))))
    assert first == Bubble(("<b>Chart</b>\n\nKilled: 139, then 145",), (("More", "/toll"),), picture)
    assert second == Bubble(("claims.csv",), (), file)


def test_a_reply_with_nothing_to_see_is_still_a_message() -> None:
    assert draw(Reply(()))[0].sheets == ("–",)
    assert draw(Reply((Text("\u200b \u3164"),)))[0].sheets[0].endswith("–")


def test_a_long_text_is_cut_after_a_sentence() -> None:
    (bubble,) = draw(Reply((Text("This is a sentence. " * 500),)))
    assert len(bubble.sheets) == 3
    assert all(sheet.strip().endswith("sentence.") for sheet in bubble.sheets)


NASTY = [
    "<b>",
    "</blockquote>",
    "&lt;",
    "&#0;",
    "\x00",
    "\ud800",
    "😀",
    "e\u0301",
    "\u202e",
    "\r\n",
    "\u2028",
    "\n\n",
    "@a",
    "ж",
]
texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(NASTY), max_size=12).map("".join),
    st.tuples(st.sampled_from([*NASTY, "word ", "A sentence. ", "line\n"]), st.integers(1, 6000)).map(
        lambda p: p[0] * p[1]
    ),
)
parts = st.one_of(
    st.builds(Heading, texts),
    st.builds(Text, texts, st.sampled_from(["plain", "note", "warning"])),
    st.builds(Quote, texts, texts, st.just(DAY), texts, texts, st.one_of(st.none(), texts), texts),
    st.builds(Table, st.lists(st.lists(texts, max_size=3).map(tuple), max_size=60).map(tuple), title=texts),
    st.builds(Picture, st.just(b"png"), texts),
    st.builds(File, texts, st.just("text/csv"), st.just(b"a")),
)


def said(part: Part) -> list[str]:
    match part:
        case Heading(text) | Text(text):
            return [text]
        case Quote():
            return [part.lead, part.text, part.source, part.day_text]
        case Table():
            return [part.title, *(cell for row in part.rows for cell in row)]
        case Picture():
            return [part.alt]
        case File():
            return [part.name]
        case _:
            return []


def letters(text: str) -> str:
    return re.sub(r"[\s–·:\[\]]+", "", plain(text))


def valid(reply: Reply) -> str:
    """All that the reply's messages say; each of them must be one that Telegram takes."""
    shown = ""
    for bubble in draw(reply):
        limit = CAPTION_LIMIT if bubble.carried else TEXT_LIMIT
        for sheet in bubble.sheets:
            assert list(text_refusals(sheet, "HTML", limit, needed=True)) == []
            shown += parse_html(sheet).text
    return letters(shown)


@settings(max_examples=150, deadline=None)
@given(st.lists(parts, max_size=6))
def test_any_reply_is_valid_messages_and_loses_no_text(made: list[Part]) -> None:
    shown = valid(Reply(tuple(made)))
    for part in made:
        for text in said(part):
            assert letters(text) in shown


@pytest.mark.skipif(not BLNS.exists(), reason="no test material beside the checkout")
def test_naughty_strings_as_titles_quotes_sources_and_addresses() -> None:
    naughty = json.loads(BLNS.read_text(encoding="utf-8"))
    assert len(naughty) == 515
    for text in naughty:
        shown = valid(Reply((Heading(text), Quote(text, text, DAY, text, "xx", text, text), Table(((text, text),)))))
        assert letters(text) in shown
