"""Alembic's environment: migrations run on the connection that bot.store.migrate hands over."""

from __future__ import annotations

from typing import Literal

from alembic import context

from bot.store import (  # noqa: F401 - their tables belong to the metadata
    alert_tables,
    feed_tables,
    generation_tables,
    history_tables,
    office_tables,
)
from bot.store.columns import UtcDateTime
from bot.store.schema import metadata
from bot.store.sqlite import WORD_INDEX


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave the word index and its shadow tables out of comparisons."""
    return not (kind == "table" and name is not None and name.startswith(WORD_INDEX))


def render(kind: str, shown: object, _autogen: object) -> str | Literal[False]:
    """Write our own column type as what it is in the database: a migration must not change when the code does."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(shown, UtcDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    include_name=is_ours,
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
