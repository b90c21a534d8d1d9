"""What the ledger keeps, what it answers, and what it refuses."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tocsin.errors import LedgerError, NotFoundError
from tocsin.ledger import Filter, Ledger
from tocsin.values import (
    Attribution,
    Decision,
    Event,
    Failure,
    Figure,
    Incident,
    Period,
    Place,
    Reason,
    Report,
    Span,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = date(2020, 1, 26)
BAGHDAD = Place(country="IRQ", name="Baghdad", precision="town", lat=33.3, lon=44.4)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger to copy: making its tables takes longer than most tests."""
    path = tmp_path_factory.mktemp("blank") / "blank.db"
    Ledger(path).close()
    return path


@pytest.fixture
def ledger(tmp_path: Path, blank: Path) -> Iterator[Ledger]:
    with Ledger(shutil.copy(blank, tmp_path / "kept.db")) as opened:
        yield opened


def told(words: str, *, day: date | None = DAY, published: date | None = DAY) -> tuple[Report, Event]:
    """A report of one sentence and the one event that it tells, by its first word."""
    report = Report(text=words, published=published, name=f"about {words}")
    first = words.split()[0]
    event = Event(
        report_id=report.id,
        kind="shelling",
        stage="done",
        told_as="news",
        aggregate=False,
        trigger=Span(start=0, end=len(first), text=first),
        sentence=Span(start=0, end=len(words), text=words),
        when=Period(first=day, last=day, precision="day") if day else None,
        where=BAGHDAD,
    )
    return report, event


def held(*events: Event, **more: Any) -> Incident:
    """The incident that these events tell of."""
    values: dict[str, Any] = {
        "id": events[0].id.replace("e", "i", 1),
        "kind": "shelling",
        "stage": "done",
        "aggregate": False,
        "headline": events[0].sentence.text,
        "event_ids": tuple(event.id for event in events),
        "report_ids": tuple(dict.fromkeys(event.report_id for event in events)),
        "evidence": (events[0].id, events[0].sentence.text),
        "status": "unknown",
        "when": events[0].when,
        "where": events[0].where,
    }
    return Incident(**{**values, **more})


def opened(event: Event, into: Incident) -> Decision:
    return Decision(act="open", event_id=event.id, incident_id=into.id)


def kept(ledger: Ledger, words: str, **more: Any) -> Incident:
    """An incident of one event, added and settled."""
    days = {name: more.pop(name) for name in ("day", "published") if name in more}
    report, event = told(words, **days)
    ledger.add(report, [event], reader="rules 1", now=NOW)
    incident = held(event, **more)
    ledger.settle([incident], decisions=[opened(event, incident)], now=NOW)
    return incident


def rebuilt(
    decisions: tuple[Decision, ...], events: tuple[Event, ...], reports: Mapping[str, Report]
) -> Iterable[Incident]:
    """Settles by the decisions alone, as `kept` and `held` do."""
    parts: dict[str, list[Event]] = {}
    for decision in decisions:
        parts.setdefault(decision.incident_id, []).extend(e for e in events if e.id == decision.event_id)
    return [held(*part, id=incident_id) for incident_id, part in parts.items()]


def ids(incidents: Iterable[Incident]) -> list[str]:
    return [incident.id for incident in incidents]


# Adding


def test_a_report_comes_back_as_it_was_added(ledger: Ledger) -> None:
    report = Report(
        text="Київ\nhit \N{ROCKET}",
        published=DAY,
        name="n",
        title="Київ",
        publisher="P",
        url="https://a.example/1",
    )
    assert ledger.add(report, [], reader="rules 1", now=NOW)
    assert ledger.report(report.id) == ledger.report("n") == report


def test_adding_a_report_twice_adds_nothing(ledger: Ledger) -> None:
    report, event = told("Rockets fell")
    assert ledger.add(report, [event], reader="rules 1", now=NOW)
    before = ledger.counts()
    assert not ledger.add(report, [event], reader="rules 1", now=NOW)
    assert ledger.counts() == before


def test_the_first_reading_of_a_report_stands(ledger: Ledger) -> None:
    report, event = told("Rockets fell")
    ledger.add(report, [event], reader="rules 1", now=NOW)
    assert not ledger.add(report, [], reader="rules 2", now=NOW)
    assert ledger.event(event.id) == event


