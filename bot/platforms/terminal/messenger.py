"""Alerts in a terminal: printed above the prompt as they come."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.alerts import ChatAddress
from bot.domain.reply import Reply
from bot.domain.sending import Outcome, Refused, Sent


class TerminalMessenger:
    """See bot.ports.Messenger. `show` prints a reply; what is printed stays, so that what becomes of it is printed anew."""

    def __init__(self, show: Callable[[Reply], None]) -> None:
        self._show = show
        self._number = 0

    async def turn(self) -> None:
        """A terminal is always ready."""

    def rest(self, to: ChatAddress) -> float:  # noqa: ARG002 - there is one chat
        """No time."""
        return 0.0

    async def send(self, to: ChatAddress, reply: Reply, *, answers: str | None = None) -> Outcome:  # noqa: ARG002 - a terminal has no threads
        """Print it."""
        self._show(reply)
        self._number += 1
        return Sent(str(self._number))

    async def edit(self, to: ChatAddress, message_id: str, reply: Reply) -> Outcome:  # noqa: ARG002 - never done
        """What is printed is printed."""
        return Refused("a terminal edits nothing")
