"""Tells administrators, once each, that feeds turned bad or are well again."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.feedlist import news
from bot.answering.words import Words
from bot.domain.errors import CounterclaimError, places
from bot.domain.reply import Reply
from bot.domain.watched import WatchedFeed
from bot.polling import known_to_admins, recovered, turned_bad
from bot.ports import AdminNotices, Clock, Store
from bot.services.words import Catalogues

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FeedNews:
    """The use case. What was told stands with the feed, so that nothing is forgotten or told again after a restart."""

    store: Store
    catalogues: Catalogues
    clock: Clock
    notices: AdminNotices

    async def __call__(self) -> None:
        """Tell what there is to tell, in one message. Raises nothing."""
        try:
            async with self.store.read() as snapshot:
                feeds = [feed for feed in await snapshot.feeds.all() if turned_bad(feed) or recovered(feed)]
            if feeds:
                await self._tell(feeds)
        except CounterclaimError as error:
            log.warning("news of feeds cannot be told: %s (%s)", error, error.id)
        except Exception as error:  # the next time may go better
            log.error("telling news of feeds failed", extra={"kind": type(error).__name__, "trace": places(error)})

    async def _tell(self, feeds: Sequence[WatchedFeed]) -> None:
        def notice(lang: str) -> Reply:
            words: Words = self.catalogues.words(lang)
            return news(
                words, [f for f in feeds if turned_bad(f)], [f for f in feeds if recovered(f)], self.clock.now()
            )

        if not await self.notices.tell(notice):
            return
        told = {feed.id: feed for feed in feeds}
        async with self.store.write() as change:
            for key, feed in told.items():
                present = await change.feeds.get(key)
                # One that changed sides meanwhile is news again.
                if present is not None and turned_bad(present) == turned_bad(feed):
                    await change.feeds.save(known_to_admins(present))
