"""What Telegram does to whole groups of requests: floods, chats that block or move, a line that is out."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.fakes.botapi.server import Call, Fault

Rule = Callable[[Call], Fault | None]

SENDING = frozenset({"sendmessage", "sendphoto", "senddocument", "editmessagetext", "editmessagecaption"})
BLOCKED = Fault(403, "Forbidden: bot was blocked by the user")


@dataclass
class Flood:
    """Refuses what is more than `a_second` messages within a second, or than a chat's own limits, for `wait` seconds."""

    a_second: int = 30
    a_minute_in_a_group: int = 20
    wait: int = 1
    refused: int = 0
    _all: list[float] = field(default_factory=list)
    _of_chat: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def __call__(self, call: Call) -> Fault | None:
        """See BotApi.rule."""
        if call.method.lower() not in SENDING:
            return None
        chat = call.given.get("chat_id", "")
        mine = self._of_chat[chat]
        in_group = chat.startswith("-")
        if (
            _since(self._all, call.at - 1) >= self.a_second
            or (in_group and _since(mine, call.at - 60) >= self.a_minute_in_a_group)
            or (not in_group and _since(mine, call.at - 1) >= 5)
        ):
            self.refused += 1
            return Fault(429, f"Too Many Requests: retry after {self.wait}", {"retry_after": self.wait})
        self._all.append(call.at)
        mine.append(call.at)
        return None


def busiest_second(times: Iterable[float]) -> int:
    """The most events that lie within any one second."""
    ordered = sorted(times)
    return max((bisect_left(ordered, at + 1) - first for first, at in enumerate(ordered)), default=0)


def blocked(chats: set[str]) -> Rule:
    """These chats have blocked the bot; the set may change meanwhile."""
    return lambda call: BLOCKED if call.method.lower() in SENDING and call.given.get("chat_id") in chats else None


def moved(chats: dict[str, int]) -> Rule:
    """These groups became supergroups with these ids."""

    def rule(call: Call) -> Fault | None:
        new = chats.get(call.given.get("chat_id", "")) if call.method.lower() in SENDING else None
        text = "Bad Request: group chat was upgraded to a supergroup chat"
        return Fault(400, text, {"migrate_to_chat_id": new}) if new else None

    return rule


def first_of(*rules: Rule) -> Rule:
    """The first rule that has something against a request decides."""
    return lambda call: next(filter(None, (rule(call) for rule in rules)), None)


def _since(times: list[float], moment: float) -> int:
    return len(times) - bisect_left(times, moment)
