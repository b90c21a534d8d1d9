"""Given words to places, and what is told apart: the same choice as in a report, without its doubts."""

from __future__ import annotations

import pytest

from tocsin.locating import default_gazetteer, find, resolve
from tocsin.splitting import split
from tocsin.values import Place, Span


def given(text: str, *words: str, hint: str | None = None) -> list[tuple[str | None, str | None] | None]:
    spans = [Span(start=text.index(w), end=text.index(w) + len(w), text=w) for w in words]
    found = resolve(text, split(text), spans=spans, gazetteer=default_gazetteer(), hint=hint)
    return [(place.country, place.name) if place else None for place in found]


def apart(text: str, hint: str | None = None) -> tuple[Place, ...]:
    return find(text, split(text), gazetteer=default_gazetteer(), hint=hint, apart=True)


def test_each_span_gets_one_place_in_the_order_asked_for() -> None:
    text = "Rebels in Mosul fled to Kirkuk."
    assert given(text, "Kirkuk", "Mosul") == [("IRQ", "Kirkuk"), ("IRQ", "Mosul")]


def test_words_for_a_people_give_their_country() -> None:
    assert given("The Iraqi army came.", "Iraqi") == [("IRQ", None)]


def test_words_that_name_no_known_place_give_none() -> None:
    assert given("He lives in Qzzxvia.", "Qzzxvia") == [None]


def test_short_forms_of_states_are_known_where_they_are_given() -> None:
    assert given("He ran in Ky. and won.", "Ky.") == [("USA", "Kentucky")]


@pytest.mark.parametrize(
    ("text", "town", "state"),
    [
        ("A fire in Charleston, W.Va., killed two.", "Charleston", "West Virginia"),
        ("A fire in Alexandria, La. killed two.", "Alexandria", "Louisiana"),
        ("A fire in Dayton, OH killed two.", "Dayton", "Ohio"),
        ("PARIS, Texas (AP) - A fire killed two.", "Paris", "Texas"),
    ],
)
def test_state_behind_a_town_decides_and_is_a_place_of_its_own(text: str, town: str, state: str) -> None:
    first, second = apart(text)
    assert (first.name, first.country) == (town, "USA")
    assert (second.name, second.precision) == (state, "region")
    (whole,) = find(text, split(text), gazetteer=default_gazetteer())
    assert (whole.name, whole.lat) == (first.name, first.lat)


def test_towns_of_one_region_choose_each_other() -> None:
    text = "Deputies from Walker County searched a farm near Huntsville. A man from Conroe was held."
    assert {round(p.lat or 0) for p in apart(text, hint="USA") if p.name == "Huntsville"} == {31}


def test_name_that_one_mention_makes_plain_is_plain_in_the_others() -> None:
    text = "Two died in Paris, Texas. The mayor of Paris wept."
    assert {p.country for p in apart(text)} == {"USA"}
