"""Indexes that list the lines in the order of their days without reading them."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

SORTED = ("day", "id", "until", "kind", "country", "status", "recalled_only")
BY_COUNTRY = ("country", "day", "id", "until", "kind", "status", "recalled_only")


def upgrade() -> None:
    """Puts the wider indexes in the place of the narrow ones."""
    op.create_index("ix_incident_lines_sorted", "incident_lines", list(SORTED))
    op.create_index("ix_incident_lines_country", "incident_lines", list(BY_COUNTRY))
    op.drop_index("ix_incident_lines_day_id", "incident_lines")
    op.drop_index("ix_incident_lines_country_day", "incident_lines")
