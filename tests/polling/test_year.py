"""A simulated year of one feed: whatever its server does, it is polled politely, never given up, and every entry is handled once.

The long form, 10,000 looks at the clock a year, is `make year`; the short form plays some weeks.
"""

from __future__ import annotations

import asyncio
import os
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from bot.domain.feeds import Article, Failed, Trouble, Unchanged, Validators
from bot.domain.watched import FeedState, WatchedFeed
from bot.polling import Bounds, known_to_admins, recovered, turned_bad
from tests.fakes.feeds import DAY, URL, FeedHouse, Outcome, article, document, poller

LONG = bool(os.environ.get("LONG"))
WEEKS, LOOKS = (52, 193) if LONG else (6, 40)
EXAMPLES = 20 if LONG else 4
HOUR = timedelta(hours=1)
BOUNDS = Bounds(timedelta(minutes=5), 6 * HOUR, 24 * HOUR)
LONGEST_RETRY = timedelta(days=30)
SHOWN = 15
"""How many of its latest entries the feed shows."""

PASSING = [trouble for trouble in Trouble if trouble is not Trouble.GONE]


@dataclass
class Server:
    """A feed's server: what it publishes, and how it answers just now. It keeps a record of what it asked for."""

    chance: random.Random
    mode: str = "well"
    trouble: Trouble = Trouble.TIME_OUT
    every: timedelta = HOUR
    entries: list[Article] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    not_before: datetime | None = None

    def publish(self, now: datetime) -> None:
        """Publish what its habit says; some of it is about the story, some of it has no address."""
        last = self.entries[-1].published if self.entries else DAY
        while last + self.every <= now:
            last += self.every
            number = len(self.entries)
            about = "killed" if self.chance.random() < 0.02 else "weather"
            url = None if number % 3 == 0 else f"https://news.example/{number}"
            self.entries.append(article(f"{about} {number}", str(number), published=last, url=url))

    def answer(self, now: datetime, validators: Validators | None) -> Outcome:
        """What it says to a request. A request before the time it asked to be left alone until fails the test."""
        assert self.not_before is None or now >= self.not_before, "polled before Retry-After"
        self.not_before = None
        if self.mode == "gone":
            return Failed(Trouble.GONE, "the server answers 410")
        if self.mode == "busy":
            self.not_before = now + self.chance.random() * LONGEST_RETRY * 0.1
            return Failed(Trouble.BUSY, "the server answers 429", self.not_before)
        if self.mode == "failing":
            return Failed(self.trouble, "it does not work")
        latest = self.entries[-SHOWN:]
        tag = f'"{len(self.entries)}"'
        fresh = self.chance.choice([None, None, HOUR, timedelta(days=9)])
        if validators is not None and validators.etag == tag:
            return Unchanged(URL, fresh=fresh)
        if not latest:
            return Failed(Trouble.EMPTY, "it is a feed, but has no entries")
        self.shown |= {each.identity: each.text for each in latest}
        return document(*latest, validators=Validators(tag), fresh=fresh)


class PlayedServer:
    """See Feeds."""

    def __init__(self, server: Server, house: FeedHouse) -> None:
        self.server = server
        self.house = house
        self.requests = 0

    async def read(self, url: str, validators: Validators | None = None) -> Outcome:
        """See Feeds."""
        assert url == URL
        self.requests += 1
        return self.server.answer(self.house.clock.moment, validators)

    async def close(self) -> None:
        """See Feeds."""


