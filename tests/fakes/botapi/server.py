"""The server: long polling and webhooks, one poller a token, and whatever goes wrong at Telegram."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from aiohttp import ClientSession, web

from tests.fakes.botapi.limits import refusals
from tests.fakes.botapi.spec import load_spec

TOKEN = "424242:fAkE-tOkEn-fOr-tEsTs-0123456789abcdef"
BOT = {"id": 424242, "is_bot": True, "first_name": "Counterclaim", "username": "counterclaim_bot",
       "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}  # fmt: skip
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
ADMIN_RIGHTS = dict.fromkeys(
    ("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
     "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories"),
    True,
)  # fmt: skip
SILENT = (
    "getupdates",
    "getme",
    "setmycommands",
    "deletemycommands",
    "deletewebhook",
    "setwebhook",
    "getfile",
    "getchat",
    "getchatmember",
)


@dataclass(frozen=True)
class Call:
    """One request: the method as it was called, the form's texts, the files, and when it came (monotonic seconds)."""

    method: str
    given: Mapping[str, str]
    files: Mapping[str, bytes]
    at: float

    def __getitem__(self, name: str) -> Any:
        text = self.given[name]
        return json.loads(text) if text[:1] in "{[" else text

    @property
    def text(self) -> str:
        """The text or the caption, as sent."""
        return self.given.get("text") or self.given.get("caption", "")

    @property
    def buttons(self) -> dict[str, str]:
        """The callback data or address of each button, by label."""
        rows = json.loads(self.given.get("reply_markup", "{}")).get("inline_keyboard", ())
        return {one["text"]: one.get("callback_data") or one.get("url", "") for row in rows for one in row}


@dataclass(frozen=True)
class Fault:
    """What happens to a request instead of its answer: an error, a delay, a lost connection before or after it took effect."""

    status: int = 0
    description: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    delay: float = 0
    drop: bool = False
    late_drop: bool = False


