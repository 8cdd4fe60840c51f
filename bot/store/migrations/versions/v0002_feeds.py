"""The feeds that are watched, what became of their entries, and which changes old texts raised."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and the mark."""
    op.create_table(
        "feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False, comment="where it is read"),
        sa.Column("listed", sa.Text(), nullable=False, comment="the address under which it was chosen"),
        sa.Column("host", sa.Text(), nullable=False, comment="of url; one server is asked by few at a time"),
        sa.Column("outlet", sa.String(), nullable=True),
        sa.Column("lang", sa.String(), nullable=True),
        sa.Column("full_text", sa.String(length=8), nullable=False, comment="page or feed"),
        sa.Column("chosen", sa.String(length=8), nullable=False, comment="config or admin"),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("removed", sa.String(length=8), nullable=True, comment="by config or admin"),
        sa.Column("retired", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_poll_done", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("next_poll", sa.DateTime(timezone=True), nullable=False),
        sa.Column("interval", sa.Float(precision=53), nullable=False, comment="seconds"),
        sa.Column("failures", sa.Integer(), nullable=False, comment="in a row"),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True, comment="Retry-After"),
        sa.Column("habit", sa.Float(precision=53), nullable=True, comment="seconds between two new entries"),
        sa.Column("last_success", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_new", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state_detail", sa.Text(), nullable=False),
        sa.Column("bad_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False, comment="administrators know that it is bad"),
        sa.Column("lease_owner", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("listed", name=op.f("uq_feeds_listed")),
    )
    op.create_index(op.f("ix_feeds_next_poll"), "feeds", ["next_poll"])
    op.create_index(op.f("ix_feeds_url"), "feeds", ["url"])

    op.create_table(
        "feed_entries",
        sa.Column("feed", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False, comment="the entry's identity, or its SHA-256"),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("fate", sa.String(length=24), nullable=False),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["feed"], ["feeds.id"], name=op.f("fk_feed_entries_feed")),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name=op.f("fk_feed_entries_item")),
        sa.PrimaryKeyConstraint("feed", "key", name=op.f("pk_feed_entries")),
    )
    op.create_index(op.f("ix_feed_entries_feed_at"), "feed_entries", ["feed", "at"])
    op.create_index(op.f("ix_feed_entries_item"), "feed_entries", ["item"])

    comment = "old when it came; told in one summary"
    op.add_column(
        "changes", sa.Column("backlog", sa.Boolean(), server_default=sa.false(), nullable=False, comment=comment)
    )


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("changes", schema=None) as batch_op:
        batch_op.drop_column("backlog")

    op.drop_table("feed_entries")

    op.drop_table("feeds")
