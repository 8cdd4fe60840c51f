"""The list of watched feeds: what the configuration puts into it, and what administrators change."""

from __future__ import annotations

import difflib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from gettext import gettext as _
from urllib.parse import urlsplit

from bot.answering.words import Words
from bot.domain.errors import UserError
from bot.domain.feeds import Document, Failed, Trouble, Unchanged
from bot.domain.watched import ChosenBy, FullText, NewFeed, WatchedFeed
from bot.ports import Clock, FeedBook, Feeds, Store
from bot.services.poll import Poll, Polled
from bot.services.record import listed

Connect = Callable[[], AbstractAsyncContextManager[tuple[Feeds, Poll]]]
"""What reads feeds, while it is open."""

PASSING = frozenset({Trouble.UNREACHABLE, Trouble.TIME_OUT, Trouble.BUSY, Trouble.STATUS})
"""Troubles that a feed may have today and not tomorrow: it is added all the same."""


@dataclass(frozen=True, slots=True)
class Added:
    """What adding an address came to: `feed` is None where it was refused; `known` says that it was in the list already."""

    outcome: Document | Unchanged | Failed | None
    feed: WatchedFeed | None
    known: bool = False


class FeedList:
    """The use cases around the list."""

    def __init__(
        self,
        store: Store,
        configured: Callable[[], Sequence[NewFeed]],
        outlet_at: Callable[[str], str | None],
        connect: Connect,
        clock: Clock,
    ) -> None:
        """`configured` are the feeds of the configuration (raises ConfigError), `outlet_at` knows whose a host is."""
        self._store = store
        self._configured = configured
        self._outlet_at = outlet_at
        self._connect = connect
        self._clock = clock
        self._in_step = False

    async def bring_in(self) -> None:
        """Bring the list in step with the configuration, once. Raises ConfigError, StoreError.

        What administrators added stays, what they removed does not come back. A feed that left the configuration is removed, and
        comes back with it.
        """
        if self._in_step:
            return
        configured = {new.url: new for new in self._configured()}
        async with self._store.read() as snapshot:
            known = {feed.listed: feed for feed in await snapshot.feeds.all()}
        if not _is_in_step(configured, known):
            async with self._store.write() as change:
                now = self._clock.now()
                await change.office.note(*listed(await _bring_in(change.feeds, configured, now), now))
        self._in_step = True

    async def all(self) -> Sequence[WatchedFeed]:
        """The feeds in the list."""
        await self.bring_in()
        async with self._store.read() as snapshot:
            return await snapshot.feeds.all()

    async def find(self, text: str, words: Words) -> Sequence[WatchedFeed]:
        """The feeds that a number ("3", "#3"), an address or an outlet's name means; at least one. Raises UserError."""
        feeds, wanted = await self.all(), text.strip()
        number = wanted.removeprefix("#")
        if number.isascii() and number.isdecimal():
            found = [feed for feed in feeds if feed.id == int(number[:9])]
        elif "://" in wanted:
            found = [feed for feed in feeds if wanted in (feed.url, feed.listed)]
        else:
            found = [feed for feed in feeds if (feed.outlet or feed.host).casefold() == wanted.casefold()]
        if not found:
            raise UserError(_unknown(wanted, feeds, words))
        return found

    async def one(self, text: str, words: Words, command: str) -> WatchedFeed:
        """The one feed that is meant. Raises UserError, also where an outlet has several."""
        found = await self.find(text, words)
        if len(found) > 1:
            listed = ", ".join(f"{command} {feed.id} ({feed.lang or feed.url})" for feed in found)
            message = words.gettext("{outlet} has {number} feeds. Name one: {listed}")
            raise UserError(
                message.format(outlet=found[0].outlet or found[0].host, number=words.number(len(found)), listed=listed)
            )
        return found[0]

    async def add(
        self,
        url: str,
        words: Words,
        *,
        outlet: str | None = None,
        lang: str | None = None,
        full_text: FullText = FullText.FEED,
    ) -> Added:
        """Put the feed at an address into the list; it is read first, and refused where it is none. Raises UserError for no address."""
        url = url.strip()
        if not is_address(url):
            message = words.gettext("“{text}” is no address. Try /addfeed https://example.org/rss")
            raise UserError(message.format(text=url))
        await self.bring_in()
        async with self._store.read() as snapshot:
            known = await snapshot.feeds.at(url)
        if known is not None and known.removed is None:
            return Added(None, known, known=True)
        async with self._connect() as (web, _poll):
            outcome = await web.read(url)
        if isinstance(outcome, Failed) and outcome.trouble not in PASSING:
            return Added(outcome, None)
        new = NewFeed(url, ChosenBy.ADMIN, outlet or self._outlet_at(url), lang, full_text)
        return Added(outcome, await self.put(new))

    async def put(self, new: NewFeed) -> WatchedFeed:
        """Put a feed into the list unread; one that is there already stays as it is, a removed one comes back."""
        await self.bring_in()
        async with self._store.write() as change:
            known = await change.feeds.at(new.url)
            if known is None:
                return await change.feeds.add(new, self._clock.now())
            if known.removed is None:
                return known
            # Its entries are remembered, so that nothing is taken in twice.
            known = replace(
                _revived(known, self._clock), outlet=new.outlet or known.outlet, lang=new.lang or known.lang
            )
            await change.feeds.save(known)
            return known

    async def remove(self, feed: WatchedFeed) -> None:
        """Take a feed out of the list; what it brought in stays."""
        await self._change(feed, lambda present: replace(present, removed=ChosenBy.ADMIN))

    async def pause(self, feed: WatchedFeed) -> WatchedFeed:
        """Read a feed no more until it is resumed."""
        return await self._change(feed, lambda present: replace(present, paused=True))

    async def resume(self, feed: WatchedFeed) -> WatchedFeed:
        """Read a paused or retired feed again, beginning now."""
        return await self._change(feed, lambda present: _revived(present, self._clock))

    async def check(self, feed: WatchedFeed, words: Words) -> Polled:
        """Poll a feed now, whenever it is due. Raises UserError where its server asked not to, or another poll is under way."""
        wait, now = feed.rhythm.not_before, self._clock.now()
        if wait is not None and wait > now:
            message = words.gettext("Its server asked not to be read before {time} UTC.")
            raise UserError(message.format(time=f"{words.day(wait.date(), now.year)} {wait:%H:%M}"))
        async with self._connect() as (_web, poll):
            claimed = await poll.claim_one(feed.id)
            polled = await poll(claimed) if claimed else None
        if polled is None:
            raise UserError(words.gettext("It is being read just now. Look again in a moment."))
        return polled

    async def _change(self, feed: WatchedFeed, how: Callable[[WatchedFeed], WatchedFeed]) -> WatchedFeed:
        async with self._store.write() as change:
            changed = how(await change.feeds.get(feed.id) or feed)
            await change.feeds.save(changed)
            return changed


