"""Who is told what: chats, subscriptions, mutes, deliveries; and an outbox that no longer points at a generation's rows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WAITING = """
SELECT outbox.id, changes.question, changes.kind, changes.item, changes.identity, disagreements.shown AS disagreement,
       changes.backlog, outbox.created_at, outbox.state
FROM outbox
JOIN changes ON changes.id = outbox.change
LEFT JOIN disagreements ON disagreements.generation = changes.generation
    AND disagreements.question = changes.question AND disagreements.number = changes.disagreement
ORDER BY outbox.id
"""

CARRY_OVER = """
INSERT INTO outbox (id, question, kind, item, identity, disagreement, backlog, created_at, state)
VALUES (:id, :question, :kind, :item, :identity, :disagreement, :backlog, :created_at, :state)
"""

UPDATES = """
SELECT changes.id, claims.item, claims.value_type, claims.lo, claims.hi, claims.party
FROM changes
JOIN change_claims ON change_claims.change = changes.id AND change_claims.rank < 2
JOIN claims ON claims.generation = change_claims.generation AND claims.question = change_claims.question
    AND claims.number = change_claims.claim
WHERE changes.type = 'update' AND changes.identity = ''
ORDER BY changes.id, change_claims.rank
"""


def upgrade() -> None:
    """Make the tables, and carry over what waits."""
    op.create_table(
        "chats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("chat", sa.String(), nullable=False, comment="the platform's id"),
        sa.Column("thread", sa.String(), nullable=False, comment="the topic within the chat, empty: none"),
        sa.Column("lang", sa.String(length=16), nullable=False, comment="empty: nobody chose one"),
        sa.Column("zone", sa.String(), nullable=False, comment="an IANA time zone"),
        sa.Column("quiet_from", sa.String(length=5), nullable=True, comment="HH:MM on the chat's wall clock"),
        sa.Column("quiet_to", sa.String(length=5), nullable=True),
        sa.Column("digest_every", sa.String(length=8), nullable=True, comment="daily or weekly"),
        sa.Column("digest_at", sa.String(length=5), nullable=True, comment="HH:MM on the chat's wall clock"),
        sa.Column("digest_weekday", sa.Integer(), nullable=True, comment="Monday is 0"),
        sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("suspended_why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
        sa.UniqueConstraint("platform", "chat", "thread", name=op.f("uq_chats_platform_chat_thread")),
    )
    op.create_table(
        "told",
        sa.Column("key", sa.String(), nullable=False, comment="Subject.key"),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("subject", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False, comment="whether it stood when it was last told of"),
        sa.Column("voices", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_told")),
    )
    op.create_index(op.f("ix_told_question"), "told", ["question"])

    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subjects", sa.JSON(), nullable=False, comment="what it tells of, by what outlives a new reading"),
        sa.Column("priority", sa.Integer(), nullable=False, comment="the higher goes first"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True, comment="null: not until the chat comes back"),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["chat"], ["chats.id"], name=op.f("fk_deliveries_chat")),
        sa.ForeignKeyConstraint(["parent"], ["deliveries.id"], name=op.f("fk_deliveries_parent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
    )
    op.create_index(op.f("ix_deliveries_chat_state"), "deliveries", ["chat", "state"])
    op.create_index(op.f("ix_deliveries_created_at"), "deliveries", ["created_at"])
    op.create_index(op.f("ix_deliveries_parent"), "deliveries", ["parent"])
    op.create_index(op.f("ix_deliveries_state_due_at"), "deliveries", ["state", "due_at"])

    op.create_table(
        "mutes",
        sa.Column("chat", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True, comment="null: for good"),
        sa.ForeignKeyConstraint(["chat"], ["chats.id"], name=op.f("fk_mutes_chat")),
        sa.PrimaryKeyConstraint("chat", "scope", "target", name=op.f("pk_mutes")),
    )
    op.create_table(
        "subscriptions",
        sa.Column("chat", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False, comment="the least severity"),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["chat"], ["chats.id"], name=op.f("fk_subscriptions_chat")),
        sa.PrimaryKeyConstraint("chat", "scope", "target", name=op.f("pk_subscriptions")),
    )
    op.create_table(
        "delivery_subjects",
        sa.Column("delivery", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False, comment="Subject.key"),
        sa.ForeignKeyConstraint(["delivery"], ["deliveries.id"], name=op.f("fk_delivery_subjects_delivery")),
        sa.PrimaryKeyConstraint("delivery", "key", name=op.f("pk_delivery_subjects")),
    )
    op.create_index(op.f("ix_delivery_subjects_key"), "delivery_subjects", ["key"])

    _name_updates()
    waiting = [dict(row) for row in op.get_bind().execute(sa.text(WAITING)).mappings()]
    op.drop_table("outbox")
    _outbox()
    for row in waiting:
        op.get_bind().execute(sa.text(CARRY_OVER), row)


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False, comment="empty: the states of all questions changed"),
        sa.Column(
            "kind",
            sa.String(length=16),
            nullable=False,
            comment="of an alert or update; empty: the question's state changed",
        ),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column(
            "identity", sa.String(), nullable=False, comment="what makes it the same alert in another generation"
        ),
        sa.Column("disagreement", sa.Integer(), nullable=True),
        sa.Column("backlog", sa.Boolean(), nullable=False, comment="old when it came; told in one summary"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False, comment="pending or dispatched"),
        sa.Column("dispatched_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["disagreement"], ["disagreement_numbers.number"], name=op.f("fk_outbox_disagreement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_state_id"), "outbox", ["state", "id"])
    op.create_index(op.f("ix_outbox_question_identity"), "outbox", ["question", "identity"])


def _name_updates() -> None:
    """Give updates the identity by which a new reading knows them again; alerts have theirs."""
    connection = op.get_bind()
    identities: dict[int, list[str]] = {}
    for change, item, kind, lo, hi, party in connection.execute(sa.text(UPDATES)):
        identities.setdefault(change, ["update"]).extend((item, f"{kind}:{lo}..{hi or ''}", party or ""))
    for change, parts in identities.items():
        named = {"identity": "|".join(parts), "id": change}
        connection.execute(sa.text("UPDATE changes SET identity = :identity WHERE id = :id"), named)


def downgrade() -> None:
    """Drop them; what waits is lost."""
    op.drop_table("outbox")
    op.drop_table("delivery_subjects")
    op.drop_table("subscriptions")
    op.drop_table("mutes")
    op.drop_table("deliveries")
    op.drop_table("told")
    op.drop_table("chats")
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
