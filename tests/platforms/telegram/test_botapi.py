"""The fake Bot API server: as strict as Telegram."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession, FormData

from tests.fakes.botapi.happenings import message
from tests.fakes.botapi.server import TOKEN, BotApi, Fault
from tests.fakes.botapi.spec import load_spec


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    server = BotApi()
    await server.start()
    yield server
    await server.stop()


async def call(api: BotApi, method: str, token: str = TOKEN, **form: Any) -> Mapping[str, Any]:
    async with (
        ClientSession() as session,
        session.post(f"{api.url}/bot{token}/{method}", data=FormData(form)) as response,
    ):
        return dict(await response.json())


SPEC = pytest.mark.skipif(load_spec() is None, reason="no test material beside the checkout")


@pytest.mark.parametrize(
    ("method", "form", "sentence"),
    [
        pytest.param("sendMesage", {"chat_id": "1"}, "no method", marks=SPEC),
        pytest.param("sendMessage", {"chat_id": "1"}, "needs text", marks=SPEC),
        pytest.param("sendMessage", {"chat_id": "x", "text": "a", "colour": "1"}, "no parameter colour", marks=SPEC),
        pytest.param(
            "sendMessage", {"chat_id": "1", "text": "a", "link_preview_options": '{"is_disabled": 1}'}, "LinkPreview",
            marks=SPEC,
        ),
        pytest.param("sendPhoto", {"chat_id": "1", "photo": "attach://none", "caption": "a" * 1025}, "caption"),
        ("sendMessage", {"chat_id": "1", "text": "<b>a", "parse_mode": "HTML"}, "can't parse entities"),
        ("sendMessage", {"chat_id": "1", "text": " \n"}, "text is empty"),
        ("sendMessage", {"chat_id": "1", "text": "😀" * 2049}, "too long"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "a" * 201}, "MESSAGE_TOO_LONG"),
        ("setMyCommands", {"commands": json.dumps([{"command": "Toll", "description": "a"}])}, "BOT_COMMAND_INVALID"),
        (
            "sendMessage",
            {"chat_id": "1", "text": "a", "reply_markup": json.dumps(
                {"inline_keyboard": [[{"text": "a", "callback_data": "ж" * 33}]]})},
            "BUTTON_DATA_INVALID",
        ),
    ],
)  # fmt: skip
async def test_what_telegram_refuses_is_refused_and_remembered(
    api: BotApi, method: str, form: dict[str, str], sentence: str
) -> None:
    answer = await call(api, method, **form)
    assert not answer["ok"]
    assert sentence in " ".join(api.problems)


async def test_what_is_right_is_taken(api: BotApi) -> None:
    assert (await call(api, "sendMessage", chat_id="1", text="<b>a</b>" * 90, parse_mode="HTML"))["ok"]
    assert (await call(api, "sendPhoto", chat_id="1", photo=io.BytesIO(b"png")))["ok"]
    assert api.problems == []
    assert [seen.method for seen in api.of()] == ["sendMessage", "sendPhoto"]


async def test_updates_stay_until_they_are_acknowledged(api: BotApi) -> None:
    first = await api.push(message(api, "one"))
    await api.push(message(api, "two"))
    for _ in range(2):
        assert len((await call(api, "getUpdates", offset="0", timeout="0"))["result"]) == 2
    (left,) = (await call(api, "getUpdates", offset=str(first + 1), timeout="0"))["result"]
    assert left["message"]["text"] == "two"


async def test_a_second_poller_and_a_webhook_are_conflicts(api: BotApi) -> None:
    first = asyncio.create_task(call(api, "getUpdates", timeout="5"))
    await api.until(lambda: api.of("getUpdates"))
    second = asyncio.create_task(call(api, "getUpdates", timeout="0"))
    assert (await first)["error_code"] == 409
    assert (await second)["ok"]
    await call(api, "setWebhook", url="https://bot.example.org/hook")
    assert "webhook is active" in (await call(api, "getUpdates"))["description"]


async def test_faults_come_in_their_order_and_go(api: BotApi) -> None:
    wait = {"retry_after": 3}
    api.fail("sendMessage", Fault(429, "Too Many Requests", wait), Fault(drop=True), Fault(late_drop=True))
    assert (await call(api, "sendMessage", chat_id="1", text="a"))["parameters"] == wait
    for _ in range(2):
        with pytest.raises(ClientError):
            await call(api, "sendMessage", chat_id="1", text="a")
    assert (await call(api, "sendMessage", chat_id="1", text="a"))["ok"]
    assert (await call(api, "sendMessage", token="1:a"))["error_code"] == 401


async def test_an_edit_that_changes_nothing_is_refused(api: BotApi) -> None:
    sent = (await call(api, "sendMessage", chat_id="1", text="a"))["result"]["message_id"]
    for expected in (True, False):
        answer = await call(api, "editMessageText", chat_id="1", message_id=str(sent), text="b")
        assert answer["ok"] is expected
