"""A line to Telegram without a network: the real library's requests, answered in virtual time by the rules of the fake server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import httpx
from telegram import Bot
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from tests.fakes.botapi.limits import refusals
from tests.fakes.botapi.rules import Rule
from tests.fakes.botapi.server import BOT, TOKEN, Call, Fault

READ_SECONDS = 5.0


class Line(BaseRequest):
    """`calls` are all requests, `arrived` those that took effect; a request takes `journey` seconds."""

    def __init__(self, rule: Rule, journey: float = 0.02) -> None:
        self.rule = rule
        self.journey = journey
        self.calls: list[Call] = []
        self.arrived: list[Call] = []

    @property
    def read_timeout(self) -> float:
        """Seconds."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to let go of."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Answer, or fail as httpx would."""
        assert method == "POST"
        given = {name: str(value) for name, value in (request_data.json_parameters if request_data else {}).items()}
        await asyncio.sleep(self.journey / 2)
        call = Call(url.rpartition("/")[2], given, {}, asyncio.get_running_loop().time())
        self.calls.append(call)
        fault = self.rule(call) or Fault()
        if fault.delay > READ_SECONDS:
            await asyncio.sleep(READ_SECONDS)
            raise TimedOut from httpx.ReadTimeout("")
        if fault.drop:
            raise NetworkError("httpx.ReadError: ") from httpx.ReadError("")
        await asyncio.sleep(fault.delay + self.journey / 2)
        if fault.status:
            return fault.status, _body(False, error_code=fault.status, description=fault.description,
                                       parameters=fault.parameters)  # fmt: skip
        wrong = list(refusals(call.method, given))
        if wrong:
            return 400, _body(False, error_code=400, description=f"Bad Request: {wrong[0]}")
        self.arrived.append(call)
        if fault.late_drop:
            raise NetworkError("httpx.ReadError: ") from httpx.ReadError("")
        return 200, _body(True, result=self._result(call))

    def bot(self) -> Bot:
        """A bot that asks over this line."""
        return Bot(TOKEN, request=self, get_updates_request=self)

    def texts(self, chat: str) -> list[str]:
        """What arrived in a chat."""
        return [call.text for call in self.arrived if call.given.get("chat_id") == chat]

    def _result(self, call: Call) -> Mapping[str, Any] | bool:
        if call.method == "getMe":
            return BOT
        if "chat_id" not in call.given:
            return True
        chat = int(call.given["chat_id"])
        number = call.given.get("message_id") or len(self.arrived)
        return {"message_id": int(number), "date": 1, "text": call.text, "chat": {"id": chat, "type": "private"}}


def _body(ok: bool, **content: Any) -> bytes:
    return json.dumps({"ok": ok, **content}).encode()
