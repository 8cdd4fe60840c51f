"""The life of the process on Telegram: starts, stops, broken lines, refusals, and a webhook."""

from __future__ import annotations

import asyncio
import socket
import time
from pathlib import Path

import httpx
import pytest

from tests.e2e.telegram import OWNER, SHOWING, running
from tests.fakes.botapi.happenings import USER, message
from tests.fakes.botapi.server import TOKEN, BotApi, Fault

SECRET = "hook-Secret-0123456789"


async def test_what_was_asked_before_the_start_is_answered_within_two_seconds(api: BotApi, database: Path) -> None:
    await api.push(message(api, "/toll"))
    began = time.monotonic()
    async with running(api, database) as bot:
        await api.until(lambda: api.of("sendMessage"))
        assert time.monotonic() - began < 15  # 1 s alone on the machine; `make bench` holds it to that
        assert await bot.stop() == 0
    async with running(api, database) as again:
        await again.ask("/about")
        assert len(api.of("sendMessage")) == 2, "what was answered is not answered again"


async def test_a_stop_finishes_what_is_in_hand(api: BotApi, database: Path) -> None:
    async with running(api, database) as bot:
        api.fail("sendMessage", Fault(delay=1.5))
        for _ in range(3):
            await api.push(message(api, "/toll"))
        await api.until(lambda: api.of("sendMessage"))
        began = time.monotonic()
        assert await bot.stop() == 0
        assert time.monotonic() - began < 10
        assert len(api.of("sendMessage")) == 3
        assert b"Traceback" not in bot.said


async def test_a_stop_takes_ten_seconds_at_most_whatever_hangs(api: BotApi, database: Path) -> None:
    async with running(api, database) as bot:
        await bot.ask("/about")
        api.fail("sendMessage", Fault(delay=60))
        api.fail("getUpdates", *[Fault(delay=60)] * 3)
        await api.push(message(api, "/toll"))
        await api.until(lambda: len(api.of("sendMessage")) == 2)
        assert await bot.stop() == 0


async def test_the_first_question_is_answered_by_the_next_process_where_this_one_is_killed_before(
    api: BotApi, database: Path
) -> None:
    async with running(api, database) as bot:
        await slow_question(api)
        await bot.ask("/about", at=USER + 1)
        asked = len(api.of("getUpdates"))
        await api.until(lambda: len(api.of("getUpdates")) > asked + 1)
        bot.process.kill()
    async with running(api, database) as again:
        await api.until(lambda: any("145" in call.text for call in api.of("sendMessage")[2:]))
        await again.ask("/about", at=USER + 2)
        assert [call.given["chat_id"] for call in api.of("sendMessage")].count(str(USER)) == 2


async def test_what_has_effects_is_done_once_though_a_question_was_open_when_the_process_was_killed(
    api: BotApi, database: Path
) -> None:
    async with running(api, database) as bot:
        await slow_question(api)
        await bot.ask("/reload", at=OWNER)
        bot.process.kill()
    async with running(api, database) as again:
        await again.ask("/about", at=USER + 2)
        assert [call.given["chat_id"] for call in api.of("sendMessage")].count(str(OWNER)) == 1


async def test_no_answer_comes_twice_after_a_stop_that_a_question_outlasted(api: BotApi, database: Path) -> None:
    async with running(api, database) as bot:
        await slow_question(api)
        await bot.ask("/about", at=USER + 1)
        assert await bot.stop() == 0
    async with running(api, database) as again:
        await again.ask("/about", at=USER + 2)
        assert [call.given["chat_id"] for call in api.of("sendMessage")] == [str(USER + n) for n in range(3)]


async def slow_question(api: BotApi) -> None:
    """Ask what takes a minute to answer, once the bot waits for what happens."""
    await api.until(lambda: len(api.of("getUpdates")) == 2)
    api.fail("sendMessage", Fault(delay=60))
    await api.push(message(api, "/toll"))
    await api.until(lambda: len(api.of("sendMessage")) == 1)


async def test_it_comes_back_by_itself(api: BotApi, database: Path) -> None:
    async with running(api, database) as bot:
        await bot.ask("/about")
        api.down = True
        await api.push(message(api, "/toll"))
        await api.until(lambda: b"cannot be reached" in bot.said)
        api.down = False
        await api.until(lambda: len(api.of("sendMessage")) == 2)
        await bot.ask("/about")
        await api.until(lambda: b"answers again" in bot.said)


async def test_a_start_without_telegram_waits_for_it(api: BotApi, database: Path) -> None:
    api.down = True
    async with running(api, database, wait=False) as bot:
        await api.until(lambda: b"cannot be reached yet" in bot.said)
        api.down = False
        await bot.ready()
        await bot.ask("/toll")


async def test_a_second_instance_is_named_as_the_cause_of_a_conflict(api: BotApi, database: Path) -> None:
    async with running(api, database) as first, running(api, database):
        await api.until(lambda: b"another instance of the bot polls with this token (409 Conflict)" in first.said)
        assert first.said.count(b"another instance") == 1


async def test_a_token_that_telegram_refuses_is_a_sentence(api: BotApi, database: Path) -> None:
    async with running(api, database, wait=False, TELEGRAM_TOKEN="424242:wrong-token-0123456789abcdef") as bot:
        assert await bot.ended() == 2
        assert b"TELEGRAM_TOKEN: Telegram does not accept this token" in bot.said
        assert b"wrong-token" not in bot.said


