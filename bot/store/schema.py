"""The tables.

What people gave us (`items`, `item_versions`) and what was promised to them (`disagreement_numbers` and the tables of
bot/store/alert_tables.py) stay for good. Every other row belongs to a generation, one reading of all items: see
bot/store/generations.py. Numbers count from 1 within a question, as in bot/domain/positions.py.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
)

from bot.store.columns import UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _generation() -> Column[int]:
    return Column("generation", Integer, ForeignKey("generations.id"), primary_key=True)


def _points_at(table: str, column: str) -> ForeignKeyConstraint:
    """A reference within the question, checked at commit so that a state can be written in any order."""
    return ForeignKeyConstraint(
        ["generation", "question", column],
        [f"{table}.generation", f"{table}.question", f"{table}.number"],
        deferrable=True,
        initially="DEFERRED",
    )


def _of_item() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["item", "item_version"], ["item_versions.item", "item_versions.version"])


generations = Table(
    "generations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("state", String(16), nullable=False, server_default="past"),
)

items = Table(
    "items",
    metadata,
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False, comment="the current one"),
)

item_versions = Table(
    "item_versions",
    metadata,
    Column("item", String, ForeignKey("items.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("lang", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("published", UtcDateTime, nullable=False),
    Column("published_is_day", Boolean, nullable=False),
    Column("url", Text),
    Column("fingerprint", String(64), nullable=False),
    Column("origin", String(16), nullable=False),
    Column("ingested", UtcDateTime, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Index(None, "fingerprint"),
    Index(None, "url"),
    Index(None, "ingested"),
)

claims = Table(
    "claims",
    metadata,
    _generation(),
    Column("question", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("item", String, nullable=False),
    Column("item_version", Integer, nullable=False),
    Column("value_type", String(8), nullable=False),
    Column("lo", String, nullable=False),
    Column("hi", String),
    Column("party", String(32)),
    Column("as_of", Date, nullable=False),
    Column("quote", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("past", Boolean, nullable=False),
    Column("confidence", Float(53), nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("relation", String(16), nullable=False),
    Column("position", Integer),
    Column("withdrawn", Boolean, nullable=False),
    Column("heard_at", UtcDateTime, nullable=False),
    _of_item(),
    _points_at("positions", "position"),
    Index(None, "item", "item_version"),
)

positions = Table(
    "positions",
    metadata,
    _generation(),
    Column("question", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("status", String(16), nullable=False),
    Column("overtaken_by", Integer),
)

disagreement_numbers = Table(
    "disagreement_numbers",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("question", String, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("opened_item", String, nullable=False),
    Column("opened_value", String, nullable=False),
    Column("opened_party", String(32), nullable=False),
    Column("against_item", String, nullable=False),
    Column("against_value", String, nullable=False),
    Column("against_party", String(32), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Index(None, "question", "opened_item"),
)

disagreements = Table(
    "disagreements",
    metadata,
    _generation(),
    Column("question", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("shown", Integer, ForeignKey("disagreement_numbers.number"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("first", Integer, nullable=False),
    Column("second", Integer, nullable=False),
    Column("opened_by", Integer, nullable=False),
    Column("against", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    _points_at("positions", "first"),
    _points_at("positions", "second"),
    _points_at("claims", "opened_by"),
    _points_at("claims", "against"),
    Index(None, "generation", "shown", unique=True),
)

status_changes = Table(
    "status_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("generation", Integer, ForeignKey("generations.id"), nullable=False),
    Column("question", String, nullable=False),
    Column("noun", String(16), nullable=False, comment="claim, position or disagreement"),
    Column("number", Integer, nullable=False),
    Column("was", JSON, nullable=False),
    Column("became", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "generation", "question"),
)

events = Table(
    "events",
    metadata,
    _generation(),
    Column("item", String, primary_key=True),
    Column("item_version", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date),
    Column("precision", String(16), nullable=False),
    Column("topic", String, nullable=False),
    Column("quote", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("key", String, nullable=False),
    _of_item(),
)

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("generation", Integer, ForeignKey("generations.id"), nullable=False),
    Column("item", String, nullable=False),
    Column("item_version", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("words", Text, nullable=False, comment="the tokens of the text, parted by spaces"),
    _of_item(),
    Index(None, "generation", "item", "item_version", "number", unique=True),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("generation", Integer, ForeignKey("generations.id"), nullable=False),
    Column("item", String, nullable=False),
    Column("item_version", Integer, nullable=False),
    Column("question", String, nullable=False),
    Column("type", String(8), nullable=False, comment="alert or update"),
    Column("kind", String(16), nullable=False),
    Column("disagreement", Integer),
    Column("why", String, nullable=False),
    Column("identity", String, nullable=False, comment="what makes it the same alert in another generation"),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("backlog", Boolean, nullable=False, server_default=false(), comment="old when it came; told in one summary"),
    _of_item(),
    _points_at("disagreements", "disagreement"),
    Index(None, "generation", "item"),
    Index(None, "question", "identity"),
)

change_claims = Table(
    "change_claims",
    metadata,
    Column("change", Integer, ForeignKey("changes.id"), primary_key=True),
    Column("rank", Integer, primary_key=True, comment="0 raised the change, from 1 on it stands against it"),
    Column("generation", Integer, nullable=False),
    Column("question", String, nullable=False),
    Column("claim", Integer, nullable=False),
    Column("relation", String(16), nullable=False),
    Column("position", Integer),
    Column("withdrawn", Boolean, nullable=False),
    _points_at("claims", "claim"),
)
