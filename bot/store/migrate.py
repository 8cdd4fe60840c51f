"""Alembic, run from inside: imported only when a migration is due."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from bot.store import sqlite

_SCRIPTS = Path(__file__).parent / "migrations"


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration; its environment works on this connection."""
    made = Config()
    made.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
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
