"""Brings the tables of a ledger to the newest schema: the only door to Alembic.

Revisions are four digits that count up, so that a newer schema is told from an older one by its name.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config

if TYPE_CHECKING:
    from sqlalchemy import Connection

FOLDER = Path(__file__).parent / "migrations"


def upgrade(connection: Connection) -> None:
    """Runs the migrations that are missing, all inside the transaction of `connection`."""
    config = Config()
    # Config reads its values like an .ini file, where a lone % means something.
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
