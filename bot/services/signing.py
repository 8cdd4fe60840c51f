"""Signs the texts that have no signature yet: seeds, and what came in before there were signatures."""

from __future__ import annotations

from collections.abc import Callable

from bot.ports import Store

Sign = Callable[[str], bytes]
"""Makes the signature of a text; see bot.domain.history."""


async def sign_missing(store: Store, sign: Sign) -> int:
    """Sign every current version that has no signature; how many there were. Raises StoreError."""
    async with store.read() as snapshot:
        missing = await snapshot.history.unsigned()
    if missing:
        signed = [(stored.item.id, stored.version, sign(stored.item.text)) for stored in missing]
        async with store.write() as transaction:
            for item, version, signature in signed:
                await transaction.history.sign(item, version, signature)
    return len(missing)
