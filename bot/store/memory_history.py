"""What became of texts, in plain Python. See bot.ports.HistoryBook."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.alerts import OutboxEntry, Subject
from bot.domain.history import SILENT_CHANGE, RecordedChange, SilentChange
from bot.domain.stored import StoredItem


@dataclass(slots=True)
class Lineage:
    """The rows: silent changes in the order they came, signatures by item and version."""

    changes: tuple[RecordedChange, ...] = ()
    signatures: dict[tuple[str, int], bytes] = field(default_factory=dict)

    def copy(self) -> Lineage:
        """Another one with the same content."""
        return Lineage(self.changes, dict(self.signatures))


class MemoryHistoryShelf:
    """See bot.ports.HistoryShelf."""

    def __init__(self, rows: Lineage, present: Sequence[StoredItem]) -> None:
        self._rows = rows
        self._present = {stored.item.id: stored for stored in present}

    async def silent_changes(self, item_ids: Collection[str] | None = None) -> Sequence[RecordedChange]:
        """What outlets changed silently, of these items or of all, the oldest first; only up to the present version of each item."""
        wanted = self._present.keys() if item_ids is None else self._present.keys() & set(item_ids)
        return [
            one
            for one in self._rows.changes
            if one.change.item in wanted and one.change.version <= self._present[one.change.item].version
        ]

    async def signatures(self) -> Mapping[str, bytes]:
        """The signatures of current versions, by item."""
        every = self._rows.signatures
        return {name: every[name, one.version] for name, one in self._present.items() if (name, one.version) in every}

    async def unsigned(self) -> Sequence[StoredItem]:
        """Current versions that have no signature, by id."""
        missing = (one for name, one in self._present.items() if (name, one.version) not in self._rows.signatures)
        return sorted(missing, key=lambda stored: stored.item.id)


class MemoryHistoryBook(MemoryHistoryShelf):
    """See bot.ports.HistoryBook."""

    def __init__(
        self, rows: Lineage, present: Sequence[StoredItem], queue: Callable[[Iterable[OutboxEntry]], None]
    ) -> None:
        super().__init__(rows, present)
        self._queue = queue

    async def add_silent_changes(self, changes: Sequence[SilentChange], at: datetime, *, backlog: bool = False) -> None:
        """Record silent changes, and queue them in the outbox."""
        for change in changes:
            self._rows.changes += (RecordedChange(change, at, backlog),)
            subject = Subject(change.question, SILENT_CHANGE, change.item, change.identity)
            self._queue([OutboxEntry(0, change.question, at, subject, backlog)])

    async def sign(self, item: str, version: int, signature: bytes) -> None:
        """Keep the signature of a version in the place of an earlier one."""
        self._rows.signatures[item, version] = signature
