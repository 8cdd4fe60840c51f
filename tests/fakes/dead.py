"""A platform that hangs."""

from __future__ import annotations

import asyncio

from bot.domain.alerts import ChatAddress
from bot.domain.reply import Reply
from bot.domain.sending import Outcome, Sent


class Dead:
    """A platform that never answers."""

    async def turn(self) -> None:
        """At once."""

    def rest(self, to: ChatAddress) -> float:
        """None."""
        return len(to.chat) * 0.0

    async def send(self, to: ChatAddress, reply: Reply, *, answers: str | None = None) -> Outcome:
        """Hang."""
        await asyncio.sleep(100_000)
        return Sent(f"{to}{reply}{answers}")

    async def edit(self, to: ChatAddress, message_id: str, reply: Reply) -> Outcome:
        """Hang."""
        return await self.send(to, reply, answers=message_id)
