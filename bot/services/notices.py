"""Word to everybody who runs the bot, over whatever channels there are."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.reply import Reply
from bot.ports import AdminNotices
from bot.services.lens import Lens
from bot.services.words import Catalogues


class Notices:
    """The channels come with the platforms; without one nobody is told."""

    def __init__(self, catalogues: Catalogues) -> None:
        self._catalogues = catalogues
        self._channels: list[AdminNotices] = []

    def open(self, channel: AdminNotices) -> None:
        """From now on tell there too."""
        self._channels.append(channel)

    def speak(self, catalogues: Catalogues) -> None:
        """From now on use these words."""
        self._catalogues = catalogues

    async def tell(self, draw: Callable[[Lens], Reply]) -> bool:
        """Send a notice over every channel, drawn in the language of each reader; False where nobody could be reached."""
        told = [await channel.tell(lambda lang: draw(Lens(self._catalogues.words(lang)))) for channel in self._channels]
        return any(told)
