"""Alerts of any length: each message is one that Telegram takes, and no text is lost on its pages, after a restart neither."""

from __future__ import annotations

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.alerts import ChatAddress
from bot.domain.reply import Choices, Heading, Quote, Reply, Text
from bot.domain.sending import Sent
from bot.platforms.telegram.buttons import Buttons
from bot.platforms.telegram.courier import Courier
from bot.platforms.telegram.draw import Bubble, draw
from bot.platforms.telegram.lane import Lane
from bot.platforms.telegram.memory import Memory
from bot.platforms.telegram.messenger import TelegramMessenger
from bot.platforms.telegram.runs import TEXT_LIMIT
from tests.fakes.botapi.limits import text_refusals
from tests.fakes.botapi.line import Line
from tests.fakes.botapi.markup import parse_html
from tests.fakes.virtual import VirtualLoop, run
from tests.platforms.telegram.test_draw_telegram import DAY, letters

LONGEST = 50_000
pieces = st.sampled_from(
    ["word ", "A sentence. ", "<b>&amp;", "😀", "жизнь ", "\n\n", "e\u0301", "145 людей, ", "\u202e", "x" * 300]
)
bodies = st.tuples(st.lists(pieces, min_size=1, max_size=6).map("".join), st.integers(0, LONGEST)).map(
    lambda made: (made[0] * (made[1] // len(made[0]) + 1))[: made[1]]
)


@settings(max_examples=40, deadline=None)
@given(bodies, st.booleans(), st.booleans())
def test_no_text_is_over_the_limit_and_none_is_lost(body: str, quoted: bool, edited: bool) -> None:
    words = Quote(body, "Example News", DAY, "9 May", "en") if quoted else Text(body)
    reply = Reply((Heading("New contradiction"), words, Choices((("Disagreement 7", "/disagreement 7"),))))
    loop = VirtualLoop()
    line, pages = Line(lambda _: None), Memory[tuple[int, int], Bubble](9)
    lane = Lane(28, loop.time)
    messenger = TelegramMessenger(Courier(line.bot(), lane), Buttons("k"), lane, pages)

    async def send() -> object:
        await asyncio.sleep(1)
        if edited:
            return await messenger.edit(ChatAddress("telegram", "7"), "9", reply)
        return await messenger.send(ChatAddress("telegram", "7"), reply)

    outcome = run(send(), loop)
    assert isinstance(outcome, Sent)
    kept = pages.get((7, int(outcome.message_id)))
    sheets = kept.sheets if kept else (line.arrived[0].text,)
    assert line.arrived[0].method == ("editMessageText" if edited else "sendMessage")
    assert sheets[0] == line.arrived[0].text
    assert all(list(text_refusals(sheet, "HTML", TEXT_LIMIT, needed=True)) == [] for sheet in sheets)
    assert letters(body) in letters("".join(parse_html(sheet).text for sheet in sheets))
    assert draw(reply)[0].sheets == sheets, "a restart writes the same pages"
    assert ("2/" in "".join(line.arrived[0].buttons)) is (len(sheets) > 1)
