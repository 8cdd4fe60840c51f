"""Chats that can always be reached."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.reply import Reply


@dataclass
class Present:
    """See bot.platforms.telegram.desk.Attendance; remembers what it hears, and what alerts say by chat and message."""

    heard: list[tuple[str, ...]] = field(default_factory=list)
    alerts: dict[tuple[str, str], Reply] = field(default_factory=dict)

    async def returned(self, chat: str) -> None:
        """See Attendance."""
        self.heard.append(("returned", chat))

    async def left(self, chat: str, why: str) -> None:
        """See Attendance."""
        self.heard.append(("left", chat, why))

    async def moved(self, old: str, new: str) -> None:
        """See Attendance."""
        self.heard.append(("moved", old, new))

    async def told(self, chat: str, message_id: str) -> Reply | None:
        """See Attendance."""
        return self.alerts.get((chat, message_id))
