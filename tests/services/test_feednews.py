"""Administrators hear once that a feed turned bad, and once that it is well again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.errors import StoreError
from bot.domain.feeds import Failed, Trouble, Unchanged
from bot.domain.reply import Heading, Reply, Text
from bot.domain.watched import ChosenBy, NewFeed
from bot.notices import LogNotices
from bot.services.feednews import FeedNews
from bot.services.words import Catalogues
from tests.fakes.broken import BrokenStore
from tests.fakes.corpus import ROOT
from tests.fakes.feeds import URL, FeedHouse, article, document

HOUR = timedelta(hours=1)
BLOCKED = Failed(Trouble.BLOCKED, "the server answers 403")
CATALOGUES = Catalogues(ROOT / "config" / "locale")


class Heard:
    """See AdminNotices."""

    def __init__(self) -> None:
        self.notices: list[list[str]] = []
        self.reachable = True

    async def tell(self, notice: Callable[[str], Reply]) -> bool:
        """See AdminNotices."""
        if self.reachable:
            parts = notice("en").parts
            self.notices.append([part.text for part in parts if isinstance(part, Heading | Text)])
        return self.reachable


@pytest.fixture
def house() -> FeedHouse:
    return FeedHouse()


@pytest.fixture
def heard() -> Heard:
    return Heard()


def teller(house: FeedHouse, heard: Heard) -> FeedNews:
    return FeedNews(house.store, CATALOGUES, house.clock, heard)


async def test_bad_and_well_are_told_once_each(house: FeedHouse, heard: Heard) -> None:
    tell = teller(house, heard)
    for _ in range(5):
        await house.run(BLOCKED, after=HOUR)
        await tell()
    assert heard.notices == [
        ["A feed is in trouble", "Example News (en), no. 1: blocked since 13 May 13:00. the server answers 403"]
    ]
    for _ in range(2):
        await house.run(Unchanged(URL), after=HOUR)
        await tell()
    assert heard.notices[1:] == [["A feed is well again", "Example News (en)"]]


async def test_what_happened_at_once_is_one_message(house: FeedHouse, heard: Heard) -> None:
    house.configured += [NewFeed(f"https://n{number}.example", ChosenBy.CONFIG) for number in range(30)]
    await house.list.bring_in()
    for _ in range(3):
        for claimed in await house.poll.claim(99, 99):
            await house.poll(claimed)
        house.clock.moment += HOUR
    await teller(house, heard)()
    (notice,) = heard.notices
    assert notice[0] == "31 feeds are in trouble"
    assert len(notice) == 11


async def test_who_could_not_be_reached_is_told_later(house: FeedHouse, heard: Heard) -> None:
    tell = teller(house, heard)
    for _ in range(3):
        await house.run(BLOCKED, after=HOUR)
    heard.reachable = False
    await tell()
    heard.reachable = True
    await tell()
    await tell()
    assert len(heard.notices) == 1


async def test_nothing_is_told_of_what_is_fine_or_removed(house: FeedHouse, heard: Heard) -> None:
    await house.run(document(article("killed 145")))
    await teller(house, heard)()
    for _ in range(3):
        await house.run(BLOCKED, after=HOUR)
    await house.list.remove(await house.feed())
    await teller(house, heard)()
    assert heard.notices == []


async def test_a_store_that_fails_is_logged(house: FeedHouse, heard: Heard, caplog: pytest.LogCaptureFixture) -> None:
    await FeedNews(BrokenStore(StoreError("the disk is gone")), CATALOGUES, house.clock, heard)()
    await FeedNews(BrokenStore(ZeroDivisionError("secret words")), CATALOGUES, house.clock, heard)()
    assert "the disk is gone" in caplog.text
    assert "telling news of feeds failed" in caplog.text
    assert "secret words" not in caplog.text


async def test_the_log_hears_every_paragraph(house: FeedHouse, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        await house.run(BLOCKED, after=HOUR)
    with caplog.at_level(logging.WARNING):
        await FeedNews(house.store, CATALOGUES, house.clock, LogNotices())()
    assert "A feed is in trouble" in caplog.messages
    assert any("the server answers 403" in line for line in caplog.messages)
