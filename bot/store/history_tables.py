"""The tables of what became of texts. They belong to no generation: what an outlet had published does not change with a new reading."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKeyConstraint, Index, Integer, LargeBinary, String, Table, Text

from bot.store.columns import UtcDateTime
from bot.store.schema import metadata


def _version() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["item", "version"], ["item_versions.item", "item_versions.version"])


def _claim(side: str) -> list[Column[object]]:
    """The columns of one side's claim."""
    return [
        Column(f"{side}_type", String(16), nullable=False),
        Column(f"{side}_lo", String, nullable=False),
        Column(f"{side}_hi", String, comment="null: open above, or a choice"),
        Column(f"{side}_as_of", Date, nullable=False),
        Column(f"{side}_quote", Text, nullable=False),
        Column(f"{side}_start", Integer, nullable=False),
        Column(f"{side}_end", Integer, nullable=False),
    ]


silent_changes = Table(
    "silent_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("item", String, nullable=False),
    Column("version", Integer, nullable=False, comment="the one that says otherwise"),
    Column("question", String, nullable=False),
    Column("party", String(32), comment="null: the outlet itself"),
    *_claim("before"),
    *_claim("now"),
    Column("at", UtcDateTime, nullable=False),
    Column("backlog", Boolean, nullable=False),
    _version(),
    Index(None, "item", "version"),
)

signatures = Table(
    "signatures",
    metadata,
    Column("item", String, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("signature", LargeBinary, nullable=False, comment="MinHash, four bytes a slot; empty: too few words"),
    _version(),
)
