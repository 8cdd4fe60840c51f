"""Alerts in a terminal."""

from __future__ import annotations

from bot.domain.alerts import ChatAddress
from bot.domain.reply import Reply, Text
from bot.domain.sending import Refused, Sent
from bot.platforms.terminal.messenger import TerminalMessenger

HERE = ChatAddress("terminal", "local")


async def test_alerts_are_printed_at_once_and_never_changed() -> None:
    printed: list[Reply] = []
    messenger = TerminalMessenger(printed.append)
    await messenger.turn()
    assert messenger.rest(HERE) == 0
    replies = [Reply((Text(text),)) for text in ("one", "two")]
    assert [await messenger.send(HERE, reply) for reply in replies] == [Sent("1"), Sent("2")]
    assert isinstance(await messenger.edit(HERE, "1", replies[1]), Refused)
    assert printed == replies
