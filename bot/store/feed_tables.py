"""The tables of the feeds that are watched. They belong to no generation: a feed's entries are handled once, whatever is read anew."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from bot.store.columns import UtcDateTime
from bot.store.schema import metadata

feeds = Table(
    "feeds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False, comment="where it is read"),
    Column("listed", Text, nullable=False, unique=True, comment="the address under which it was chosen"),
    Column("host", Text, nullable=False, comment="of url; one server is asked by few at a time"),
    Column("outlet", String),
    Column("lang", String),
    Column("full_text", String(8), nullable=False, comment="page or feed"),
    Column("chosen", String(8), nullable=False, comment="config or admin"),
    Column("added", UtcDateTime, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("removed", String(8), comment="by config or admin"),
    Column("retired", UtcDateTime),
    Column("first_poll_done", Boolean, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("next_poll", UtcDateTime, nullable=False),
    Column("interval", Float(53), nullable=False, comment="seconds"),
    Column("failures", Integer, nullable=False, comment="in a row"),
    Column("not_before", UtcDateTime, comment="Retry-After"),
    Column("habit", Float(53), comment="seconds between two new entries"),
    Column("last_success", UtcDateTime),
    Column("last_new", UtcDateTime),
    Column("state", String(16), nullable=False),
    Column("state_since", UtcDateTime),
    Column("state_detail", Text, nullable=False),
    Column("bad_since", UtcDateTime),
    Column("told", Boolean, nullable=False, comment="administrators know that it is bad"),
    Column("lease_owner", String),
    Column("lease_until", UtcDateTime),
    Index(None, "url"),
    Index(None, "next_poll"),
)

feed_entries = Table(
    "feed_entries",
    metadata,
    Column("feed", Integer, ForeignKey("feeds.id"), primary_key=True, autoincrement=False),
    Column("key", String, primary_key=True, comment="the entry's identity, or its SHA-256"),
    Column("digest", String(64), nullable=False),
    Column("fate", String(24), nullable=False),
    Column("item", String, ForeignKey("items.id")),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "feed", "at"),
    Index(None, "item"),
)
