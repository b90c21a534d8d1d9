"""The headline of an incident, by the words of its reports."""

from __future__ import annotations

import pytest

from tocsin.incidents.heading import headline


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("19 of its fighters", "19 fighters"),
        ("Four of their drivers", "four drivers"),
        ("The head of his guard", "the head of his guard"),
        ("Houses of prayer", "Houses of prayer"),
    ],
)
def test_a_headline_does_not_say_whose_what_it_does_not_name(target: str, told: str) -> None:
    line = headline("raid", "done", by=(), targets=[target], weapons=(), where=None, when=None)
    assert line == f"Raid on {told}"
