"""Lines of the audit log about what no transaction of the store does: what came to nothing, and what was done to the file as a whole."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.domain.errors import CounterclaimError, StoreError, StoreUnwritableError
from bot.domain.office import Action, Deed
from bot.ports import Clock, Store

log = logging.getLogger(__name__)


@asynccontextmanager
async def reseeding_recorded(store: Store, clock: Clock, by: str, kind: str) -> AsyncIterator[None]:
    """Write down that reading anew was stopped, or why it failed; what ended it goes on. What cannot be written is logged."""
    try:
        yield
    except asyncio.CancelledError:
        await note(store, Deed(clock.now(), by, Action.RESEED_STOPPED, kind))
        raise
    except StoreUnwritableError:  # nor could a line about it be
        raise
    except Exception as error:
        why = str(error) if isinstance(error, CounterclaimError) else type(error).__name__
        await note(store, Deed(clock.now(), by, Action.RESEED_FAILED, kind, {"why": why}))
        raise


async def note(store: Store, deed: Deed) -> None:
    """Write a line of the log by itself, about what was done already. What cannot be written is logged."""
    try:
        async with store.write() as transaction:
            await transaction.office.note(deed)
    except StoreError as error:
        log.warning("the audit log cannot be written: %s (%s)", error, error.id)
