"""Which network addresses may be connected to."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_UNICAST = IPv6Network("2000::/3")
_NOT_PUBLIC: tuple[Network, ...] = tuple(
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
)
"""What Python 3.11 calls global but leads elsewhere: protocol assignments and tunnels that carry an IPv4 address inside."""


def parse_address(host: str) -> Address | None:
    """The address that a host's name spells, also in the old forms that resolvers take ("127.1", "0x7f000001"); None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host)) if host[:1].isdecimal() else None
    except OSError:
        return None


def may_connect(address: Address, allowed: Sequence[Network]) -> bool:
    """Whether an address is public, or within a network that the operator allowed."""
    inner = _mapped(address)
    if any(inner in network for network in allowed if network.version == inner.version):
        return True
    if any(inner in network for network in _NOT_PUBLIC if network.version == inner.version):
        return False
    if isinstance(inner, IPv6Address) and (inner.scope_id is not None or inner not in _UNICAST):
        return False
    return inner.is_global and not inner.is_multicast and not inner.is_reserved


def _mapped(address: Address) -> Address:
    """The IPv4 address within an IPv6 one ("::ffff:127.0.0.1"), else the address itself."""
    return (address.ipv4_mapped if isinstance(address, IPv6Address) else None) or address
