"""Opening a ledger: what is refused, what is brought to date, and what the words say."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from tocsin.errors import LedgerError
from tocsin.ledger import Ledger, dialects, migrate, queries, tables, tracing
from tocsin.ledger.filters import Filter
from tocsin.values import Report

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def no_word_index(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a table is one of ours: the index of words is SQLite's own."""
    return kind != "table" or not str(name).startswith("incident_words")


def test_a_new_ledger_has_the_tables_that_the_code_speaks_of(tmp_path: Path) -> None:
    Ledger(tmp_path / "new.db").close()
    with create_engine(f"sqlite:///{tmp_path / 'new.db'}").connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": no_word_index}
        )
        assert tracing.kept.metadata is tables.metadata
        assert compare_metadata(context, tables.metadata) == []
        for table in tables.metadata.sorted_tables:
            stored = {index["name"] for index in inspect(connection).get_indexes(table.name)}
            assert {index.name for index in table.indexes} == stored


def test_the_schema_that_the_code_expects_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(migrate.FOLDER)).get_current_head() == tables.SCHEMA


def test_a_ledger_opens_again_with_what_was_added(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.db") as ledger:
        ledger.add(Report(text="Rockets fell."), [], reader="rules 1", now=NOW)
    with Ledger(str(tmp_path / "a.db"), create=False) as ledger:
        assert ledger.counts()["reports"] == 1


def test_the_file_is_set_up_to_lose_nothing(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "a.db")
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
    with ledger._transaction() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert found == wanted


def no_file(path: Path) -> None:
    pass


def text_file(path: Path) -> None:
    path.write_text("Rockets fell on the base, a security source said. " * 40)


def foreign_database(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE notes (words)")


def newer_ledger(path: Path) -> None:
    Ledger(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0999'")
        raw.execute("UPDATE settings SET value = '7.2' WHERE name = 'tocsin'")


def torn_ledger(path: Path) -> None:
    Ledger(path).close()
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * 4000 + whole[4100:])


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (no_file, "no such ledger: check the path"),
        (Path.touch, "is empty: check the path"),
        (Path.mkdir, "is a folder: give the path of a file"),
        (text_file, "not a ledger .*give another path"),
        (foreign_database, "not a ledger of Tocsin: give another path"),
        (newer_ledger, "was written by Tocsin 7.2 .*install that version"),
        (torn_ledger, "restore a copy"),
    ],
)
def test_what_cannot_be_opened_is_an_error_that_says_what_to_do(
    tmp_path: Path, make: Callable[[Path], None], words: str
) -> None:
    path = tmp_path / "a.db"
    make(path)
    with pytest.raises(LedgerError, match=words) as caught:
        Ledger(path, create=False)
    assert caught.value.path == str(path)


def test_a_database_of_others_is_left_untouched(tmp_path: Path) -> None:
    foreign_database(tmp_path / "a.db")
    before = (tmp_path / "a.db").read_bytes()
    with pytest.raises(LedgerError):
        Ledger(tmp_path / "a.db")
    assert (tmp_path / "a.db").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.db"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/no/such/folder/a.db", "make the folder first"),
        (":memory:", "needs a file"),
        ("nosuchbase://host/name", "nosuchbase"),
    ],
)
def test_an_address_that_leads_nowhere_is_an_error(path: str, words: str) -> None:
    with pytest.raises(LedgerError, match=words):
        Ledger(path)


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "a.db").touch()
    with Ledger(tmp_path / "a.db") as ledger:
        assert list(ledger) == []


def test_a_ledger_that_is_locked_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialects, "BUSY_SECONDS", 0)
    with Ledger(tmp_path / "a.db") as ledger, sqlite3.connect(tmp_path / "a.db") as raw:
        raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="wait for it to end") as caught:
            ledger.add(Report(text="Rockets fell."), [], reader="rules 1", now=NOW)
        assert caught.value.path == str(tmp_path / "a.db")
        raw.rollback()
        assert ledger.add(Report(text="Rockets fell."), [], reader="rules 1", now=NOW)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("attempt to write a readonly database", "right to write"),
        ("unable to open database file", "folder exists"),
        ("database or disk is full", "free some room"),
        ("disk I/O error", "check the path and the disk"),
    ],
)
def test_errors_of_the_database_say_what_to_do(said: str, words: str) -> None:
    from tocsin.ledger.opening import explained

    with pytest.raises(LedgerError, match=words), explained("a.db"):
        raise sqlite3.OperationalError(said)


def test_nothing_but_the_guards_and_pragmas_is_said_in_sqlite_alone() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in tables.metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
    chosen = Filter(text="a", actor="b", status="claimed", box=(0, 170, 1, -170), place="c", recalled=False)
    query = select(tables.incident_lines).where(*queries.conditions(chosen, dialect="postgresql"))
    assert " ~ " in str(query.compile(dialect=dialect))
    assert all(
        "plpgsql" in words or "EXECUTE FUNCTION" in words
        for words in dialects.guards("postgresql", "reports")
    )