def test_a_report_whose_events_are_refused_is_not_kept_either(ledger: Ledger) -> None:
    report, event = told("Rockets fell")
    other, _ = told("Mortars fell")
    with pytest.raises(LedgerError, match="another report"):
        ledger.add(other, [event], reader="rules 1", now=NOW)
    with pytest.raises(LedgerError, match="twice"):
        ledger.add(report, [event, event], reader="rules 1", now=NOW)
    assert ledger.counts()["reports"] == ledger.counts()["events"] == 0


def test_a_moment_without_time_zone_is_refused(ledger: Ledger) -> None:
    report, event = told("Rockets fell")
    with pytest.raises(ValueError, match="time zone"):
        ledger.add(report, [event], reader="rules 1", now=datetime(2026, 11, 22))


@pytest.mark.parametrize("table", ["reports", "events", "decisions"])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = 'x'", "DELETE FROM {}"])
def test_what_only_grows_cannot_be_changed_or_deleted(ledger: Ledger, table: str, change: str) -> None:
    kept(ledger, "Rockets fell")
    statement = change.format(table).replace("id =", "act =" if table == "decisions" else "id =")
    with sqlite3.connect(ledger.path) as raw, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(statement)


def test_a_failure_is_kept_once(ledger: Ledger) -> None:
    failure = Failure(origin="a.html", error="InputError", message="no text in it: check the page")
    assert ledger.add_failure(failure, now=NOW)
    assert not ledger.add_failure(failure, now=NOW + timedelta(days=1))
    assert ledger.failures() == (failure,)


# Deciding and settling


def test_events_are_pending_until_something_is_decided_on_them(ledger: Ledger) -> None:
    report, event = told("Rockets fell")
    ledger.add(report, [event], reader="rules 1", now=NOW)
    assert ledger.pending() == (event,)
    ledger.decide([opened(event, held(event))], now=NOW)
    assert ledger.pending() == ()


def test_the_latest_decision_counts_and_the_earlier_ones_are_remembered(ledger: Ledger) -> None:
    incident = kept(ledger, "Rockets fell")
    (event,) = ledger.events(incident)
    first = opened(event, incident)
    reason = Reason(term="distance", bits=-1.5, words="40 km apart")
    hold = Decision(
        act="hold", event_id=event.id, incident_id=incident.id, candidate_id="i2", reasons=(reason,)
    )
    assert ledger.decide([hold], now=NOW) == 1
    assert ledger.decisions() == ledger.decisions("hold") == (hold,)
    assert ledger.counts()["held"] == 1
    assert [decision for _, _, decision in ledger.history(event.id)] == [first, hold]
    ledger.decide([first], now=NOW)
    assert ledger.decisions("hold") == ()


def test_a_decision_that_counts_already_is_not_repeated(ledger: Ledger) -> None:
    incident = kept(ledger, "Rockets fell")
    (event,) = ledger.events(incident)
    assert ledger.decide([opened(event, incident)], now=NOW) == 0
    assert len(ledger.history(event.id)) == 1


def test_a_decision_on_an_unknown_event_is_refused_with_its_whole_batch(ledger: Ledger) -> None:
    report, event = told("Rockets fell")
    ledger.add(report, [event], reader="rules 1", now=NOW)
    _, stranger = told("Mortars fell")
    with pytest.raises(LedgerError, match="not in the ledger"):
        ledger.settle(
            [held(event)],
            decisions=[opened(event, held(event)), opened(stranger, held(stranger))],
            now=NOW,
        )
    assert ledger.decisions() == () and list(ledger) == []


def test_settling_tells_which_incidents_changed_and_leaves_the_others(ledger: Ledger) -> None:
    one, two = kept(ledger, "Rockets fell"), kept(ledger, "Mortars fell")
    (event,) = ledger.events(one)
    louder = held(event, headline="Many rockets fell")
    assert ledger.settle([louder, two], now=NOW) == (one.id,)
    assert ledger.incident(one.id) == louder and ledger.incident(two.id) == two


def test_the_id_of_a_merged_incident_leads_to_the_new_one_for_ever(ledger: Ledger) -> None:
    a, b, c = (kept(ledger, f"{word} fell") for word in ("Rockets", "Mortars", "Shells"))
    events = {incident.id: ledger.events(incident)[0] for incident in (a, b, c)}
    ab = held(events[a.id], events[b.id])
    ledger.settle([ab], now=NOW)
    assert ledger.incident(b.id) == ab
    cab = held(events[c.id], events[a.id], events[b.id])
    ledger.settle([cab], now=NOW)
    assert ledger.incident(a.id) == ledger.incident(b.id) == ledger.incident("TOC-" + c.id) == cab
    assert ledger.incident(b.id[:-1]) == cab
    assert ids(ledger) == [c.id]


