"""What events are found by, which of them come into question for one another, and which wait for folding."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the tables; traces and pairs of the events that are there come with the next folding."""
    op.create_table("waiting", _event("event_id"))
    op.create_table(
        "traces",
        _event("event_id"),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("first", sa.Integer),
        sa.Column("last", sa.Integer),
        sa.Column("published", sa.Integer),
        sa.Column("country", sa.String(3)),
        sa.Column("row", sa.Integer),
        sa.Column("column", sa.Integer),
        sa.Column("leading", sa.Boolean, nullable=False),
        sa.Column("clues", sa.LargeBinary, nullable=False),
        sa.Column("deaths", sa.LargeBinary, nullable=False),
        sa.Column("tocsin", sa.String(32), nullable=False, index=True),
        sa.Index(None, "last", "first"),
        sa.Index(None, "leading", "published"),
    )
    op.create_table("event_pairs", _event("event_id"), _event("other_id"))
    op.execute(
        "INSERT INTO waiting (event_id) "
        "SELECT id FROM events WHERE id NOT IN (SELECT event_id FROM decisions)"
    )
    op.drop_index("ix_events_near_first_near_last", "events")
    for name in ("near_first", "near_last"):  # the traces have taken their place
        op.drop_column("events", name)


def _event(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(32), sa.ForeignKey("events.id"), primary_key=True)
