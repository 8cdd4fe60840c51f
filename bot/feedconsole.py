"""What `bot feeds` does with the list of watched feeds, between the house and the terminal."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from gettext import gettext as _
from pathlib import Path

from bot.answering import feedlist as draw_feeds
from bot.app import House, opened
from bot.base import Base
from bot.console import NOT_UNDERSTOOD, put, show
from bot.domain.errors import UserError
from bot.domain.feeds import Document, Failed
from bot.domain.people import AT_THE_MACHINE
from bot.domain.reply import Reply
from bot.domain.watched import ChosenBy, FullText, NewFeed, WatchedFeed
from bot.platforms.terminal.progress import progress_bar
from bot.services import Words
from bot.services.feeddesk import FeedDesk

FAILED = 1
Work = Callable[[FeedDesk, Words], Awaitable[Reply]]


async def listed(base: Base, *, as_json: bool) -> int:
    """Print the list with its health."""
    async with _house(base) as house:
        feeds = await house.feeds.all()
    if as_json:
        put([_row(feed) for feed in feeds])
    else:
        words = _words(base)
        show(base, draw_feeds.feed_list(words, feeds, base.clock.now(), size=max(1, len(feeds))))
    return 0


async def done(base: Base, line: str, work: Work) -> int:
    """Do one thing to the list and print what came of it; `line` is what was typed, for the audit log."""
    async with _house(base) as house:
        reply = await work(house.services.feeds, _words(base))
        if reply.ok:
            await house.services.office.note(AT_THE_MACHINE, line)
    show(base, reply)
    return 0 if reply.ok else NOT_UNDERSTOOD


async def add(base: Base, url: str, outlet: str | None, lang: str | None, full_text: FullText) -> int:
    """Put a feed into the list, after reading it."""
    if lang is not None and lang not in base.reader.languages:
        known = ", ".join(base.reader.languages)
        raise UserError(
            _("{lang!r} is no language that is read here; use one of {known}.").format(lang=lang, known=known)
        )
    line = f"bot feeds add {url}"
    return await done(base, line, lambda desk, words: desk.add(words, url, outlet, lang=lang, full_text=full_text))


async def check(base: Base, name: str, *, as_json: bool) -> int | None:
    """Poll the watched feeds of this name; None where the list has none."""
    words, good = _words(base), True
    async with _house(base) as house:
        try:
            feeds = await house.feeds.find(name, words)
        except UserError:
            return None
        for feed in feeds:
            polled = await house.feeds.check(feed, words)
            good = good and not isinstance(polled.outcome, Failed)
            if as_json:
                entries = isinstance(polled.outcome, Document) and len(polled.outcome.articles)
                put(_row(polled.feed) | {"entries": entries or 0, "counts": dict(polled.counts)})
            else:
                show(base, draw_feeds.checked(words, polled.feed, polled.outcome, polled.counts, base.clock.now()))
    return 0 if good else FAILED


async def take_in(base: Base, content: bytes) -> int:
    """Put the feeds of an OPML file into the list, unread; they are read as the schedule comes to them."""
    from bot.feeds.opml import read_opml

    outlines, readable = read_opml(content), base.reader.languages
    new = 0
    async with _house(base) as house:
        before = {feed.id for feed in await house.feeds.all()}
        for one in outlines:
            outlet = base.outlet_at(one.url) or one.title[:100] or None
            chosen = NewFeed(one.url, ChosenBy.ADMIN, outlet, one.lang if one.lang in readable else None)
            feed = await house.feeds.put(chosen)
            new += feed.id not in before
            before.add(feed.id)
        await house.services.office.note(AT_THE_MACHINE, f"bot feeds import ({len(outlines)}, {new} new)")
    sys.stdout.write(
        _("{number} feeds in the file: {new} added, {known} known already.").format(
            number=len(outlines), new=new, known=len(outlines) - new
        )
        + "\n"
    )
    return 0


async def hand_out(base: Base, output: Path | None) -> int:
    """Write the list as OPML."""
    from bot.feeds.opml import write_opml

    async with _house(base) as house:
        content = write_opml(await house.feeds.all(), _words(base).pick(base.story.title))
    if output is None:
        sys.stdout.write(content.decode())
        return 0
    try:
        await asyncio.to_thread(output.write_bytes, content)
    except OSError as error:
        raise UserError(
            _("{file} cannot be written: {why}.").format(file=output, why=error.strerror or error)
        ) from None
    return 0


def _words(base: Base) -> Words:
    return base.catalogues.words(base.language(None))


@asynccontextmanager
async def _house(base: Base) -> AsyncIterator[House]:
    with progress_bar(_("Reading the seed corpus")) as progress:
        async with opened(base, progress) as house:
            yield house


def _row(feed: WatchedFeed) -> dict[str, object]:
    """One feed for scripts: times in ISO 8601, spans in seconds."""
    rhythm, health = feed.rhythm, feed.health
    return {
        "id": feed.id,
        "url": feed.url,
        "listed": feed.listed,
        "outlet": feed.outlet,
        "lang": feed.lang,
        "full_text": feed.full_text.value,
        "chosen": feed.chosen.value,
        "state": health.state.value,
        "since": _time(health.since),
        "reason": health.detail,
        "in_trouble": draw_feeds.in_trouble(feed),
        "paused": feed.paused,
        "retired": _time(feed.retired),
        "failures": rhythm.failures,
        "next_poll": _time(rhythm.next_poll),
        "interval": rhythm.interval.total_seconds(),
        "habit": _seconds(rhythm.habit),
        "last_success": _time(rhythm.last_success),
        "last_new": _time(rhythm.last_new),
    }


def _time(time: datetime | None) -> str | None:
    return time.isoformat() if time else None


def _seconds(span: timedelta | None) -> float | None:
    return span.total_seconds() if span else None
