"""Which tellings are one happening, and which happenings are news or only recalled."""

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


Row = tuple[str, str]


def rows(text: str, *, published: date = date(2024, 5, 16)) -> list[Row]:
    """(kind, told_as) of each event."""
    return [(e.kind, e.told_as) for e in read(Report(text=text, published=published))]


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in rows(text)]


ONE = [
    "Car bomb kills 12 in Karachi\n\nA car bomb killed 12 people in Karachi. The blast tore down a wall.",
    "A car bomb killed 12 people in Karachi. The attack was the worst in months.",
    "Gunmen attacked a village near Gao. Nine farmers were killed.",
    "Nine farmers were killed when gunmen attacked a village near Gao.",
    "A suicide bomber blew himself up at a market in Maiduguri. The explosion killed 16 people.",
    "Gunmen opened fire on a bus in Jos. The shooting lasted ten minutes. The attackers fled.",
    "Two people were killed in Beirut when two car bombs exploded outside a mosque.",
    "Militants kidnapped nine pupils in Zamfara on Monday. The kidnapping shocked the town.",
]


@pytest.mark.parametrize("text", ONE)
def test_a_happening_told_again_is_one_event(text: str) -> None:
    assert len(rows(text)) == 1


MANY = [
    (
        "A car bomb killed 12 people in Karachi. A separate bombing in Quetta killed three policemen.",
        ["bombing"] * 2,
    ),
    (
        "Gunmen killed four farmers near Jos on Monday. On Tuesday, gunmen killed nine farmers near Bauchi.",
        ["armed_attack"] * 2,
    ),
    ("Rockets hit the base on Monday. Rockets hit the base again on Wednesday.", ["shelling"] * 2),
    (
        "Rockets hit an army base near Erbil. Later, Turkish jets bombed a village near Dohuk.",
        ["shelling", "air_strike"],
    ),
    (
        "Rebels captured the town of Bunia on Monday. Thousands marched in Paris on Tuesday.",
        ["capture", "protest"],
    ),
    (
        "Police raided a house in Tunis and arrested five suspects. A bomb exploded in Oran.",
        ["raid", "bombing"],
    ),
    (
        "The council imposed sanctions on two generals after soldiers stormed the palace in Conakry.",
        ["sanction", "storming"],
    ),
    (
        "Gunmen killed two priests in Imo, a week after the kidnapping of a bishop.",
        ["armed_attack", "abduction"],
    ),
    ("A bomb exploded in Oran. Gunmen killed two priests in Jos.", ["bombing", "armed_attack"]),
    (
        "A bomb exploded in Oran on Monday. On Tuesday, gunmen killed two priests.",
        ["bombing", "armed_attack"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), MANY)
def test_another_day_town_or_kind_is_another_event(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


RECALLED = [
    ("Thousands marched in Tunis following the assassination of an opposition leader.", "armed_attack"),
    ("Israel launched air strikes on Gaza in retaliation for rocket fire on Sderot.", "shelling"),
    ("A man went on trial in Berlin over the truck attack that killed 12 people in 2016.", "armed_attack"),
    ("A court in Paris sentenced two men over the 2015 attack on a concert hall.", "armed_attack"),
    (
        "Gunmen killed two priests in Imo on Wednesday. Last month, a bomb killed nine people in Jos.",
        "bombing",
    ),
    ("The United Nations condemned the shelling of a school in Donetsk.", "shelling"),
    ("Kenya closed the border after an ambush that killed five policemen.", "armed_attack"),
    ("Survivors marked the tenth anniversary of the bombing of the embassy in Nairobi.", "bombing"),
    ("Turkish police detained two Syrians over the bombing in Istanbul.", "bombing"),
    ("Germany expelled two diplomats in response to the killing of an exile in Berlin.", "armed_attack"),
]


@pytest.mark.parametrize(("text", "kind"), RECALLED)
def test_what_is_told_to_explain_the_news_is_background(text: str, kind: str) -> None:
    assert dict(rows(text))[kind] == "background"


NEWS = [
    ("Thousands marched in Tunis following the assassination of an opposition leader.", "protest"),
    ("Israel launched air strikes on Gaza in retaliation for rocket fire on Sderot.", "air_strike"),
    (
        "Gunmen killed two priests in Imo on Wednesday. Last month, a bomb killed nine people in Jos.",
        "armed_attack",
    ),
    ("Kenya closed the border after an ambush that killed five policemen.", "sanction"),
    ("Turkish police detained two Syrians over the bombing in Istanbul.", "raid"),
    ("Ukraine said it had sunk a Russian warship in the Black Sea.", "shootdown"),
    ("The army said rebels had shelled the town of Marib overnight.", "shelling"),
    ("Nine people died after a bomb exploded in Basra on Wednesday.", "bombing"),
    missed(
        "Tehran denies any involvement in the missile attack on the tanker.",
        "shelling",
        cause="a denied act is taken for background",
    ),
    ("The army was accused on Wednesday of shelling the hospital in El Geneina.", "shelling"),
    ("Hamas denied that it had fired rockets at Ashkelon on Wednesday.", "shelling"),
    ("Gunmen who killed two priests in Imo on Tuesday fled into the forest.", "armed_attack"),
]


@pytest.mark.parametrize(("text", "kind"), NEWS)
def test_what_a_report_is_about_is_news(text: str, kind: str) -> None:
    assert dict(rows(text))[kind] == "news"


def test_a_happening_long_past_is_background_even_alone() -> None:
    text = "Gunmen killed two priests in Imo on 3 January 2024."
    assert rows(text) == [("armed_attack", "background")]
    assert rows(text, published=date(2024, 1, 4)) == [("armed_attack", "news")]
