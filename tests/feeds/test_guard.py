"""What may be fetched, and what may not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from bot.domain.feeds import Trouble
from bot.feeds.addresses import may_connect
from bot.feeds.guard import ForbiddenError, Guard

HOSTILE = Path(__file__).parents[3] / "shared" / "material" / "hostile" / "ssrf_urls.jsonl"
CASES = [json.loads(line) for line in HOSTILE.read_text().splitlines()] if HOSTILE.exists() else []
KINDS = {
    "refuse:address": {Trouble.ADDRESS, Trouble.MALFORMED},
    "refuse:scheme": {Trouble.SCHEME, Trouble.MALFORMED},
    "refuse:local-name": {Trouble.ADDRESS},
    "refuse:ambiguous-or-userinfo": {Trouble.MALFORMED, Trouble.ADDRESS},
}


class Asked:
    """A resolver that gives every name the same addresses and remembers the names."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses
        self.names: list[str] = []
        self.ports: list[int] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.names.append(host)
        self.ports.append(port)
        return self.addresses


async def refusal(guard: Guard, url: str) -> Trouble:
    """Why an address is refused."""
    with pytest.raises(ForbiddenError) as caught:
        await guard.target(url)
    return caught.value.trouble


@pytest.mark.skipif(not CASES, reason="the hostile addresses are not on this machine")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["url"][:60])
async def test_hostile_addresses(case: dict[str, str]) -> None:
    inside = Asked("10.0.0.7")
    if case["expect"].startswith("control"):
        assert (await Guard(resolve=inside).target(case["url"])).addresses == (ip_address("1.1.1.1"),)
        return
    trouble = await refusal(Guard(resolve=inside), case["url"])
    assert trouble in KINDS.get(case["expect"], {Trouble.ADDRESS, Trouble.MALFORMED})
    if case["expect"].startswith("refuse"):
        assert inside.names == []


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.1", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.0.0.8", "192.0.0.192", "192.0.2.1",
        "192.168.0.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2001::1", "2001:db8::1", "2002:7f00:1::",
        "2002:808:808::", "fc00::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not may_connect(ip_address(address), ())


@pytest.mark.parametrize("address", ["1.1.1.1", "193.0.0.1", "::ffff:8.8.8.8", "2606:4700:4700::1111", "2a00:1450::1"])
def test_public_addresses(address: str) -> None:
    assert may_connect(ip_address(address), ())


def test_allowed_networks_open_themselves_and_nothing_else() -> None:
    allowed = [ip_network("127.0.0.0/8")]
    assert may_connect(ip_address("127.0.0.1"), allowed)
    assert may_connect(ip_address("::ffff:127.0.0.1"), allowed)
    assert not may_connect(ip_address("10.0.0.1"), allowed)
    assert not may_connect(ip_address("::1"), allowed)


async def test_one_bad_address_among_good_ones_refuses_the_host() -> None:
    assert await refusal(Guard(resolve=Asked("1.1.1.1", "127.0.0.1")), "http://news.example/") is Trouble.ADDRESS


async def test_a_name_that_nobody_knows() -> None:
    async def nobody(host: str, port: int) -> Sequence[str]:
        raise OSError("unknown")

    assert await refusal(Guard(resolve=nobody), "http://news.example/") is Trouble.UNKNOWN_HOST


async def test_a_good_address_keeps_its_name_and_what_it_resolved_to() -> None:
    asked = Asked("1.1.1.1", "2606:4700::1")
    target = await Guard(resolve=asked).target("https://News.Example/rss?a=b#part")
    assert (asked.names, asked.ports) == (["news.example"], [443])
    assert (target.host, str(target.url)) == ("news.example", "https://news.example/rss?a=b")
    assert list(map(str, target.addresses)) == ["1.1.1.1", "2606:4700::1"]


@pytest.mark.parametrize(
    "url", ["", "news.example", "//news.example/", "http://", "http:///rss", "http://a:b@news.example/", "http://news.example:0/",
            "http://news.example:99999/", "http://[::1", "http://new s.example/", "http://news.example/\r\nX: y", "http://１２７.0.0.1/"]
)  # fmt: skip
async def test_addresses_that_are_none(url: str) -> None:
    assert await refusal(Guard(resolve=Asked("1.1.1.1")), url) in (Trouble.SCHEME, Trouble.MALFORMED, Trouble.ADDRESS)
