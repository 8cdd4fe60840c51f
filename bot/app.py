"""The only file that knows all rooms: builds what a command needs, and no more of it."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from gettext import gettext as _
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.claims import Item
from bot.domain.errors import StoreError, StoreUnwritableError, UserError, places
from bot.domain.people import PLATFORMS, TERMINAL, Asker, Role, example, parse_person
from bot.domain.questions import Story
from bot.domain.reply import Reply
from bot.domain.stored import Origin
from bot.domain.watched import ChosenBy, NewFeed
from bot.polling import Bounds
from bot.ports import AdminNotices, Clock, Feeds, Pages, Safe, SeedSource
from bot.services import Here, Lens, Services, make_services
from bot.services.access import Access
from bot.services.deliver import Terms
from bot.services.entries import Entries
from bot.services.feedlist import FeedList
from bot.services.feednews import FeedNews
from bot.services.ingest import Ingest
from bot.services.operating import Tools
from bot.services.poll import Poll
from bot.services.replay import Replay
from bot.services.report import Report
from bot.services.reseed import Reseed
from bot.services.seed import Progress, Seed
from bot.services.signing import sign_missing
from bot.services.watch import Watch
from bot.services.wholetext import WholeTexts
from bot.services.words import Catalogues
from bot.settings.folder import ConfigFolder
from bot.settings.load import load_settings
from bot.settings.pages import load_page_words
from bot.settings.paths import project_root
from bot.settings.seeds import FileSeeds
from bot.settings.settings import Settings
from bot.settings.story import load_story
from handlers import COMMANDS
from handlers.dispatch import dispatch, turned_away

if TYPE_CHECKING:
    from bot.feeds.fetch import GuardedFetcher
    from bot.mailing import Mailing
    from bot.metrics import Metrics
    from bot.reading.learned.second import SecondReader
    from bot.reading.reader import Reader
    from bot.store.database import SqlStore
    from bot.web import Routes

log = logging.getLogger(__name__)

AGENT = "Counterclaim"
"""The name under which hosts see the bot, and write their rules for robots."""

LOCALE = "locale"
"""The folder of the bot's own words, within the configuration."""


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)


