"""The lane of alerts, under a clock that passes only when everybody waits."""

from __future__ import annotations

import asyncio
import random

import pytest

from bot.platforms.telegram.lane import GROUP_REST, PRIVATE_REST, WHOLE_BOT, Lane, LaneClosedError
from tests.fakes.botapi.rules import busiest_second
from tests.fakes.timeline import Timeline

RATE = 28


class Street:
    """A lane, and the moments at which what was sent on it was received."""

    def __init__(self, rate: int = RATE) -> None:
        self.time = Timeline()
        self.lane = Lane(rate, self.time.monotonic, self.time.sleep)
        self.received: list[float] = []
        self.random = random.Random(1)  # noqa: S311 - the same journey every time

    async def send(self, chat: str | None = None, least: float = 0.0, most: float = 0.0) -> None:
        """Send a message that takes between `least` and `most` seconds in all."""
        async with self.lane.slot(chat):
            journey = self.random.uniform(least, most)
            there = self.random.uniform(0, journey)
            await self.time.sleep(there)
            self.received.append(self.time.monotonic())
            await self.time.sleep(journey - there)


async def test_messages_leave_evenly_and_none_too_many_in_any_second() -> None:
    street = Street()

    async def fan_out() -> None:
        for _ in range(RATE * 20):
            await street.send()

    await street.time.run(fan_out())
    gaps = [after - before for before, after in zip(street.received, street.received[1:], strict=False)]
    assert min(gaps) > 0.9 / RATE
    assert busiest_second(street.received) <= RATE
    assert (len(gaps) / (street.received[-1] - street.received[0])) / RATE > 0.99


@pytest.mark.parametrize(("most", "goal"), [(0.005, 0.97), (0.03, 0.9), (0.4, 0.6)])
async def test_an_uneven_line_makes_no_second_fuller(most: float, goal: float) -> None:
    street = Street()

    async def worker() -> None:
        for _ in range(RATE * 4):
            await street.send(None, 0, most)

    async def fan_out() -> None:
        await asyncio.gather(*(worker() for _ in range(16 if most > 0.03 else 1)))

    await street.time.run(fan_out())
    assert busiest_second(street.received) <= RATE
    sent, seconds = len(street.received) - 1, street.received[-1] - street.received[0]
    assert sent / seconds / RATE > goal


async def test_a_delay_is_made_good_but_not_in_a_burst() -> None:
    street = Street()

    async def fan_out() -> None:
        for number in range(RATE * 6):
            await street.send()
            if number % 40 == 0:
                await street.time.sleep(0.5)

    await street.time.run(fan_out())
    assert busiest_second(street.received) <= RATE


async def test_replies_wait_for_nothing_and_alerts_make_room_for_them() -> None:
    street = Street()
    replies: list[float] = []

    async def fan_out() -> None:
        for _ in range(RATE * 5):
            await street.send()

    async def talk() -> None:
        for number in range(100):
            street.lane.replied(f"chat {number}")
            replies.append(street.time.monotonic())
            await street.time.sleep(0.05)

    async def both() -> None:
        await asyncio.gather(fan_out(), talk())

    await street.time.run(both())
    assert replies[-1] - replies[0] == pytest.approx(99 * 0.05), "nobody waited"
    assert busiest_second(street.received) <= RATE
    talked = [at for at in street.received if replies[0] + 1 <= at < replies[-1]]
    assert len(talked) / (replies[-1] - replies[0] - 1) == pytest.approx(WHOLE_BOT - 20, abs=1)
    assert len(street.received) == RATE * 5, "however much is talked, alerts go on"


async def test_a_pause_that_telegram_asks_for_is_kept() -> None:
    street = Street()
    await street.time.run(street.send())
    street.lane.pause(4)
    street.lane.pause(3)
    before = street.time.monotonic()
    await street.time.run(street.send())
    assert street.received[-1] - before == pytest.approx(4)


async def test_nothing_stands_in_the_lane_through_a_long_pause() -> None:
    street = Street()
    street.lane.pause(17)
    with pytest.raises(LaneClosedError) as told:
        await street.time.run(street.send())
    assert told.value.seconds == pytest.approx(17)
    assert not street.received


@pytest.mark.parametrize(("chat", "rest"), [("7", PRIVATE_REST), ("-100", GROUP_REST)])
async def test_a_chat_rests_between_two_messages_and_others_do_not_wait_for_it(chat: str, rest: float) -> None:
    street = Street()
    await street.time.run(street.send(chat))
    assert street.lane.rest(chat) == pytest.approx(rest)
    assert street.lane.rest("8") == 0
    await street.time.run(street.send("8"))
    await street.time.run(street.send(chat))
    first, other, second = street.received
    assert other - first < 0.1
    assert second - first >= rest
    street.lane.replied("8")
    assert street.lane.rest("8") == pytest.approx(PRIVATE_REST), "a reply counts as well"


async def test_trouble_makes_longer_pauses_until_something_gets_through() -> None:
    street = Street()
    street.lane.stumbled()
    assert street.lane.troubled
    pauses = []
    for _ in range(8):
        street.lane.still_down()
        pauses.append(street.lane.wait())
        street.time.seconds += pauses[-1]
    assert pauses == [0.5, 1, 2, 4, 8, 15, 15, 15]
    street.lane.got_through()
    street.lane.still_down()
    assert street.lane.wait() == 0.5
