"""The audit log, as replies and as a file."""

from __future__ import annotations

import json

from bot.answering import office
from bot.answering.audit import audit
from bot.answering.export import Format, Row, as_csv, as_json
from bot.domain.office import Action, Deed
from bot.domain.people import Person
from bot.domain.questions import Story
from bot.domain.reply import Reply
from bot.ports import Clock, Store
from bot.services.access import Access
from bot.services.lens import Lens

PAGE = 15
LONGEST = 200


class OfficeService:
    """The use case."""

    def __init__(self, store: Store, story: Story, access: Access, clock: Clock) -> None:
        self._store = store
        self._story = story
        self._access = access
        self._clock = clock

    async def note(self, who: Person, line: str) -> None:
        """Write into the log that somebody ran a command. Raises StoreError."""
        async with self._store.write() as transaction:
            await transaction.office.note(Deed(self._clock.now(), str(who), Action.COMMAND, line[:LONGEST]))

    async def admins(self, lens: Lens) -> Reply:
        """Who may do what. Raises StoreError."""
        return office.admins(lens.words, self._access.owners, await self._access.admins())

    async def audit(self, lens: Lens, before: int | None = None) -> Reply:
        """A page of the log; `before` is the number of the line above it. Raises StoreError."""
        async with self._store.read() as snapshot:
            deeds = await snapshot.office.audit(limit=PAGE + 1, before=before)
        return audit(lens.words, self._story, deeds[:PAGE], len(deeds) > PAGE)

    async def audit_file(self, form: Format) -> bytes:
        """The whole log, the oldest first, as "csv" or "json". Raises StoreError."""
        async with self._store.read() as snapshot:
            deeds = reversed(await snapshot.office.audit())
        rows: list[Row] = [
            {
                "number": deed.number,
                "at": deed.at.isoformat(),
                "actor": deed.actor,
                "action": deed.action,
                "subject": deed.subject,
                "detail": json.dumps(dict(deed.detail), ensure_ascii=False),
            }
            for deed in deeds
        ]
        return as_json(rows) if form == "json" else as_csv(rows)
