"""Who may do what: the one place that knows."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from enum import Enum, auto

from bot.domain.errors import StoreError
from bot.domain.office import Action, Admin, Deed
from bot.domain.people import AT_THE_MACHINE, Asker, Person, Role
from bot.ports import Clock, Store

log = logging.getLogger(__name__)

Changed = Callable[[Person, Role], None]
"""Is told what somebody may do from now on."""


class Change(Enum):
    """What came of making somebody an administrator, or no longer one."""

    DONE = auto()
    NOTHING_TO_DO = auto()
    IS_OWNER = auto()


class Access:
    """Roles and who is let in. Owners come from the settings; `allowed` are the only people and groups served, everybody where None.

    An allowed group is a person of its platform by the group's id.
    """

    def __init__(
        self, store: Store, clock: Clock, owners: Collection[Person], allowed: Collection[Person] | None = None
    ) -> None:
        self._store = store
        self._clock = clock
        self._owners = frozenset(owners)
        self._allowed = None if allowed is None else frozenset(allowed)
        self._listeners: list[Changed] = []

    async def role(self, person: Person) -> Role:
        """What somebody may do. Where the database cannot be read nobody but owners may do more than others."""
        if person == AT_THE_MACHINE or person in self._owners:
            return Role.OWNER
        try:
            async with self._store.read() as snapshot:
                return Role.ADMIN if await snapshot.office.is_admin(person) else Role.EVERYONE
        except StoreError as error:
            log.warning("roles cannot be read: %s (%s)", error, error.id)
            return Role.EVERYONE

    def lets_in(self, asker: Asker, role: Role) -> bool:
        """Whether a line of theirs is answered at all."""
        if self._allowed is None or role is not Role.EVERYONE:
            return True
        return not self._allowed.isdisjoint((asker.person, Person(asker.person.platform, asker.chat)))

    @property
    def owners(self) -> Collection[Person]:
        """The owners of the settings."""
        return self._owners

    async def admins(self) -> Sequence[Admin]:
        """Those whom owners made administrators. Raises StoreError."""
        async with self._store.read() as snapshot:
            return await snapshot.office.admins()

    async def add(self, person: Person, by: Person) -> Change:
        """Make somebody an administrator. Raises StoreError."""
        if person in self._owners:
            return Change.IS_OWNER
        now = self._clock.now()
        async with self._store.write() as transaction:
            if not await transaction.office.add_admin(Admin(person, str(by), now)):
                return Change.NOTHING_TO_DO
            await transaction.office.note(Deed(now, str(by), Action.ADMIN_ADDED, str(person)))
        self._tell(person, Role.ADMIN)
        return Change.DONE

    async def remove(self, person: Person, by: Person) -> Change:
        """Take the right back. Raises StoreError."""
        if person in self._owners:
            return Change.IS_OWNER
        async with self._store.write() as transaction:
            if not await transaction.office.remove_admin(person):
                return Change.NOTHING_TO_DO
            await transaction.office.note(Deed(self._clock.now(), str(by), Action.ADMIN_REMOVED, str(person)))
        self._tell(person, Role.EVERYONE)
        return Change.DONE

    def listen(self, listener: Changed) -> None:
        """Hear of every change that this process makes."""
        self._listeners.append(listener)

    def _tell(self, person: Person, role: Role) -> None:
        for listener in self._listeners:
            listener(person, role)
