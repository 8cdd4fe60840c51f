"""When Telegram is told that an update was taken."""

# ruff: noqa: ASYNC109, ASYNC110 - the fakes have the library's names, and tell nobody when they change

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, cast

import pytest
from telegram import Bot, Update
from telegram.error import TimedOut

from bot.platforms.telegram import polling
from bot.platforms.telegram.inhand import PATIENCE, InHand
from bot.platforms.telegram.polling import MOST, Poller


class FakeBot:
    """Telegram's side of long polling: keeps updates until a request names a later one, and hands out a hundred at most."""

    def __init__(self) -> None:
        self.kept: list[int] = []
        self.asked: list[int | None] = []
        self.waits = 0
        self.lost: set[int] = set()
        self._news = asyncio.Event()

    def push(self, *updates: int) -> None:
        """Something happens."""
        self.kept += updates
        self._news.set()

    async def get_updates(
        self, offset: int | None = None, *, timeout: timedelta, limit: int = 100, **_more: Any
    ) -> Sequence[Update]:
        """See Bot. The answers to some requests (`lost`, from 1) get lost on the way."""
        self.asked.append(offset)
        self.kept = [update for update in self.kept if offset is None or update >= offset]
        if len(self.asked) in self.lost:
            raise TimedOut
        while timeout and not self.kept:
            self._news.clear()
            self.waits += 1
            await self._news.wait()
        return [Update(update) for update in self.kept[:limit]]


class Room:
    """A poller at work, and what it handed on."""

    def __init__(self) -> None:
        self.bot, self.now, self.got = FakeBot(), 0.0, list[int]()
        self.deeds: set[int] = set()
        self.kept_at: dict[int, list[int]] = {}
        self.in_hand = InHand(lambda: self.now)
        self.poller = Poller(
            cast("Bot", self.bot), self._put, self.in_hand, lambda one: one.update_id not in self.deeds
        )

    async def _put(self, update: Update) -> None:
        self.got.append(update.update_id)
        self.kept_at[update.update_id] = list(self.bot.kept)

    async def idle(self) -> None:
        """Wait until the poller waits for something to happen."""
        async with asyncio.timeout(10):
            while not self.bot.waits:
                await asyncio.sleep(0)

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


async def test_what_waited_at_the_start_is_acknowledged_before_it_is_handed_on() -> None:
    async with polled(1, 2, 3) as room:
        assert room.kept_at == {1: [], 2: [], 3: []}, "if one of them ends the process, it does so once"


async def test_the_first_question_after_an_idle_start_is_kept_until_it_is_answered() -> None:
    async with polled() as room:
        await room.idle()
        room.bot.push(1)
        await room.got_all(1)
        await room.asked_for(1)
        assert room.bot.kept == [1]


async def test_what_has_effects_is_acknowledged_before_it_is_handed_on_with_all_before_it() -> None:
    async with polled() as room:
        await room.idle()
        room.bot.push(1)
        await room.got_all(1)
        room.deeds.add(3)
        room.bot.push(2, 3, 4)
        await room.got_all(1, 2, 3, 4)
        assert room.kept_at[3] == [4], "the question before it is given up, the one after it is not"
        await room.asked_for(4)
        room.in_hand.answered(4)
        await room.asked_for(5)


async def test_what_waited_is_handed_on_once_where_the_line_breaks_as_it_is_acknowledged() -> None:
    room = Room()
    room.bot.lost = {2}
    room.bot.push(1)
    work = asyncio.create_task(room.poller.run())
    await room.idle()
    assert (room.bot.asked[:3], room.bot.kept, room.got) == ([None, 2, 2], [], [1])
    work.cancel()
    await asyncio.wait({work})


async def test_a_stop_amid_the_acknowledging_hands_on_what_telegram_may_have_forgotten() -> None:
    room = Room()
    room.bot.lost = {2}
    room.bot.push(1)
    work = asyncio.create_task(room.poller.run())
    async with asyncio.timeout(10):
        while len(room.bot.asked) < 2:
            await asyncio.sleep(0)
    assert (room.bot.kept, room.got) == ([], [])
    work.cancel()
    await asyncio.wait({work})
    assert room.got == [1]


async def test_while_one_takes_long_telegram_is_asked_ever_more_rarely_until_something_happens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with polled(1) as room:
        await room.idle()
        waited = list[float]()

        async def settle(seconds: float, _update: int | None = None) -> bool:
            waited.append(seconds)
            if len(waited) == 7:
                room.bot.push(3)
            await asyncio.sleep(0)
            return False

        monkeypatch.setattr(room.in_hand, "settle", settle)
        room.bot.push(2)
        async with asyncio.timeout(10):
            while len(waited) < 10:
                await asyncio.sleep(0)
        assert waited == [0.1, 0.2, 0.4, 0.8, 1.0, 1.0, 1.0, 0.1, 0.2, 0.4]


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


async def test_at_the_end_all_is_acknowledged_so_that_no_answer_comes_twice() -> None:
    async with polled(1) as room:
        room.bot.push(2, 3)
        await room.got_all(1, 2, 3)
        room.in_hand.answered(3)
    await room.poller.acknowledge()
    assert room.bot.kept == []


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
