"""What differs between databases: the only place with SQL that just one of them understands."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

BUSY_SECONDS = 30  # how long a writer waits for another; a transaction of ours takes milliseconds
SQLITE_MARK = 0x546F6373  # "Tocs": SQLite's application_id, by which a ledger is told from other databases

# WAL lets readers read while one process writes, and makes a killed process harmless: what was not
# committed is simply not there on the next opening.
# FULL syncs the log at each commit: what was acknowledged survives a power cut, not only a kill.
# NORMAL would be faster (about one sync a report) and may lose the last commits when the power fails.
# recursive_triggers: otherwise INSERT OR REPLACE would delete rows past the append-only triggers.
SQLITE_PRAGMAS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
)


def begin(dialect: str, *, writing: bool) -> str | None:
    """Statement that begins a transaction, `None` where the driver does that well by itself.

    A writer on SQLite takes its lock at once: one that reads first and writes later can be refused
    without any waiting, because its view of the file is out of date by then.
    """
    if dialect != "sqlite":
        return None
    return "BEGIN IMMEDIATE" if writing else "BEGIN"


def guards(dialect: str, table: str) -> tuple[str, ...]:
    """Statements that make the database refuse to change or delete a row of `table`."""
    words = f"{table} is append-only: add a row that supersedes the old one"
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            for verb in ("update", "delete")
        )
    return (
        f"CREATE FUNCTION {table}_forever() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_forever()",
    )


def lock_for_upgrade(connection: Connection) -> None:
    """Makes a second process that opens the same ledger wait; on SQLite the write lock does it already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({SQLITE_MARK})"))


def mark(connection: Connection) -> None:
    """Marks a new SQLite file as a ledger."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA application_id = {SQLITE_MARK}"))


def damage(connection: Connection) -> tuple[str, ...]:
    """What the database itself finds wrong with its file: pages, indexes, references to missing rows."""
    if connection.dialect.name != "sqlite":
        return ()
    found = [f"file: {row[0]}" for row in connection.execute(text("PRAGMA integrity_check"))]
    found = [] if found == ["file: ok"] else found
    for table, row_id, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
        found.append(f"{table}: row {row_id} refers to a row of {parent} that is not there")
    return tuple(found)


def prepare(driver_connection: Any) -> None:
    """Sets up a new SQLite connection; transactions are then begun by `begin` alone."""
    driver_connection.isolation_level = None
    cursor = driver_connection.cursor()
    for pragma in (f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}", *SQLITE_PRAGMAS):
        cursor.execute(pragma)
    patiently(lambda: cursor.execute("PRAGMA journal_mode = WAL"))
    cursor.close()


def patiently(act: Callable[[], object]) -> None:
    """Does what SQLite refuses at once, without waiting, while another process does the same."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            act()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
