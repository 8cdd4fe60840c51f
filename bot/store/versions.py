"""When a version of an item is new."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.stored import StoredItem


def is_new(stored: StoredItem, present: StoredItem | None) -> bool:
    """Whether a version has to be stored; False for the present one, which is only read anew.

    Raises ValueError for a version below the present one, and for the present one with another content (the time it was
    ingested does not count).
    """
    if present is None or stored.version > present.version:
        return True
    if stored.version < present.version or replace(stored, ingested=present.ingested) != present:
        raise ValueError(f"item {stored.item.id}: version {present.version} is stored already")
    return False
