"""What became of texts, within one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.alerts import Subject
from bot.domain.claims import Claim, Party
from bot.domain.history import SILENT_CHANGE, RecordedChange, SilentChange
from bot.domain.identity import ValueText
from bot.domain.stored import StoredItem
from bot.store import mapping, outbox
from bot.store.history_tables import signatures, silent_changes
from bot.store.items import CURRENT
from bot.store.schema import item_versions, items


class SqlHistoryShelf:
    """See bot.ports.HistoryShelf."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def silent_changes(self, item_ids: Collection[str] | None = None) -> Sequence[RecordedChange]:
        """What outlets changed silently, of these items or of all, the oldest first; only up to the present version of each item."""
        here = (items.c.id == silent_changes.c.item) & (silent_changes.c.version <= items.c.version)
        query = select(silent_changes).join(items, here).order_by(silent_changes.c.id)
        if item_ids is not None:
            query = query.where(silent_changes.c.item.in_(list(item_ids)))
        return [_change(row) for row in (await self._connection.execute(query)).mappings()]

    async def signatures(self) -> Mapping[str, bytes]:
        """The signatures of current versions, by item."""
        here = (items.c.id == signatures.c.item) & (items.c.version == signatures.c.version)
        rows = await self._connection.execute(select(signatures.c.item, signatures.c.signature).join(items, here))
        return {row.item: row.signature for row in rows}

    async def unsigned(self) -> Sequence[StoredItem]:
        """Current versions that have no signature, by id."""
        same = (signatures.c.item == item_versions.c.item) & (signatures.c.version == item_versions.c.version)
        query = select(item_versions).join(items, CURRENT).outerjoin(signatures, same)
        rows = await self._connection.execute(query.where(signatures.c.item.is_(None)).order_by(items.c.id))
        return [mapping.stored_item(row) for row in rows.mappings()]


class SqlHistoryBook(SqlHistoryShelf):
    """See bot.ports.HistoryBook."""

    async def add_silent_changes(self, changes: Sequence[SilentChange], at: datetime, *, backlog: bool = False) -> None:
        """Record silent changes, and queue them in the outbox."""
        for change in changes:
            await self._connection.execute(insert(silent_changes).values(_row(change) | {"at": at, "backlog": backlog}))
            subject = Subject(change.question, SILENT_CHANGE, change.item, change.identity)
            await outbox.queue(self._connection, subject, at, backlog=backlog)

    async def sign(self, item: str, version: int, signature: bytes) -> None:
        """Keep the signature of a version in the place of an earlier one."""
        same = (signatures.c.item == item) & (signatures.c.version == version)
        await self._connection.execute(delete(signatures).where(same))
        await self._connection.execute(insert(signatures).values(item=item, version=version, signature=signature))


def _row(change: SilentChange) -> dict[str, Any]:
    party = change.now.party
    place = {"item": change.item, "version": change.version, "question": change.question}
    return place | {"party": party.value if party else None} | _side("before", change.before) | _side("now", change.now)


def _side(side: str, claim: Claim) -> dict[str, Any]:
    value = ValueText.of(claim.value)
    told = {"type": value.type, "lo": value.lo, "hi": value.hi, "as_of": claim.as_of, "quote": claim.quote}
    return {f"{side}_{name}": one for name, one in (told | {"start": claim.start, "end": claim.end}).items()}


def _change(row: mapping.Row) -> RecordedChange:
    change = SilentChange(row["version"], _claim(row, "before"), _claim(row, "now"))
    return RecordedChange(change, row["at"], row["backlog"])


def _claim(row: mapping.Row, side: str) -> Claim:
    value = ValueText(row[f"{side}_type"], row[f"{side}_lo"], row[f"{side}_hi"]).value()
    party = Party(row["party"]) if row["party"] else None
    told = [row[f"{side}_{name}"] for name in ("as_of", "quote", "start", "end")]
    return Claim(row["item"], row["question"], value, party, *told)
