"""/toll chart and /timeline chart: what the pictures say in words, and what stands below them."""

from __future__ import annotations

import pytest

from bot.domain.interval import Interval
from bot.domain.reply import Choices, Heading, Picture, Reply
from handlers.dispatch import dispatch
from tests.answering.conftest import Bot
from tests.fakes.corpus import told

KILLED = [
    told("a", 1, "Alfa", ("killed", Interval(139, 139), "139 people died.")),
    told("b", 9, "Bravo", ("killed", Interval(145, 145), "145 people died.")),
    told("c", 10, "Charlie", ("killed", Interval(143, 143), "143 people died.")),
]


def parts(reply: Reply) -> tuple[Heading, Picture, Choices]:
    heading, picture, choices = reply.parts
    assert isinstance(heading, Heading)
    assert isinstance(picture, Picture)
    assert isinstance(choices, Choices)
    assert picture.png.startswith(b"\x89PNG")
    return heading, picture, choices


@pytest.mark.parametrize(
    "line", ["/toll chart", "/toll killed chart", "/toll CHART casualties", "/toll график", "/toll graf"]
)
async def test_the_toll_is_drawn_and_told_in_words(bot: Bot, line: str) -> None:
    services = await bot(KILLED, ())
    _, picture, choices = parts(await dispatch(line, services))
    assert picture.alt == (
        "Killed: 139 (1 May, Alfa) → 145 (9 May, Bravo; contradicted) → 143 (10 May, Charlie; contradicted)"
    )
    assert choices.options[0] == ("Quotes", "/claims killed")


async def test_a_chart_of_a_day_knows_no_more_than_that_day(bot: Bot) -> None:
    services = await bot(KILLED, ())
    _, picture, _ = parts(await dispatch("/toll chart at 2024-05-01", services))
    assert picture.alt == "Killed: 139 (1 May, Alfa)"


async def test_where_there_is_nothing_to_draw_a_sentence_says_so(bot: Bot) -> None:
    services = await bot([], ())
    for line in ("/toll chart", "/timeline chart", "/toll responsibility chart"):
        (text,) = (await dispatch(line, services)).parts
        assert text.kind == "text"
        assert " to draw. Try /" in text.text
