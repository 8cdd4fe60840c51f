"""Fetches a document of the web: checked at every step, bounded in bytes and in seconds, politely."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from gettext import gettext as _

import httpx

from bot.domain.feeds import Failed, Fetched, Trouble, Unchanged, Validators
from bot.feeds.addresses import Network
from bot.feeds.guard import ForbiddenError, Guard, Resolver, Target, resolve_by_system
from bot.feeds.unpacking import BrokenBodyError, TooLargeError, Unpacker

REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
_STATUS = {
    401: Trouble.BLOCKED, 402: Trouble.BLOCKED, 403: Trouble.BLOCKED, 451: Trouble.BLOCKED,
    404: Trouble.MISSING, 410: Trouble.GONE, 429: Trouble.BUSY, 503: Trouble.BUSY,
}  # fmt: skip
_KEPT = "content-type", "content-location", "content-language"
_LONGEST_WAIT = timedelta(days=30)

Outcome = Fetched | Unchanged | Failed

Permit = Callable[[str], Awaitable[Failed | None]]
"""Says why an address is not to be asked for, or None."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may cost: bytes as they come, bytes unpacked, seconds from the first look-up to the last byte, redirects."""

    raw: int = 3_000_000
    unpacked: int = 4_000_000
    seconds: float = 30.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class _Redirect:
    location: str
    for_good: bool


class GuardedFetcher:
    """Fetches one document at a time for any number of callers. Close it when done."""

    def __init__(
        self,
        agent: str,
        now: Callable[[], datetime],
        *,
        allowed: Sequence[Network] = (),
        limits: Limits | None = None,
        resolve: Resolver = resolve_by_system,
    ) -> None:
        """`agent` is the User-Agent that servers see; `allowed` are networks that may be fetched from although they are not public."""
        self._guard = Guard(allowed, resolve)
        self._limits = limits or Limits()
        self._now = now
        self._headers = {
            "User-Agent": agent,
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }
        # The transport alone: no cookies, no proxies, no redirects of its own, and no connection kept for another host.
        self._transport = httpx.AsyncHTTPTransport(
            trust_env=False, limits=httpx.Limits(max_connections=None, max_keepalive_connections=0)
        )

    async def close(self) -> None:
        """Let go of all connections."""
        await self._transport.aclose()

    async def fetch(
        self, url: str, validators: Validators | None = None, *, accept: str = ACCEPT, permit: Permit | None = None
    ) -> Outcome:
        """Fetch a document; with `validators` only if it changed since. Raises nothing but cancellation.

        `accept` is the Accept header; `permit` is asked about the address and about each that it redirects to, within the time limit.
        """
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._follow(url, {"Accept": accept, **_conditions(validators)}, permit)
        except ForbiddenError as error:
            return Failed(error.trouble, error.detail)
        except TooLargeError:
            return Failed(Trouble.TOO_LARGE, _("the answer is larger than the limit"))
        except BrokenBodyError as error:
            return Failed(Trouble.BROKEN, str(error))
        except (TimeoutError, httpx.TimeoutException):
            seconds = f"{self._limits.seconds:g}"
            return Failed(Trouble.TIME_OUT, _("the answer took longer than {seconds} s").format(seconds=seconds))
        except httpx.ProtocolError as error:
            return Failed(Trouble.BROKEN, str(error)[:200])
        except (httpx.HTTPError, OSError, ValueError) as error:
            return Failed(Trouble.UNREACHABLE, str(error)[:200] or type(error).__name__)

    async def _follow(self, url: str, conditions: Mapping[str, str], permit: Permit | None) -> Outcome:
        """Follow redirects; only those for good, with nothing temporary before them, change the address to use from now on."""
        moved, settled = None, True
        for _hop in range(self._limits.redirects + 1):
            target = await self._guard.target(url)
            if permit is not None and (refused := await permit(str(target.url))) is not None:
                return refused
            answer = await self._ask(target, conditions, moved)
            if not isinstance(answer, _Redirect):
                return answer
            url = str(target.url.join(answer.location))
            settled = settled and answer.for_good
            moved = url if settled else moved
        return Failed(Trouble.REDIRECTS, _("more than {number} redirects").format(number=self._limits.redirects))

    async def _ask(self, target: Target, conditions: Mapping[str, str], moved: str | None) -> Outcome | _Redirect:
        response = await self._connect(target, conditions)
        try:
            location = response.headers.get("location")
            if response.status_code in REDIRECTS and location:
                return _Redirect(location, response.status_code in FOR_GOOD)
            if response.status_code == 304 and any(name.startswith("If-") for name in conditions):
                return Unchanged(str(target.url), moved, max_age(response.headers.get("cache-control")))
            if response.status_code not in (200, 203):
                return self._failure(response)
            body = await self._body(response)
        finally:
            await response.aclose()
        kept = {name: response.headers[name] for name in _KEPT if name in response.headers}
        known = Validators(response.headers.get("etag"), response.headers.get("last-modified"))
        return Fetched(str(target.url), body, kept, known, moved, max_age(response.headers.get("cache-control")))

    async def _connect(self, target: Target, conditions: Mapping[str, str]) -> httpx.Response:
        """The answer of the first address that takes a connection; the certificate must be the host's, not the address's."""
        *others, last = target.addresses
        for address in others:
            try:
                return await self._send(target, str(address), conditions)
            except httpx.ConnectError:
                continue
        return await self._send(target, str(last), conditions)

    async def _send(self, target: Target, address: str, conditions: Mapping[str, str]) -> httpx.Response:
        request = httpx.Request(
            "GET",
            target.url.copy_with(host=address),
            headers={"Host": target.url.netloc.decode("ascii"), **self._headers, **conditions},
            extensions={"sni_hostname": target.host},
        )
        return await self._transport.handle_async_request(request)

    async def _body(self, response: httpx.Response) -> bytes:
        """The body, read as it comes and unpacked within the limits."""
        unpacker, size = Unpacker(response.headers.get("content-encoding", ""), self._limits.unpacked), 0
        async for chunk in response.aiter_raw():
            size += len(chunk)
            if size > self._limits.raw:
                raise TooLargeError
            unpacker.add(chunk)
        return unpacker.finish()

    def _failure(self, response: httpx.Response) -> Failed:
        trouble = _STATUS.get(response.status_code, Trouble.STATUS)
        detail = _("the server answers {status}").format(status=response.status_code)
        after = retry_after(response.headers.get("retry-after"), self._now())
        return Failed(trouble, detail, after, response.status_code)


