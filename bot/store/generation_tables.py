"""Which version of each item a generation has read, and whether it came in with it."""

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
