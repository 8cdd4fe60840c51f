"""The only file that knows all rooms: builds what a command needs, and no more of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import date, timedelta
from functools import cached_property, partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from bot.base import Base
from bot.domain.errors import StoreError, StoreUnwritableError, places
from bot.domain.people import Asker, Role
from bot.domain.questions import Story
from bot.domain.reply import Reply
from bot.polling import Bounds
from bot.ports import AdminNotices, Feeds, Pages, Safe
from bot.present import Present
from bot.services import Here, Lens, Services, make_services
from bot.services.access import Access
from bot.services.deliver import Terms
from bot.services.entries import Entries
from bot.services.feedlist import FeedList
from bot.services.feednews import FeedNews
from bot.services.ingest import Ingest
from bot.services.operating import Tools
from bot.services.poll import Poll
from bot.services.reloading import Reloaded
from bot.services.report import Report
from bot.services.reseed import Reseed
from bot.services.seed import Progress, Seed
from bot.services.signing import sign_missing
from bot.services.watch import Watch
from bot.services.wholetext import WholeTexts
from bot.services.words import Catalogues
from bot.settings.pages import load_page_words
from handlers import COMMANDS
from handlers.dispatch import dispatch, turned_away

if TYPE_CHECKING:
    from bot.feeds.fetch import GuardedFetcher
    from bot.mailing import Mailing
    from bot.store.database import SqlStore
    from bot.web import Routes

log = logging.getLogger(__name__)

AGENT = "Counterclaim"
"""The name under which hosts see the bot, and write their rules for robots."""


class House:
    """Everything, around an open store."""

    def __init__(self, base: Base, store: SqlStore, before: House | None = None) -> None:
        """`before` is the house whose place it is to take: who may do what, and what goes on in the background, is the same."""
        self._base = base
        self._store = store
        self.present: Present = before.present if before else Present(self)
        self._tools = tools = Tools(
            lambda: base.reader,
            base.seeds,
            _safe(base),
            ingest=lambda _store: self.ingest,
            languages=lambda: base.reader.languages,
            backup_every=base.settings.backup_every_hours,
            pages=self.pages,
            outlet_at=base.outlet_at,
            reload=partial(_reload, self.present),
        )
        settings = base.settings
        self.access: Access = (
            before.access if before else Access(store, base.clock, settings.owners, settings.allowed or None)
        )
        operating = before.services.operating if before else None
        self.services: Services = make_services(
            store, base.story, base.clock, base.catalogues, tools, self.feeds, self.access, operating
        )
        self.report = Report(store, base.story)

    @property
    def base(self) -> Base:
        """What it is built on."""
        return self._base

    def successor(self, base: Base) -> House:
        """A house on another configuration, which may take the place of this one. Raises ConfigError."""
        return House(base, self._store, self)

    def take_over(self) -> None:
        """Let what goes on in the background go on with this configuration."""
        base = self._base
        self.services.operating.turn_to(self._store, base.story, base.clock, base.catalogues, self._tools)

    async def respond(
        self,
        line: str,
        lang: str,
        asker: Asker,
        at: date | None = None,
        here: Here | None = None,
        *,
        fixed: bool = False,
    ) -> Reply:
        """Answer a line of a conversation; raises nothing that a user can cause.

        The language that was chosen for the chat goes before `lang`, unless that is `fixed`.
        """
        role = await self.access.role(asker.person)
        if not self.access.lets_in(asker, role):
            return turned_away(self._base.catalogues.words(lang), asker)
        role = Role.EVERYONE if asker.openly else role
        if here is not None and not fixed:
            with suppress(StoreError):  # the answer itself will say so
                lang = await self.services.chats.language_of(here.address) or lang
        return await dispatch(line, self.services, lang=lang, role=role, asker=asker, at=at, here=here)

    def mailing(self) -> Mailing:
        """Plans alerts and delivers them."""
        from bot.mailing import Mailing

        base, settings = self._base, self._base.settings
        terms = Terms(settings.alerts_at_once, timedelta(seconds=settings.alerts_lease_seconds))
        return Mailing(self._store, self._telling, base.clock, terms)

    def _telling(self) -> tuple[Story, Catalogues]:
        base = self.present.house.base
        return base.story, base.catalogues

    def lens(self, lang: str, at: date | None = None) -> Lens:
        """The eyes of somebody who reads this language."""
        return Lens(self._base.catalogues.words(lang), at)

    @cached_property
    def ingest(self) -> Ingest:
        """Takes texts in."""
        base = self._base
        from bot.metrics import TimedReader

        return Ingest(
            self._store,
            TimedReader(base.reader, base.metrics),
            base.story.questions,
            base.reader.languages,
            base.clock,
            _sign,
        )

    @cached_property
    def reseed(self) -> Reseed:
        """Reads everything anew."""
        base = self._base
        return Reseed(self._store, base.reader, base.story.questions, base.seeds, base.clock)

    @asynccontextmanager
    async def web(self) -> AsyncIterator[Feeds]:
        """The feeds of the web, while it is open."""
        from bot.feeds.source import WebFeeds

        base = self._base
        feeds = WebFeeds(_fetcher(base), base.clock)
        try:
            yield feeds
        finally:
            await feeds.close()

    @asynccontextmanager
    async def pages(self) -> AsyncIterator[Pages]:
        """Reads pages of articles while it is open."""
        from bot.feeds.article import Boilerplate
        from bot.feeds.pages import WebPages

        words = load_page_words(self._base.folder)
        fetcher = _fetcher(self._base)
        pages = WebPages(fetcher, self._base.clock, AGENT, Boilerplate(words.drop, words.walls))
        try:
            yield pages
        finally:
            await pages.close()
            await fetcher.close()

    @asynccontextmanager
    async def entries(self) -> AsyncIterator[Entries]:
        """Handles the entries of feeds, while it is open."""
        reader = self._base.reader
        async with self.pages() as pages:
            yield Entries(self._store, reader, self.ingest, WholeTexts(pages, reader))

    @asynccontextmanager
    async def watch(self) -> AsyncIterator[Watch]:
        """Reads feeds once, in the list or not, while it is open."""
        async with self.web() as feeds, self.entries() as entries:
            yield Watch(feeds, entries)

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[tuple[Feeds, Poll]]:
        """Polls feeds of the list, while it is open."""
        settings = self._base.settings
        bounds = Bounds(settings.feeds_interval_min, settings.feeds_interval_max, settings.feeds_backoff_max)
        async with self.web() as feeds, self.entries() as entries:
            yield feeds, Poll(self._store, feeds, entries, self._base.clock, bounds)

    @cached_property
    def feeds(self) -> FeedList:
        """The list of watched feeds."""
        base = self._base
        return FeedList(self._store, base.configured_feeds, base.outlet_at, self.polling, base.clock)

    @asynccontextmanager
    async def watching(self, notices: AdminNotices | None) -> AsyncIterator[None]:
        """Watch the feeds of the list meanwhile, unless the settings say not to; `notices` hears of those in trouble.

        Raises ConfigError, StoreError.
        """
        if not self._base.settings.feeds_watch:
            yield
            return
        try:
            await self.feeds.bring_in()
        except StoreUnwritableError as error:
            log.error("the feeds are not watched: %s", error)
            yield
            return
        task = asyncio.create_task(_watch_on(self.present, notices))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def watch_once(self, turned: asyncio.Event, notices: AdminNotices | None) -> None:
        """Watch until another house is to do so. What cannot begin is logged: the bot answers without it."""
        from bot.schedule import Pace, running

        base = self._base
        news = FeedNews(self._store, base.catalogues, base.clock, notices) if notices else None
        pace = Pace(base.settings.feeds_at_once, base.settings.feeds_per_host)
        try:
            await asyncio.to_thread(lambda: base.reader)
            async with self.polling() as (_feeds, poll), running(poll, pace, news):
                await turned.wait()
        except Exception as error:  # what nobody thought of must not end the conversation
            log.error("the feeds are not watched", extra={"kind": type(error).__name__, "trace": places(error)})
            await turned.wait()

    @asynccontextmanager
    async def keeping(self) -> AsyncIterator[None]:
        """Make backups by the clock meanwhile, and look whether what should go out does."""
        operating = self.services.operating
        tasks = [asyncio.create_task(operating.backups.run()), asyncio.create_task(operating.health.run())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    @asynccontextmanager
    async def serving(self, *more: Routes) -> AsyncIterator[None]:
        """Answer over HTTP meanwhile, unless the settings say not to. Raises ConfigError."""
        from bot.web import listening

        base = self._base
        async with listening(base.settings.http_listen, self._store, base.metrics, base.clock, more):
            yield

    def vocabulary(self) -> Mapping[str, Sequence[str]]:
        """What can follow each command, for completion."""
        story = self._base.story
        kinds: dict[str, Iterable[str]] = {
            "question": story.questions,
            "topic": story.topics,
            "party": [
                name for info in story.parties.values() for name in (info.party.value, *info.names) if " " not in name
            ],
            "command": [command.name for command in COMMANDS],
            "source": story.outlets,
            "reseed": ["dry", "undo", "status", "cancel"],
            "export": ["claims", "timeline", "disagreements", "csv", "json"],
            "kind": ["conflicts", "disputes", "reversals", "silent", "updates", "low", "medium", "high"],
            "digest": ["daily", "weekly", "off"],
            "language": self._base.catalogues.languages,
        }
        return {
            f"/{command.name}": list(dict.fromkeys(word for kind in command.takes for word in kinds.get(kind, ())))
            for command in COMMANDS
        }


async def _reload(present: Present) -> Reloaded:
    from bot.reloading import reload

    return await reload(present)


async def _watch_on(present: Present, notices: AdminNotices | None) -> None:
    """Watch until cancelled, always with the configuration that counts."""
    while True:
        await present.house.watch_once(present.turned, notices)


def _sign(text: str) -> bytes:
    """Signs a text; the library is loaded with the first one."""
    from bot.feeds.signature import signature

    return signature(text)


def _safe(base: Base) -> Safe:
    """Where backups go."""
    from bot.store.safe import BackupFolder

    settings = base.settings
    folder = settings.backup_dir or base.var / "backups"
    return BackupFolder(settings.database_url.reveal(), folder, settings.backup_keep)


def _fetcher(base: Base) -> GuardedFetcher:
    """Fetches from strangers, under the bot's own name."""
    from bot.feeds.fetch import GuardedFetcher

    settings = base.settings
    contact = f" (+{settings.feeds_contact})" if settings.feeds_contact else ""
    agent = f"{AGENT}/{version('counterclaim')}{contact}"
    return GuardedFetcher(agent, base.clock.now, allowed=settings.feeds_allow_networks)


@asynccontextmanager
async def opened(base: Base, progress: Progress) -> AsyncIterator[House]:
    """The house with its store open and seeded; `progress` watches the seeding. Raises ConfigError, StoreError."""
    from bot.store.database import open_store

    story = base.story
    store = await open_store(base.settings.database_url.reveal())
    try:
        seed = Seed(store, lambda: base.reader, story.questions, base.seeds, base.clock)
        await seed(progress)
        await sign_missing(store, _sign)
        house = House(base, store)
        try:
            yield house
        finally:
            await house.services.operating.close()
    finally:
        await store.close()