def test_a_merge_can_be_undone(ledger: Ledger) -> None:
    a, b = kept(ledger, "Rockets fell"), kept(ledger, "Mortars fell")
    (first,), (second,) = ledger.events(a), ledger.events(b)
    ledger.settle([held(first, second)], now=NOW)
    ledger.settle([a, b], now=NOW)
    assert ledger.incident(a.id) == a and ledger.incident(b.id) == b
    ledger.settle([held(first, second)], now=NOW)
    assert ledger.incident(b.id).id == a.id


def test_settling_part_of_an_incident_is_refused(ledger: Ledger) -> None:
    a, b = kept(ledger, "Rockets fell"), kept(ledger, "Mortars fell")
    (first,), (second,) = ledger.events(a), ledger.events(b)
    both = held(first, second)
    ledger.settle([both], now=NOW)
    with pytest.raises(LedgerError, match="chained"):
        ledger.settle([a], now=NOW)
    assert list(ledger) == [both]


# What is told


def test_events_are_told_with_their_reports_in_the_order_of_adding(ledger: Ledger) -> None:
    pairs = [told(f"Rockets fell {number}") for number in range(3)]
    for report, event in pairs:
        ledger.add(report, [event], reader="rules 1", now=NOW)
    events, reports = ledger.told([pairs[2][1].id, pairs[0][1].id])
    assert events == (pairs[0][1], pairs[2][1])
    assert reports == {report.id: report for report in (pairs[0][0], pairs[2][0])}


def test_everything_is_everything(ledger: Ledger) -> None:
    pairs = [told(f"Rockets fell {number}") for number in range(3)]
    for report, event in pairs:
        ledger.add(report, [event], reader="rules 1", now=NOW)
    events, reports = ledger.everything()
    assert events == tuple(event for _, event in pairs)
    assert list(reports.values()) == [report for report, _ in pairs]


# Looking up and listing


def test_an_id_may_be_cut_short_as_long_as_it_is_the_only_one(ledger: Ledger) -> None:
    incident = kept(ledger, "Rockets fell")
    (event,) = ledger.events(incident)
    assert ledger.incident(incident.id[:8]) == incident
    assert ledger.event(event.id[:8]) == event
    assert ledger.report(event.report_id[:8]).id == event.report_id
    kept(ledger, "Mortars fell")
    with pytest.raises(NotFoundError, match="several incidents") as caught:
        ledger.incident("i1")
    assert caught.value.wanted == "i1"


@pytest.mark.parametrize("wanted", ["", "i1ffff", "%", "i_", "no such"])
def test_an_unknown_id_is_an_error_that_says_what_to_do(ledger: Ledger, wanted: str) -> None:
    kept(ledger, "Rockets fell")
    for ask in (ledger.incident, ledger.event, ledger.report, ledger.events):
        with pytest.raises(NotFoundError, match="list the ids") as caught:
            ask(wanted)
        assert caught.value.wanted == wanted


def test_incidents_come_in_the_order_of_their_days_and_undated_ones_last(ledger: Ledger) -> None:
    late = kept(ledger, "Rockets fell late", day=DAY + timedelta(days=1))
    undated = kept(ledger, "Rockets fell once", day=None)
    early = kept(ledger, "Rockets fell early")
    assert ids(ledger) == [early.id, late.id, undated.id]
    assert ids(ledger.incidents(newest=True)) == [late.id, early.id, undated.id]
    assert ids(ledger.incidents(limit=1, offset=1)) == [late.id]


