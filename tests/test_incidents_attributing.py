"""Rules of attribution: nothing promotes blame to fact; in doubt the most hedged wording wins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.actors import identify
from tocsin.incidents import status
from tocsin.incidents.attributing import STRENGTH, attributions, guarded, overall, unclaimed
from tocsin.values import Event, Report, Span, Stance, Statement

STANCES = list(get_args(Stance))


def say(stance: str, actor: str = "Iran", says: str | None = None) -> Statement:
    speaker = Span(start=0, end=len(says), text=says) if says else None
    return Statement(actor=Span(start=0, end=len(actor), text=actor), stance=stance, says=speaker)  # type: ignore[arg-type]


def doubt(actor: str = "Iran") -> Statement:
    """Told as fact, but our reader is not sure of the grammar."""
    return replace(say("suspected", actor), doubtful=True)


@pytest.mark.parametrize(
    ("stances", "publishers", "expected"),
    [
        ((), 0, "unknown"),
        (("stated",), 1, "stated"),
        (("claimed", "denied"), 0, "claimed"),
        (("blamed",), 0, "attributed"),
        (("blamed", "denied"), 0, "attributed"),
        (("suspected",), 0, "suspected"),
        (("suspected", "denied"), 0, "suspected"),
        (("denied",), 0, "denied"),
        (("stated", "blamed"), 1, "attributed"),
        (("stated", "suspected"), 1, "suspected"),
        (("stated", "denied"), 1, "suspected"),
        (("stated", "blamed", "denied"), 2, "stated"),
    ],
)
def test_status_of_one_actor(stances: tuple[str, ...], publishers: int, expected: str) -> None:
    assert status((say(stance) for stance in stances), publishers=publishers) == expected


@given(st.lists(st.sampled_from(["blamed", "suspected", "denied"])), st.integers(0, 9))
def test_blame_however_often_is_never_fact(stances: list[str], publishers: int) -> None:
    found = status([say(stance) for stance in stances], publishers=publishers)
    assert found not in ("claimed", "stated")


@given(st.lists(st.sampled_from(STANCES)), st.integers(0, 3), st.randoms())
def test_status_does_not_depend_on_order_or_repetition(stances: list[str], publishers: int, rng) -> None:  # type: ignore[no-untyped-def]
    statements = [say(stance) for stance in stances]
    shuffled = statements * 2
    rng.shuffle(shuffled)
    assert status(shuffled, publishers=publishers) == status(statements, publishers=publishers)


@given(st.lists(st.sampled_from(STANCES)), st.integers(0, 3))
def test_a_claim_never_lowers_and_a_denial_never_raises(stances: list[str], publishers: int) -> None:
    statements = [say(stance) for stance in stances]
    before = STRENGTH.index(status(statements, publishers=publishers))
    assert STRENGTH.index(status([*statements, say("claimed")], publishers=publishers)) <= before
    if statements:
        assert STRENGTH.index(status([*statements, say("denied")], publishers=publishers)) >= before


@given(st.lists(st.sampled_from(STANCES)), st.integers(0, 3))
def test_more_publishers_never_lower(stances: list[str], publishers: int) -> None:
    statements = [say(stance) for stance in stances]
    now = STRENGTH.index(status(statements, publishers=publishers))
    assert STRENGTH.index(status(statements, publishers=publishers + 1)) <= now


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (say("stated"), "stated"),
        (say("stated", says="Israeli officials"), "blamed"),
        (say("stated", says="Tehran"), "claimed"),
        (say("stated", "suspected ISIL militants"), "suspected"),
        (say("claimed", "the Houthis", says="Saudi Arabia"), "blamed"),
        (say("claimed", "the Houthis", says="a Houthi spokesman"), "claimed"),
        (say("claimed", "the Houthis", says="a spokesman"), "claimed"),
        (say("denied", says="Tehran"), "denied"),
    ],
)
def test_a_statement_is_never_stronger_than_its_own_words(statement: Statement, expected: str) -> None:
    assert guarded(statement, identify=identify).stance == expected


def told(
    day: str, publisher: str, *statements: Statement, unclaimed_words: str | None = None
) -> tuple[Report, Event]:
    report = Report(
        text=f"Rockets hit a base, {publisher} wrote.", published=date.fromisoformat(day), publisher=publisher
    )
    words = Span(start=0, end=7, text="Rockets")
    event = Event(
        report_id=report.id,
        kind="shelling",
        stage="done",
        told_as="news",
        aggregate=False,
        trigger=words,
        sentence=words,
        by=statements,
        unclaimed=Span(start=0, end=len(unclaimed_words), text=unclaimed_words) if unclaimed_words else None,
    )
    return report, event


def test_one_outlet_that_states_what_another_hedges_is_no_fact_but_two_are() -> None:
    pairs = [
        told("2020-01-01", "A", say("stated", "Iran")),
        told("2020-01-02", "B", say("blamed", "Tehran", "Washington")),
    ]
    reports = {report.id: report for report, _ in pairs}
    (found,) = attributions([event for _, event in pairs], reports=reports, identify=identify)
    assert (found.actor_id, found.status) == ("IRN", "attributed")
    third = told("2020-01-03", "C", say("stated", "Iran"))
    reports[third[0].id] = third[0]
    (found,) = attributions([*(e for _, e in pairs), third[1]], reports=reports, identify=identify)
    assert found.status == "stated"


def statuses(*pairs: tuple[Report, Event]) -> dict[str, str]:
    reports = {report.id: report for report, _ in pairs}
    found = attributions([event for _, event in pairs], reports=reports, identify=identify)
    return {one.actor_id: one.status for one in found}


def test_our_doubt_of_one_report_does_not_lower_what_another_states() -> None:
    assert status([say("stated"), doubt()], publishers=1) == "stated"
    assert status([say("blamed"), doubt()]) == "attributed"
    assert status([doubt()]) == "suspected"


def test_reports_that_agree_outweigh_our_doubt_of_each() -> None:
    first, second = told("2020-01-01", "A", doubt()), told("2020-01-02", "B", doubt("Iranian forces"))
    assert statuses(first) == {"IRN": "suspected"}
    assert set(statuses(first, second).values()) == {"stated"}


@pytest.mark.parametrize(
    "other",
    [
        say("suspected"),
        say("denied"),
        say("blamed", "Iran", "Washington"),
        say("stated", "Israel"),
        doubt("Israel"),
        say("stated", "rebels"),
    ],
)
def test_a_hedge_a_denial_or_another_doer_keeps_our_doubt(other: Statement) -> None:
    agreeing = [told("2020-01-01", "A", doubt()), told("2020-01-02", "B", doubt())]
    assert statuses(*agreeing, told("2020-01-03", "C", other))["IRN"] != "stated"


def test_nameless_fighters_do_not_contradict_the_group_that_they_may_be_of() -> None:
    agreeing = [told("2020-01-01", "A", doubt("the Houthis")), told("2020-01-02", "B", doubt("the Houthis"))]
    assert statuses(*agreeing, told("2020-01-03", "C", say("stated", "rebels")))["houthis"] == "stated"


def test_what_one_report_tells_of_a_force_another_recalls_of_its_state() -> None:
    report, event = told("2020-01-02", "B", say("stated", "Washington"))
    recalled = (report, replace(event, told_as="background"))
    assert statuses(recalled, told("2020-01-03", "C"))["USA"] == "suspected"
    navy = told("2020-01-01", "A", say("stated", "the U.S. Navy"))
    assert set(statuses(navy, recalled).values()) == {"stated"}


def test_copies_of_one_text_and_reports_of_one_publisher_do_not_agree() -> None:
    report, event = told("2020-01-01", "A", doubt())
    copy = replace(report, publisher="B")
    assert statuses((report, event), (copy, replace(event, report_id=copy.id))) == {"IRN": "suspected"}
    assert statuses((report, event), told("2020-01-02", "A", doubt())) == {"IRN": "suspected"}


def test_denials_are_kept_among_the_voices_with_who_speaks() -> None:
    report, event = told("2020-01-01", "A", say("blamed", "Iran", "Washington"), say("denied", "Tehran"))
    (found,) = attributions([event], reports={report.id: report}, identify=identify)
    assert found.status == "attributed"
    assert found.voices == (("blamed", "Washington", event.id), ("denied", "A", event.id))


def test_unidentified_attackers_make_no_attribution_of_the_incident() -> None:
    report, event = told("2020-01-01", "A", say("stated", "gunmen"))
    found = attributions([event], reports={report.id: report}, identify=identify)
    assert [one.status for one in found] == ["stated"] and overall(found) == "unknown"


def test_a_class_that_is_blamed_stays_a_class() -> None:
    report, event = told("2020-01-27", "AFP", say("blamed", "Iran-backed military factions", "Washington"))
    (found,) = attributions([event], reports={report.id: report}, identify=identify)
    assert found.actor_id == "class:irn-backed-militias" and found.status == "attributed"


def test_unclaimed_holds_until_somebody_claims() -> None:
    first = told("2020-01-01", "A", unclaimed_words="no claim")
    later = told("2020-01-03", "B", unclaimed_words="no claim")
    claim = told("2020-01-05", "C", say("claimed", "the Houthis"))
    reports = {report.id: report for report, _ in (first, later, claim)}
    events = [first[1], later[1]]
    found = attributions(events, reports=reports, identify=identify)
    assert unclaimed(events, reports=reports, found=found) == date(2020, 1, 3)
    events.append(claim[1])
    found = attributions(events, reports=reports, identify=identify)
    assert unclaimed(events, reports=reports, found=found) is None


def test_a_force_is_not_suspected_beside_what_its_own_side_claims_or_did() -> None:
    pairs = [
        told("2020-01-03", "A", say("claimed", "the American military", "the Pentagon")),
        told("2020-01-03", "B", say("suspected", "U.S. jets")),
        told("2020-01-03", "C", say("blamed", "American security forces", "Tehran")),
        told("2020-01-03", "D", say("suspected", "Israel")),
    ]
    reports = {report.id: report for report, _ in pairs}
    found = attributions([event for _, event in pairs], reports=reports, identify=identify)
    assert [(one.status, len(one.voices)) for one in found] == [
        ("claimed", 2), ("attributed", 1), ("suspected", 1),
    ]  # fmt: skip
    assert found[-1].actor_id == "ISR"
