"""Lets only those addresses of the web through that a stranger may have the bot fetch."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from urllib.parse import urlsplit

import httpx

from bot.domain.feeds import Trouble
from bot.feeds.addresses import Address, Network, may_connect, parse_address

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a host's name; raises OSError where it has none."""

MAX_LENGTH = 2_000
_AMBIGUOUS = re.compile(r"[\x00-\x20\x7f\\\ufffe\uffff]")
_NAME = re.compile(r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?")
_NUMERIC = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)\.?")
_LOCAL = re.compile(
    r"(?:.*\.)?(?:localhost|localdomain|local|internal|intranet|lan|home\.arpa)\.?"
    r"|ip6-(?:localhost|loopback|localnet|mcastprefix|allnodes|allrouters)|metadata|instance-data|broadcasthost",
)


class ForbiddenError(Exception):
    """An address of the web that is not to be fetched."""

    def __init__(self, trouble: Trouble, detail: str) -> None:
        super().__init__(detail)
        self.trouble = trouble
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Target:
    """Where a checked request goes: the address of the web as it was asked for, and the network addresses to connect to."""

    url: httpx.URL
    host: str
    addresses: tuple[Address, ...]


async def resolve_by_system(host: str, port: int) -> Sequence[str]:
    """The addresses that the machine's resolver knows."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Guard:
    """Checks an address, then every network address it leads to. What is connected to must be one of the latter, unresolved anew."""

    def __init__(self, allowed: Sequence[Network] = (), resolve: Resolver = resolve_by_system) -> None:
        self._allowed = tuple(allowed)
        self._resolve = resolve

    async def target(self, text: str) -> Target:
        """Where to connect for this address. Raises ForbiddenError."""
        url = parse_url(text)
        host = url.raw_host.decode("ascii").lower()
        literal = parse_address(host)
        if literal is not None:
            return Target(url, host, (self._checked(host, literal),))
        self._check_name(host)
        return Target(url, host, await self._addresses(host, url.port or (443 if url.scheme == "https" else 80)))

    def _check_name(self, host: str) -> None:
        if not _NAME.fullmatch(host) or _NUMERIC.fullmatch(host):
            raise ForbiddenError(Trouble.MALFORMED, _("{host!r} is no name of a host").format(host=host))
        if _LOCAL.fullmatch(host) and not self._allowed:
            raise ForbiddenError(Trouble.ADDRESS, _("{host} is a name of the local network").format(host=host))

    async def _addresses(self, host: str, port: int) -> tuple[Address, ...]:
        try:
            texts = await self._resolve(host, port)
        except (OSError, UnicodeError):
            texts = ()
        found = [parse_address(text) for text in texts]
        if not found or None in found:
            raise ForbiddenError(Trouble.UNKNOWN_HOST, _("there is no host {host}").format(host=host))
        return tuple(self._checked(host, address) for address in found if address is not None)

    def _checked(self, host: str, address: Address) -> Address:
        if not may_connect(address, self._allowed):
            raise ForbiddenError(
                Trouble.ADDRESS,
                _("{host} leads to {address}, which is no public address").format(host=host, address=address),
            )
        return address


def parse_url(text: str) -> httpx.URL:
    """An absolute address of the web that all readers of addresses understand alike. Raises ForbiddenError."""
    text = text.strip()
    try:
        parts = urlsplit(text)
        if parts.scheme.lower() not in ("http", "https"):
            raise ForbiddenError(Trouble.SCHEME, _("only http and https addresses are fetched"))
        if _AMBIGUOUS.search(text) or len(text) > MAX_LENGTH or "@" in parts.netloc or parts.port == 0:
            raise ForbiddenError(Trouble.MALFORMED, _("the address can be understood in two ways"))
        url = httpx.URL(text)
        if not parts.hostname or not url.raw_host:
            raise ForbiddenError(Trouble.MALFORMED, _("the address names no host"))
    except (ValueError, httpx.InvalidURL):
        raise ForbiddenError(Trouble.MALFORMED, _("the address is no address of the web")) from None
    return url.copy_with(fragment=None)
