"""What forgotten generations raised."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; of generations that are forgotten already, what they sent out is still known from the outbox."""
    op.create_table(
        "raised",
        sa.Column("question", sa.String(), nullable=False),
        sa.Column(
            "identity",
            sa.String(),
            nullable=False,
            comment="of an alert or update that a forgotten generation raised",
        ),
        sa.PrimaryKeyConstraint("question", "identity", name=op.f("pk_raised")),
    )
    op.execute(
        "INSERT INTO raised (question, identity) "
        "SELECT DISTINCT question, identity FROM outbox WHERE kind <> '' AND NOT EXISTS (SELECT 1 FROM changes "
        "WHERE changes.question = outbox.question AND changes.identity = outbox.identity)"
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("raised")
