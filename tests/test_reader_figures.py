"""Which numbers belong to which happening."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from tocsin.pipeline import load_reader
from tocsin.pipeline import read as read_by
from tocsin.values import Report

read = partial(read_by, reader=load_reader("rules"))

Row = tuple[str, int | None]


def killed(text: str) -> list[Row]:
    """(kind, lowest count of killed) of each event."""
    events = read(Report(text=text, published=date(2024, 5, 16)))
    return [(e.kind, e.killed.low if e.killed else None) for e in events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A bomb killed 12 people in Karachi on Wednesday. A separate bombing in Quetta killed three men.",
            [("bombing", 12), ("bombing", 3)],
        ),
        (
            "Gunmen killed four farmers near Jos on Monday. On Tuesday, a bomb killed nine people in Kano.",
            [("armed_attack", 4), ("bombing", 9)],
        ),
        (
            "Gunmen killed two priests in Imo, a week after a bomb killed seven people in Jos.",
            [("armed_attack", 2), ("bombing", 7)],
        ),
        (
            "The council imposed sanctions on two generals over the bombing that killed nine people in Gao.",
            [("sanction", None), ("bombing", 9)],
        ),
    ],
)
def test_each_happening_gets_the_numbers_told_beside_it(text: str, expected: list[Row]) -> None:
    assert killed(text) == expected


def test_a_sentence_that_tells_of_nothing_else_counts_for_the_happening_before_it() -> None:
    assert killed("A bomb exploded in Karachi on Monday. Nine people died.") == [("bombing", 9)]


def test_a_repeated_toll_counts_once() -> None:
    text = "A bomb killed nine people in Karachi. The nine people were killed as they prayed."
    assert killed(text) == [("bombing", 9)]


@pytest.mark.parametrize("text", ["The council imposed sanctions on 12 people who killed a judge."])
def test_sanctions_kill_nobody(text: str) -> None:
    assert dict(killed(text))["sanction"] is None
