"""Which house answers now: when the configuration is read again, a new one takes the place of the old one as a whole."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import House


class Present:
    """What outlives a reload holds on to this and asks for the house each time; what holds a house ends its work with that one."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._turned = asyncio.Event()

    @property
    def house(self) -> House:
        """The house as of now."""
        return self._house

    @property
    def turned(self) -> asyncio.Event:
        """Is set when another house takes the place of the one that there is now."""
        return self._turned

    def turn_to(self, house: House) -> None:
        """Let another house answer from now on."""
        self._house, turned, self._turned = house, self._turned, asyncio.Event()
        turned.set()
