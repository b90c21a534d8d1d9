"""With what it was done."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from tocsin.pipeline import load_reader
from tocsin.pipeline import read as read_by
from tocsin.values import Report

read = partial(read_by, reader=load_reader("rules"))


def weapons(text: str) -> list[str]:
    events = read(Report(text=text, published=date(2024, 5, 16)))
    return [span.text for span in next(e for e in events if e.told_as == "news").weapons]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A car bomb killed 12 people in Karachi.", ["A car bomb"]),
        ("Iran fired 12 ballistic missiles at a base in Iraq.", ["12 ballistic missiles"]),
        ("Three rockets hit the embassy in Baghdad.", ["Three rockets"]),
        ("Police fired tear gas at protesters in Nairobi.", ["tear gas"]),
        ("Attackers used machetes and an axe to kill six villagers near Beni.", ["machetes", "an axe"]),
        ("Insurgents attacked a convoy near Gao with grenades.", ["grenades"]),
        ("A roadside bomb hit an army truck near Herat.", ["A roadside bomb"]),
        ("A drone strike hit a depot near Homs.", ["drone"]),
        ("A rocket attack on the base killed a guard.", ["rocket"]),
        ("Rebels fired mortars into the camp near Goma.", ["mortars"]),
    ],
)
def test_a_means_with_a_noun_of_its_own_is_given_verbatim(text: str, expected: list[str]) -> None:
    assert weapons(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "An air strike killed six people in Nabatieh.",
        "Shelling killed nine civilians in Douma.",
        "A shooting in Nice wounded two people.",
        "Gunmen killed two priests in Imo.",
        "Thousands marched in Tunis.",
    ],
)
def test_the_kind_of_event_alone_is_no_weapon(text: str) -> None:
    assert weapons(text) == []


@pytest.mark.xfail(strict=True, reason="known miss: a weapon's phrases are compared as they stand")
def test_a_weapon_told_twice_is_given_once() -> None:
    text = (
        "A car bomb exploded in Karachi on Monday. A car bomb of this size is rare, and the blast killed 12."
    )
    assert weapons(text) == ["A car bomb"]


@pytest.mark.xfail(strict=True, reason="known miss: a drone counts as a means even where it is the target")
def test_what_is_shot_down_is_no_weapon() -> None:
    assert "The drone" not in weapons("The drone was shot down by a missile near Hodeidah.")
