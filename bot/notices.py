"""Tells those who run the bot by the log, where there is no other way to reach them."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.domain.reply import Heading, Reply, Text

log = logging.getLogger(__name__)


class LogNotices:
    """See AdminNotices."""

    async def tell(self, notice: Callable[[str], Reply]) -> bool:
        """Write it down in English, a line for each paragraph."""
        for part in notice("en").parts:
            if isinstance(part, Heading | Text):
                log.warning("%s", part.text)
        return True
