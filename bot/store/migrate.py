"""Alembic, run from inside: imported only when a migration is due."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from bot.store import sqlite

SCRIPTS = Path(__file__).parent / "migrations"


def config(connection: Connection | None = None, scripts: Path = SCRIPTS) -> Config:
    """Alembic's configuration; its environment works on this connection."""
    made = Config(stdout=StringIO())
    made.set_main_option("script_location", str(scripts).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
    made.attributes["connection"] = connection
    return made


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the schema up inside the connection's transaction. Foreign keys must be off."""
    command.upgrade(config(connection), revision)
    sqlite.check_references(connection)


def downgrade(connection: Connection, revision: str) -> None:
    """Bring the schema down to a revision ("base": to nothing) inside the connection's transaction. Foreign keys must be off."""
    command.downgrade(config(connection), revision)
    sqlite.check_references(connection)


def draft(connection: Connection, message: str, revision: str, *, scripts: Path = SCRIPTS) -> None:
    """Write a new revision: what the tables of bot/store/schema.py have and the connection's database has not."""
    command.revision(config(connection, scripts), message, autogenerate=True, rev_id=revision)
