"""The tables of what administrators decided. They belong to no generation: a new reading is judged by them."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from bot.store.columns import UtcDateTime
from bot.store.schema import metadata

admins = Table(
    "admins",
    metadata,
    Column("platform", String(16), primary_key=True),
    Column("user", String(64), primary_key=True),
    Column("added_by", String(96), nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String(96), nullable=False, comment="a person, or bot"),
    Column("action", String(32), nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", JSON, nullable=False),
    comment="append-only: triggers refuse everything but new rows",
)

reviews = Table(
    "reviews",
    metadata,
    Column("number", Integer, ForeignKey("disagreement_numbers.number"), primary_key=True, autoincrement=False),
    Column("verdict", String(16), nullable=False),
    Column("reason", String(24)),
    Column("into", Integer, ForeignKey("disagreement_numbers.number")),
    Column("by", String(96), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("item", String, ForeignKey("items.id"), nullable=False),
    Column("question", String, nullable=False),
    Column("value_type", String(8), nullable=False),
    Column("lo", String, nullable=False),
    Column("hi", String),
    Column("party", String(32)),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("new_question", String),
    Column("new_value_type", String(8)),
    Column("new_lo", String),
    Column("new_hi", String),
    Column("new_party", String(32)),
    Column("by", String(96), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "item"),
)

submissions = Table(
    "submissions",
    metadata,
    Column("key", String(16), primary_key=True),
    Column("by", String(96), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("source", String, nullable=False),
    Column("lang", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("published", UtcDateTime, nullable=False),
    Column("published_is_day", Boolean, nullable=False),
    Column("url", Text),
    Index(None, "at"),
)