async def test_a_token_that_is_revoked_ends_the_process_with_a_sentence(api: BotApi, database: Path) -> None:
    async with running(api, database) as bot:
        await bot.ask("/about")
        api.token = "424242:another"
        await api.push(message(api, "/toll"))
        assert await bot.ended() == 2
        assert b"Telegram does not accept this token" in bot.said


async def test_a_wait_that_telegram_asks_for_is_kept_and_the_answer_comes(api: BotApi, database: Path) -> None:
    async with running(api, database) as bot:
        api.fail("sendMessage", Fault(429, "Too Many Requests: retry after 1", {"retry_after": 1}))
        await bot.ask("/toll")
        first, second = await api.until(lambda: len(found := api.of("sendMessage")) == 2 and found)
        assert second.at - first.at >= 1


FAULTS = (
    (Fault(403, "Forbidden: bot was blocked by the user"), 1),
    (Fault(400, "Bad Request: chat not found"), 1),
    (Fault(400, "Bad Request: can't parse entities: no idea"), 2),
    (Fault(502, "Bad Gateway"), 2),
    (Fault(late_drop=True), 1),
    (Fault(drop=True), 1),
)


async def test_what_goes_wrong_with_one_message_ends_nothing(api: BotApi, database: Path) -> None:
    async with running(api, database) as bot:
        for person, (fault, sent) in enumerate(FAULTS, USER + 1):
            api.fail("sendMessage", fault)
            await bot.ask("/toll", at=person)
            await api.push(message(api, "/about", at=person))
            await heard(api, person, sent + 1)
            assert b"an update failed" not in bot.said, fault


async def heard(api: BotApi, person: int, times: int) -> None:
    """Wait until so many messages were sent to a person, whether they came through or not."""
    await api.until(lambda: sum(call.given["chat_id"] == str(person) for call in api.of("sendMessage")) == times)


async def test_an_edit_is_repeated_because_that_does_no_harm(api: BotApi, database: Path) -> None:
    async with running(api, database) as bot:
        toll = await bot.ask("/toll")
        api.fail("editMessageText", Fault(late_drop=True), Fault(502, "Bad Gateway"))
        await bot.press(toll, "Timeline")
        await api.until(lambda: len(api.of("editMessageText")) == 3)
        assert len(api.of(*SHOWING)) == 4


async def test_buttons_work_after_a_restart(api: BotApi, database: Path) -> None:
    async with running(api, database) as bot:
        toll = await bot.ask("/toll")
        await bot.stop()
    async with running(api, database) as bot:
        assert (await bot.press(toll, "Quotes")).method == "editMessageText"


async def test_the_token_is_in_no_log_whatever_happens(api: BotApi, database: Path) -> None:
    async with running(api, database) as bot:
        api.fail("sendMessage", Fault(drop=True), Fault(500, "oops"), Fault(404, "Not Found"))
        api.fail("getUpdates", Fault(drop=True), Fault(500, f"no {TOKEN}"))
        for _ in range(3):
            await api.push(message(api, "/toll Xylophonzebra"))
        await api.until(lambda: len(api.of("sendMessage")) >= 4)
        api.down = True
        await asyncio.sleep(0.5)
        await bot.stop()
        for hidden in (TOKEN, TOKEN.split(":")[1], "Xylophonzebra"):
            assert hidden.encode() not in bot.said


async def test_a_webhook_answers_who_knows_the_secret(api: BotApi, database: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "TELEGRAM_WEBHOOK_URL": "https://bot.example.org/hooks/tg",
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "HTTP_LISTEN": f"127.0.0.1:{port}",
    }
    address = f"http://127.0.0.1:{port}/hooks/tg"
    async with running(api, database, wait=True, **settings) as bot:
        (registered,) = api.of("setWebhook")
        assert (registered["url"], registered["secret_token"]) == (settings["TELEGRAM_WEBHOOK_URL"], SECRET)
        for secret in (None, "", "wrong", SECRET + "x"):
            assert await api.post(message(api, "/toll"), address, secret) == 403
        assert await api.post({"message": 7}, address, SECRET) in (200, 400)
        assert await api.post(message(api, "/toll"), address.replace("/hooks", "/other"), SECRET) == 404
        assert api.of("sendMessage") == []
        assert await api.post(message(api, "/toll"), address, SECRET) == 200
        await api.until(lambda: api.of("sendMessage"))
        assert api.of("getUpdates") == []
        async with running(api, database, wait=False, **settings) as second:
            assert await second.ended() == 2
            assert f"HTTP_LISTEN: 127.0.0.1:{port} is taken".encode() in second.said
        async with httpx.AsyncClient(trust_env=False) as web:
            assert (await web.get(f"http://127.0.0.1:{port}/healthz")).json() == {"ok": True}
            assert "counterclaim_items 5.0" in (await web.get(f"http://127.0.0.1:{port}/metrics")).text
        assert await bot.stop() == 0
        assert SECRET.encode() not in bot.said
    assert api.webhook, "updates wait for the next start"


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"TELEGRAM_WEBHOOK_URL": "https://a.example/b"}, b"TELEGRAM_WEBHOOK_SECRET: webhook mode needs one"),
        (
            {"TELEGRAM_WEBHOOK_URL": "https://a.example/b", "TELEGRAM_WEBHOOK_SECRET": SECRET, "HTTP_LISTEN": ""},
            b"HTTP_LISTEN: webhook mode needs an address",
        ),
    ],
)
async def test_a_webhook_that_lacks_something_says_what(
    api: BotApi, database: Path, settings: dict[str, str], sentence: bytes
) -> None:
    async with running(api, database, wait=False, **settings) as bot:
        assert await bot.ended() == 2
        assert sentence in bot.said
