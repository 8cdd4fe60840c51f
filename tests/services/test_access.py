"""Who may do what, and who is let in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.domain.errors import StoreError
from bot.domain.office import Action, Deed
from bot.domain.people import AT_THE_MACHINE, Asker, Person, Role
from bot.ports import Snapshot
from bot.services.access import Access, Change
from bot.store.memory import MemoryStore
from tests.fakes.clock import StoppedClock

OWNER, ANN, BEN = Person("telegram", "7"), Person("telegram", "1"), Person("telegram", "2")
GROUP = Person("telegram", "-100")


async def test_roles_come_from_the_settings_and_from_owners() -> None:
    access = Access(MemoryStore(), StoppedClock(), {OWNER})
    told: list[tuple[Person, Role]] = []
    access.listen(lambda person, role: told.append((person, role)))
    assert [await access.role(who) for who in (AT_THE_MACHINE, OWNER, ANN)] == [Role.OWNER, Role.OWNER, Role.EVERYONE]
    assert await access.add(ANN, OWNER) is Change.DONE
    assert await access.add(ANN, OWNER) is Change.NOTHING_TO_DO
    assert await access.add(OWNER, OWNER) is Change.IS_OWNER
    assert await access.role(ANN) is Role.ADMIN
    assert await access.role(Person("discord", ANN.user)) is Role.EVERYONE
    assert [admin.person for admin in await access.admins()] == [ANN]
    assert await access.remove(ANN, OWNER) is Change.DONE
    assert await access.remove(ANN, OWNER) is Change.NOTHING_TO_DO
    assert await access.remove(OWNER, OWNER) is Change.IS_OWNER
    assert await access.role(ANN) is Role.EVERYONE
    assert told == [(ANN, Role.ADMIN), (ANN, Role.EVERYONE)]


async def test_every_change_is_in_the_log_and_nothing_else_is() -> None:
    store, clock = MemoryStore(), StoppedClock()
    access = Access(store, clock, {OWNER})
    for change in (access.add, access.add, access.remove, access.remove):
        await change(ANN, OWNER)
    async with store.read() as snapshot:
        deeds = await snapshot.office.audit()
    assert deeds == [
        Deed(clock.moment, "telegram:7", Action.ADMIN_REMOVED, "telegram:1", number=2),
        Deed(clock.moment, "telegram:7", Action.ADMIN_ADDED, "telegram:1", number=1),
    ]


def test_a_private_bot_serves_those_it_was_told_to_and_whoever_runs_it() -> None:
    access = Access(MemoryStore(), StoppedClock(), {OWNER}, {BEN, GROUP})
    assert access.lets_in(Asker(BEN, "2"), Role.EVERYONE)
    assert access.lets_in(Asker(ANN, "-100"), Role.EVERYONE)
    assert access.lets_in(Asker(ANN, "1"), Role.ADMIN)
    assert not access.lets_in(Asker(ANN, "1"), Role.EVERYONE)
    assert not access.lets_in(Asker(ANN, "-200"), Role.EVERYONE)
    assert not access.lets_in(Asker(Person("discord", "2"), "-100"), Role.EVERYONE)
    everywhere = Access(MemoryStore(), StoppedClock(), ())
    assert everywhere.lets_in(Asker(ANN, "1"), Role.EVERYONE)


async def test_a_broken_database_makes_nobody_an_administrator() -> None:
    class Broken(MemoryStore):
        @asynccontextmanager
        async def read(self) -> AsyncIterator[Snapshot]:  # type: ignore[override]
            raise StoreError("gone")
            yield  # type: ignore[unreachable]

    access = Access(Broken(), StoppedClock(), {OWNER})
    assert [await access.role(who) for who in (OWNER, ANN)] == [Role.OWNER, Role.EVERYONE]