class Base:
    """What needs no database: settings, story, seeds, words and the reader. Raises ConfigError where one of them is wrong."""

    def __init__(self) -> None:
        self.settings: Settings = load_settings()
        self.folder = ConfigFolder(self.settings.config_dir)
        self.clock: Clock = SystemClock()

    @cached_property
    def story(self) -> Story:
        """The configured story."""
        return load_story(self.folder)

    def load(self) -> None:
        """Load what the configuration says, the words too, instead of at the first use. Raises ConfigError."""
        self.catalogues.small_words()
        self.catalogues.words(self.story.languages[0])

    @cached_property
    def catalogues(self) -> Catalogues:
        """The bot's own words in every language."""
        return Catalogues(self.settings.config_dir / LOCALE)

    @cached_property
    def reader(self) -> Reader:
        """What reads texts; built when the first one is to be read."""
        from bot.settings.reading import load_reader

        reader = load_reader(self.folder, self.story, self.second[0])
        # The compiled words live as long as the process; walking them at every collection cost a third of the reading time.
        gc.collect()
        gc.freeze()
        return reader

    @cached_property
    def metrics(self) -> Metrics:
        """What is counted while the bot runs."""
        from bot.metrics import Metrics

        return Metrics()

    @cached_property
    def second(self) -> tuple[SecondReader | None, str]:
        """The reader that learned, and its version; or None, and why it does not read."""
        if self.settings.reader == "rules":
            return None, "READER is rules"
        from bot.settings.second import MODEL, load_second

        second, told = load_second(self.settings.config_dir)
        if second is None and (self.settings.config_dir / MODEL).is_dir():
            log.warning("the rules read alone: %s", told)
        return second, told

    @cached_property
    def seeds(self) -> SeedSource:
        """The seed corpus, restricted to languages that can be read."""
        return _Seeds(self)

    def configured_feeds(self) -> Sequence[NewFeed]:
        """The feeds of config/feeds.toml. Raises ConfigError."""
        from bot.settings.feeds import load_feeds

        specs = load_feeds(self.folder, self.story.outlets)
        return [NewFeed(spec.url, ChosenBy.CONFIG, spec.outlet, spec.lang, spec.full_text) for spec in specs]

    def outlet_at(self, url: str) -> str | None:
        """The outlet that has its home on the host of an address."""
        from bot.feeds.links import host_of

        host = host_of(url)
        return next((name for name, one in self.story.outlets.items() if host and host_of(one.home) == host), None)

    def replay(self, *, seeded: bool) -> Replay:
        """An empty store in memory, or one that has read the seeds."""
        seeds = [item for item, _ in self.seeds.items()] if seeded else []
        return Replay(self.reader, self.story.questions, seeds)

    def asker(self, user: str | None) -> Asker:
        """Who asks in a terminal: "platform:id", an id of the terminal, or whoever sits at the machine (None). Raises UserError."""
        if user is None:
            return Asker()
        try:
            return Asker(parse_person(user, TERMINAL))
        except ValueError:
            shown = ", ".join(map(example, PLATFORMS))
            raise UserError(_("{user!r} is no user; write one like {shown}.").format(user=user, shown=shown)) from None

    def language(self, wanted: str | None) -> str:
        """The language to answer in: the one wanted, else the machine's, else English. Raises UserError for one there are no words in."""
        known = self.catalogues.languages
        if wanted is not None:
            if wanted not in known:
                raise UserError(
                    _("I have no words in {wanted!r}; use one of {known}.").format(
                        wanted=wanted, known=", ".join(known)
                    )
                )
            return wanted
        machine = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")[:2]
        return machine if machine in known else known[0]

    @property
    def var(self) -> Path:
        """The folder for what the bot writes beside the database."""
        file = self.settings.database_file
        return file.parent if file else project_root() / "var"


class _Seeds:
    """Makes the reader only when the seeds are to be read."""

    def __init__(self, base: Base) -> None:
        self._base = base

    def items(self) -> Sequence[tuple[Item, Origin]]:
        """See SeedSource."""
        return FileSeeds(self._base.settings.seeds_dir, self._base.reader.languages).items()


class House:
    """Everything, around an open store."""

    def __init__(self, base: Base, store: SqlStore) -> None:
        self._base = base
        self._store = store
        tools = Tools(
            lambda: base.reader,
            base.seeds,
            _safe(base),
            ingest=lambda _store: self.ingest,
            languages=lambda: base.reader.languages,
            backup_every=base.settings.backup_every_hours,
            pages=self.pages,
            outlet_at=base.outlet_at,
        )
        settings = base.settings
        self.access = Access(store, base.clock, settings.owners, settings.allowed or None)
        self.services: Services = make_services(
            store, base.story, base.clock, base.catalogues, tools, self.feeds, self.access
        )
        self.report = Report(store, base.story)

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
        return Mailing(self._store, base.story, base.catalogues, base.clock, terms)

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
        task = asyncio.create_task(self._watch_on(notices))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _watch_on(self, notices: AdminNotices | None) -> None:
        """Watch until cancelled. What cannot begin is logged: the bot answers without it."""
        from bot.schedule import Pace, running

        base = self._base
        news = FeedNews(self._store, base.catalogues, base.clock, notices) if notices else None
        pace = Pace(base.settings.feeds_at_once, base.settings.feeds_per_host)
        try:
            await asyncio.to_thread(lambda: base.reader)
            async with self.polling() as (_feeds, poll), running(poll, pace, news):
                await asyncio.Event().wait()
        except Exception as error:  # what nobody thought of must not end the conversation
            log.error("the feeds are not watched", extra={"kind": type(error).__name__, "trace": places(error)})

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
