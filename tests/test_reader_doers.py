"""Who did it, by the grammar of the words that tell of it."""

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


def doers(text: str) -> list[list[str]]:
    """Verbatim doers of each news event of a report, in whatever stance."""
    events = read(Report(text=text, published=date(2024, 5, 16)))
    return [[b.actor.text for b in event.by] for event in events if event.told_as == "news"]


ACTIVE = [
    ("Gunmen killed a prosecutor in Quetta.", "Gunmen"),
    ("Gunmen shot dead a prosecutor in Quetta.", "Gunmen"),
    ("Masked men stabbed two tourists in Jerusalem.", "Masked men"),
    ("The army shelled the town of Marib.", "The army"),
    ("Rebels ambushed a convoy near Goma.", "Rebels"),
    ("Militants kidnapped 14 schoolgirls in Zamfara.", "Militants"),
    ("Pirates seized a tanker off Somalia.", "Pirates"),
    ("Soldiers stormed the palace in Conakry.", "Soldiers"),
    ("A mob burned down a church in Lahore.", "A mob"),
    ("Arsonists set fire to a mosque in Malmo.", "Arsonists"),
    ("Government forces captured the town of Saraqib.", "Government forces"),
    ("Police fired tear gas at protesters in Nairobi.", "Police"),
    ("Iran fired 12 ballistic missiles at a base in Iraq.", "Iran"),
    ("The United States imposed sanctions on two banks.", "The United States"),
    ("France withdrew its troops from Niger.", "France"),
    ("Al-Shabaab fighters beheaded three farmers in Lamu.", "Al-Shabaab fighters"),
    ("The rebels, who hold the hills, attacked a convoy near Goma.", "The rebels"),
    ("Gunmen on motorcycles attacked a village near Gao.", "Gunmen"),
    ("Troops opened fire on demonstrators in Khartoum, killing 12.", "Troops"),
    ("Security forces raided a house in Tunis and arrested five suspects.", "Security forces"),
    ("North Korea threatened to strike Guam.", "North Korea"),
    ("Attackers used machetes to kill six villagers near Beni.", "Attackers"),
    ("Militants dressed as policemen opened fire in a hotel in Kabul.", "Militants"),
    ("On Tuesday, gunmen killed nine farmers near Bauchi.", "gunmen"),
]
PASSIVE = [
    ("Nine soldiers were killed by rebels in an ambush near Goma.", "rebels"),
    ("A tanker was hijacked by pirates off Somalia.", "pirates"),
    ("A French engineer was abducted by gunmen in Niger.", "gunmen"),
    ("The town of Saraqib was captured by government forces.", "government forces"),
    ("Five suspects were arrested by security forces in Tunis.", "security forces"),
    ("Protesters were beaten by riot police in Tbilisi.", "riot police"),
    ("A helicopter was shot down by rebels near Sirte.", "rebels"),
    ("Two farmers shot by bandits died in Kaduna.", "bandits"),
]
NOUNS = [
    ("A drone strike by Turkey killed two men near Sinjar.", "Turkey"),
    ("The kidnapping of a priest by bandits shocked Kaduna.", "bandits"),
    ("An attack by gunmen on a village near Gao killed nine people.", "gunmen"),
    ("Israeli air strikes killed six people in Nabatieh.", "Israeli"),
    ("A Russian missile attack on Odesa killed three people.", "Russian"),
    ("The army's offensive near Marib killed 20 rebels.", "The army"),
    ("A raid by commandos near Gao freed two hostages.", "commandos"),
]


@pytest.mark.parametrize(("text", "doer"), ACTIVE)
def test_the_subject_of_an_active_verb_did_it(text: str, doer: str) -> None:
    assert doer in doers(text)[0]
    assert len(doers(text)[0]) == 1


@pytest.mark.parametrize(("text", "doer"), PASSIVE)
def test_the_by_phrase_of_a_passive_verb_did_it(text: str, doer: str) -> None:
    assert doers(text)[0] == [doer]


@pytest.mark.parametrize(("text", "doer"), NOUNS)
def test_the_by_phrase_the_owner_or_the_adjective_of_an_event_noun_did_it(text: str, doer: str) -> None:
    assert doers(text)[0] == [doer]


SIDES = [
    ("Army troops clashed with rebels near Bunia.", ["Army troops", "rebels"]),
    ("Fighting between the army and the rebels killed 30 people in Myawaddy.", ["the army", "the rebels"]),
    (
        "Clashes between Kurdish fighters and Turkish troops erupted near Manbij.",
        ["Kurdish fighters", "Turkish troops"],
    ),
    ("Rebels battled government soldiers near Goma.", ["Rebels", "government soldiers"]),
    ("The army and the Karen rebels signed a ceasefire on Friday.", ["The army", "the Karen rebels"]),
    ("Israel and Hezbollah agreed a ceasefire on Tuesday.", ["Israel", "Hezbollah"]),
]


@pytest.mark.parametrize(("text", "sides"), SIDES)
def test_all_sides_of_a_fight_or_a_deal_are_doers(text: str, sides: list[str]) -> None:
    assert doers(text)[0] == sides


@pytest.mark.parametrize(
    "text",
    [
        "Two soldiers were killed in an ambush near Gao.",
        "A bomb exploded near the Chinese consulate in Karachi.",
        "Three rockets slammed into the base on Sunday.",
        "A suicide bombing in Turkey killed eleven tourists.",
        "A truck bomb killed nine people on Tuesday.",
        "Shelling killed nine civilians in Douma on Sunday.",
        "A village near Gao was attacked by night.",
        "The town was hit by a missile on Sunday.",
        missed(
            "A man was killed by a mine near Gao.", cause="a means with a weak verb alone tells of no event"
        ),
        "The bridge was blown up by the river.",
    ],
)
def test_weapons_places_days_and_victims_did_nothing(text: str) -> None:
    assert doers(text)[0] == []


def test_one_who_acts_in_several_sentences_is_listed_once() -> None:
    text = "Gunmen attacked a village near Gao on Monday. The gunmen killed nine farmers."
    [found] = doers(text)
    assert len(found) == 1


def test_who_loses_a_town_did_not_take_it() -> None:
    assert doers("The army lost control of the town of Dori to rebels.") == [[]]
