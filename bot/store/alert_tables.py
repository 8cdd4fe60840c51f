"""The tables of who is told what. They belong to no generation: what was asked for and sent outlives a new reading of everything."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bot.store.columns import UtcDateTime
from bot.store.schema import metadata

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("question", String, nullable=False, comment="empty: the states of all questions changed"),
    Column("kind", String(16), nullable=False, comment="of an alert or update; empty: the question's state changed"),
    Column("item", String, nullable=False),
    Column("identity", String, nullable=False, comment="what makes it the same alert in another generation"),
    Column("disagreement", Integer, ForeignKey("disagreement_numbers.number")),
    Column("backlog", Boolean, nullable=False, comment="old when it came; told in one summary"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False, comment="pending or dispatched"),
    Column("dispatched_at", UtcDateTime),
    Index(None, "state", "id"),
    Index(None, "question", "identity"),
)

chats = Table(
    "chats",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("platform", String(16), nullable=False),
    Column("chat", String, nullable=False, comment="the platform's id"),
    Column("thread", String, nullable=False, comment="the topic within the chat, empty: none"),
    Column("lang", String(16), nullable=False, comment="empty: nobody chose one"),
    Column("zone", String, nullable=False, comment="an IANA time zone"),
    Column("quiet_from", String(5), comment="HH:MM on the chat's wall clock"),
    Column("quiet_to", String(5)),
    Column("digest_every", String(8), comment="daily or weekly"),
    Column("digest_at", String(5), comment="HH:MM on the chat's wall clock"),
    Column("digest_weekday", Integer, comment="Monday is 0"),
    Column("suspended_at", UtcDateTime),
    Column("suspended_why", Text, nullable=False),
    UniqueConstraint("platform", "chat", "thread"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("chat", Integer, ForeignKey("chats.id"), primary_key=True, autoincrement=False),
    Column("scope", String(16), primary_key=True),
    Column("target", String, primary_key=True),
    Column("kinds", JSON, nullable=False),
    Column("least", Integer, nullable=False, comment="the least severity"),
    Column("since", UtcDateTime, nullable=False),
)

mutes = Table(
    "mutes",
    metadata,
    Column("chat", Integer, ForeignKey("chats.id"), primary_key=True, autoincrement=False),
    Column("scope", String(16), primary_key=True),
    Column("target", String, primary_key=True),
    Column("until", UtcDateTime, comment="null: for good"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat", Integer, ForeignKey("chats.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("subjects", JSON, nullable=False, comment="what it tells of, by what outlives a new reading"),
    Column("priority", Integer, nullable=False, comment="the higher goes first"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, comment="null: not until the chat comes back"),
    Column("parent", Integer, ForeignKey("deliveries.id")),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease_owner", String),
    Column("lease_until", UtcDateTime),
    Column("message_id", String),
    Column("sent_at", UtcDateTime),
    Index(None, "state", "due_at"),
    Index(None, "chat", "state"),
    Index(None, "created_at"),
    Index(None, "parent"),
)

delivery_subjects = Table(
    "delivery_subjects",
    metadata,
    Column("delivery", Integer, ForeignKey("deliveries.id"), primary_key=True, autoincrement=False),
    Column("key", String, primary_key=True, comment="Subject.key"),
    Index(None, "key"),
)

told = Table(
    "told",
    metadata,
    Column("key", String, primary_key=True, comment="Subject.key"),
    Column("question", String, nullable=False),
    Column("subject", JSON, nullable=False),
    Column("status", String(16), nullable=False, comment="whether it stood when it was last told of"),
    Column("voices", JSON, nullable=False),
    Index(None, "question"),
)
