"""Rules of folding: the winter of 2019-20 comes out right, order plays no part,"
" doubt is held."""

from __future__ import annotations

import importlib.util
import random
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.actors import identify
from tocsin.incidents import close_pairs, fold, may_pair, trace
from tocsin.values import Count, Decision, Event, Period, Place, Report, Span, Target


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


made = load("incidents_winter")
ROWS = made.winter()
EVENTS: list[Event] = [event for _, _, event in ROWS]
REPORTS: dict[str, Report] = {report.id: report for _, report, _ in ROWS}
TRUE: dict[str, str] = {event.id: incident for incident, _, event in ROWS}


def folded(events: list[Event]) -> tuple[Decision, ...]:
    return fold(events, reports=REPORTS, identify=identify)


def of(key: str, incident: str) -> Event:
    return next(event for name, report, event in ROWS if report.name == key and name == incident)


def by_event(decisions: tuple[Decision, ...]) -> dict[str, Decision]:
    return {decision.event_id: decision for decision in decisions}


@pytest.mark.parametrize("incident", sorted(set(TRUE.values())))
def test_each_incident_of_the_winter_is_one(incident: str) -> None:
    ids = {d.incident_id for d in folded(EVENTS) if TRUE[d.event_id] == incident}
    assert len(ids) == 1


def test_no_two_incidents_of_the_winter_are_made_one() -> None:
    owners: dict[str, set[str]] = {}
    for decision in folded(EVENTS):
        owners.setdefault(decision.incident_id, set()).add(TRUE[decision.event_id])
    assert all(len(owner) == 1 for owner in owners.values())


@given(st.permutations(range(len(EVENTS))))
@settings(max_examples=15, deadline=None)
def test_the_order_of_events_plays_no_part(order: list[int]) -> None:
    assert folded([EVENTS[i] for i in order]) == folded(EVENTS)


def test_an_event_given_twice_is_folded_once() -> None:
    assert folded(EVENTS + EVENTS) == folded(EVENTS)


@given(st.sets(st.integers(0, len(EVENTS) - 1)))
@settings(max_examples=15, deadline=None)
def test_folding_all_is_folding_each_chain_of_close_pairs(chosen: set[int]) -> None:
    events = [EVENTS[i] for i in chosen]
    parts = {event.id: {event.id} for event in events}
    for one, other in close_pairs(events, fresh=parts.keys(), reports=REPORTS, identify=identify):
        whole = parts[one] | parts[other]
        parts |= dict.fromkeys(whole, whole)
    apart = {d for event in events for d in folded([e for e in events if e.id in parts[event.id]])}
    assert apart == set(folded(events))


def test_close_pairs_are_those_of_the_fresh_events() -> None:
    every = {frozenset(pair) for pair in pairs_of(event.id for event in EVENTS)}
    half = {event.id for event in EVENTS[::2]}
    assert {frozenset(pair) for pair in pairs_of(half)} == {pair for pair in every if pair & half}
    assert every


def test_events_that_are_close_may_pair_by_their_traces() -> None:
    traces = {one.event_id: one for one in trace(EVENTS, reports=REPORTS, identify=identify)}
    for one, other in pairs_of(traces):
        assert may_pair(traces[one], traces[other]), (one, other)
        assert may_pair(traces[other], traces[one]), (one, other)
    few = sum(may_pair(one, other) for one in traces.values() for other in traces.values())
    assert few < len(traces) ** 2 / 3


