"""Reading everything anew."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.claims import Item
from bot.domain.office import ClaimKey, Correction
from bot.domain.stored import Origin
from bot.reading.result import Reading
from bot.services.difference import Reseeded
from bot.services.ingest import Ingest
from bot.services.reseed import Reseed
from bot.services.seed import Seed
from bot.store.memory import MemoryStore
from tests.fakes.clock import StoppedClock
from tests.fakes.reader import LineReader
from tests.fakes.world import QUESTIONS, Seeds, item, silent


class House:
    """A seeded store with one item that somebody brought in."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.clock = StoppedClock()
        self.interruptions: list[asyncio.Future[None]] = []
        self.seeds = Seeds([item("003", "killed 139", 1), item("000", "killed 145", 9)])

    async def fill(self) -> House:
        await Seed(self.store, LineReader, QUESTIONS, self.seeds, self.clock)(silent)
        await self.take(item("", "killed 143", 12, url="https://news.example/1"))
        return self

    async def take(self, subject: Item) -> str:
        self.clock.moment += timedelta(minutes=1)
        ingest = Ingest(self.store, LineReader(), QUESTIONS, {"en"}, self.clock)
        return (await ingest(subject, Origin.ADMIN)).item.id

    async def reseed(self, reader: LineReader | None = None, *, dry_run: bool = False) -> Reseeded:
        reseed = Reseed(self.store, reader or LineReader(), QUESTIONS, self.seeds, self.clock)
        return await reseed(silent, dry_run=dry_run)

    async def undo(self) -> Reseeded | None:
        return await Reseed(self.store, LineReader(), QUESTIONS, self.seeds, self.clock).undo(silent)

    async def come_in(self) -> None:
        """Bring in one more item, as long as few were."""
        number = len(self.interruptions)
        if number <= 4:
            await self.take(item("", f"killed {150 + number}", 13, url=f"https://news.example/{number % 2}"))

    async def heard(self) -> list[tuple[str, str]]:
        async with self.store.read() as snapshot:
            claims = (await snapshot.states())["killed"].claims
            return [(held.claim.item, held.claim.quote) for held in claims if not held.withdrawn]

    async def numbers(self) -> list[int]:
        async with self.store.read() as snapshot:
            return [each.number for each in await snapshot.disagreements()]


class Improved(LineReader):
    """Has learnt that the toll of the seeds is at least what they say."""

    def read(self, item: Item) -> Reading:
        return super().read(replace(item, text=item.text.replace("killed 145", "killed >= 145")))


async def test_reading_the_same_in_the_same_way_changes_nothing() -> None:
    house = await House().fill()
    before, numbers = await house.heard(), await house.numbers()
    told = await house.reseed()
    assert told == Reseeded(3, (), (), (), (), ())
    assert (await house.heard(), await house.numbers()) == (before, numbers)
    assert [queued.kind for queued in house.store.queued] == ["conflict"]


async def test_what_the_reader_learnt_is_told_and_alerts_nobody_twice() -> None:
    house = await House().fill()
    told = await house.reseed(Improved())
    ((old, new),) = told.changed
    assert (old.quote, new.quote) == ("killed 145", "killed >= 145")
    assert (told.appeared, told.vanished) == ((), ())
    assert [pair[0].quote for pair in told.opened] == ["killed 143"]


async def test_a_dry_run_tells_the_same_and_stores_nothing() -> None:
    house = await House().fill()
    before = await house.heard()
    told = await house.reseed(Improved(), dry_run=True)
    assert await house.heard() == before
    assert told == await house.reseed(Improved())
    assert await house.heard() != before


async def test_an_edited_seed_is_a_new_version_and_a_new_seed_comes_in() -> None:
    house = await House().fill()
    house.seeds.corpus[0] = item("003", "killed 140", 1)
    house.seeds.corpus.append(item("004", "killed 150", 13))
    told = await house.reseed()
    assert [(old.quote, new.quote) for old, new in told.changed] == [("killed 139", "killed 140")]
    assert [claim.item for claim in told.appeared] == ["004"]
    async with house.store.read() as snapshot:
        edited = await snapshot.item("003")
    assert edited is not None
    assert edited.version == 2


async def test_a_later_version_of_a_seed_that_came_in_since_is_kept() -> None:
    house = House()
    house.seeds.corpus[0] = replace(house.seeds.corpus[0], url="https://news.example/seed")
    await house.fill()
    assert await house.take(item("", "killed 141", 1, url="https://news.example/seed")) == "003"
    assert (await house.reseed()).changed == ()
    async with house.store.read() as snapshot:
        kept = await snapshot.item("003")
    assert kept is not None
    assert (kept.version, kept.item.text) == (2, "killed 141")


