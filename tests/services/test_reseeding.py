"""Reading everything anew from a chat."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.claims import Item
from bot.domain.errors import ConfigError
from bot.domain.people import Person
from bot.domain.reply import Choices, Reply
from bot.reading.result import Reading
from bot.services.lens import Lens
from bot.services.notices import Notices
from bot.services.report import Report
from bot.services.reseed import Reseed
from bot.services.reseeding import Kind, Reseeding
from bot.services.seed import Seed
from bot.services.words import Catalogues
from bot.store.memory import MemoryStore
from tests.fakes.clock import StoppedClock
from tests.fakes.corpus import ROOT, story
from tests.fakes.drawn import drawn
from tests.fakes.reader import LineReader
from tests.fakes.world import QUESTIONS, Seeds, item, silent

CATALOGUES = Catalogues(ROOT / "config" / "locale")
LENS = Lens(CATALOGUES.words("en"))
ANN = Person("telegram", "1")


class Channel:
    """Keeps what admins were told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    async def tell(self, notice: Callable[[str], Reply]) -> bool:
        """See AdminNotices."""
        self.told.append(text(notice("en")))
        return True


class Failing(LineReader):
    """Reads until there is an `error` to raise."""

    def __init__(self) -> None:
        super().__init__()
        self.error: Exception | None = None

    def read(self, item: Item) -> Reading:
        if self.error:
            raise self.error
        return super().read(item)


class Desk:
    """A seeded store, and what reads it anew."""

    def __init__(self, seeds: int = 3, at_once: float = 1.0) -> None:
        self.store, self.reader, self.channel = MemoryStore(), Failing(), Channel()
        self.seeds = Seeds([item(f"{number:03}", f"killed {100 + number}") for number in range(seeds)])
        notices = Notices(CATALOGUES)
        notices.open(self.channel)
        self.reseeding = Reseeding(self._reseed, Report(self.store, story()), notices, at_once=at_once, every=0.001)

    def _reseed(self) -> Reseed:
        return Reseed(self.store, self.reader, QUESTIONS, self.seeds, StoppedClock())

    async def fill(self) -> Desk:
        await Seed(self.store, LineReader, QUESTIONS, self.seeds, StoppedClock())(silent)
        return self

    async def log(self) -> list[tuple[str, str, str]]:
        """Who did what, the latest first, without the seeding."""
        async with self.store.read() as snapshot:
            return [(deed.actor, deed.action, deed.subject) for deed in await snapshot.office.audit()][:-1]


def text(reply: Reply) -> str:
    return "\n".join(drawn(reply))


def lines(reply: Reply) -> list[str]:
    return [line for part in reply.parts if isinstance(part, Choices) for _, line in part.options]


async def test_a_short_one_is_told_at_once_and_every_admin_hears_of_it() -> None:
    desk = await Desk().fill()
    desk.seeds.corpus.append(item("009", "killed 150"))
    reply = await desk.reseeding.start(LENS, Kind.REAL, ANN)
    assert "4 items read again" in text(reply)
    assert lines(reply) == ["/reseed undo"]
    assert reply.later is None
    await desk.reseeding.told()
    (notice,) = desk.channel.told
    assert "Claims: 1 new, 0 gone, 0 changed." in notice


async def test_a_trial_tells_nobody_and_offers_the_real_one() -> None:
    desk = await Desk().fill()
    reply = await desk.reseeding.start(LENS, Kind.DRY, ANN)
    assert "nothing was stored" in text(reply)
    assert lines(reply) == ["/reseed now"]
    assert desk.channel.told == []


async def test_a_long_one_is_watched_until_its_outcome() -> None:
    desk = await Desk(200, at_once=0).fill()
    first = await desk.reseeding.start(LENS, Kind.REAL, ANN)
    assert lines(first) == ["/reseed cancel", "/reseed status"]
    again = await desk.reseeding.start(LENS, Kind.REAL, ANN)
    assert "already" in text(again)
    assert first.later is not None
    shown = [text(reply) async for reply in first.later()]
    assert all("of 200 items" in reply for reply in shown[:-1])
    assert "200 items read again" in shown[-1]
    assert text(desk.reseeding.status(LENS)) == shown[-1]


async def test_it_can_be_stopped() -> None:
    desk = await Desk(200, at_once=0).fill()
    await desk.reseeding.start(LENS, Kind.REAL, ANN)
    assert "Stopped. Nothing changed." in text(await desk.reseeding.cancel(LENS))
    assert "Nothing is being read anew." in text(await desk.reseeding.cancel(LENS))
    assert desk.channel.told == []


async def test_without_an_earlier_reading_there_is_no_way_back() -> None:
    desk = await Desk().fill()
    reply = await desk.reseeding.start(LENS, Kind.UNDO, ANN)
    assert text(reply) == ("No earlier reading is kept, there is nothing to go back to. /reseed reads everything anew.")


async def test_the_end_of_the_process_stops_it() -> None:
    desk = await Desk(200, at_once=0).fill()
    await desk.reseeding.start(LENS, Kind.REAL, ANN)
    await desk.reseeding.close()
    assert "Stopped" in text(desk.reseeding.status(LENS))


async def test_what_fails_is_a_sentence_with_a_number() -> None:
    desk = await Desk().fill()
    desk.reader.error = error = ConfigError("config/reading.toml, line 3: no such word")
    reply = await desk.reseeding.start(LENS, Kind.REAL, ANN)
    assert not reply.ok
    assert text(reply).strip() == f"{error} Nothing changed. Number {error.id}."


async def test_an_undone_one_is_told_too() -> None:
    desk = await Desk().fill()
    await desk.reseeding.start(LENS, Kind.REAL, ANN)
    reply = await desk.reseeding.start(LENS, Kind.UNDO, ANN)
    assert "3 items" in text(reply)
    assert "The reading that was taken back is not kept. /reseed makes it anew" in text(reply)
    assert lines(reply) == ["/reseed dry"]
    await desk.reseeding.told()
    assert "The earlier reading is back" in desk.channel.told[1]


async def test_the_log_says_who_did_so_and_what_came_to_nothing() -> None:
    desk = await Desk().fill()
    for kind in (Kind.DRY, Kind.REAL, Kind.UNDO):
        await desk.reseeding.start(LENS, kind, ANN)
    desk.reader.error = ConfigError("no such word")
    await desk.reseeding.start(LENS, Kind.DRY, ANN)
    assert await desk.log() == [
        ("telegram:1", "reseed.failed", "dry"),
        ("telegram:1", "reseeded", "undo"),
        ("telegram:1", "reseeded", ""),
        ("telegram:1", "reseed.tried", ""),
    ]
    async with desk.store.read() as snapshot:
        assert (await snapshot.office.audit(limit=1))[0].detail == {"why": "no such word"}


async def test_the_log_says_who_stopped_it() -> None:
    desk = await Desk(200, at_once=0).fill()
    await desk.reseeding.start(LENS, Kind.REAL, ANN)
    await desk.reseeding.cancel(LENS)
    assert await desk.log() == [("telegram:1", "reseed.stopped", "")]