class Year(RuleBasedStateMachine):
    """Weeks of fair and foul weather, as Hypothesis chooses them."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.house = FeedHouse(bounds=BOUNDS)
        self.house.clock.moment = DAY
        self.server = Server(random.Random(0))  # noqa: S311 - a played server
        self.web = PlayedServer(self.server, self.house)
        self.house.poll = poller(self.house.store, self.web, self.house.entries, self.house.clock, BOUNDS)
        self.loop.run_until_complete(self.house.list.bring_in())
        self.told: list[str] = []

    def teardown(self) -> None:
        """After the year: the weather clears, and all that was shown is stored exactly once."""
        self.server.mode = "well"
        self.loop.run_until_complete(self._clear_up())
        self.loop.close()

    @rule(seed=st.integers(0, 2**32), every=st.sampled_from([HOUR / 6, HOUR, 20 * HOUR, timedelta(days=40)]))
    def fair(self, seed: int, every: timedelta) -> None:
        """The server answers, and publishes more or less often."""
        self.server.mode, self.server.every = "well", every
        self._week(seed)

    @rule(seed=st.integers(0, 2**32), trouble=st.sampled_from(PASSING))
    def failing(self, seed: int, trouble: Trouble) -> None:
        """The server has a trouble that may pass."""
        self.server.mode, self.server.trouble = "failing", trouble
        self._week(seed)

    @rule(seed=st.integers(0, 2**32))
    def busy(self, seed: int) -> None:
        """The server asks to be left alone."""
        self.server.mode = "busy"
        self._week(seed)

    @rule(seed=st.integers(0, 2**32))
    def gone(self, seed: int) -> None:
        """The server says that the feed is gone; later an administrator has it read again."""
        self.server.mode = "gone"
        self._week(seed)
        self.server.mode = "well"
        self.loop.run_until_complete(self._revive())

    @precondition(lambda self: self.web.requests > 0)
    @rule()
    def restart(self) -> None:
        """Another process goes on: all that counts lies in the store."""
        self.house.poll = poller(self.house.store, self.web, self.house.entries, self.house.clock, BOUNDS)

    def _week(self, seed: int) -> None:
        self.server.chance = random.Random(seed)  # noqa: S311
        self.loop.run_until_complete(self._looks())

    async def _looks(self) -> None:
        for _ in range(LOOKS):
            self.house.clock.moment += self.server.chance.random() * 2 * timedelta(days=7) / LOOKS
            self.server.publish(self.house.clock.moment)
            await self._look()

    async def _look(self) -> None:
        for claimed in await self.house.poll.claim(9, 9):
            polled = await self.house.poll(claimed)
            assert polled is not None
            self._check(polled.feed, polled.outcome)
            await self._hear(polled.feed)

    def _check(self, feed: WatchedFeed, outcome: Outcome) -> None:
        now, rhythm = self.house.clock.moment, feed.rhythm
        wait = rhythm.next_poll - now
        assert wait >= BOUNDS.shortest
        if isinstance(outcome, Failed):
            asked = outcome.retry_after - now if outcome.retry_after else timedelta(0)
            assert wait <= max(BOUNDS.back_off, asked)
            assert rhythm.failures > 0
            assert (feed.retired is not None) == (outcome.trouble is Trouble.GONE)
        else:
            assert wait <= BOUNDS.longest
            assert wait >= min(outcome.fresh or timedelta(0), BOUNDS.longest)
            assert (rhythm.failures, rhythm.not_before, feed.retired) == (0, None, None)
            assert feed.health.state in (FeedState.FINE, FeedState.QUIET)

    async def _hear(self, feed: WatchedFeed) -> None:
        """Administrators hear of bad and of well in turns."""
        if turned_bad(feed) or recovered(feed):
            self.told.append("bad" if turned_bad(feed) else "well")
            async with self.house.store.write() as change:
                await change.feeds.save(known_to_admins(feed))
        assert self.told == [("bad", "well")[number % 2] for number in range(len(self.told))]

    async def _revive(self) -> None:
        feed = await self.house.feed()
        if feed.retired is not None:
            await self.house.list.resume(feed)

    async def _clear_up(self) -> None:
        await self._revive()
        feed = await self.house.feed()
        self.house.clock.moment = max(self.house.clock.moment, feed.rhythm.next_poll)
        if not self.server.entries:
            self.server.publish(self.house.clock.moment + self.server.every)
        before = self.web.requests
        await self._look()
        assert self.web.requests == before + 1, "the feed was given up"
        stored = sorted(item.text for item in await self.house.items())
        assert stored == sorted(text for text in self.server.shown.values() if text.startswith("killed"))
        async with self.house.store.read() as snapshot:
            assert len(await snapshot.feeds.entries(1, list(self.server.shown))) == len(self.server.shown)


def test_a_year() -> None:
    run_state_machine_as_test(
        Year,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=WEEKS,
            deadline=None,
            database=None,
            derandomize=not LONG,
            suppress_health_check=list(HealthCheck),
        ),
    )
