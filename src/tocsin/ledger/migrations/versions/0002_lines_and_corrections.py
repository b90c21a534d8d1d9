"""What listings filter by in one narrow table, an index of words, and what people correct."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from tocsin.ledger.dialects import guards, make_word_index

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MANY = 1000  # incidents that are brought over at a time


def upgrade() -> None:
    """Makes the tables and fills them from the incidents that are there."""
    op.add_column("incident_actors", sa.Column("name", sa.Text, nullable=False, server_default=""))
    op.create_index(None, "incident_actors", ["name_folded"])
    lines, sources = _derived()
    op.create_table(
        "corrections",
        sa.Column("number", NUMBER, primary_key=True),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("undoes", NUMBER, sa.ForeignKey("corrections.number")),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("tocsin", sa.String(32), nullable=False),
    )
    connection = op.get_bind()
    for statement in guards(connection.dialect.name, "corrections"):
        op.execute(statement)
    make_word_index(connection)
    _fill(connection, lines, sources=sources)


def _derived() -> tuple[sa.Table, sa.Table]:
    lines = op.create_table(
        "incident_lines",
        sa.Column("number", NUMBER, primary_key=True),
        _incident("id", nullable=False, unique=True),
        sa.Column("day", sa.Date),
        sa.Column("first", sa.Date),
        sa.Column("last", sa.Date),
        sa.Column("until", sa.Date),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("country", sa.String(3)),
        sa.Column("place", sa.Text),
        sa.Column("place_folded", sa.Text),
        sa.Column("precision", sa.String(16)),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("inferred", sa.Boolean, nullable=False),
        sa.Column("recalled_only", sa.Boolean, nullable=False),
        sa.Column("aggregate", sa.Boolean, nullable=False),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("killed", sa.Integer),
        sa.Column("headline", sa.Text, nullable=False),
        sa.Index(None, "day", "id"),
        sa.Index(None, "place_folded"),
        sa.Index(None, "country", "day"),
        sa.Index(None, "until", "day", "kind", "country", "status", "recalled_only"),
        sa.Index(None, "lat", "lon"),
    )
    sources = op.create_table(
        "incident_sources",
        _incident("incident_id", primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("outlet_folded", sa.Text, nullable=False, index=True),
    )
    return lines, sources


def _incident(name: str, **more: Any) -> sa.Column[str]:
    return sa.Column(name, sa.String(32), sa.ForeignKey("incidents.id", ondelete="CASCADE"), **more)


def _fill(connection: sa.Connection, lines: sa.Table, *, sources: sa.Table) -> None:
    outlets = {
        row.id: row.publisher or row.name or row.id
        for row in connection.execute(sa.text("SELECT id, name, publisher FROM reports"))
    }
    stored = sa.text("SELECT id, body FROM incidents WHERE id > :last ORDER BY id LIMIT :most")
    last = ""
    while some := connection.execute(stored, {"last": last, "most": MANY}).all():
        bodies = [json.loads(row.body) for row in some]
        connection.execute(sa.insert(lines), [_line(body) for body in bodies])
        if told := [row for body in bodies for row in _sources(body, outlets)]:
            connection.execute(sa.insert(sources), told)
        named = sa.text("UPDATE incident_actors SET name = :name WHERE incident_id = :id AND position = :at")
        actors = [
            {"name": actor["name"], "id": body["id"], "at": at}
            for body in bodies
            for at, actor in enumerate(body["by"])
        ]
        if actors:
            connection.execute(named, actors)
        last = some[-1].id
    if connection.dialect.name == "sqlite":
        connection.execute(
            sa.text(
                "INSERT INTO incident_words(rowid, words) SELECT l.number, i.words "
                "FROM incident_lines l JOIN incidents i ON i.id = l.id"
            )
        )


def _line(body: dict[str, Any]) -> dict[str, Any]:
    when, where, killed = body["when"] or {}, body["where"] or {}, body["killed"] or {}
    first, last = _day(when.get("first")), _day(when.get("last"))
    return {
        "id": body["id"],
        "day": first or last,
        "first": first,
        "last": last,
        "until": last or first,
        **{
            name: body[name] for name in ("kind", "stage", "status", "recalled_only", "aggregate", "headline")
        },
        **{name: where.get(name) for name in ("country", "precision", "lat", "lon")},
        "place": where.get("name"),
        "place_folded": _folded(where["name"]) if where.get("name") else None,
        "inferred": bool(where.get("inferred")),
        "reports": len(body["report_ids"]),
        "killed": killed.get("best"),
    }


def _sources(body: dict[str, Any], outlets: dict[str, str]) -> list[dict[str, Any]]:
    names = dict.fromkeys(outlets[one] for one in body["report_ids"])
    return [
        {"incident_id": body["id"], "position": at, "outlet": name, "outlet_folded": _folded(name)}
        for at, name in enumerate(names)
    ]


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
