"""Opens a ledger: finds out whether the file is one, brings it to date, and explains what goes wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from importlib import metadata as packages
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from ..errors import LedgerError
from . import dialects
from .tables import SCHEMA, settings

WRITING = "tocsin_writing"  # execution option that tells the listener which transaction to begin


def open_engine(path: str | Path, *, create: bool) -> Engine:
    """Engine on a ledger of the newest schema; `LedgerError` if there is none or it cannot be used.

    `path` is a file, or a SQLAlchemy URL such as `postgresql+psycopg://host/database`.
    """
    url = _address(path)
    if url.get_backend_name() == "sqlite":
        _check_file(Path(url.database or ""), create=create)
    with explained(str(path)):
        engine = create_engine(url)
        _listen(engine)
        try:
            _bring_to_date(engine, create=create)
        except BaseException:
            engine.dispose()
            raise
    return engine


@contextmanager
def transaction(engine: Engine, *, writing: bool) -> Iterator[Connection]:
    """Connection inside one transaction: committed at the end, rolled back on an error."""
    place = engine.url.database or str(engine.url)
    options = {WRITING: writing}
    with explained(place), engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def explained(path: str) -> Iterator[None]:
    """Turns errors of the database into `LedgerError` with what to do about them."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, ImportError) as error:
        raise LedgerError(_advice(error), path=path) from error


def stamp(now: datetime) -> str:
    """Moment as ISO 8601 text in UTC; `ValueError` for one without a time zone."""
    if now.tzinfo is None:
        raise ValueError(f"{now} has no time zone: pass for instance datetime.now(UTC)")
    return now.astimezone(UTC).isoformat()


@cache
def version() -> str:
    """Version of Tocsin that runs, "unknown" where it is not installed as a package."""
    try:
        return packages.version("tocsin")
    except packages.PackageNotFoundError:
        return "unknown"


def _address(path: str | Path) -> URL:
    if isinstance(path, str) and "://" in path:
        with explained(path):
            return make_url(path)
    if str(path) in ("", ":memory:"):
        raise LedgerError("a ledger needs a file: give a path such as incidents.db", path=str(path))
    return URL.create("sqlite", database=str(Path(path).expanduser()))


def _check_file(path: Path, *, create: bool) -> None:
    """Refuses whatever is not a ledger, before anything writes to it."""
    if path.is_dir():
        raise LedgerError("is a folder: give the path of a file in it", path=str(path))
    if not path.parent.is_dir():
        raise LedgerError("its folder does not exist: make the folder first", path=str(path))
    if not path.exists():
        if create:
            return
        raise LedgerError("no such ledger: check the path, or add a report to make one", path=str(path))
    with explained(str(path)), closing(sqlite3.connect(path, timeout=dialects.BUSY_SECONDS)) as connection:
        (mark,) = connection.execute("PRAGMA application_id").fetchone()
        (things,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not things and not create:
        raise LedgerError("is empty: check the path, or add a report to make a ledger of it", path=str(path))
    if things and mark != dialects.SQLITE_MARK:
        raise LedgerError("is a database, but not a ledger of Tocsin: give another path", path=str(path))


def _listen(engine: Engine) -> None:
    dialect = engine.dialect.name

    @event.listens_for(engine, "connect")
    def prepare(driver_connection: object, _record: object) -> None:
        if dialect == "sqlite":
            dialects.prepare(driver_connection)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        statement = dialects.begin(dialect, writing=connection.get_execution_options().get(WRITING, False))
        if statement:
            connection.exec_driver_sql(statement)


def _bring_to_date(engine: Engine, *, create: bool) -> None:
    with transaction(engine, writing=False) as connection:
        revision = _revision(connection)
    if revision is None and not create:
        raise LedgerError("holds no ledger: check the address", path=str(engine.url))
    if revision is not None and revision > SCHEMA:
        with transaction(engine, writing=False) as connection:
            writer = connection.execute(settings.select().where(settings.c.name == "tocsin")).first()
        by = f"Tocsin {writer.value}" if writer else "a newer Tocsin"
        raise LedgerError(
            f"was written by {by} (schema {revision}, this version knows {SCHEMA}): install that version",
            path=engine.url.database or "",
        )
    if revision != SCHEMA:
        _upgrade(engine)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(engine: Engine) -> None:
    # Here, not at the top: a ledger that is up to date opens without Alembic.
    from .migrate import upgrade

    with transaction(engine, writing=True) as connection:
        dialects.lock_for_upgrade(connection)
        if _revision(connection) == SCHEMA:
            return  # another process was faster
        upgrade(connection)
        dialects.mark(connection)
        connection.execute(settings.delete().where(settings.c.name == "tocsin"))
        connection.execute(settings.insert().values(name="tocsin", value=version()))


def _advice(error: Exception) -> str:
    """What happened and what to do, in words, for an error of the database."""
    said = str(error.orig if isinstance(error, DBAPIError) else error)
    for sign, words in ADVICE.items():
        if sign in said.lower():
            return words
    if isinstance(error, ImportError):
        return f"no driver for this database ({said}): install it beside Tocsin"
    if isinstance(error, IntegrityError):
        return f"the ledger refused a row ({said}): verify the ledger, and report this if it is sound"
    return f"the database failed ({said}): check the path and the disk, and verify the ledger"


ADVICE = {
    "locked": "another process has been writing to it all the time: wait for it to end, and repeat",
    "not a database": "is not a ledger (nor any SQLite file): give another path",
    "readonly": "cannot be written: ask for the right to write to the file and its folder, or copy both",
    "unable to open": "cannot be opened: check that the folder exists and that you may write to it, "
    "since a ledger keeps two more files beside it while it is open",
    "malformed": "is damaged: restore a copy, or copy what is readable with SQLite's .recover",
    "disk is full": "the disk is full: free some room and repeat; nothing that was acknowledged is lost",
    "foreign key": "a row refers to a report or an event that is not in the ledger: add the report first",
}
