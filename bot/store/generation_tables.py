"""What generations have read, to go back to it, and what they sent out, which outlives them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, ForeignKeyConstraint, Integer, String, Table

from bot.store.schema import metadata

read_versions = Table(
    "read_versions",
    metadata,
    Column("generation", Integer, ForeignKey("generations.id"), primary_key=True),
    Column("item", String, primary_key=True),
    Column("item_version", Integer, primary_key=True),
    Column("brought", Boolean, nullable=False, comment="the version came in with the generation, and goes with it"),
    ForeignKeyConstraint(["item", "item_version"], ["item_versions.item", "item_versions.version"]),
)

raised = Table(
    "raised",
    metadata,
    Column("question", String, primary_key=True),
    Column("pair", String, primary_key=True, comment="the kind of news and its two claims, whichever came later"),
    Column("item", String, primary_key=True, comment="of one of the two claims"),
    Column("item_version", Integer, primary_key=True, autoincrement=False),
)
"""What was put into the outbox, for good: raised again by one of the versions that it named it is no news, whatever was read since."""
