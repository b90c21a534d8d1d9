"""What differs between databases: the only place with SQL that just one of them understands."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, text

if TYPE_CHECKING:
    from sqlalchemy import Column, ColumnElement, Connection

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


# The words of incidents, by the number of their line. It holds no text, only which words there are: a row is
# taken out by giving its words again.
WORD_INDEX = (
    "CREATE VIRTUAL TABLE incident_words USING fts5("
    "words, content='', detail=none, tokenize='unicode61 remove_diacritics 2')"
)
WORDS_OF = (
    "SELECT {verb}l.number, i.words FROM incident_lines l JOIN incidents i ON i.id = l.id WHERE l.id = :id"
)
WORD = re.compile(r"[^\W_]+")


def make_word_index(connection: Connection) -> None:
    """Makes the index of words where the database has one of its own."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(WORD_INDEX))


def index_words(connection: Connection, incident_ids: Sequence[str]) -> None:
    """Takes the words of these incidents, with their lines, into the index."""
    if connection.dialect.name == "sqlite" and incident_ids:
        into = "INSERT INTO incident_words(rowid, words) " + WORDS_OF.format(verb="")
        connection.execute(text(into), [{"id": one} for one in incident_ids])


def forget_words(connection: Connection, incident_ids: Sequence[str]) -> None:
    """Takes the words of these incidents out of the index; their lines must still be there."""
    if connection.dialect.name == "sqlite" and incident_ids:
        out = "INSERT INTO incident_words(incident_words, rowid, words) " + WORDS_OF.format(verb="'delete', ")
        connection.execute(text(out), [{"id": one} for one in incident_ids])


def has_words(dialect: str, asked: str, *, number: Column[Any], words: ColumnElement[str]) -> Any:
    """Condition that the words of an incident begin with each of these (folded); `None` if there are none.

    `number` is the column of its line, `words` gives its words.
    """
    every = WORD.findall(asked)
    if dialect == "sqlite":
        match = " ".join(f'"{word}"*' for word in every)
        found = text("SELECT rowid FROM incident_words WHERE incident_words MATCH :match")
        return number.in_(found.bindparams(match=match)) if every else None
    return and_(*(words.regexp_match(rf"\m{word}") for word in every)) if every else None


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