def pairs_of(fresh: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Close pairs of the winter's events with one of these ids."""
    return close_pairs(EVENTS, fresh=set(fresh), reports=REPORTS, identify=identify)


def test_every_event_gets_one_decision_with_reasons() -> None:
    decisions = folded(EVENTS)
    assert sorted(d.event_id for d in decisions) == sorted(event.id for event in EVENTS)
    assert all(d.reasons for d in decisions)


def test_the_incident_bears_the_id_of_its_oldest_event() -> None:
    decisions = folded(EVENTS)
    for decision in decisions:
        if decision.act in ("open", "hold"):
            assert decision.incident_id == "i" + decision.event_id[1:]
    openers = {d.incident_id for d in decisions if d.act in ("open", "hold")}
    assert openers == {d.incident_id for d in decisions}


def test_background_recalls_what_news_told() -> None:
    decisions = by_event(folded(EVENTS))
    assert decisions[of("asad-a", "soleimani").id].act == "recall"
    assert decisions[of("sum", "k1").id].act == "recall"


def test_background_that_nothing_fits_opens_an_incident() -> None:
    event = of("asad-a", "soleimani")
    assert by_event(folded([event, of("balad-a", "balad-jan12")]))[event.id].act == "open"


def test_background_is_not_attached_to_what_happened_after_its_report() -> None:
    later = of("balad-a", "balad-jan12")
    early = replace(of("gz-a", "balad-jan4"), told_as="background", when=None)
    decisions = by_event(folded([later, early]))
    assert decisions[early.id].incident_id != decisions[later.id].incident_id


def test_background_that_two_incidents_fit_is_held() -> None:
    source = made.report("vague", "2020-02-01", "Reuters", "Rockets had hit Balad base before.")
    vague = made.event(
        source,
        "shelling",
        "had hit",
        told_as="background",
        where="Balad",
        targets=[("Balad base", "site")],
        weapons=["Rockets"],
    )
    events = [vague, of("gz-b", "balad-jan4"), of("balad-a", "balad-jan12")]
    decision = by_event(fold(events, reports=REPORTS | {source.id: source}, identify=identify))[vague.id]
    assert decision.act == "hold" and decision.candidate_id


@pytest.mark.parametrize(
    ("told", "trigger", "figures"),
    [
        ("Another bomb killed 37 in Baghdad hours later.", "Another bomb killed", (37, 37)),
        ("The bomb in Baghdad killed 12.", "killed 12", (12, 12)),
    ],
    ids=["set apart by words", "another toll"],
)
def test_what_one_report_tells_apart_never_meets(told: str, trigger: str, figures: tuple[int, int]) -> None:
    source = made.report("two", "2020-01-12", "AP", f"A bomb killed 37 in Baghdad. {told}")
    one = made.event(source, "bombing", "A bomb killed", when="2020-01-12", where="Baghdad", killed=(37, 37))
    other = made.event(source, "bombing", trigger, when="2020-01-12", where="Baghdad", killed=figures)
    decisions = fold([one, other], reports={source.id: source}, identify=identify)
    assert len({d.incident_id for d in decisions}) == 2


def pair(first: str, second: str, **changes: object) -> list[Decision]:
    """Decisions on two reports of a bombing in Baghdad with 37 dead, the second one changed."""
    texts = (
        f"A car bomb killed 37 people at a market in Baghdad {first}.",
        f"A car bomb killed 37 people at a market in Baghdad {second}.",
    )
    reports, events = {}, []
    for n, text in enumerate(texts):
        source = made.report(f"p{n}", "2020-03-05", f"outlet {n}", text)
        reports[source.id] = source
        event = made.event(
            source,
            "bombing",
            "killed 37",
            when="2020-03-04",
            where="Baghdad",
            killed=(37, 37),
            targets=[("a market", "site")],
            weapons=["A car bomb"],
        )
        events.append(replace(event, **changes) if n else event)  # type: ignore[arg-type]
    return list(fold(events, reports=reports, identify=identify))


def test_two_reports_of_one_bombing_join() -> None:
    assert [d.act for d in pair("today", "now")] == ["open", "join"]


def test_several_blasts_at_one_target_on_one_day_are_the_bombing_of_it() -> None:
    assert [d.act for d in pair("today", "now", aggregate=True)] == ["open", "join"]


@pytest.mark.parametrize(
    "changes",
    [
        {"aggregate": True, "targets": ()},
        {"stage": "threatened"},
        {"when": Period(first=date(2020, 3, 2), last=date(2020, 3, 2), precision="day")},
        {"where": Place(country="IRQ", name="Mosul", precision="town", lat=36.34, lon=43.13)},
        {"where": Place(country="SYR", name=None, precision="country")},
    ],
    ids=["aggregate", "threatened", "days apart", "far away", "another country"],
)
def test_what_can_never_be_one_never_joins(changes: dict[str, object]) -> None:
    decisions = pair("today", "now", **changes)
    assert len({d.incident_id for d in decisions}) == 2


def test_a_common_figure_on_the_same_day_and_place_is_not_enough() -> None:
    reports, events = {}, []
    for n, text in enumerate(("A man was shot dead in Baghdad.", "Somebody died by gunfire in Baghdad.")):
        source = made.report(f"one{n}", "2020-03-04", f"outlet {n}", text)
        reports[source.id] = source
        events.append(
            made.event(
                source,
                "armed_attack",
                ("shot dead", "died by gunfire")[n],
                when="2020-03-04",
                where="Baghdad",
                killed=(1, 1),
            )
        )
    decisions = fold(events, reports=reports, identify=identify)
    assert len({d.incident_id for d in decisions}) == 2


def test_a_clash_of_named_doers_keeps_events_apart() -> None:
    reports, events = {}, []
    for n, who in enumerate(("Taliban", "Houthi")):
        source = made.report(
            f"c{n}", "2020-03-04", f"outlet {n}", f"{who} fighters attacked a checkpoint in Baghdad."
        )
        reports[source.id] = source
        events.append(
            made.event(
                source,
                "armed_attack",
                "attacked",
                when="2020-03-04",
                where="Baghdad",
                by=[(f"{who} fighters", "stated", None)],
                targets=[("a checkpoint", "site")],
            )
        )
    decisions = fold(events, reports=reports, identify=identify)
    assert len({d.incident_id for d in decisions}) == 2


def test_sanctions_need_the_same_doer_and_addressee() -> None:
    reports, events = {}, []
    for n, (who, whom) in enumerate((("Washington", "Iran"), ("The US", "Iran"), ("The US", "Russia"))):
        source = made.report(
            f"s{n}", "2020-03-04", f"outlet {n}", f"{who} imposed new sanctions on {whom} on oil."
        )
        reports[source.id] = source
        events.append(
            made.event(
                source,
                "sanction",
                "imposed",
                when="2020-03-04",
                by=[(who, "stated", None)],
                targets=[(whom, "other")],
            )
        )
    ids = [
        d.incident_id
        for d in sorted(fold(events, reports=reports, identify=identify), key=lambda d: d.event_id)
    ]
    keyed = dict(zip(sorted(event.id for event in events), ids, strict=True))
    assert keyed[events[2].id] not in (keyed[events[0].id], keyed[events[1].id])


def crowd(number: int) -> tuple[list[Event], dict[str, Report]]:
    """Events drawn by lot over a year and 40 places of four countries: a dense feed."""
    rng = random.Random(7)
    places = [
        (country, f"Town {country}{n}", rng.uniform(-30, 30), rng.uniform(-30, 30))
        for country in ("IRQ", "SYR", "YEM", "AFG")
        for n in range(10)
    ]
    events, reports = [], {}
    for n in range(number):
        country, name, lat, lon = rng.choice(places)
        day = date(2019, 1, 1) + timedelta(days=rng.randrange(365))
        text = (
            f"Report {n}: attackers struck a {rng.choice(['market', 'base', 'mosque', 'convoy'])} in {name}."
        )
        source = Report(text=text, published=day, publisher=f"outlet {n % 9}")
        reports[source.id] = source
        words = text.split("struck ")[1].split(" in")[0]
        start = text.index(words)
        events.append(
            Event(
                report_id=source.id,
                kind=rng.choice(["bombing", "armed_attack", "shelling", "air_strike", "storming"]),
                stage="done",
                told_as="background" if n % 4 == 0 else "news",
                aggregate=False,
                trigger=Span(start=text.index("struck"), end=text.index("struck") + 6, text="struck"),
                sentence=Span(start=0, end=len(text), text=text),
                when=None if n % 8 == 0 else Period(first=day, last=day, precision="day"),
                where=Place(country=country, name=name, precision="town", lat=lat, lon=lon),
                targets=(Target(span=Span(start=start, end=start + len(words), text=words), sort="site"),),
                killed=Count(low=n % 7, high=n % 7),
            )
        )
    return events, reports


def test_a_thousand_events_fold_in_seconds() -> None:
    events, reports = crowd(1000)
    start = time.perf_counter()
    fold(events, reports=reports, identify=identify)
    assert time.perf_counter() - start < 10
