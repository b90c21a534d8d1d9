"""Which time and place words of a report belong to which happening."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from tocsin.pipeline import load_reader
from tocsin.pipeline import read as read_by
from tocsin.values import Event, Report

read = partial(read_by, reader=load_reader("rules"))


def missed(*row: object, cause: str) -> Any:
    """A row that the reader does not get right yet; it fails as soon as it does."""
    return pytest.param(*row, marks=pytest.mark.xfail(strict=True, reason=f"known miss: {cause}"))


PUBLISHED = date(2024, 5, 16)  # a Thursday
Day = str | None


def events(text: str, published: date | None = PUBLISHED) -> tuple[Event, ...]:
    return read(Report(text=text, published=published))


def day(found: date | None) -> Day:
    return None if found is None else found.isoformat()


def days(text: str) -> list[tuple[Day, Day]]:
    return [(None, None) if e.when is None else (day(e.when.first), day(e.when.last)) for e in events(text)]


def places(text: str) -> list[tuple[str | None, str | None]]:
    return [(None, None) if e.where is None else (e.where.country, e.where.name) for e in events(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed two priests in Jos on Tuesday.", [("2024-05-14", "2024-05-14")]),
        ("On 3 May, gunmen killed two priests in Jos.", [("2024-05-03", "2024-05-03")]),
        ("Gunmen killed two priests in Jos.", [(None, "2024-05-16")]),
        (
            "Gunmen killed two priests in Jos on Tuesday, a month after a bomb hit Kano on 12 April.",
            [("2024-05-14", "2024-05-14"), ("2024-04-12", "2024-04-12")],
        ),
        (
            "Gunmen killed two priests in Jos on Tuesday. Rebels shelled the town of Bunia on Wednesday.",
            [("2024-05-14", "2024-05-14"), ("2024-05-15", "2024-05-15")],
        ),
        (
            "Police in Jos said on Wednesday that gunmen killed two priests on Monday.",
            [("2024-05-13", "2024-05-13")],
        ),
    ],
)
def test_a_happening_has_the_day_told_in_its_own_part_of_the_sentence(
    text: str, expected: list[tuple[Day, Day]]
) -> None:
    assert days(text) == expected


def test_what_is_recalled_without_time_words_has_no_day() -> None:
    recalled = [
        e
        for e in events("Thousands marched in Tunis following the assassination of a judge.")
        if e.told_as == "background"
    ]
    assert [e.when for e in recalled] == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed two priests in Jos on Tuesday.", [("NGA", "Jos")]),
        ("A bomb exploded in Karachi, Pakistan, on Tuesday.", [("PAK", "Karachi")]),
        (
            "A bomb killed 12 people in Karachi on Wednesday. A separate bombing in Quetta killed three men.",
            [("PAK", "Karachi"), ("PAK", "Quetta")],
        ),
        ("A French engineer was abducted in Niger.", [("NER", None)]),
        missed(
            "A Turkish drone killed two men near Sinjar.",
            [("IRQ", "Sinjar")],
            cause="a means with a weak verb alone tells of no event",
        ),
        ("An American was killed by a bomb in Kabul.", [("AFG", "Kabul")]),
        ("The United States imposed sanctions on two Iranian banks.", [(None, None)]),
        ("The United States bombed a convoy of the group near Kismayo.", [("SOM", "Kismayo")]),
        ("A court in Riyadh sentenced five men to death for the killing of a writer.", [(None, None)]),
        ("Thousands marched in Tunis over the Karachi bombing.", [("TUN", "Tunis"), ("PAK", "Karachi")]),
        ("By dawn the Pentagon had launched air strikes.", [(None, None)]),
    ],
)
def test_a_happening_is_where_the_words_put_it_not_where_its_people_come_from(
    text: str, expected: list[tuple[str | None, str | None]]
) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban freed two American hostages.",
        missed(
            "Iran was behind the attack on the oil fields, officials said.",
            cause="the accused's name is taken for the place",
        ),
        "Iran-backed militias fired rockets at the base on Sunday.",
        "The envoy did not say whether Israeli jets had bombed the plant.",
    ],
)
def test_an_actor_s_name_alone_gives_no_country(text: str) -> None:
    assert {country for country, _ in places(text)} <= {None}


def test_the_place_of_another_happening_is_not_borrowed() -> None:
    text = "Gunmen killed two priests on Wednesday. Last month, a bomb killed nine people in Jos."
    first = events(text)[0]
    assert first.where is None or first.where.inferred


def test_a_place_told_in_the_sentence_before_counts_as_inferred() -> None:
    text = "The market in Karachi is busy on Mondays. A bomb exploded there, killing nine people."
    [event] = events(text)
    assert event.where is not None and (event.where.name, event.where.inferred) == ("Karachi", True)
