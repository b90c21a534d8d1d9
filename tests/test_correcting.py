"""What people correct stands, whatever is read and folded later, and can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tocsin import correcting, pipeline
from tocsin.errors import NotFoundError, QueryError
from tocsin.ledger import Ledger
from tocsin.querying import differences
from tocsin.values import Report

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ME = "an analyst"
TOLD = (
    ("Gulf Wire", 15, "A car bomb killed four people at the Sahal Hotel in Mogadishu on Saturday."),
    ("Horn Post", 16, "A car bomb at the Sahal Hotel in Mogadishu on Saturday killed at least six people."),
    ("Lake Daily", 16, "Gunmen killed two policemen in Goma on Sunday."),
)


def read(ledger: Ledger, *told: tuple[str, int, str]) -> None:
    reports = [Report(text=text, published=date(2026, 11, day), publisher=who) for who, day, text in told]
    list(pipeline.add(ledger, reports, reader=pipeline.load_reader(), now=NOW))
    pipeline.fold(ledger, now=NOW)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "a.db") as opened:
        read(opened, *TOLD)
        yield opened


def kinds(ledger: Ledger) -> list[tuple[str, int]]:
    assert differences(ledger) == ()
    return sorted((one.kind, len(one.event_ids)) for one in ledger)


def bombing(ledger: Ledger) -> str:
    return next(one.id for one in ledger if one.kind == "bombing")


def attack(ledger: Ledger) -> str:
    return next(one.id for one in ledger if one.kind == "armed_attack")


APART = [("armed_attack", 1), ("bombing", 2)]


def test_two_incidents_are_made_one_and_two_again(ledger: Ledger) -> None:
    assert kinds(ledger) == APART
    gone = attack(ledger)
    made = correcting.merge(ledger, [bombing(ledger), gone], who=ME, now=NOW)
    assert len(made.event_ids) == 3 and kinds(ledger) == [("bombing", 3)]
    assert ledger.incident(gone).id == made.id
    correcting.undo(ledger, who=ME, now=NOW)
    assert kinds(ledger) == APART and ledger.incident(gone).id == gone


def test_one_incident_is_made_two_and_one_again(ledger: Ledger) -> None:
    whole = ledger.incident(bombing(ledger))
    parted = correcting.split(ledger, whole.id, event_ids=whole.event_ids[1:], who=ME, now=NOW)
    assert parted.event_ids == whole.event_ids[1:]
    assert kinds(ledger) == [("armed_attack", 1), ("bombing", 1), ("bombing", 1)]
    correcting.undo(ledger, who=ME, now=NOW)
    assert kinds(ledger) == APART


def test_a_rejected_incident_is_none_until_that_is_undone(ledger: Ledger) -> None:
    gone = attack(ledger)
    kept = correcting.reject(ledger, gone, who=ME, now=NOW)
    assert kinds(ledger) == [("bombing", 2)]
    with pytest.raises(NotFoundError):
        ledger.incident(gone)
    correcting.undo(ledger, kept.number, who=ME, now=NOW)
    assert kinds(ledger) == APART


def test_a_value_is_written_anew_with_its_headline(ledger: Ledger) -> None:
    one = bombing(ledger)
    for field, value in (
        ("killed", "7+"),
        ("when", "2026-11-13"),
        ("where", "Kismayo"),
        ("kind", "shelling"),
    ):
        correcting.edit(ledger, one, field=field, value=value, who=ME, now=NOW)
    found = ledger.incident(one)
    assert found.killed and (found.killed.low, found.killed.high) == (7, None)
    assert found.where and found.where.country == "SOM"
    assert "Kismayo" in found.headline or "Kismaayo" in found.headline
    assert found.kind == "shelling" and "13 November 2026" in found.headline
    assert differences(ledger) == ()
    for _ in range(4):
        correcting.undo(ledger, who=ME, now=NOW)
    assert kinds(ledger) == APART


def test_corrections_outlive_what_is_read_later(ledger: Ledger) -> None:
    whole = ledger.incident(bombing(ledger))
    correcting.split(ledger, whole.id, event_ids=whole.event_ids[1:], who=ME, now=NOW)
    correcting.reject(ledger, attack(ledger), who=ME, now=NOW)
    read(
        ledger,
        ("Coast News", 17, "A car bomb killed five people at the Sahal Hotel in Mogadishu on Saturday."),
        ("Hill News", 17, "Gunmen killed two policemen in Goma on Sunday, officials said."),
    )
    sizes = kinds(ledger)
    assert sum(count for kind, count in sizes if kind == "bombing") == 3
    assert len([kind for kind, _ in sizes if kind == "bombing"]) == 2
    assert sizes[0] == ("armed_attack", 1)


def test_the_order_of_corrections_and_reports_plays_no_part(tmp_path: Path) -> None:
    found = []
    for name, first in (("a", TOLD), ("b", TOLD[:2])):
        with Ledger(tmp_path / f"{name}.db") as ledger:
            read(ledger, *first)
            whole = ledger.incident(bombing(ledger))
            correcting.split(ledger, whole.id, event_ids=whole.event_ids[1:], who=ME, now=NOW)
            read(ledger, *TOLD)
            assert differences(ledger) == ()
            found.append(sorted(one.event_ids for one in ledger))
    assert found[0] == found[1]


def test_an_undo_can_be_undone_by_deciding_again(ledger: Ledger) -> None:
    pair = [bombing(ledger), attack(ledger)]
    for _ in range(2):
        correcting.merge(ledger, pair, who=ME, now=NOW)
        correcting.undo(ledger, who=ME, now=NOW)
    assert kinds(ledger) == APART
    assert [one.correction.act for one in ledger.corrections()] == ["merge", "undo"] * 2
    assert [one.stands for one in ledger.corrections()] == [False, True] * 2
    with pytest.raises(NotFoundError):
        correcting.undo(ledger, who=ME, now=NOW)


def test_corrections_that_mean_nothing_are_refused_and_leave_no_trace(ledger: Ledger) -> None:
    one = bombing(ledger)
    for wrong in (
        lambda: correcting.merge(ledger, [one, one], who=ME, now=NOW),
        lambda: correcting.split(ledger, one, event_ids=(), who=ME, now=NOW),
        lambda: correcting.split(ledger, one, event_ids=ledger.incident(one).event_ids, who=ME, now=NOW),
        lambda: correcting.edit(ledger, one, field="status", value="claimed", who=ME, now=NOW),
        lambda: correcting.edit(ledger, one, field="killed", value="many", who=ME, now=NOW),
        lambda: correcting.edit(ledger, one, field="when", value="Sunday", who=ME, now=NOW),
        lambda: correcting.edit(ledger, one, field="where", value="Nowhere at all", who=ME, now=NOW),
        lambda: correcting.reject(ledger, one, who=" ", now=NOW),
    ):
        with pytest.raises(QueryError):
            wrong()
    assert ledger.corrections() == () and kinds(ledger) == APART


def test_the_database_keeps_every_correction(ledger: Ledger) -> None:
    import sqlite3

    correcting.reject(ledger, attack(ledger), who=ME, now=NOW)
    with sqlite3.connect(ledger.path) as raw, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute("DELETE FROM corrections")
