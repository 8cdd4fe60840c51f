"""What administrators decide, and the audit log, which nothing can change once it is written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REFUSALS = {
    "audit_no_update": "BEFORE UPDATE ON audit",
    "audit_no_delete": "BEFORE DELETE ON audit",
    "audit_no_replace": "BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)",
}
"""Triggers by name, and when each of them refuses."""

REFUSE = "CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"


def upgrade() -> None:
    """Make the tables and the triggers."""
    op.create_table(
        "admins",
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("user", sa.String(length=64), nullable=False),
        sa.Column("added_by", sa.String(length=96), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("platform", "user", name=op.f("pk_admins")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=96), nullable=False, comment="a person, or bot"),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        comment="append-only: triggers refuse everything but new rows",
    )
    op.create_table(
        "reviews",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=True),
        sa.Column("into", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=96), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["into"], ["disagreement_numbers.number"], name=op.f("fk_reviews_into")),
        sa.ForeignKeyConstraint(["number"], ["disagreement_numbers.number"], name=op.f("fk_reviews_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_reviews")),
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("value_type", sa.String(length=8), nullable=False),
        sa.Column("lo", sa.String(), nullable=False),
        sa.Column("hi", sa.String(), nullable=True),
        sa.Column("party", sa.String(length=32), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("new_question", sa.String(), nullable=True),
        sa.Column("new_value_type", sa.String(length=8), nullable=True),
        sa.Column("new_lo", sa.String(), nullable=True),
        sa.Column("new_hi", sa.String(), nullable=True),
        sa.Column("new_party", sa.String(length=32), nullable=True),
        sa.Column("by", sa.String(length=96), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name=op.f("fk_corrections_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_item"), "corrections", ["item"], unique=False)
    op.create_table(
        "submissions",
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=96), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_is_day", sa.Boolean(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_submissions")),
    )
    op.create_index(op.f("ix_submissions_at"), "submissions", ["at"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        for name, when in REFUSALS.items():
            op.execute(REFUSE.format(name=name, when=when))


def downgrade() -> None:
    """Drop them; the triggers go with their table."""
    for table in ("submissions", "corrections", "reviews", "audit", "admins"):
        op.drop_table(table)
