"""What is kept in memory between transactions: the states of questions, and when items were published.

Every text that comes in needs both, and both are as long as the corpus. They are kept with a mark that moves in the database with
everything that changes them, whichever process does: so a mark that still stands saves reading them again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Integer, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.positions import QuestionState
from bot.store import outbox, states
from bot.store.items import CURRENT
from bot.store.schema import item_versions, items

ROWID: ColumnElement[int] = literal_column("item_versions.rowid", Integer)
"""Grows with every version of an item: none is ever deleted, and a version that stops being current does so for a later one, or for
another generation."""


class Known:
    """What one committed state of the database holds; a transaction works on a copy and hands that in when it is committed."""

    def __init__(self, before: Known | None = None) -> None:
        self._states: tuple[tuple[int, int], Mapping[str, QuestionState]] | None = before._states if before else None
        self._published: tuple[int, int, Mapping[str, datetime]] | None = before._published if before else None

    def take(self, other: Known) -> None:
        """Be what a committed transaction made of its copy."""
        self._states, self._published = other._states, other._published

    async def states(self, connection: AsyncConnection, generation: int) -> Mapping[str, QuestionState]:
        """The states of all questions of a generation. Every change of one leaves an entry in the outbox."""
        mark = generation, await outbox.latest(connection)
        if self._states is None or self._states[0] != mark:
            self._states = mark, await states.load(connection, generation)
        return self._states[1]

    async def keep_states(
        self, connection: AsyncConnection, generation: int, present: Mapping[str, QuestionState]
    ) -> None:
        """These are the states now: they were just stored."""
        self._states = (generation, await outbox.latest(connection)), present

    async def published(self, connection: AsyncConnection, generation: int) -> Mapping[str, datetime]:
        """When the current version of each item was published, by id; only versions that came in since are read."""
        latest = int(await connection.scalar(select(func.max(ROWID)).select_from(item_versions)) or 0)
        known = self._published
        if known is None or known[0] != generation or known[1] > latest:  # the last: asked by a snapshot of before
            known = generation, 0, {}
        if known[1] != latest:
            known = generation, latest, await _published_since(connection, known[1], known[2])
        self._published = known
        return known[2]

    def forget_published(self) -> None:
        """An item lost its current version, which no new version tells of."""
        self._published = None


async def _published_since(
    connection: AsyncConnection, since: int, before: Mapping[str, datetime]
) -> Mapping[str, datetime]:
    """What was known before, and what the current versions say that came in since."""
    found = dict(before)
    query = select(items.c.id, item_versions.c.published, item_versions.c.withdrawn).join(item_versions, CURRENT)
    for row in await connection.execute(query.where(since < ROWID)):
        found.pop(row.id, None)
        if not row.withdrawn:
            found[row.id] = row.published
    return found
