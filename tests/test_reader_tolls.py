"""How many were killed, injured and taken."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from tocsin import counting
from tocsin.phrasing import chunk
from tocsin.pipeline import load_reader
from tocsin.pipeline import read as read_by
from tocsin.reader import tolls
from tocsin.splitting import split
from tocsin.values import Count, Report

read = partial(read_by, reader=load_reader("rules"))


def missed(*row: object, cause: str) -> Any:
    """A row that the reader does not get right yet; it fails as soon as it does."""
    return pytest.param(*row, marks=pytest.mark.xfail(strict=True, reason=f"known miss: {cause}"))


Figure = tuple[int, int | None] | None


def plain(count: Count | None) -> Figure:
    return None if count is None else (count.low, count.high)


def figures(text: str) -> tuple[Figure, Figure, Figure]:
    """killed, injured, taken of the first news event."""
    events = read(Report(text=text, published=date(2024, 5, 16)))
    event = next(e for e in events if e.told_as == "news")
    return plain(event.killed), plain(event.injured), plain(event.taken)


TOLLS: list[tuple[str, Figure, Figure, Figure]] = [
    ("A bomb killed 12 people in Karachi.", (12, 12), None, None),
    ("Between 18 and 33 people were killed by a bomb in Karachi.", (18, 33), None, None),
    ("A bomb killed 12 people and injured 30 in Karachi.", (12, 12), (30, 30), None),
    (
        "A bomb killed at least 12 people and injured more than 30 others in Karachi.",
        (12, None),
        (30, None),
        None,
    ),
    ("A bomb killed five to seven people in Karachi.", (5, 7), None, None),
    ("A bomb killed two policemen, a nurse and three children in Karachi.", (6, 6), None, None),
    ("A bomb in Karachi left 12 dead and 30 wounded.", (12, 12), (30, 30), None),
    ("The blast in Karachi claimed 12 lives.", (12, 12), None, None),
    ("The blast in Karachi killed dozens of shoppers.", (12, None), None, None),
    ("The blast in Karachi wounded scores of shoppers.", None, (20, None), None),
    ("Several villagers were killed in an attack near Gao.", (3, None), None, None),
    ("Soldiers were wounded in an ambush near Gao.", None, (2, None), None),
    ("Gunmen killed Omar Haddad, a judge, in Sebha.", (1, 1), None, None),
    missed(
        "A shell wounded a nurse in Stepanakert.",
        None,
        (1, 1),
        None,
        cause="a means with a weak verb alone tells of no event",
    ),
    ("A bomb exploded in Basra, killing nine people.", (9, 9), None, None),
    ("Nine people died when a bomb exploded in Basra.", (9, 9), None, None),
    ("Nine people, including two children, were killed by a bomb in Basra.", (9, 9), None, None),
    ("Two people were killed and 14 wounded when a bomb exploded in Basra.", (2, 2), (14, 14), None),
    ("The death toll from the bombing in Karachi rose to 40.", (40, 40), None, None),
    ("A bomb exploded in Karachi. More than 100 people were killed.", (100, None), None, None),
    ("Gunmen killed four guards in Mopti. Three attackers also died.", (7, 7), None, None),
    ("Militants kidnapped 14 schoolgirls in Zamfara.", None, None, (14, 14)),
    ("Gunmen abducted a French engineer in Niger.", None, None, (1, 1)),
    ("The militants took seven engineers hostage in Algeria.", None, None, (7, 7)),
    ("Police arrested nine suspects in Oran.", None, None, (9, 9)),
    ("Shells hit the village of Avdiivka, causing no casualties.", (0, 0), (0, 0), None),
    ("A rocket hit a field near Sderot, but no one was injured.", None, (0, 0), None),
    ("A rocket hit a field near Sderot; there were no reports of casualties.", (0, 0), (0, 0), None),
    ("A bomb exploded in Karachi.", None, None, None),
    ("Rebels attacked the town of Bunia with 300 fighters.", None, None, None),
    ("An attack on a convoy of 40 trucks near Gao killed a driver.", (1, 1), None, None),
    ("A bomb exploded in Karachi, where 12 people were killed and 20 others hurt.", (12, 12), (20, 20), None),
]


@pytest.mark.parametrize(("text", "killed", "injured", "taken"), TOLLS)
def test_killed_injured_and_taken_are_what_the_text_counts(
    text: str, killed: Figure, injured: Figure, taken: Figure
) -> None:
    assert figures(text) == (killed, injured, taken)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen tried to kill the governor of Lahij on Saturday.",
        "The rebels vowed to kill 100 soldiers.",
        "Police foiled a plot to kill two judges in Turin.",
    ],
)
def test_nobody_is_killed_by_what_was_not_done(text: str) -> None:
    assert figures(text)[0] is None


def test_people_freed_are_not_taken() -> None:
    assert figures("The Taliban freed two American hostages.")[2] is None


def test_people_brought_to_safety_are_not_counted() -> None:
    assert figures("A bomb exploded in Karachi. Some 400 people were evacuated.") == (None, None, None)


def test_every_figure_names_the_words_it_came_from() -> None:
    text = "A bomb killed at least 12 people and injured 30 in Karachi."
    [event] = read(Report(text=text))
    assert event.killed is not None and event.injured is not None
    assert [s.text for s in event.killed.spans] == ["at least 12"]
    assert [s.text for s in event.injured.spans] == ["30"]


def toll_rows(text: str) -> list[tuple[str, int, int | None, list[str]]]:
    sentences = split(text)
    [clause] = chunk(text, sentences)
    found = tolls.find(clause, counting.find(text, sentences))
    return [(t.slot, t.figure.low, t.figure.high, [clause.phrase(c).text for c in t.people]) for t in found]


def test_a_toll_names_its_slot_its_figure_and_who_is_counted() -> None:
    assert toll_rows("They killed two guards and wounded a nurse.") == [
        ("killed", 2, 2, ["two guards"]),
        ("injured", 1, 1, ["a nurse"]),
    ]


@pytest.mark.parametrize("text", ["", "It rained.", "Two guards fled."])
def test_a_sentence_without_harm_has_no_toll(text: str) -> None:
    assert [row for clause in chunk(text, split(text)) for row in tolls.find(clause, ())] == []


PASSIVE = [
    ("Two men were killed in Gao.", "killed", True),
    ("Two men have been killed in Gao.", "killed", True),
    ("Two men killed in Gao were buried.", "killed", True),
    ("Gunmen killed two men.", "killed", False),
    ("Gunmen have killed two men.", "killed", False),
    ("Gunmen who killed two men fled.", "killed", False),
    ("Two guards were shot and killed.", "killed", True),
    ("Troops marched to Gao.", "marched", False),
    ("North Korea threatened to strike Guam.", "threatened", False),
    ("A mob burned down a church.", "burned", False),
]


@pytest.mark.parametrize(("text", "word", "expected"), PASSIVE)
def test_a_verb_is_passive_with_an_auxiliary_or_alone_behind_its_object(
    text: str, word: str, expected: bool
) -> None:
    [clause] = chunk(text, split(text))
    assert tolls.is_passive(clause, clause.lowers.index(word)) is expected


def test_a_known_death_of_somebody_by_name_is_no_toll_of_what_followed() -> None:
    reader = load_reader("rules")
    for words, killed in (
        ("Police arrested a blogger in Pristina over the death of Omar Hadi.", None),
        ("Police arrested nine men over the deaths of 30 people in Nice.", 30),
        ("A bomb in Kirkuk led to the death of Omar Hadi.", 1),
    ):
        [event] = read_by(Report(text=words), reader=reader)
        assert (event.killed.low if event.killed else None) == killed, words
