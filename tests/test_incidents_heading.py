"""The headline of an incident, by the words of its reports."""

from __future__ import annotations

import pytest

from tocsin.incidents.heading import headline
from tocsin.values import Attribution


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


@pytest.mark.parametrize(
    ("doers", "told"),
    [
        ({"USA": "United States"}, " by United States"),
        ({"USA:navy": "American navy"}, " by American navy"),
        ({"USA:navy": "American navy", "USA": "United States"}, " by United States"),
        ({"USA:navy": "American navy", "USA:army": "American army"}, ""),
        ({"USA": "United States", "FRA": "France"}, ""),
        ({"name:the hill men": "the Hill Men", "name:others": "others"}, ""),
    ],
)
def test_a_state_stands_for_its_forces_and_two_parties_for_nobody(doers: dict[str, str], told: str) -> None:
    by = [Attribution(actor_id=key, name=name, status="stated", voices=()) for key, name in doers.items()]
    assert headline("raid", "done", by=by, targets=(), weapons=(), where=None, when=None) == f"Raid{told}"
