"""Alerts on their way to Telegram, from the real process: other processes' news, chats that go and return, stops and crashes."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from typing import Any, get_args

from bot.boundary import Boundary
from tests.e2e.process import Bot
from tests.e2e.telegram import OWNER, Running, running
from tests.fakes.botapi.happenings import GROUP, USER, chat, message, user
from tests.fakes.botapi.rules import SENDING, blocked, first_of, moved
from tests.fakes.botapi.server import BOT, BotApi, Call, Fault
from tests.fakes.told import telling, toll_of

REPEAT = "This may be a repeat"
OLD, NEW, GONE, BLOCKED = -500, -1000500, -700, USER + 5


def of(api: BotApi, number: int) -> list[Call]:
    """The messages to a chat."""
    return [call for call in api.of("sendMessage") if call.given["chat_id"] == str(number)]


def member(number: int, status: str) -> dict[str, Any]:
    """The bot is let in or thrown out."""

    def now(status: str) -> dict[str, Any]:
        return {"user": BOT, "status": status, **({"until_date": 0} if status == "kicked" else {})}

    return {"my_chat_member": {"chat": chat(number), "from": user(), "date": int(time.time()),
                               "old_chat_member": now("member" if status == "kicked" else "kicked"),
                               "new_chat_member": now(status)}}  # fmt: skip


async def stopped_in(bot: Running) -> float:
    """Seconds that a stop takes."""
    began = time.monotonic()
    assert await bot.stop() == 0
    return time.monotonic() - began


async def test_chats_that_go_move_and_come_back(api: BotApi, own: Bot) -> None:
    gone = {str(BLOCKED)}
    api.rule = first_of(blocked(gone), moved({str(OLD): NEW}))
    async with running(api, own.database) as bot, telling(own.database) as other:
        await other.subscribe([USER, GROUP, OLD, GONE, BLOCKED])
        await api.push(member(GONE, "kicked"))
        await bot.ask("/about", at=USER + 1)
        began = time.monotonic()
        await other.contradict(99)
        await api.until(lambda: of(api, USER) and of(api, GROUP) and of(api, NEW) and of(api, BLOCKED))
        assert time.monotonic() - began < 15, "3 s, on a machine that has nothing else to do"
        await other.contradict(98)
        await api.until(lambda: len(of(api, USER)) == 2 and len(of(api, GROUP)) == 2 and len(of(api, NEW)) == 2)
        assert (len(of(api, BLOCKED)), len(of(api, GONE)), len(of(api, OLD))) == (1, 0, 1)
        gone.clear()
        await api.push(member(BLOCKED, "member"))
        await api.push(message(api, "we are back", at=GONE))
        missed = await api.until(lambda: of(api, BLOCKED)[1:] and of(api, GONE))
        assert "99" in missed[0].text
        assert "98" in missed[0].text

        article = f"Example News, 2024-05-12\nThe Crocus City Hall attack killed 77 people.\n{'More words follow here. ' * 25}"
        offer = await bot.ask(article, at=OWNER)
        await bot.press(offer, next(iter(offer.buttons)), by=OWNER)
        await api.until(lambda: len(of(api, USER)) == 3)
        assert toll_of(of(api, USER)[-1].text) == 77
        assert b'"level": "error"' not in bot.said
        assert await stopped_in(bot) < 8


async def test_a_fan_out_that_is_stopped_goes_on_after_the_start_and_holds_up_no_reply(api: BotApi, own: Bot) -> None:
    people = [str(number) for number in range(8000, 8060)]
    async with telling(own.database) as other:
        await other.subscribe(map(int, people))
        await other.contradict(99)
    async with running(api, own.database, TELEGRAM_ALERTS_A_SECOND="50") as bot:
        await api.until(lambda: len(api.of("sendMessage")) >= 10)
        api.rule = lambda call: (
            Fault(429, "Too Many Requests: retry after 6", {"retry_after": 6})
            if call.method.lower() in SENDING and call.given["chat_id"] in people
            else None
        )
        await api.until(lambda: len(api.of("sendMessage")) > len(api.took()))
        (refused, *_) = [call for call in api.of("sendMessage") if call not in api.took()]
        await api.push(message(api, "/about", at=USER))
        (reply,) = await api.until(lambda: of(api, USER))
        assert reply.at - refused.at < 6, "it does not wait for the pause of the alerts"
        assert await stopped_in(bot) < 8
    api.rule = lambda _: None
    assert len(api.took()) < len(people)
    async with running(api, own.database, TELEGRAM_ALERTS_A_SECOND="200"):
        await api.until(lambda: {call.given["chat_id"] for call in api.took()} >= {*people})
        await asyncio.sleep(0.3)  # whatever would come twice comes now
    assert Counter(call.given["chat_id"] for call in api.took()) == dict.fromkeys([*people, str(USER)], 1)


async def test_a_crash_at_any_boundary_loses_nothing_and_repeats_one_message_at_most(api: BotApi, own: Bot) -> None:
    people = [str(number) for number in range(9000, 9060)]
    settings: Any = {"TELEGRAM_ALERTS_A_SECOND": "200", "ALERTS_LEASE_SECONDS": "0.5"}
    async with telling(own.database) as other:
        await other.subscribe(map(int, people))
        await other.contradict(99)
        for boundary in get_args(Boundary):
            passage = 1 if boundary == "leased" else 3
            async with running(api, own.database, wait=False, CRASH_AT=f"{boundary}:{passage}", **settings) as bot:
                assert await bot.ended() == -9, bot.said.decode()
        async with running(api, own.database, **settings) as bot:
            await api.until(lambda: {call.given["chat_id"] for call in api.took()} >= {*people})
            await bot.ask("/about", at=USER)
            assert await stopped_in(bot) < 8
        assert set(await other.states()) == {"sent"}
    told = Counter(call.given["chat_id"] for call in api.took())
    assert sum(told[one] - 1 for one in people) <= len(get_args(Boundary))
    twice = [one for one in people if told[one] > 1]
    assert twice, "a crash between sending and recording repeats"
    assert all(REPEAT in of(api, int(one))[-1].text for one in twice)
    assert all(REPEAT not in of(api, int(one))[0].text for one in twice)
