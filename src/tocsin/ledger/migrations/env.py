"""Runs the migrations on the connection that `tocsin.ledger.migrate` hands over."""

from __future__ import annotations

from alembic import context

from tocsin.ledger.tables import metadata


def migrate() -> None:
    """Upgrades the tables behind the given connection, in the transaction that its owner began."""
    connection = context.config.attributes["connection"]
    # The metadata gives unnamed indexes and keys of a migration the names that `tables` gives them.
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


# Alembic loads this file under the name "env_py"; under any other name it is only looked at.
if __name__ == "env_py":
    migrate()
