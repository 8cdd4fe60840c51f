"""When Telegram is told that an update was taken."""

# ruff: noqa: ASYNC110 - the fakes tell nobody when they change

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

from telegram import Bot, Update

from bot.platforms.telegram import polling
from bot.platforms.telegram.inhand import PATIENCE, InHand
from bot.platforms.telegram.polling import MOST, Poller


class FakeBot:
    """Telegram's side of long polling: keeps updates until a request names a later one, and hands out a hundred at most."""

    def __init__(self) -> None:
        self.kept: list[int] = []
        self.asked: list[int | None] = []
        self._news = asyncio.Event()

    def push(self, *updates: int) -> None:
        """Something happens."""
        self.kept += updates
        self._news.set()

    async def get_updates(self, offset: int | None = None, **_more: Any) -> Sequence[Update]:
        """See Bot."""
        self.asked.append(offset)
        self.kept = [update for update in self.kept if offset is None or update >= offset]
        while not self.kept:
            self._news.clear()
            await self._news.wait()
        return [Update(update) for update in self.kept[:100]]


class Room:
    """A poller at work, and what it handed on."""

    def __init__(self) -> None:
        self.bot, self.now, self.got = FakeBot(), 0.0, list[int]()
        self.in_hand = InHand(lambda: self.now)
        self.poller = Poller(cast("Bot", self.bot), self._put, self.in_hand)

    async def _put(self, update: Update) -> None:
        self.got.append(update.update_id)

    async def got_all(self, *updates: int) -> None:
        """Wait until exactly these were handed on."""
        async with asyncio.timeout(10):
            while len(self.got) < len(updates):
                await asyncio.sleep(0)
        assert self.got == list(updates)

    async def asked_for(self, offset: int) -> None:
        """Wait for a request that names this update."""
        async with asyncio.timeout(10):
            while self.bot.asked[-1] != offset:
                await asyncio.sleep(0)


@asynccontextmanager
async def polled(*before: int) -> AsyncIterator[Room]:
    """A poller that runs, after it took what waited at its start."""
    room = Room()
    room.bot.push(*before)
    work = asyncio.create_task(room.poller.run())
    await room.got_all(*before)
    yield room
    work.cancel()
    await asyncio.wait({work})


async def test_an_update_is_acknowledged_once_it_is_answered() -> None:
    async with polled(1) as room:
        room.bot.push(2)
        await room.got_all(1, 2)
        await room.asked_for(2)
        assert room.bot.kept == [2], "a crash now, and it comes again"
        room.in_hand.answered(2)
        await room.asked_for(3)
        assert room.bot.kept == []


async def test_others_are_served_while_one_takes_long_and_nothing_is_handed_on_twice() -> None:
    async with polled(1) as room:
        room.bot.push(2)
        await room.got_all(1, 2)
        for update in (3, 4):
            room.bot.push(update)
            await room.got_all(*range(1, update + 1))
            room.in_hand.answered(update)
        await room.asked_for(2)
        room.in_hand.answered(2)
        await room.asked_for(5)
        assert room.got == [1, 2, 3, 4]


async def test_what_waited_at_the_start_is_acknowledged_at_once() -> None:
    async with polled(1, 2, 3) as room:
        await room.asked_for(4)
        assert room.bot.kept == []


async def test_one_that_hangs_holds_no_others_back() -> None:
    async with polled(1) as room:
        many = range(2, 250)
        room.bot.push(*many)
        for update in many[1:]:
            room.in_hand.answered(update)
        async with asyncio.timeout(10):
            while len(room.got) < 249:
                for update in room.got[2:]:
                    room.in_hand.answered(update)
                await asyncio.sleep(0)
        assert room.got == [1, *many]
        await room.asked_for(250 - MOST)
        room.now = PATIENCE
        await room.asked_for(250)


async def test_at_the_end_what_is_not_answered_stays_with_telegram() -> None:
    async with polled(1) as room:
        room.bot.push(2, 3)
        await room.got_all(1, 2, 3)
        room.in_hand.answered(2)
    await room.poller.acknowledge()
    assert room.bot.asked[-1] == 3


async def test_waiting_for_answers_ends() -> None:
    in_hand = InHand(lambda: 0.0)
    in_hand.take(1)
    in_hand.take(2)
    assert not await in_hand.settle(0, 1)
    waiting = asyncio.create_task(in_hand.settle(10, 1))
    await asyncio.sleep(0)
    in_hand.answered(1)
    assert await waiting
    assert not await in_hand.settle(polling.GLANCE / 10)
    in_hand.answered(2)
    assert await in_hand.settle(0)
