"""Keep the generation before the present one, and know what each has read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

READ = """
INSERT INTO read_versions (generation, item, item_version, brought)
SELECT generation, item, item_version, FALSE FROM passages
UNION SELECT generation, item, item_version, FALSE FROM events
UNION SELECT generation, item, item_version, FALSE FROM claims
UNION SELECT (SELECT max(id) FROM generations), item_versions.item, item_versions.version, FALSE
FROM item_versions JOIN items ON items.id = item_versions.item AND items.version = item_versions.version
"""


def upgrade() -> None:
    """Say which generation counts, and what each has read: all current versions were in the highest one."""
    op.add_column("generations", sa.Column("state", sa.String(length=16), server_default="past", nullable=False))
    op.execute("UPDATE generations SET state = 'current' WHERE id = (SELECT max(id) FROM generations)")
    op.create_table(
        "read_versions",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column(
            "brought",
            sa.Boolean(),
            nullable=False,
            comment="the version came in with the generation, and goes with it",
        ),
        sa.ForeignKeyConstraint(["generation"], ["generations.id"], name=op.f("fk_read_versions_generation")),
        sa.ForeignKeyConstraint(
            ["item", "item_version"],
            ["item_versions.item", "item_versions.version"],
            name=op.f("fk_read_versions_item_item_version"),
        ),
        sa.PrimaryKeyConstraint("generation", "item", "item_version", name=op.f("pk_read_versions")),
    )
    op.execute(READ)


def downgrade() -> None:
    """Forget both; the highest generation counts again, so those above the present one go."""
    op.drop_table("read_versions")
    above = "generation > (SELECT id FROM generations WHERE state = 'current')"
    op.execute(f"DELETE FROM change_claims WHERE {above}")
    for table in ("changes", "disagreements", "claims", "positions", "events", "passages", "status_changes"):
        op.execute(f"DELETE FROM {table} WHERE {above}")
    op.execute("DELETE FROM generations WHERE id > (SELECT id FROM generations WHERE state = 'current')")
    with op.batch_alter_table("generations") as batch:
        batch.drop_column("state")
