"""Rules of mentions: a definite noun recalls, a general attack is no evidence, a name by place is a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tocsin.incidents.mentioning import definite, generic, kills, name_of
from tocsin.values import Count, Event, Place, Span, Target


def told(text: str, trigger: str, kind: str = "armed_attack", place: str | None = None) -> Event:
    """An event told by one sentence."""

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start=start, end=start + len(words), text=words)

    where = Place(country="FRA", name=place, precision="town", span=span(place)) if place else None
    sentence = Span(start=0, end=len(text), text=text)
    return Event(
        report_id="r1",
        kind=kind,
        stage="done",
        told_as="news",
        aggregate=False,
        trigger=span(trigger),
        sentence=sentence,
        where=where,
    )


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Trudeau condemned Iran's attack on the bases.", "attack", True),
        ("The minister spoke of the January 8 attack.", "attack", True),
        ("Its bombing of the port was condemned.", "bombing", True),
        ("The drone and missile attack killed eighty.", "missile attack", True),
        ("An attack on the port killed eight.", "attack", False),
        ("Two attacks shook the port.", "attacks", False),
        ("The rebels attacked the port.", "attacked", False),
        ("The police fear of an attack grew.", "attack", False),
    ],
)
def test_a_definite_noun_speaks_of_what_is_known(text: str, trigger: str, expected: bool) -> None:
    assert definite(told(text, trigger)) is expected


def test_what_befell_the_plane_is_known_and_what_befell_a_plane_is_news() -> None:
    event = told("A missile struck the plane near the city.", "struck", kind="shootdown")
    plane = Target(span=Span(start=17, end=26, text="the plane"), sort="vehicle")
    assert definite(replace(event, targets=(plane,)))
    assert not definite(event)


def test_an_attack_in_general_words_is_generic_until_a_means_is_named() -> None:
    event = told("The attack killed eight.", "attack")
    assert generic(event)
    assert not generic(replace(event, weapons=(Span(start=0, end=3, text="The"),)))
    assert not generic(replace(event, kind="bombing"))
    assert not generic(told("A stabbing shook the town.", "stabbing"))


def test_somebody_died_by_the_count_or_by_the_words() -> None:
    event = told("The killing of the general was condemned.", "killing")
    assert kills(event)
    assert not kills(replace(event, killed=Count(low=0, high=0)))
    assert not kills(told("The attack was condemned.", "attack"))


def test_a_place_beside_the_deed_names_it() -> None:
    assert name_of(told("Voters recalled the Paris attacks.", "attacks", place="Paris")) == "Paris attack"
    assert name_of(told("Voters recalled the attacks in Paris.", "attacks", place="Paris")) == "Paris attack"
    assert name_of(told("An attack in Paris killed one.", "attack", place="Paris")) is None
    assert name_of(told("The attack was discussed in Paris.", "attack", place="Paris")) is None
