"""Filters in a person's words mean what the ledger calls it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tocsin import Ledger, Report, pipeline
from tocsin.corrections import Correction
from tocsin.errors import QueryError
from tocsin.querying import country_code, place_name, read_query, story
from tocsin.values import Incident


def test_a_country_is_known_by_its_name_and_by_its_code() -> None:
    assert country_code("Iraq") == country_code("IRQ") == "IRQ"
    assert read_query({"country": "iraq"}).country == "IRQ"
    with pytest.raises(QueryError, match="country"):
        read_query({"country": "Narnia"})


def test_kinds_may_be_written_with_blanks_and_capitals() -> None:
    assert read_query({"kinds": "Air Strike, armed-clash"}).kinds == ("air_strike", "armed_clash")


def test_an_actor_is_known_by_any_name() -> None:
    ids = {read_query({"actor": name}).actor for name in ("Kataib Hezbollah", "Kata'ib Hezbollah")}
    assert len(ids) == 1
    assert read_query({"actor": "Nobody Known"}).actor == "Nobody Known"


def test_a_place_is_spelled_as_the_gazetteer_does_only_where_it_is_not_known_as_given() -> None:
    assert place_name("baghdad") == "baghdad"
    assert place_name("Nowhere-at-all") == "Nowhere-at-all"
    assert "qa" in place_name("al-Qaim").lower()


def test_empty_words_are_no_filter() -> None:
    query = read_query({"country": "", "kinds": "", "actor": "", "place": "", "since": ""})
    assert (query.country, query.kinds, query.actor, query.place, query.since) == (None, (), None, None, None)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ties.db") as ledger:
        yield ledger


NOW = datetime(2020, 1, 31, tzinfo=UTC)


def told(book: Ledger, text: str) -> dict[str, Incident]:
    """The incidents of one report, by kind, after the rules have read it."""
    report = Report(text=text, published=date(2020, 1, 30))
    list(pipeline.add(book, [report], reader=pipeline.load_reader("rules"), now=NOW))
    pipeline.fold(book, now=NOW)
    return {incident.kind: incident for incident in book}


def test_incidents_that_a_report_ties_are_told_from_both_sides(book: Ledger) -> None:
    text = (
        "Rebels shelled the barracks in Goma on Wednesday. "
        "They called it revenge for the bombing of a market in Beni on Monday, which killed nine people."
    )
    made = told(book, text)
    shelling, bombing = made["shelling"], made["bombing"]
    [there], [back] = (story(book, one.id).beside for one in (shelling, bombing))
    assert (there.tie, there.here, there.other.id) == ("retaliation", True, bombing.id)
    assert (back.tie, back.here, back.other.id) == ("retaliation", False, shelling.id)
    assert text[there.words.start : there.words.end] == there.words.text == "revenge for"
    assert there.sentence.text.startswith("They called it")


def test_a_tie_does_not_move_to_a_neighbour_when_its_incident_is_rejected(book: Ledger) -> None:
    text = (
        "Rebels shelled the barracks in Goma on Wednesday. Militants kidnapped a priest in Beni on Tuesday. "
        "It was revenge for the bombing of a market in Butembo on Monday, which killed nine people."
    )
    made = told(book, text)
    assert [tie.other.kind for tie in story(book, made["abduction"].id).beside] == ["bombing"]
    events = book.events(made["abduction"])
    book.correct(Correction(act="reject", event_ids=made["abduction"].event_ids), who="t", now=NOW)
    pipeline.fold(book, now=NOW, again=events)
    assert story(book, made["shelling"].id).beside == ()