def denied(name: str) -> Attribution:
    return Attribution(actor_id=name.lower(), name=name, status="denied", voices=(("denied", name, "e"),))


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        (Filter(), "ABCD"),
        (Filter(since=date(2020, 1, 26)), "AB"),
        (Filter(until=date(2020, 1, 26)), "AC"),
        (Filter(since=date(2020, 1, 26), until=date(2020, 1, 26)), "A"),
        (Filter(since=date(2019, 6, 1), until=date(2019, 6, 30)), "C"),
        (Filter(country="COL"), "B"),
        (Filter(place="BOGOTA"), "B"),
        (Filter(place="Bog"), ""),
        (Filter(kinds=("bombing", "raid")), "B"),
        (Filter(actor="ELN"), "B"),
        (Filter(actor="National  Liberation Army"), "B"),
        (Filter(status="denied"), "A"),
        (Filter(actor="eln", status="denied"), ""),
        (Filter(actor="ELN", status="claimed"), "B"),
        (Filter(actor="Usa", status="denied"), "A"),
        (Filter(text="fell ROCKETS"), "A"),
        (Filter(text="100%"), "C"),
        (Filter(text="0_0"), ""),
        (Filter(text="nothing"), ""),
        (Filter(box=(30, 40, 40, 50)), "A"),
        (Filter(box=(-10, 40, 40, -70)), "AB"),
        (Filter(recalled=False), "ABD"),
        (Filter(country="IRQ", recalled=False), "AD"),
    ],
)
def test_a_filter_shows_what_fits_and_nothing_else(ledger: Ledger, chosen: Filter, found: str) -> None:
    bogota = Place(country="COL", name="Bogotá", precision="town", lat=4.6, lon=-74.1)
    eln = Attribution(actor_id="ELN", name="National Liberation Army", status="claimed", voices=())
    long = Period(first=date(2019, 1, 1), last=date(2019, 12, 31), precision="year")
    made = {
        "A": kept(ledger, "Rockets fell", by=(denied("USA"),), status="denied"),
        "B": kept(
            ledger,
            "Bombs tore",
            day=date(2020, 1, 27),
            kind="bombing",
            where=bogota,
            by=(eln,),
            status="claimed",
        ),
        "C": kept(ledger, "Shells 100% wrecked", when=long, where=None, recalled_only=True),
        "D": kept(
            ledger, "Mortars came", day=None, where=Place(country="IRQ", name=None, precision="country")
        ),
    }
    assert set(ids(ledger.incidents(chosen))) == {made[letter].id for letter in found}
    assert ledger.count(chosen) == len(found)


def test_a_listing_shows_one_moment_while_the_ledger_changes(ledger: Ledger) -> None:
    kept(ledger, "Rockets fell")
    listing = ledger.incidents()
    first = next(listing)
    kept(ledger, "Rockets fell again")
    assert [first, *listing] == [first]
    assert ledger.count() == 2


# Verifying


def test_a_sound_ledger_has_nothing_to_report(ledger: Ledger) -> None:
    for number in range(3):
        kept(ledger, f"Rockets fell {number}")
    assert ledger.verify(rebuilt) == ()


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        ("UPDATE reports SET text = 'Rockets flew'", "its text or origin was changed"),
        ("UPDATE reports SET text = 'Rockets flew'", "are others"),
        ("UPDATE events SET body = replace(body, 'shelling', 'bombing')", "its content was changed"),
        ("UPDATE events SET country = 'IRN'", "differ in country"),
        ("UPDATE events SET body = '{'", "no JSON"),
        ("UPDATE decisions SET act = 'hold'", "differ in act"),
        ("UPDATE incidents SET killed_best = 7", "differ in killed_best"),
        ("UPDATE incidents SET body = replace(body, 'unknown', 'claimed')", "differ in body"),
        ("DELETE FROM incidents", "is not stored"),
        ("DELETE FROM incident_events", "list of events differs"),
        ("DELETE FROM events", "refers to a row of events that is not there"),
        ("INSERT INTO redirects VALUES ('i1', 'i2')", "which is no incident"),
        (
            "INSERT INTO incident_actors VALUES ('x', 0, 'a', 'a', 'claimed', 'A')",
            "refers to a row of incidents",
        ),
    ],
)
def test_verifying_finds_what_was_changed_behind_the_ledger(ledger: Ledger, damage: str, what: str) -> None:
    kept(ledger, "Rockets fell")
    with sqlite3.connect(ledger.path) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute(damage)
    assert any(what in line for line in ledger.verify(rebuilt))


def test_verifying_finds_an_incident_that_does_not_follow(ledger: Ledger) -> None:
    incident = kept(ledger, "Rockets fell", killed=Figure(low=1, best=1, high=1, by_source=()))
    assert any("killed_low" in line for line in ledger.verify(rebuilt))
    assert f"incident {incident.id}: stored, but does not follow from the decisions" in ledger.verify(
        lambda decisions, events, reports: ()
    )


# Weight


def test_importing_the_ledger_loads_no_database() -> None:
    code = "import sys, tocsin.ledger; print(sorted({'sqlalchemy', 'alembic', 'sqlite3'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
