"""What generations have read and raised, as far as it outlives them or says how to go back."""

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
    Column("identity", String, primary_key=True, comment="of an alert or update that a forgotten generation raised"),
)
"""What was raised once is no news to any later generation, also when the one that raised it is forgotten."""
