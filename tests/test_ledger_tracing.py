"""How a new event finds those with which it may be of one incident, and all that must be folded with it."""

from __future__ import annotations

import importlib.util
import random
import sqlite3
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tocsin import incidents, pipeline
from tocsin.actors import identify
from tocsin.corrections import Correction
from tocsin.incidents import blocking
from tocsin.ledger import Ledger, tracing
from tocsin.ledger.rows import dumps
from tocsin.traces import Trace
from tocsin.values import Event, Report


def winter() -> list[tuple[str, Report, Event]]:
    """The events of the winter of 2019-20 as a careful reader writes them down."""
    spec = importlib.util.spec_from_file_location("winter", Path(__file__).with_name("incidents_winter.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    rows: list[tuple[str, Report, Event]] = module.winter()
    return rows


EVENTS = [event for _, _, event in winter()]
REPORTS = {report.id: report for _, report, _ in winter()}
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = date(2020, 1, 26).toordinal()


def add(ledger: Ledger, events: Iterable[Event]) -> None:
    """Adds the reports of these events, each with all its events among them."""
    given = list(events)
    for report_id in dict.fromkeys(event.report_id for event in given):
        own = [event for event in given if event.report_id == report_id]
        ledger.add(REPORTS[report_id], own, reader="made 1", now=NOW)


def settled(ledger: Ledger) -> list[str]:
    return sorted(map(dumps, ledger))


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the winter whose reports were all added before they were folded."""
    path = tmp_path_factory.mktemp("winter") / "at-once.db"
    with Ledger(path) as ledger:
        add(ledger, EVENTS)
        pipeline.fold(ledger, now=NOW)
    return path


@pytest.mark.parametrize("seed", [1, 2])
def test_folding_after_each_report_comes_to_the_same_as_folding_once(
    tmp_path: Path, at_once: Path, seed: int
) -> None:
    ids = sorted({event.report_id for event in EVENTS})
    random.Random(seed).shuffle(ids)
    with Ledger(tmp_path / "one-by-one.db") as ledger, Ledger(at_once) as other:
        for report_id in ids:
            add(ledger, [event for event in EVENTS if event.report_id == report_id])
            pipeline.fold(ledger, now=NOW)
        assert settled(ledger) == settled(other)


def older(path: Path) -> None:
    """Takes a ledger back to the schema before the traces."""
    with sqlite3.connect(path) as raw:
        for table in ("waiting", "traces", "event_pairs"):
            raw.execute(f"DROP TABLE {table}")
        for name in ("near_first", "near_last"):
            raw.execute(f"ALTER TABLE events ADD COLUMN {name} DATE")
        raw.execute("CREATE INDEX ix_events_near_first_near_last ON events (near_first, near_last)")
        raw.execute("UPDATE alembic_version SET version_num = '0003'")


def newer_rules(path: Path) -> None:
    """Makes the traces those of another version, which knew of no pairs."""
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE traces SET tocsin = '0.0.1'")
        raw.execute("DELETE FROM event_pairs")


@pytest.mark.parametrize("change", [older, newer_rules])
def test_a_ledger_of_an_older_version_is_traced_anew(
    tmp_path: Path, at_once: Path, change: Callable[[Path], None]
) -> None:
    path, half = tmp_path / "old.db", sorted({event.report_id for event in EVENTS})[::2]
    with Ledger(path) as ledger:
        add(ledger, [event for event in EVENTS if event.report_id in half])
        pipeline.fold(ledger, now=NOW)
        waits = [event for event in EVENTS if event.report_id not in half]
        add(ledger, waits)
    change(path)
    with Ledger(path) as ledger, Ledger(at_once) as other:
        assert ledger.counts()["pending"] == len(waits)
        assert len(ledger.untraced()[0]) == len(EVENTS)
        pipeline.fold(ledger, now=NOW)
        assert ledger.untraced() == ((), {})
        assert settled(ledger) == settled(other)


def test_only_what_waits_is_untraced(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.db") as ledger:
        add(ledger, EVENTS[:1])
        pipeline.fold(ledger, now=NOW)
        assert ledger.untraced() == ((), {}) and ledger.pending() == ()
        add(ledger, EVENTS)
        waiting = ledger.pending()
        assert waiting and ledger.untraced()[0] == waiting


def trace(event: Event, **changes: object) -> Trace:
    [plain] = incidents.trace([event], reports=REPORTS, identify=identify)
    fields = {name: getattr(plain, name) for name in Trace.__slots__} | {"first": DAY, "last": DAY} | changes
    return Trace(**fields)  # type: ignore[arg-type]


def test_traces_come_back_as_they_were_kept(tmp_path: Path) -> None:
    one = trace(EVENTS[0], clues=frozenset([0, 7, 2**32 - 1]), row=-180, column=359, leading=True)
    with Ledger(tmp_path / "a.db") as ledger:
        add(ledger, EVENTS[:1])
        ledger.trace([one], pairs=())
        seen = list[Trace]()
        ledger.meeting([one], lambda _, other: bool(seen.append(other)))
        assert seen and all(other == one for other in seen)


@pytest.mark.parametrize(
    ("changes", "met"),
    [
        ({"first": DAY - 4, "last": DAY - 2}, True),
        ({"first": DAY + 30, "last": DAY + 30}, False),
        ({"first": DAY - 120, "last": DAY + 1}, True),
        ({"first": None, "last": None}, True),
        ({"first": DAY - 40, "last": DAY - 40, "published": DAY + 5, "leading": True}, True),
        ({"first": DAY - 40, "last": DAY - 40, "published": DAY + 5}, False),
    ],
)
def test_traces_of_near_days_and_of_near_long_reports_meet(
    tmp_path: Path, changes: dict[str, object], met: bool
) -> None:
    with Ledger(tmp_path / "a.db") as ledger:
        add(ledger, EVENTS[:1])
        ledger.trace([trace(EVENTS[0], **{"leading": False, **changes})], pairs=())
        one = trace(EVENTS[1], leading=True, published=DAY)
        assert ledger.meeting([one], lambda *_: True) == ({EVENTS[0].id} if met else set())


def test_a_chain_goes_over_pairs_and_corrections(tmp_path: Path) -> None:
    a, b, c, d, e = (event.id for event in EVENTS[:5])
    with Ledger(tmp_path / "a.db") as ledger:
        add(ledger, EVENTS)
        ledger.trace([trace(event) for event in EVENTS[:5]], pairs=[(a, b), (b, c)])
        ledger.correct(Correction(act="merge", event_ids=(c,), other_ids=(d,)), who="desk", now=NOW)
        assert ledger.chained([a]) == {a, b, c, d}
        assert ledger.chained([e]) == {e}
        ledger.trace([trace(EVENTS[1])], pairs=[])
        assert ledger.chained([a]) == {a}
        assert max(blocking.SLACK_DAYS, blocking.TEXT_DAYS) <= tracing.ROOM_DAYS