class RefusedError(Exception):
    """An answer that is no success."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.body = {"ok": False, "error_code": status, "description": description}
        if parameters:
            self.body["parameters"] = parameters


class BotApi:
    """Telegram, as far as a bot can tell. `problems` collects every request that the real one would refuse.

    A `rule` decides about each request what goes wrong with it, after the faults that `fail` laid out for its method.
    """

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.calls: list[Call] = []
        self.problems: list[str] = []
        self.files: dict[str, bytes] = {}
        self.pending: deque[dict[str, Any]] = deque()
        self.webhook: dict[str, str] = {}
        self.members: dict[tuple[int, int], str] = {}
        self.channels: dict[str, int] = {}
        self.down = False
        self.rule: Callable[[Call], Fault | None] = lambda _: None
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._messages: dict[tuple[str, int], tuple[str, str]] = {}
        self._numbers: dict[int, int] = {}
        self._next = {"update": 1000, "message": 1, "query": 1}
        self._news = asyncio.Condition()
        self._poll = 0
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def start(self) -> None:
        """Listen on a free port of the loopback."""
        app = web.Application(client_max_size=1 << 26)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Hang up on everybody."""
        if self._runner:
            await self._runner.cleanup()

    # what a test does

    def fail(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method go wrong, one fault a call."""
        self._faults[method.lower()].extend(faults)

    def number(self, kind: str) -> int:
        """The next number of a kind."""
        self._next[kind] += 1
        return self._next[kind]

    async def push(self, content: Mapping[str, Any], update_id: int | None = None) -> int:
        """Let an update happen; its id."""
        update = {"update_id": self.number("update") if update_id is None else update_id, **content}
        async with self._news:
            self.pending.append(update)
            self._news.notify_all()
        return int(update["update_id"])

    async def post(self, content: Mapping[str, Any], address: str, secret: str | None) -> int:
        """Deliver an update to a webhook; the HTTP status it answers with."""
        headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
        update = {"update_id": self.number("update"), **content}
        async with ClientSession() as session, session.post(address, json=update, headers=headers) as response:
            return response.status

    async def until(self, found: Callable[[], Any], seconds: float = 30) -> Any:
        """Wait until something holds and return it. Fails after some seconds."""
        end = time.monotonic() + seconds
        async with self._news:
            while not (result := found()):
                left = end - time.monotonic()
                assert left > 0, f"nothing came; so far: {[call.method for call in self.calls][-20:]}"
                try:
                    async with asyncio.timeout(min(left, 0.25)):
                        await self._news.wait()
                except TimeoutError:
                    continue
        return result

    def of(self, *methods: str) -> list[Call]:
        """The calls of some methods, or all that a user would notice."""
        wanted = {method.lower() for method in methods}
        return [c for c in self.calls if c.method.lower() in wanted or (not wanted and c.method.lower() not in SILENT)]

    def took(self) -> list[Call]:
        """The messages that were sent, whether or not the bot heard of it."""
        return [call for call in self.calls if id(call) in self._numbers and call.method.startswith("send")]

    def number_of(self, call: Call) -> int:
        """The number of the message that a call sent or edited."""
        return self._numbers[id(call)]

    # what the bot asks

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            if self.down:
                raise RefusedError(502, "Bad Gateway")
            if request.match_info["token"] != self.token:
                raise RefusedError(401, "Unauthorized")
            try:
                given, files = await _form(request)
            except ConnectionResetError:  # whoever asked was killed amid its words
                _hang_up(request)
            call = Call(method, given, files, time.monotonic())
            laid_out = self._faults[method.lower()]
            fault = (laid_out.popleft() if laid_out else self.rule(call)) or Fault()
            async with self._news:
                self.calls.append(call)
                self._news.notify_all()
            self._check(call)
            await self._suffer(request, fault)
            result = await self._result(call)
            if fault.late_drop:
                _hang_up(request)
        except RefusedError as error:
            return web.json_response(error.body, status=int(str(error.body["error_code"])))
        return web.json_response({"ok": True, "result": result})

    async def _suffer(self, request: web.Request, fault: Fault) -> None:
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.drop:
            _hang_up(request)
        if fault.status:
            raise RefusedError(fault.status, fault.description, **fault.parameters)

    def _check(self, call: Call) -> None:
        spec = load_spec()
        known = list(spec.problems(call.method, call.given, call.files)) if spec else []
        found = known or list(refusals(call.method, call.given))
        if found:
            self.problems += [f"{call.method}: {one}" for one in found]
            raise RefusedError(400, f"Bad Request: {found[0]}")

    async def _result(self, call: Call) -> Any:
        match call.method:
            case "getMe":
                return BOT
            case "getUpdates":
                return await self._updates(int(call.given.get("offset", 0)), float(call.given.get("timeout", 0)))
            case "setWebhook" | "deleteWebhook":
                self.webhook = dict(call.given) if call.given.get("url") else {}
                return True
            case "getFile":
                return {"file_id": call["file_id"], "file_unique_id": "u", "file_path": f"documents/{call['file_id']}"}
            case "getChat":
                return self._chat(call.given["chat_id"])
            case "getChatMember":
                return self._member(int(call["chat_id"]), int(call["user_id"]))
            case "sendMessage" | "sendPhoto" | "sendDocument":
                return self._sent(call, self.number("message"))
            case "editMessageText" | "editMessageCaption":
                return self._edited(call)
            case _:
                return True

    def _chat(self, name: str) -> dict[str, Any]:
        number = self.channels.get(name) or next((n for n in self.channels.values() if str(n) == name), None)
        if number is None:
            raise RefusedError(400, "Bad Request: chat not found")
        return {"id": number, "type": "channel", "title": "News", "accent_color_id": 0, "max_reaction_count": 11,
                "accepted_gift_types": dict.fromkeys(GIFTS, False)}  # fmt: skip

    def _member(self, chat: int, user: int) -> dict[str, Any]:
        status = self.members.get((chat, user))
        if status is None:
            raise RefusedError(400, "Bad Request: PARTICIPANT_ID_INVALID")
        person = {"id": user, "is_bot": user == BOT["id"], "first_name": "Ann"}
        rights = {"administrator": ADMIN_RIGHTS, "creator": {"is_anonymous": False}}
        return {"status": status, "user": person, **rights.get(status, {})}

    def _sent(self, call: Call, number: int) -> dict[str, Any]:
        chat = call.given["chat_id"]
        self._numbers[id(call)] = number
        self._messages[chat, number] = (call.text, call.given.get("reply_markup", ""))
        return {"message_id": number, "date": int(time.time()), "text": call.text or "-",
                "chat": {"id": int(chat), "type": "private" if int(chat) > 0 else "supergroup"}}  # fmt: skip

    def _edited(self, call: Call) -> Any:
        content = (call.text, call.given.get("reply_markup", ""))
        if "inline_message_id" in call.given:
            return True
        key = (call.given["chat_id"], int(call.given["message_id"]))
        if self._messages.get(key) == content:
            raise RefusedError(400, "Bad Request: message is not modified")
        return self._sent(call, key[1])

    async def _updates(self, offset: int, timeout: float) -> list[dict[str, Any]]:  # noqa: ASYNC109 - Telegram's name
        if self.webhook:
            raise RefusedError(409, "Conflict: can't use getUpdates method while webhook is active")
        self._poll += 1
        mine = self._poll
        end = time.monotonic() + timeout
        async with self._news:
            self._news.notify_all()
            while self.pending and self.pending[0]["update_id"] < offset:
                self.pending.popleft()
            while not self.pending and (left := end - time.monotonic()) > 0 and not self.down:
                if mine != self._poll:
                    raise RefusedError(409, "Conflict: terminated by other getUpdates request; make sure that only one bot "
                                       "instance is running")  # fmt: skip
                try:
                    async with asyncio.timeout(left):
                        await self._news.wait()
                except TimeoutError:
                    break
            return list(self.pending)[:100]

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["path"].removeprefix("documents/")
        if request.match_info["token"] != self.token or name not in self.files:
            return web.Response(status=404)
        return web.Response(body=self.files[name])


def _hang_up(request: web.Request) -> NoReturn:
    if request.transport:
        request.transport.abort()
    raise asyncio.CancelledError


async def _form(request: web.Request) -> tuple[dict[str, str], dict[str, bytes]]:
    given: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = value.file.read()
        else:
            given[name] = str(value)
    return given, files
