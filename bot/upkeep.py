"""What `bot db backup`, `restore` and `upgrade` do to the database as a whole, and the line of it in the audit log."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

from bot.domain.errors import StoreError
from bot.domain.office import Action, Deed
from bot.domain.people import AT_THE_MACHINE
from bot.services.attempts import note
from bot.store.backup import back_up
from bot.store.database import open_store
from bot.store.inspect import inspect_store
from bot.store.restore import restore as put_back
from bot.store.revisions import HEAD

log = logging.getLogger(__name__)


async def backup(url: str, file: Path, now: datetime) -> int:
    """Copy the database and say how many bytes that has. Raises StoreError."""
    size = back_up(url, file)
    if inspect_store(url).revision == HEAD:  # else writing the line would bring the schema up, which nobody asked for
        await _noted(url, Deed(now, str(AT_THE_MACHINE), Action.BACKED_UP, file.name, {"bytes": size}))
    return size


async def restore(url: str, file: Path, now: datetime) -> Path | None:
    """Put a copy in the place of the database, and bring it to the present schema; where the one before was put. Raises StoreError."""
    kept = put_back(url, file, now)
    detail = {"kept": kept.name if kept else None}
    await _noted(url, Deed(now, str(AT_THE_MACHINE), Action.RESTORED, file.name, detail))
    return kept


async def upgrade(url: str) -> None:
    """Bring the database to the present schema, or make one where there is none. Raises StoreError."""
    await (await open_store(url, by=str(AT_THE_MACHINE))).close()


async def _noted(url: str, deed: Deed) -> None:
    try:
        store = await open_store(url, create=False)
    except StoreError as error:
        log.warning("the audit log cannot be written: %s (%s)", error, error.id)
        return
    try:
        await note(store, deed)
    finally:
        await store.close()
