"""Tells those who run the bot by the log, where there is no other way to reach them."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.domain.reply import Heading, Reply, Table, Text

log = logging.getLogger(__name__)


class LogNotices:
    """See AdminNotices."""

    async def tell(self, notice: Callable[[str], Reply]) -> bool:
        """Write it down in English, a line for each paragraph."""
        for part in notice("en").parts:
            if isinstance(part, Heading | Text):
                log.warning("%s", part.text)
        return True


class AppriseNotices:
    """See AdminNotices. Sends over the service that an Apprise URL names: mail, a push service, another messenger."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def tell(self, notice: Callable[[str], Reply]) -> bool:
        """Send it in English as plain text; False where the service did not take it."""
        from apprise import Apprise  # 0.2 s to import, and seldom needed

        title, *lines = _lines(notice("en"))
        service = Apprise()
        if not service.add(self._url):
            log.error("NOTICES_URL: Apprise does not know this kind of address")
            return False
        return bool(await service.async_notify(body="\n".join(lines) or title, title=title))


def _lines(reply: Reply) -> list[str]:
    found: list[str] = []
    for part in reply.parts:
        if isinstance(part, Heading | Text):
            found.append(part.text)
        elif isinstance(part, Table):
            found += ["  ".join(row) for row in part.rows]
    return found or [""]
