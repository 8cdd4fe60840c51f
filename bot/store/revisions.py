"""The revisions of the schema this code knows, oldest first; kept apart so that a start need not load Alembic."""

from __future__ import annotations

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
HEAD = REVISIONS[-1]
