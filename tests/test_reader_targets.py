"""What or who was hit, what it is, and what became of it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from tocsin.pipeline import load_reader
from tocsin.pipeline import read as read_by
from tocsin.values import Report

read = partial(read_by, reader=load_reader("rules"))


def missed(*row: object, cause: str) -> Any:
    """A row that the reader does not get right yet; it fails as soon as it does."""
    return pytest.param(*row, marks=pytest.mark.xfail(strict=True, reason=f"known miss: {cause}"))


Row = tuple[str, str, str | None]


def targets(text: str) -> list[Row]:
    """(words, sort, effect) of the targets of the first news event."""
    events = read(Report(text=text, published=date(2024, 5, 16)))
    event = next(e for e in events if e.told_as == "news")
    return [(t.span.text, t.sort, t.effect) for t in event.targets]


PEOPLE = [
    ("Gunmen shot dead a prosecutor in Quetta.", ["a prosecutor"]),
    ("Masked men stabbed two tourists in Jerusalem.", ["two tourists"]),
    ("Nine soldiers were killed by rebels near Goma.", ["Nine soldiers"]),
    (
        "A bomb killed two policemen, a nurse and three children in Karachi.",
        ["two policemen", "a nurse", "three children"],
    ),
    ("Gunmen killed Omar Haddad, a judge, in Sebha.", ["Omar Haddad"]),
    ("Gunmen killed the commander, Idris Bello, in Aden.", ["Idris Bello"]),
    ("The kidnapping of a priest by bandits shocked Kaduna.", ["a priest"]),
    ("Militants shot and killed Brigadier Ahmed Saleh outside his home in Aden.", ["Ahmed Saleh"]),
    ("Colonel Idris Bello was killed in an ambush near Gao.", ["Idris Bello"]),
    missed(
        "The commander of the garrison, Colonel Idris Bello, was killed near Gao.",
        ["Idris Bello"],
        cause="a name in apposition after a long phrase is not found as the subject",
    ),
    ("The mayor, who was once a guerrilla, was killed by a car bomb.", ["The mayor"]),
    ("Bandits abducted the consul in Erbil.", ["the consul"]),
    missed(
        "Two soldiers who guarded the bank were shot by gunmen in Gao.",
        ["Two soldiers"],
        cause="the object inside a relative clause is taken for the subject",
    ),
]


@pytest.mark.parametrize(("text", "expected"), PEOPLE)
def test_people_hit_are_named_by_their_full_name_or_by_their_noun_phrase(
    text: str, expected: list[str]
) -> None:
    assert [(words, sort) for words, sort, _ in targets(text)] == [(words, "people") for words in expected]


THINGS = [
    ("Three rockets hit the US embassy in Baghdad.", ("the US embassy", "site", None)),
    ("Rebels attacked a police station in Mombasa.", ("a police station", "site", None)),
    ("A police station in Mombasa was attacked by insurgents.", ("A police station", "site", None)),
    ("Russian missiles struck a power station in Kharkiv.", ("a power station", "site", None)),
    ("The army shelled the town of Marib.", ("the town of Marib", "site", None)),
    ("Rebels ambushed a military convoy near Goma.", ("a military convoy", "vehicle", None)),
    ("Pirates seized a tanker off Somalia.", ("a tanker", "vehicle", None)),
    (
        "A roadside bomb hit an army truck near Herat, destroying it.",
        ("an army truck", "vehicle", "destroyed"),
    ),
    ("An air strike destroyed a bridge near Homs.", ("a bridge", "site", "destroyed")),
    missed(
        "A shell damaged the mosque in Douma.",
        ("the mosque", "site", "damaged"),
        cause="a means with a weak verb alone tells of no event",
    ),
    ("Arsonists set fire to a mosque in Malmo.", ("a mosque", "site", "damaged")),
    ("A suicide bomber struck at a market in Maiduguri.", ("a market", "site", None)),
    ("Protesters stormed the parliament in Tripoli.", ("the parliament", "site", None)),
    ("A helicopter was shot down by rebels near Sirte.", ("A helicopter", "vehicle", None)),
    ("A missile attack on the port killed two sailors.", ("the port", "site", None)),
    ("Air strikes shook Hodeida. The strikes were aimed at the old port.", ("the old port", "site", None)),
    ("Jets flew air strikes. The strikes were not only targeted at the port.", ("the port", "site", None)),
    ("An air strike on Monday targeted a bridge near Homs.", ("a bridge", "site", None)),
]


@pytest.mark.parametrize(("text", "expected"), THINGS)
def test_a_thing_hit_is_a_site_or_a_vehicle_with_what_became_of_it(text: str, expected: Row) -> None:
    assert expected in targets(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Militants opened fire in a hotel in Kabul, killing 18 people.", "hotel"),
        ("Gunmen fired at a checkpoint near Gao.", "checkpoint"),
    ],
)
def test_gunfire_burns_nothing(text: str, word: str) -> None:
    assert [effect for words, _, effect in targets(text) if word in words] == [None]


def test_near_and_outside_are_not_hit() -> None:
    assert targets("A bomb exploded near the Chinese consulate in Karachi.") == []
    assert targets("A bomb exploded outside a bank in Karachi.") == []


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed at least 12 people and injured more than 30 others in Karachi.",
        "A bomb killed nine people and wounded others in Karachi.",
    ],
)
def test_others_are_never_a_target(text: str) -> None:
    assert not any("others" in words for words, _, _ in targets(text))


def test_a_bare_count_gives_way_to_more_specific_victims() -> None:
    found = targets("A bomb killed two soldiers in Karachi. In all, 14 people died.")
    assert [words for words, _, _ in found] == ["two soldiers"]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed a prosecutor in Quetta.",
        "Gunmen shot dead a prosecutor in Quetta.",
        "A mob burned down a church in Lahore.",
        "North Korea threatened to strike Guam.",
        "Fighters shot down a helicopter near Sirte.",
        "Militants shot and killed a judge in Aden.",
        "The rebels vowed to attack the capital.",
        "Two men on a motorcycle shot dead a judge in Karachi.",
    ],
)
def test_who_acts_is_no_target(text: str) -> None:
    first = text.split()[0]
    assert not any(words.startswith(first) for words, _, _ in targets(text))


def test_no_casualties_names_no_target() -> None:
    found = targets("Shells hit the village of Avdiivka on Sunday, causing no casualties.")
    assert found == [("the village of Avdiivka", "site", None)]


@pytest.mark.xfail(
    strict=True, reason="known miss: “against” is looked for in the phrase after the verb only"
)
def test_a_protest_addresses_its_cause() -> None:
    found = targets("Hundreds of farmers marched through Delhi against the new law.")
    assert [words for words, _, _ in found] == ["the new law"]


def test_what_is_deployed_is_the_target_of_a_deployment() -> None:
    assert [words for words, _, _ in targets("NATO deployed 4,000 troops to Kosovo.")] == ["4,000 troops"]
