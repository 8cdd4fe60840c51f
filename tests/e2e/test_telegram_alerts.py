"""From `/subscribe` to the message and what becomes of it: the whole house on the fake Telegram, under a clock that the test sets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.app import House, opened
from bot.base import Base
from bot.desk import FrontDesk
from bot.domain.alerts import Delivery, DeliveryState
from bot.domain.claims import Item
from bot.domain.stored import Origin
from bot.mailing import Mailing
from bot.platforms.telegram.service import Telegram
from bot.services.ingest import Ingest
from tests.e2e.process import Bot
from tests.fakes.botapi.happenings import USER, message, press
from tests.fakes.botapi.rules import blocked, first_of
from tests.fakes.botapi.server import TOKEN, BotApi, Call
from tests.fakes.clock import StoppedClock
from tests.fakes.reader import LineReader
from tests.fakes.world import silent

DAY = datetime(2024, 5, 12, tzinfo=UTC)
BEFORE_SUMMER = datetime(2027, 3, 27, 23, 30, tzinfo=UTC)
"""Half past midnight in Oslo, on the day when the clocks are put forward."""


class Town:
    """A house with its door to Telegram, and somebody who writes to it."""

    def __init__(self, api: BotApi, house: House, mailing: Mailing, clock: StoppedClock) -> None:
        self.api = api
        self.house = house
        self.clock = clock
        self._mailing = mailing
        base = house._base
        self._ingest = Ingest(house._store, LineReader(), base.story.questions, ("en",), clock)

    async def ask(self, text: str) -> Call:
        """Write to the bot; its answer."""
        before = len(self.shown())
        await self.api.push(message(self.api, text))
        return await self.next(before)

    async def press(self, on: Call, label: str) -> Call:
        """Press a button below a message; what is shown then."""
        before = len(self.shown())
        data = next(data for text, data in on.buttons.items() if label in text)
        await self.api.push(press(self.api, data, on, self.api.number_of(on)))
        return await self.next(before)

    async def next(self, before: int) -> Call:
        """The next message or edit after so many."""
        await self.api.until(lambda: len(self.shown()) > before)
        return self.shown()[before]

    def shown(self) -> list[Call]:
        """All messages and edits so far."""
        return self.api.of("sendMessage", "editMessageText")

    async def read(self, source: str, *lines: str, url: str | None = None) -> None:
        """Let an outlet publish something."""
        text = "\n".join(lines)
        told = await self._ingest(Item("", source, "en", "", text, DAY, url, published_is_day=True), Origin.FEED)
        assert told.changes.duplicate_of is None

    async def waiting(self) -> list[Delivery]:
        """The messages that wait, once what was read is planned."""
        async with asyncio.timeout(20):
            while True:
                async with self.house._store.read() as snapshot:
                    queued = await snapshot.mail.deliveries(None, (DeliveryState.QUEUED,))
                    if queued and not await snapshot.mail.outbox(1):
                        return list(queued)
                await asyncio.sleep(0.02)

    async def suspended(self) -> None:
        """Wait until the bot has noticed that it is blocked."""
        async with asyncio.timeout(20):
            while True:
                async with self.house._store.read() as snapshot:
                    if all(one.chat.suspended_at for one in await snapshot.mail.asked()):
                        return
                await asyncio.sleep(0.02)

    def time(self, moment: datetime) -> None:
        """Set the clock; whoever waits for it looks."""
        self.clock.moment = moment
        self._mailing._wake()


@pytest.fixture
async def town(own: Bot, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    api = BotApi()
    await api.start()
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{own.database}")
    clock = StoppedClock(BEFORE_SUMMER)
    base = Base()
    base.clock = clock
    async with opened(base, silent) as house:
        mailing = house.mailing()
        desk = FrontDesk(house, "telegram")
        telegram = Telegram(TOKEN, api.url, desk, mailing.attendance("telegram"), 200)
        ready = asyncio.Event()
        answering = asyncio.create_task(telegram.run(lambda _: ready.set()))
        async with asyncio.timeout(30):
            await ready.wait()
        delivering = asyncio.create_task(mailing.run({"telegram": telegram.messenger}))
        yield Town(api, house, mailing, clock)
        for task in (delivering, answering):
            task.cancel()
            await asyncio.wait({task})
    assert api.problems == []
    await api.stop()


async def test_an_alert_its_buttons_its_edit_and_its_correction(town: Town) -> None:
    await town.ask("/subscribe")
    before = len(town.shown())
    await town.read("Bravo", "killed 143", url="https://example.org/b")
    alert = await town.next(before)
    assert alert.method == "sendMessage"
    assert "New contradiction: killed (casualties)" in alert.text
    assert "Not an update: it is newer and lower." in alert.text
    muted = await town.press(alert, "Mute")
    assert (muted.method, "Muted: killed, for good" in muted.text) == ("sendMessage", True), "the alert stays"
    assert "Nothing is muted." in (await town.press(muted, "No longer muted")).text
    assert "is no" not in (await town.press(alert, "Disagreement")).text

    before = len(town.shown())
    await town.read("Charlie", "killed 143")
    edit = await town.next(before)
    assert (edit.method, int(edit["message_id"])) == ("editMessageText", town.api.number_of(alert))
    assert "Since then: 143 Charlie, 12 May" in edit.text


async def test_who_got_an_alert_that_falls_is_answered(town: Town) -> None:
    await town.ask("/subscribe")
    before = len(town.shown())
    await town.read("Bravo", "killed 143", url="https://example.org/b")
    alert = await town.next(before)
    before = len(town.shown())
    await town.read("Bravo", "Nothing of note.", url="https://example.org/b")
    await town.api.until(lambda: len(town.shown()) >= before + 2)
    calls = {call.method: call for call in town.shown()[before:]}
    assert int(calls["editMessageText"]["message_id"]) == town.api.number_of(alert)
    assert "An alert has fallen" in calls["sendMessage"].text
    assert calls["sendMessage"]["reply_parameters"]["message_id"] == town.api.number_of(alert)


async def test_quiet_hours_end_an_hour_sooner_where_the_clocks_are_put_forward(town: Town) -> None:
    await town.ask("/subscribe")
    await town.ask("/quiet 23:00-07:00 Europe/Oslo")
    before = len(town.shown())
    await town.read("Bravo", "killed 143")
    await town.read("Charlie", "injured 10")
    assert [one.notice.due_at for one in await town.waiting()] == [datetime(2027, 3, 28, 5, tzinfo=UTC)]
    town.time(datetime(2027, 3, 28, 4, 59, tzinfo=UTC))
    assert "This chat gets alerts of:" in (await town.ask("/subscriptions")).text
    assert len(town.shown()) == before + 1, "nothing but the answer"
    town.time(datetime(2027, 3, 28, 5, tzinfo=UTC))
    summary = await town.next(before + 1)
    assert "New: 2 contradictions" in summary.text


async def test_a_digest_comes_at_its_time_on_the_wall(town: Town) -> None:
    await town.ask("/subscribe")
    await town.ask("/digest daily 08:00")
    await town.ask("/quiet Europe/Oslo")
    before = len(town.shown())
    await town.read("Bravo", "killed 143")
    assert [one.notice.due_at for one in await town.waiting()] == [datetime(2027, 3, 28, 6, tzinfo=UTC)]
    town.time(datetime(2027, 3, 28, 6, tzinfo=UTC))
    assert "Your digest: 1 contradiction" in (await town.next(before)).text


async def test_a_muted_question_is_not_told_until_the_mute_runs_out(town: Town) -> None:
    await town.ask("/subscribe")
    await town.ask("/mute killed 7")
    before = len(town.shown())
    await town.read("Bravo", "killed 143")
    await town.read("Charlie", "injured 10")
    assert "injured" in (await town.next(before)).text
    town.time(datetime(2027, 4, 4, tzinfo=UTC))
    await town.read("Delta", "killed 120")
    assert "killed" in (await town.next(before + 1)).text


async def test_who_blocks_the_bot_and_returns_gets_one_message(town: Town) -> None:
    gone = {str(USER)}
    await town.ask("/subscribe")
    town.api.rule = first_of(blocked(gone))
    before = len(town.shown())
    await town.read("Bravo", "killed 143")
    await town.next(before)
    await town.suspended()
    await town.read("Charlie", "injured 10")
    assert {one.notice.due_at for one in await town.waiting()} == {None}
    gone.clear()
    before = len(town.shown())
    await town.api.push(message(town.api, "/about"))
    await town.api.until(lambda: len(town.shown()) >= before + 2)
    [missed] = [call for call in town.shown()[before:] if "While you could not be reached" in call.text]
    assert "2 contradictions" in missed.text
