"""Every export: how it is found, and what it promises."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import exports
from tocsin.errors import QueryError
from tocsin.exports import Country, Lookups
from tocsin.exports.csv import COLUMNS
from tocsin.exports.record import record
from tocsin.ledger import rows
from tocsin.values import (
    Actor,
    Attribution,
    Count,
    Event,
    Figure,
    Incident,
    Period,
    Place,
    Report,
    Span,
    Statement,
    Target,
)

BAGHDAD = Place(country="IRQ", name="Baghdad", precision="town", lat=33.34, lon=44.4)
LOOKUPS = Lookups(
    crosswalk={
        "shelling": "Explosions/Remote violence: Shelling/artillery/missile attack",
        "armed_clash": "Battles: Armed clash",
        "armed_attack": "Violence against civilians: Attack",
        "protest": "Protests: Peaceful protest",
        "riot": "Riots: Mob violence",
        "crackdown": "Protests: Excessive force against protesters",
        "sanction": "Strategic developments: Other",
    },
    countries={"IRQ": Country(numeric=368, name="Iraq", region="Middle East")},
    actors={
        "USA": Actor(id="USA", name="United States", sort="state", state="USA"),
        "ISF": Actor(id="ISF", name="Iraqi army", sort="force", state="IRQ"),
    },
)


def actor(name: str, status: Any, *voices: tuple[Any, str, str]) -> Attribution:
    return Attribution(actor_id=name, name=name, status=status, voices=voices)


def incident(**more: Any) -> Incident:
    values: dict[str, Any] = {
        "id": "i1abc",
        "kind": "shelling",
        "stage": "done",
        "aggregate": False,
        "headline": "Rockets hit the base",
        "event_ids": ("e1",),
        "report_ids": ("r1",),
        "evidence": ("e1", "Three rockets hit the base on Sunday."),
        "status": "unknown",
        "when": Period(first=date(2020, 1, 26), last=date(2020, 1, 26), precision="day"),
        "where": BAGHDAD,
    }
    return Incident(**{**values, **more})


def written(name: str, *incidents: Incident) -> str:
    return "".join(exports.find(name).write(incidents, lookups=LOOKUPS))


def row(**more: Any) -> dict[str, str]:
    (found,) = csv.DictReader(io.StringIO(written("csv", incident(**more)), newline=""))
    return found


# Finding a format


def test_formats_are_found_by_the_names_of_their_files() -> None:
    assert exports.names() == ("csv", "geojson", "jsonl")
    with pytest.raises(QueryError, match="csv, geojson, jsonl"):
        exports.find("record")


@pytest.mark.parametrize("name", exports.names())
def test_a_format_writes_a_whole_file_even_without_incidents(name: str) -> None:
    text = written(name)
    if name == "geojson":
        assert json.loads(text)["features"] == []
    assert len(text.splitlines()) == {"csv": 1, "geojson": 2, "jsonl": 0}[name]


@pytest.mark.parametrize("name", exports.names())
def test_a_format_reads_one_incident_at_a_time(name: str) -> None:
    taken = []

    def endless() -> Any:
        while True:
            taken.append(1)
            yield incident()

    pieces = exports.find(name).write(endless(), lookups=LOOKUPS)
    for _ in range(4):
        next(pieces)
    assert len(taken) <= 4


# JSON Lines


def test_a_json_line_gives_the_incident_back() -> None:
    one = incident(by=(actor("Hizbollah\n", "denied", ("denied", "Hizbollah", "e1")),))
    two = incident(id="i1def", when=None, where=None)
    lines = written("jsonl", one, two).splitlines()
    assert [rows.loads(Incident, line) for line in lines] == [one, two]


# GeoJSON


def test_a_point_has_longitude_first_and_says_how_exact_it_is() -> None:
    (feature,) = json.loads(written("geojson", incident()))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [44.4, 33.34]}
    assert feature["properties"]["place_precision"] == "town"


@pytest.mark.parametrize(
    "where",
    [
        None,
        Place(country="IRQ", name=None, precision="country"),
        Place(country="IRQ", name=None, precision="country", lat=33.0, lon=44.0),
        Place(country="IRQ", name="Somewhere", precision="town"),
    ],
)
def test_what_is_known_by_its_country_alone_is_no_point(where: Place | None) -> None:
    (feature,) = json.loads(written("geojson", incident(where=where)))["features"]
    assert feature["geometry"] is None


def test_features_are_parted_by_commas() -> None:
    found = json.loads(written("geojson", incident(), incident(id="i2"), incident(id="i3")))
    assert [feature["id"] for feature in found["features"]] == ["i1abc", "i2", "i3"]


def test_unknown_figures_are_null_in_geojson() -> None:
    figure = Figure(low=3, best=3, high=None, by_source=())
    (feature,) = json.loads(written("geojson", incident(killed=figure)))["features"]
    assert feature["properties"]["killed"] == {"low": 3, "best": 3, "high": None}
    assert feature["properties"]["injured"] is None


# CSV


def test_csv_has_the_31_columns_and_says_that_it_is_not_acled() -> None:
    found = row()
    assert tuple(found) == COLUMNS and len(COLUMNS) == 31
    assert found["event_id_cnty"] == "TOC-i1abc"
    assert "not ACLED data" in found["notes"] and "not ACLED data" in found["tags"]


def test_csv_codes_date_place_and_type() -> None:
    found = row()
    wanted = {
        "event_date": "2020-01-26",
        "year": "2020",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
        "civilian_targeting": "",
        "iso": "368",
        "region": "Middle East",
        "country": "Iraq",
        "location": "Baghdad",
        "latitude": "33.34",
        "longitude": "44.4",
        "geo_precision": "1",
    }
    assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    ("figure", "fatalities", "note"),
    [
        (None, "", ""),
        (Figure(low=0, best=0, high=0, by_source=()), "0", "killed: 0"),
        (Figure(low=3, best=5, high=None, by_source=()), "5", "killed: 5 (3 to open)"),
    ],
)
def test_unknown_fatalities_are_empty_and_none_is_zero(
    figure: Figure | None, fatalities: str, note: str
) -> None:
    found = row(killed=figure)
    assert found["fatalities"] == fatalities
    assert note in found["notes"] and ("killed" in found["notes"]) == bool(note)


@pytest.mark.parametrize(
    ("status", "voice", "told"),
    [
        ("attributed", ("blamed", "Washington", "e1"), "blamed: Kataib Hezbollah by Washington"),
        ("suspected", ("suspected", "", "e1"), "suspected: Kataib Hezbollah"),
        ("denied", ("denied", "Kataib Hezbollah", "e1"), "denied: Kataib Hezbollah"),
        ("unknown", ("blamed", "Washington", "e1"), "blamed: Kataib Hezbollah by Washington"),
    ],
)
def test_nobody_stands_in_an_actor_column_on_blame_alone(
    status: str, voice: tuple[str, str, str], told: str
) -> None:
    found = row(by=(actor("Kataib Hezbollah", status, voice),))
    assert found["actor1"] == "Unidentified Armed Group"
    columns = ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")
    assert not any("Hezbollah" in found[column] for column in columns)
    assert told in found["notes"] and told in found["tags"].split("; ")


@pytest.mark.parametrize("status", ["stated", "claimed"])
def test_who_claims_it_or_is_told_of_as_a_fact_is_actor1(status: str) -> None:
    found = row(by=(actor("A", "suspected", ("suspected", "B", "e")), actor("USA", status)))
    assert (found["actor1"], found["inter1"]) == ("USA", "External/Other forces")


def test_two_known_sides_of_a_battle_are_actor1_and_actor2() -> None:
    found = row(kind="armed_clash", by=(actor("ISF", "stated"), actor("IS", "stated")))
    assert (found["actor1"], found["inter1"]) == ("ISF", "State forces")
    assert (found["actor2"], found["inter2"]) == ("IS", "")


def test_of_three_names_in_a_battle_none_is_put_on_the_other_side() -> None:
    found = row(kind="armed_clash", by=tuple(actor(name, "stated") for name in ("A", "B", "C")))
    assert (found["actor1"], found["actor2"], found["assoc_actor_1"]) == ("A", "", "")
    assert "named: A, B, C" in found["tags"]


@pytest.mark.parametrize(
    ("kind", "actor1", "disorder"),
    [
        ("protest", "Protesters", "Demonstrations"),
        ("riot", "Rioters", "Political violence"),
        ("crackdown", "Protesters", "Political violence; Demonstrations"),
        ("armed_attack", "Unidentified Armed Group", "Political violence"),
        ("sanction", "", "Strategic developments"),
        ("threat", "", ""),
    ],
)
def test_an_unknown_actor_is_never_an_armed_group_without_arms(kind: str, actor1: str, disorder: str) -> None:
    found = row(kind=kind)
    assert (found["actor1"], found["disorder_type"]) == (actor1, disorder)


def test_a_country_alone_has_neither_point_nor_precision() -> None:
    found = row(where=Place(country="IRQ", name=None, precision="country", lat=33.0, lon=44.0))
    assert [found[name] for name in ("location", "latitude", "longitude", "geo_precision")] == [
        "Iraq",
        "",
        "",
        "",
    ]


def test_days_that_are_not_one_day_are_told_in_the_tags() -> None:
    found = row(when=Period(first=None, last=date(2020, 1, 27), precision="open"))
    assert (found["event_date"], found["time_precision"]) == ("2020-01-27", "3")
    assert "days: open to 2020-01-27" in found["tags"]


def test_an_undated_incident_has_no_date() -> None:
    found = row(when=None)
    assert (found["event_date"], found["year"], found["time_precision"]) == ("", "", "")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=20), st.sampled_from(["", "=", "+", "-", "@", "\t=", "\r@", " ="]))
def test_no_text_can_run_as_a_formula(words: str, sign: str) -> None:
    text = sign + words
    found = row(
        headline=text,
        sources=(text,),
        by=(actor(text, "stated", ("stated", text, "e")),),
        where=Place(country="IRQ", name=text, precision="region", lat=-1.5, lon=-77.0),
    )
    numbers = ("latitude", "longitude")
    for name, cell in found.items():
        assert name in numbers or not cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")), name
        assert "\n" not in cell and "\r" not in cell
    assert found["longitude"] == "-77.0"


# The record of one report

TEXT = "Three rockets slammed into the US embassy in Iraq's capital on Sunday, killing at least 2, AFP said."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), text=words)


def full_event(report: Report) -> Event:
    return Event(
        report_id=report.id,
        kind="shelling",
        stage="done",
        told_as="news",
        aggregate=False,
        trigger=span("slammed into"),
        sentence=span(TEXT),
        when=Period(first=date(2020, 1, 26), last=date(2020, 1, 26), precision="day", span=span("Sunday")),
        where=Place(
            country="IRQ", name="Baghdad", precision="town", lat=33.3, lon=44.4, span=span("Iraq's capital")
        ),
        by=(Statement(actor=span("the US"), stance="blamed", says=span("AFP")),),
        targets=(Target(span=span("the US embassy"), sort="site"),),
        weapons=(span("Three rockets"),),
        killed=Count(low=2, high=None, spans=(span("at least 2"),)),
        sources=(span("AFP"),),
    )


def test_a_record_has_the_contract_first_in_its_order() -> None:
    report = Report(text=TEXT, published=date(2020, 1, 27), name="AFP-1")
    found = record(report, [full_event(report)], reader="rules 1")
    assert list(found) == ["id", "published", "events", "reader"]
    assert (found["id"], found["published"], found["reader"]) == ("AFP-1", "2020-01-27", "rules 1")
    (event,) = found["events"]
    contract = (
        "kind stage told_as aggregate trigger when where by targets weapons killed injured taken sources"
    )
    assert list(event)[:14] == contract.split()
    assert list(event["when"])[:3] == ["first", "last", "text"]
    assert list(event["where"])[:3] == ["country", "name", "text"]
    assert list(event["by"][0])[:3] == ["text", "as", "says"]
    assert list(event["targets"][0])[:3] == ["text", "what", "effect"]
    assert event["weapons"] == ["Three rockets"] and event["sources"] == ["AFP"]
    assert event["killed"] == [2, None] and event["injured"] is None
    assert json.loads(json.dumps(found)) == found


def test_every_place_in_a_record_gives_back_its_words() -> None:
    report = Report(text=TEXT)
    (event,) = record(report, [full_event(report)], reader="rules 1")["events"]

    def at(place: list[int]) -> str:
        return TEXT[place[0] : place[1]]

    for part in (event["when"], event["where"], *event["by"], *event["targets"]):
        assert TEXT[part["start"] : part["end"]] == part["text"]
    assert at(event["by"][0]["says_span"]) == event["by"][0]["says"]
    assert at(event["trigger_span"]) == event["trigger"]
    assert [at(place) for place in event["weapon_spans"]] == event["weapons"]
    assert [at(place) for place in event["source_spans"]] == event["sources"]
    assert [at(place) for place in event["killed_spans"]] == ["at least 2"]


def test_a_record_of_nothing_known_is_null_not_empty() -> None:
    report = Report(text=TEXT)
    bare = Event(
        report_id=report.id,
        kind="shelling",
        stage="done",
        told_as="background",
        aggregate=False,
        trigger=span("slammed into"),
        sentence=span(TEXT),
    )
    found = record(report, [bare], reader="rules 1")
    assert found["id"] == report.id and found["published"] is None
    (event,) = found["events"]
    assert event["when"] is event["where"] is event["killed"] is None
    assert event["by"] == event["targets"] == event["weapons"] == event["sources"] == []
