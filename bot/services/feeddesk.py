"""What administrators do with feeds, as replies."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answering import feedlist as draw
from bot.answering.words import Words
from bot.domain.feeds import Failed
from bot.domain.reply import Reply
from bot.domain.watched import FullText
from bot.ports import Clock
from bot.services.feedlist import FeedList


@dataclass(frozen=True, slots=True)
class FeedDesk:
    """One reply for each command; all raise UserError for what names no feed, and StoreError."""

    list: FeedList
    clock: Clock

    async def show(self, words: Words, page: int = 1) -> Reply:
        """The feeds and how they are."""
        return draw.feed_list(words, await self.list.all(), self.clock.now(), page)

    async def add(
        self,
        words: Words,
        url: str,
        outlet: str | None = None,
        *,
        lang: str | None = None,
        full_text: FullText = FullText.FEED,
    ) -> Reply:
        """Watch another feed."""
        added = await self.list.add(url, words, outlet=outlet, lang=lang, full_text=full_text)
        if added.feed is None:
            return draw.refused(words, url, added.outcome.detail if isinstance(added.outcome, Failed) else "")
        if added.known:
            return draw.known(words, added.feed)
        return draw.added(words, added.feed, added.outcome)

    async def remove(self, words: Words, named: str) -> Reply:
        """Watch a feed no longer."""
        feed = await self.list.one(named, words, "/removefeed")
        await self.list.remove(feed)
        return draw.removed(words, feed)

    async def pause(self, words: Words, named: str) -> Reply:
        """Pause a feed; one that is paused or retired goes on."""
        feed = await self.list.one(named, words, "/pausefeed")
        stands = feed.paused or feed.retired is not None
        changed = await (self.list.resume(feed) if stands else self.list.pause(feed))
        return draw.paused(words, changed)

    async def set_paused(self, words: Words, named: str, *, paused: bool) -> Reply:
        """Pause a feed, or let one that is paused or retired go on."""
        feed = await self.list.one(named, words, "bot feeds pause" if paused else "bot feeds resume")
        return draw.paused(words, await (self.list.pause(feed) if paused else self.list.resume(feed)))

    async def check(self, words: Words, named: str) -> Reply:
        """Read a feed now."""
        feed = await self.list.one(named, words, "/checkfeed")
        polled = await self.list.check(feed, words)
        return draw.checked(words, polled.feed, polled.outcome, polled.counts, self.clock.now())
