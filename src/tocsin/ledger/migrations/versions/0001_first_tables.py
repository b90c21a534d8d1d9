"""The first tables of the ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tocsin.ledger.dialects import guards

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables, their indexes, and the guards of those that only grow."""
    _kept()
    _derived()
    for table in ("reports", "events", "decisions"):
        for statement in guards(op.get_bind().dialect.name, table):
            op.execute(statement)


def _kept() -> None:
    op.create_table(
        "settings",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "reports",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("name", sa.Text, index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("published", sa.Date),
        sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("added_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("report_id", sa.String(32), sa.ForeignKey("reports.id"), nullable=False, index=True),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("told_as", sa.String(16), nullable=False),
        sa.Column("first", sa.Date),
        sa.Column("last", sa.Date),
        sa.Column("country", sa.String(3)),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("precision", sa.String(16)),
        sa.Column("near_first", sa.Date),
        sa.Column("near_last", sa.Date),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("tocsin", sa.String(32), nullable=False),
        sa.Index(None, "near_first", "near_last"),
    )
    op.create_table(
        "decisions",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("event_id", sa.String(32), sa.ForeignKey("events.id"), nullable=False),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("incident_id", sa.String(32), nullable=False),
        sa.Column("candidate_id", sa.String(32)),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("decided_at", sa.String(40), nullable=False),
        sa.Column("tocsin", sa.String(32), nullable=False),
        sa.Index(None, "event_id", "number"),
    )
    op.create_table(
        "failures",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("origin", sa.Text, nullable=False, index=True),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("failed_at", sa.String(40), nullable=False),
    )


def _derived() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(64), nullable=False, index=True),
        sa.Column("first", sa.Date, index=True),
        sa.Column("last", sa.Date, index=True),
        sa.Column("country", sa.String(3), index=True),
        sa.Column("place", sa.Text),
        sa.Column("place_folded", sa.Text),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("precision", sa.String(16)),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("recalled_only", sa.Boolean, nullable=False),
        sa.Column("killed_low", sa.Integer),
        sa.Column("killed_best", sa.Integer),
        sa.Column("killed_high", sa.Integer),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("tocsin", sa.String(32), nullable=False),
    )
    op.create_table(
        "incident_events",
        _incident_key(),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("event_id", sa.String(32), sa.ForeignKey("events.id"), nullable=False, index=True),
    )
    op.create_table(
        "incident_actors",
        _incident_key(),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("actor_id", sa.Text, nullable=False, index=True),
        sa.Column("name_folded", sa.Text, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
    )
    op.create_table(
        "redirects",
        sa.Column("old_id", sa.String(32), primary_key=True),
        sa.Column("new_id", sa.String(32), nullable=False, index=True),
    )


def _incident_key() -> sa.Column[str]:
    return sa.Column(
        "incident_id",
        sa.String(32),
        sa.ForeignKey("incidents.id", ondelete="CASCADE"),
        primary_key=True,
    )