async def test_a_seed_that_left_the_folder_goes_and_comes_back() -> None:
    house = await House().fill()
    kept, name = house.seeds.corpus, "003"
    house.seeds.corpus = kept[1:]
    told = await house.reseed()
    assert [claim.item for claim in told.vanished] == [name]
    assert name not in {item for item, _ in await house.heard()}
    house.seeds.corpus = kept
    told = await house.reseed()
    assert [claim.item for claim in told.appeared] == [name]


async def test_a_seed_that_somebody_brought_a_later_text_of_stays_without_its_file() -> None:
    house = House()
    house.seeds.corpus[0] = replace(house.seeds.corpus[0], url="https://news.example/seed")
    await house.fill()
    await house.take(item("", "killed 141", 1, url="https://news.example/seed"))
    del house.seeds.corpus[0]
    assert (await house.reseed()).vanished == ()


async def test_undone_it_is_as_before_and_holds_what_came_in_since() -> None:
    house = await House().fill()
    before, numbers = await house.heard(), await house.numbers()
    house.seeds.corpus[0] = item("003", "killed 140", 1)
    house.seeds.corpus.append(item("004", "killed 150", 2))
    await house.reseed(Improved())
    since = await house.take(item("", "killed 151", 14))
    told = await house.undo()
    assert told is not None
    assert [(old.quote, new.quote) for old, new in told.changed] == [
        ("killed 140", "killed 139"),
        ("killed >= 145", "killed 145"),
    ]
    assert await house.heard() == [*before, (since, "killed 151")]
    assert set(numbers) <= set(await house.numbers())
    assert await house.undo() is None
    await house.reseed()
    assert ("004", "killed 150") in await house.heard()


async def test_what_comes_in_meanwhile_is_taken_up_before_the_switch() -> None:
    house = await House().fill()
    loop = asyncio.get_running_loop()

    class Interrupted(LineReader):
        """Somebody brings in items, and new versions of them, while it reads in a thread of its own."""

        def read(self, item: Item) -> Reading:
            coming = asyncio.run_coroutine_threadsafe(house.come_in(), loop)
            house.interruptions.append(asyncio.wrap_future(coming, loop=loop))
            return super().read(item)

    await house.reseed(Interrupted())
    await asyncio.gather(*house.interruptions)
    heard = await house.heard()
    assert len(heard) == len(set(heard))
    async with house.store.read() as snapshot:
        assert {item for item, _ in heard} == set(await snapshot.versions())
        assert await snapshot.unread() == []


async def test_a_correction_made_meanwhile_is_taken_up_before_the_switch() -> None:
    house = await House().fill()

    async def delete() -> None:
        async with house.store.write() as transaction:
            claims = (await transaction.states())["killed"].claims
            wrong = next(held.claim for held in claims if held.claim.quote == "killed 143")
            correction = Correction(ClaimKey.of(wrong), None, "telegram:1", house.clock.now())
            await transaction.office.save_correction(correction)

    loop = asyncio.get_running_loop()
    made: list[asyncio.Future[None]] = []

    class Interrupted(LineReader):
        """In its thread, when everything that is there was planned to be read."""

        def read(self, item: Item) -> Reading:
            if not made:
                deleting = asyncio.run_coroutine_threadsafe(delete(), loop)
                deleting.result(timeout=5)
                made.append(asyncio.wrap_future(deleting, loop=loop))
            return super().read(item)

    await house.reseed(Interrupted())
    assert made
    assert [quote for _, quote in await house.heard()] == ["killed 139", "killed 145"]
    assert (await house.undo()) is not None
    assert [quote for _, quote in await house.heard()] == ["killed 139", "killed 145"]


async def test_cancelled_it_has_changed_nothing() -> None:
    house = await House().fill()
    before = await house.heard()
    task = asyncio.create_task(house.reseed(Improved()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await house.heard() == before


async def test_a_dry_run_names_the_alerts_that_it_would_have_caused() -> None:
    house = await House().fill()

    class Sharper(LineReader):
        def read(self, item: Item) -> Reading:
            return super().read(replace(item, text=item.text.replace("killed 139", "killed 146")))

    told = await house.reseed(Sharper(), dry_run=True)
    assert [alert.claim.claim.quote for alert in told.alerts] == ["killed 145"]
    before = house.store.queued
    assert (await house.reseed(Sharper())).alerts == told.alerts
    assert house.store.queued == before


async def test_reading_the_seeds_and_reading_anew_are_in_the_log() -> None:
    house = await House().fill()
    await Reseed(house.store, LineReader(), QUESTIONS, house.seeds, house.clock)(silent)
    async with house.store.read() as snapshot:
        log = [(deed.action, dict(deed.detail)) for deed in await snapshot.office.audit()]
    assert log[0] == ("reseeded", {"items": 3, "new": 0, "gone": 0, "changed": 0, "opened": 0, "closed": 0})
    assert log[-1] == ("seeded", {"items": 2})
