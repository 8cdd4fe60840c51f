"""Texts are read one at a time."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.domain.claims import Item
from bot.services.turns import in_turn
from tests.fakes.world import item


class Gate:
    """Work that begins, says so, and ends when it is let."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.at_once = 0
        self._now = 0
        self._started = threading.Event()
        self._open = threading.Event()

    def __call__(self, one: Item) -> str:
        self.begun.append(one.text)
        self._started.set()
        self._now += 1
        self.at_once = max(self.at_once, self._now)
        self._open.wait(30)
        self._now -= 1
        return one.text.upper()

    async def seen(self) -> None:
        """Wait until work has begun."""
        assert await asyncio.to_thread(self._started.wait, 30)

    def open(self) -> None:
        self._open.set()


async def test_texts_are_read_one_after_another_in_the_order_they_came() -> None:
    gate = Gate()
    tasks = [asyncio.create_task(in_turn(gate, item("", text))) for text in ("a", "b", "c")]
    await gate.seen()
    assert gate.begun == ["a"]
    gate.open()
    assert list(await asyncio.gather(*tasks)) == ["A", "B", "C"]
    assert (gate.begun, gate.at_once) == (["a", "b", "c"], 1)


async def test_who_is_cancelled_gives_the_turn_up() -> None:
    gate = Gate()
    first, second, third = (asyncio.create_task(in_turn(gate, item("", text))) for text in ("a", "b", "c"))
    await gate.seen()
    second.cancel()
    await asyncio.wait({second})
    gate.open()
    assert list(await asyncio.gather(first, third)) == ["A", "C"]
    assert gate.begun == ["a", "c"]


async def test_a_text_that_cannot_be_read_is_no_hindrance_to_the_next() -> None:
    def broken(one: Item) -> str:
        raise ValueError(one.text)

    with pytest.raises(ValueError, match="choke"):
        await in_turn(broken, item("", "choke"))
    assert await in_turn(lambda one: one.text, item("", "next")) == "next"