def retry_after(value: str | None, now: datetime) -> datetime | None:
    """The time that a Retry-After header names, in seconds or as a date; None for none, for nonsense and for the past. At most 30 days."""
    text = (value or "").strip()
    if text.isascii() and text.isdecimal():
        return now + min(timedelta(seconds=int(text[:9])), _LONGEST_WAIT) if int(text[:9]) else None
    try:
        time = parsedate_to_datetime(text)
        aware = time if time.tzinfo else time.replace(tzinfo=UTC)
        return min(aware.astimezone(UTC), now + _LONGEST_WAIT) if aware > now else None
    except (TypeError, ValueError, OverflowError):
        return None


def max_age(value: str | None) -> timedelta | None:
    """How long an answer stays fresh by its Cache-Control header; None where it says nothing or that nothing may be kept."""
    parts = (part.partition("=") for part in (value or "").lower().split(","))
    said = {name.strip(): what.strip('" ') for name, _equals, what in parts}
    seconds = said.get("max-age", "")
    if "no-cache" in said or "no-store" in said or not (seconds.isascii() and seconds.isdecimal()):
        return None
    return min(timedelta(seconds=int(seconds[:9])), _LONGEST_WAIT) or None


def _conditions(validators: Validators | None) -> dict[str, str]:
    """The headers of a conditional request; what a server gave that is no plain header is left out."""
    given = {} if validators is None else {
        "If-None-Match": validators.etag,
        "If-Modified-Since": validators.last_modified,
    }  # fmt: skip
    return {name: value for name, value in given.items() if value and value.isascii() and value.isprintable()}
