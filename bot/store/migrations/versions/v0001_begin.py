"""The tables as the store began with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WORD_INDEX = (
    "CREATE VIRTUAL TABLE passages_fts USING fts5(words, content='passages', content_rowid='id', tokenize='ascii')"
)


def upgrade() -> None:
    """Make the tables, with generation 1 and the word index."""
    op.create_table(
        "disagreement_numbers",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("opened_item", sa.String(), nullable=False),
        sa.Column("opened_value", sa.String(), nullable=False),
        sa.Column("opened_party", sa.String(length=32), nullable=False),
        sa.Column("against_item", sa.String(), nullable=False),
        sa.Column("against_value", sa.String(), nullable=False),
        sa.Column("against_party", sa.String(length=32), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_disagreement_numbers")),
    )
    op.create_index(
        op.f("ix_disagreement_numbers_question_opened_item"),
        "disagreement_numbers",
        ["question", "opened_item"],
        unique=False,
    )
    generations = op.create_table(
        "generations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_generations")),
    )
    op.create_table(
        "items",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="the current one"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
    )
    op.create_table(
        "item_versions",
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_is_day", sa.Boolean(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("ingested", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name=op.f("fk_item_versions_item")),
        sa.PrimaryKeyConstraint("item", "version", name=op.f("pk_item_versions")),
    )
    op.create_index(op.f("ix_item_versions_fingerprint"), "item_versions", ["fingerprint"], unique=False)
    op.create_index(op.f("ix_item_versions_ingested"), "item_versions", ["ingested"], unique=False)
    op.create_index(op.f("ix_item_versions_url"), "item_versions", ["url"], unique=False)
    op.create_table(
        "positions",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("overtaken_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["generation"], ["generations.id"], name=op.f("fk_positions_generation")),
        sa.PrimaryKeyConstraint("generation", "question", "number", name=op.f("pk_positions")),
    )
    op.create_table(
        "status_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("noun", sa.String(length=16), nullable=False, comment="claim, position or disagreement"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.Column("became", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["generation"], ["generations.id"], name=op.f("fk_status_changes_generation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_changes")),
    )
    op.create_index(
        op.f("ix_status_changes_generation_question"), "status_changes", ["generation", "question"], unique=False
    )
    op.create_table(
        "claims",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("value_type", sa.String(length=8), nullable=False),
        sa.Column("lo", sa.String(), nullable=False),
        sa.Column("hi", sa.String(), nullable=True),
        sa.Column("party", sa.String(length=32), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("past", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Float(precision=53), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("relation", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["generation", "question", "position"],
            ["positions.generation", "positions.question", "positions.number"],
            name=op.f("fk_claims_generation_question_position"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["generation"], ["generations.id"], name=op.f("fk_claims_generation")),
        sa.ForeignKeyConstraint(
            ["item", "item_version"],
            ["item_versions.item", "item_versions.version"],
            name=op.f("fk_claims_item_item_version"),
        ),
        sa.PrimaryKeyConstraint("generation", "question", "number", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_claims_item_item_version"), "claims", ["item", "item_version"], unique=False)
    op.create_table(
        "events",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("precision", sa.String(length=16), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["generation"], ["generations.id"], name=op.f("fk_events_generation")),
        sa.ForeignKeyConstraint(
            ["item", "item_version"],
            ["item_versions.item", "item_versions.version"],
            name=op.f("fk_events_item_item_version"),
        ),
        sa.PrimaryKeyConstraint("generation", "item", "item_version", "number", name=op.f("pk_events")),
    )
    op.create_table(
        "passages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False, comment="the tokens of the text, parted by spaces"),
        sa.ForeignKeyConstraint(["generation"], ["generations.id"], name=op.f("fk_passages_generation")),
        sa.ForeignKeyConstraint(
            ["item", "item_version"],
            ["item_versions.item", "item_versions.version"],
            name=op.f("fk_passages_item_item_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
    )
    op.create_index(
        op.f("ix_passages_generation_item_item_version_number"),
        "passages",
        ["generation", "item", "item_version", "number"],
        unique=True,
    )
    op.create_table(
        "disagreements",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("second", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["generation", "question", "against"],
            ["claims.generation", "claims.question", "claims.number"],
            name=op.f("fk_disagreements_generation_question_against"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["generation", "question", "first"],
            ["positions.generation", "positions.question", "positions.number"],
            name=op.f("fk_disagreements_generation_question_first"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["generation", "question", "opened_by"],
            ["claims.generation", "claims.question", "claims.number"],
            name=op.f("fk_disagreements_generation_question_opened_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["generation", "question", "second"],
            ["positions.generation", "positions.question", "positions.number"],
            name=op.f("fk_disagreements_generation_question_second"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["generation"], ["generations.id"], name=op.f("fk_disagreements_generation")),
        sa.ForeignKeyConstraint(["shown"], ["disagreement_numbers.number"], name=op.f("fk_disagreements_shown")),
        sa.PrimaryKeyConstraint("generation", "question", "number", name=op.f("pk_disagreements")),
    )
    op.create_index(op.f("ix_disagreements_generation_shown"), "disagreements", ["generation", "shown"], unique=True)
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("type", sa.String(length=8), nullable=False, comment="alert or update"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("disagreement", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column(
            "identity", sa.String(), nullable=False, comment="what makes it the same alert in another generation"
        ),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["generation", "question", "disagreement"],
            ["disagreements.generation", "disagreements.question", "disagreements.number"],
            name=op.f("fk_changes_generation_question_disagreement"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["generation"], ["generations.id"], name=op.f("fk_changes_generation")),
        sa.ForeignKeyConstraint(
            ["item", "item_version"],
            ["item_versions.item", "item_versions.version"],
            name=op.f("fk_changes_item_item_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_generation_item"), "changes", ["generation", "item"], unique=False)
    op.create_index(op.f("ix_changes_question_identity"), "changes", ["question", "identity"], unique=False)
    op.create_table(
        "change_claims",
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False, comment="0 raised the change, from 1 on it stands against it"),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["change"], ["changes.id"], name=op.f("fk_change_claims_change")),
        sa.ForeignKeyConstraint(
            ["generation", "question", "claim"],
            ["claims.generation", "claims.question", "claims.number"],
            name=op.f("fk_change_claims_generation_question_claim"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("change", "rank", name=op.f("pk_change_claims")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["change"], ["changes.id"], name=op.f("fk_outbox_change")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("change", name=op.f("uq_outbox_change")),
    )
    op.create_index(op.f("ix_outbox_state_created_at"), "outbox", ["state", "created_at"], unique=False)
    op.bulk_insert(generations, [{"id": 1}])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(WORD_INDEX)


def downgrade() -> None:
    """Drop everything."""
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("passages_fts")
    op.drop_table("outbox")
    op.drop_table("change_claims")
    op.drop_table("changes")
    op.drop_table("disagreements")
    op.drop_table("passages")
    op.drop_table("events")
    op.drop_table("claims")
    op.drop_table("status_changes")
    op.drop_table("positions")
    op.drop_table("item_versions")
    op.drop_table("items")
    op.drop_table("generations")
    op.drop_table("disagreement_numbers")