def unconnected(store: Store, clock: Clock) -> FeedList:
    """A list without a configuration and without the web, for where nobody can read feeds."""

    @asynccontextmanager
    async def connect() -> AsyncIterator[tuple[Feeds, Poll]]:
        raise UserError(_("Feeds cannot be read here."))
        yield  # type: ignore[unreachable]

    return FeedList(store, tuple, lambda _url: None, connect, clock)


def is_address(url: str) -> bool:
    """Whether a text is an address of the web."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable() and " " not in url
    except ValueError:
        return False


def _is_in_step(configured: dict[str, NewFeed], known: dict[str, WatchedFeed]) -> bool:
    """Whether nothing has to be written, which is so at most starts."""
    same = all(url in known and _as_configured(known[url], new) == known[url] for url, new in configured.items())
    return same and all(feed.chosen is ChosenBy.ADMIN or url in configured for url, feed in known.items())


async def _bring_in(
    book: FeedBook, configured: dict[str, NewFeed], now: datetime
) -> list[tuple[WatchedFeed | None, WatchedFeed]]:
    """What each feed that changed was (None: it was not known) and is."""
    turned: list[tuple[WatchedFeed | None, WatchedFeed]] = []
    for feed in await book.all():
        if feed.chosen is ChosenBy.CONFIG and feed.listed not in configured:
            turned.append((feed, replace(feed, removed=ChosenBy.CONFIG)))
            await book.save(turned[-1][1])
    for url, new in configured.items():
        known = await book.at(url)
        if known is None:
            turned.append((None, await book.add(new, now)))
        elif known.removed is ChosenBy.CONFIG or (known.removed is None and known.listed == url):
            after = _as_configured(replace(known, removed=None), new)
            if after != known:
                turned.append((known, after))
                await book.save(after)
    return turned


def _as_configured(feed: WatchedFeed, new: NewFeed) -> WatchedFeed:
    """What an administrator added stays theirs, also when the configuration names it later."""
    if feed.chosen is ChosenBy.ADMIN:
        return feed
    return replace(feed, outlet=new.outlet, lang=new.lang, full_text=new.full_text)


def _revived(feed: WatchedFeed, clock: Clock) -> WatchedFeed:
    wait = feed.rhythm.not_before
    due = max(clock.now(), wait) if wait else clock.now()
    return replace(feed, removed=None, paused=False, retired=None, rhythm=replace(feed.rhythm, next_poll=due))


def _unknown(text: str, feeds: Sequence[WatchedFeed], words: Words) -> str:
    names = sorted({feed.outlet or feed.host for feed in feeds})
    near = difflib.get_close_matches(text, names, 1, 0.5)
    if near:
        return words.gettext("There is no feed “{text}”. Did you mean {near}?").format(text=text, near=near[0])
    return words.gettext("There is no feed “{text}”. /feeds lists them.").format(text=text)
