"""What outlets changed silently, and by which signatures copies of a text are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "silent_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="the one that says otherwise"),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("party", sa.String(length=32), nullable=True, comment="null: the outlet itself"),
        sa.Column("before_type", sa.String(length=16), nullable=False),
        sa.Column("before_lo", sa.String(), nullable=False),
        sa.Column("before_hi", sa.String(), nullable=True, comment="null: open above, or a choice"),
        sa.Column("before_as_of", sa.Date(), nullable=False),
        sa.Column("before_quote", sa.Text(), nullable=False),
        sa.Column("before_start", sa.Integer(), nullable=False),
        sa.Column("before_end", sa.Integer(), nullable=False),
        sa.Column("now_type", sa.String(length=16), nullable=False),
        sa.Column("now_lo", sa.String(), nullable=False),
        sa.Column("now_hi", sa.String(), nullable=True, comment="null: open above, or a choice"),
        sa.Column("now_as_of", sa.Date(), nullable=False),
        sa.Column("now_quote", sa.Text(), nullable=False),
        sa.Column("now_start", sa.Integer(), nullable=False),
        sa.Column("now_end", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("backlog", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item", "version"],
            ["item_versions.item", "item_versions.version"],
            name=op.f("fk_silent_changes_item_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silent_changes")),
    )
    op.create_index(op.f("ix_silent_changes_item_version"), "silent_changes", ["item", "version"])
    op.create_table(
        "signatures",
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "signature", sa.LargeBinary(), nullable=False, comment="MinHash, four bytes a slot; empty: too few words"
        ),
        sa.ForeignKeyConstraint(
            ["item", "version"],
            ["item_versions.item", "item_versions.version"],
            name=op.f("fk_signatures_item_version"),
        ),
        sa.PrimaryKeyConstraint("item", "version", name=op.f("pk_signatures")),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("signatures")
    op.drop_table("silent_changes")
