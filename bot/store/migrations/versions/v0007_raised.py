"""What was sent out, by the two claims it names and the versions of their items."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

Row = tuple[str, str, str, int]

_SIDE = 3
"""Parts of one claim in an identity: item, value, party."""


def upgrade() -> None:
    """Make the table; what was sent out is still known from the outbox, and taken to be of the current versions."""
    raised = op.create_table(
        "raised",
        sa.Column("question", sa.String(), nullable=False),
        sa.Column(
            "pair", sa.String(), nullable=False, comment="the kind of news and its two claims, whichever came later"
        ),
        sa.Column("item", sa.String(), nullable=False, comment="of one of the two claims"),
        sa.Column("item_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("question", "pair", "item", "item_version", name=op.f("pk_raised")),
    )
    connection = op.get_bind()
    versions = {row.id: row.version for row in connection.execute(sa.text("SELECT id, version FROM items"))}
    sent = connection.execute(
        sa.text("SELECT DISTINCT question, identity FROM outbox WHERE kind NOT IN ('', 'silent_change')")
    )
    rows = sorted({row for one in sent for row in _named(one.question, one.identity, versions)})
    if rows:
        names = ("question", "pair", "item", "item_version")
        op.bulk_insert(raised, [dict(zip(names, row, strict=True)) for row in rows])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("raised")


def _named(question: str, identity: str, versions: dict[str, int]) -> list[Row]:
    """The rows of one that was sent out: kind, and item, value and party of one claim or two."""
    kind, *parts = identity.split("|")
    sides = [parts[start : start + _SIDE] for start in range(0, len(parts), _SIDE)]
    pair = "|".join((kind, *sorted("|".join(side) for side in sides)))
    return [(question, pair, side[0], versions.get(side[0], 0)) for side in sides]
