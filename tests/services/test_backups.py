"""Copies by the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.domain.errors import StoreError
from bot.domain.office import Action
from bot.domain.people import Person
from bot.domain.reply import Reply
from bot.services.backups import Backups
from bot.services.lens import Lens
from bot.services.notices import Notices
from bot.services.words import Catalogues
from bot.store.memory import MemoryStore
from tests.fakes.clock import StoppedClock
from tests.fakes.corpus import ROOT
from tests.fakes.drawn import drawn
from tests.fakes.tools import MemorySafe

CATALOGUES = Catalogues(ROOT / "config" / "locale")
DAY = timedelta(days=1)


class Ears:
    """Keeps what admins were told."""

    def __init__(self) -> None:
        self.told: list[list[str]] = []

    async def tell(self, notice: Callable[[str], Reply]) -> bool:
        """See AdminNotices."""
        self.told.append(drawn(notice("en")))
        return True


async def test_one_is_made_when_the_latest_is_old_enough() -> None:
    safe, clock = MemorySafe(), StoppedClock()
    backups = Backups(safe, MemoryStore(), clock, Notices(CATALOGUES), DAY)
    assert [await backups.make_if_due(DAY) for _ in range(2)] == [True, False]
    clock.moment += DAY - timedelta(seconds=1)
    assert not await backups.make_if_due(DAY)
    clock.moment += timedelta(seconds=1)
    assert await backups.make_if_due(DAY)
    assert len(safe.made) == 2


async def test_admins_hear_once_of_what_fails_again_and_again() -> None:
    safe, ears, notices = MemorySafe(), Ears(), Notices(CATALOGUES)
    notices.open(ears)
    backups = Backups(safe, MemoryStore(), StoppedClock(), notices, DAY)
    safe.error = StoreError("The disk is full.")
    for _ in range(3):
        assert not await backups.make_if_due(DAY)
    assert ears.told == [["No backup could be made", "The disk is full."]]
    safe.error = None
    assert await backups.make_if_due(DAY)


async def test_without_a_clock_it_ends_at_once() -> None:
    safe = MemorySafe()
    await Backups(safe, MemoryStore(), StoppedClock(), Notices(CATALOGUES), None).run()
    assert safe.made == []


async def test_on_demand_it_says_which_there_are() -> None:
    backups = Backups(MemorySafe(), MemoryStore(), StoppedClock(), Notices(CATALOGUES), DAY)
    reply = await backups.make(Lens(CATALOGUES.words("en")), Person("telegram", "1"))
    assert "Backup made: bot-0.db" in drawn(reply)[0]
    assert "4 kB" in str(drawn(reply))


async def test_the_log_says_who_made_them() -> None:
    store, clock = MemoryStore(), StoppedClock()
    backups = Backups(MemorySafe(), store, clock, Notices(CATALOGUES), DAY)
    await backups.make(Lens(CATALOGUES.words("en")), Person("telegram", "1"))
    clock.moment += DAY
    await backups.make_if_due(DAY)
    async with store.read() as snapshot:
        found = [(deed.actor, deed.action, deed.subject) for deed in await snapshot.office.audit()]
    assert found == [("bot", Action.BACKED_UP, "bot-1.db"), ("telegram:1", Action.BACKED_UP, "bot-0.db")]


async def test_the_log_names_those_that_were_deleted() -> None:
    safe, store, clock = MemorySafe(), MemoryStore(), StoppedClock()
    backups = Backups(safe, store, clock, Notices(CATALOGUES), DAY)
    for _ in range(3):
        await backups.make(Lens(CATALOGUES.words("en")), Person("telegram", "1"))
    safe.keep = 2
    await backups.make(Lens(CATALOGUES.words("en")), Person("telegram", "1"))
    async with store.read() as snapshot:
        last, *others = await snapshot.office.audit()
    assert (last.actor, last.action) == ("bot", Action.BACKUPS_DELETED)
    assert last.detail == {"number": 2, "files": "bot-1.db, bot-0.db"}
    assert [deed.action for deed in others] == [Action.BACKED_UP] * 4
