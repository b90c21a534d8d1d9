"""Rules of settling: every field of an incident by its rule, for any order of decisions."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.actors import identify
from tocsin.incidents import fold, settle
from tocsin.values import Decision, Event, Incident, Place, Report


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


made = load("incidents_winter")
ROWS = made.winter()
EVENTS: dict[str, Event] = {event.id: event for _, _, event in ROWS}
REPORTS: dict[str, Report] = {report.id: report for _, report, _ in ROWS}
TRUE: dict[str, str] = {event.id: incident for incident, _, event in ROWS}
DECISIONS: tuple[Decision, ...] = fold(list(EVENTS.values()), reports=REPORTS, identify=identify)


def settled(decisions: list[Decision] | tuple[Decision, ...] = DECISIONS) -> tuple[Incident, ...]:
    return settle(decisions, events=EVENTS, reports=REPORTS, identify=identify)


STORY: dict[str, Incident] = {TRUE[incident.event_ids[0]]: incident for incident in settled()}


@given(st.permutations(DECISIONS))
@settings(max_examples=10, deadline=None)
def test_the_order_of_decisions_plays_no_part(decisions: list[Decision]) -> None:
    assert settled(decisions) == settled()


def test_the_embassy_rockets_are_blamed_on_nobody_more_than_was_said() -> None:
    incident = STORY["embassy-jan26"]
    assert incident.status == "attributed"
    assert incident.unclaimed_as_of == date(2020, 1, 27)
    assert incident.headline == "Rocket attack on the United States embassy, Baghdad, 26 January 2020"


def test_flight_752_is_claimed_once_it_was_admitted_and_the_denials_are_kept() -> None:
    incident = STORY["ps752"]
    assert incident.status == "claimed"
    stances = {stance for one in incident.by for stance, _, _ in one.voices}
    assert {"suspected", "blamed", "denied", "claimed"} <= stances
    assert incident.killed and (incident.killed.low, incident.killed.best, incident.killed.high) == (
        176,
        176,
        176,
    )


def test_flight_752_before_the_admission_is_attributed_only() -> None:
    before = [d for d in DECISIONS if REPORTS[EVENTS[d.event_id].report_id].key != "ps752-c"]
    (incident,) = (one for one in settled(before) if TRUE[one.event_ids[0]] == "ps752")
    assert incident.status == "attributed" and "by" not in incident.headline.split()


def test_the_storming_states_its_crowd_and_only_attributes_it_to_iran() -> None:
    found = {one.actor_id: one.status for one in STORY["storm"].by}
    assert found["IRN"] == "attributed"


def test_figures_of_two_sides_are_kept_apart() -> None:
    killed = STORY["kh"].killed
    assert killed and (killed.low, killed.best, killed.high) == (19, 25, None)
    assert {row[0] for row in killed.by_source} == {"militia", "iraqi officials"}


def test_the_evidence_is_the_report_that_tells_it_as_news() -> None:
    for incident in STORY.values():
        event_id, words = incident.evidence
        assert EVENTS[event_id].sentence.text == words
        assert incident.recalled_only or EVENTS[event_id].told_as == "news"


def test_what_only_background_tells_is_marked() -> None:
    assert STORY["series"].recalled_only and STORY["series"].aggregate
    assert not STORY["k1"].recalled_only


def test_events_stand_oldest_first_and_the_id_is_of_the_oldest() -> None:
    for incident in STORY.values():
        days = [REPORTS[EVENTS[event].report_id].published for event in incident.event_ids]
        assert days == sorted(days)
        assert incident.id == "i" + incident.event_ids[0][1:]


def one_of(*events: Event, reports: dict[str, Report]) -> Incident:
    decisions = [Decision(act="open", event_id=event.id, incident_id="i1x") for event in events]
    (incident,) = settle(
        decisions, events={event.id: event for event in events}, reports=reports, identify=identify
    )
    return incident


def tell(key: str, place: Place | None = None, when: str | None = None) -> tuple[Report, Event]:
    source = made.report(key, "2020-03-04", key, f"A bomb went off, wrote {key}.")
    event = made.event(source, "bombing", "bomb went off", when=when)
    return source, replace(event, where=place)


def test_the_finest_agreed_place_is_taken() -> None:
    country = Place(country="IRQ", name=None, precision="country")
    town = Place(country="IRQ", name="Baghdad", precision="town", lat=33.3, lon=44.4)
    other = Place(country="SYR", name="Homs", precision="town", lat=34.7, lon=36.7)
    told = [tell("a", country), tell("b", town), tell("c", town), tell("d", other)]
    incident = one_of(*(event for _, event in told), reports={report.id: report for report, _ in told})
    assert incident.where == town


def test_a_day_is_taken_over_a_window_and_the_most_named_day_over_another() -> None:
    told = [
        tell("a", when="2020-03-01..2020-03-04"),
        tell("b", when="2020-03-03"),
        tell("c", when="2020-03-02"),
    ]
    told.append(tell("d", when="2020-03-03"))
    incident = one_of(*(event for _, event in told), reports={report.id: report for report, _ in told})
    assert incident.when and incident.when.first == incident.when.last == date(2020, 3, 3)
    assert incident.headline == "Bomb attack, 3 March 2020"


def test_what_is_named_by_whose_it_is_stands_behind_other_targets() -> None:
    text = "Jets bombed its depots and two villages."
    source = made.report("p", "2020-03-04", "p", text)
    targets = (("its depots", "site"), ("two villages", "site"))
    event = made.event(source, "air_strike", "bombed", targets=targets)
    incident = one_of(event, reports={source.id: source})
    assert incident.targets == ("two villages", "its depots")
    assert incident.headline.startswith("Air strike on two villages")


def test_an_incident_is_private_crime_only_where_every_report_tells_it_so() -> None:
    ids = max((one.event_ids for one in STORY.values()), key=len)
    own = [decision for decision in DECISIONS if decision.event_id in ids]
    crimes = {key: replace(event, scope="private") for key, event in EVENTS.items()}
    first = {**crimes, ids[0]: EVENTS[ids[0]]}
    scopes = [settle(own, events=e, reports=REPORTS, identify=identify)[0].scope for e in (crimes, first)]
    assert scopes == ["private", "public"]
