"""What is compared of two targets: sides, and the names that single one out."""

from __future__ import annotations

from typing import Literal

import pytest

from tocsin.actors import identify
from tocsin.incidents.sketching import aimed
from tocsin.values import Span, Target


@pytest.mark.parametrize(
    ("words", "sort", "sides", "people"),
    [
        ("Iranian General Qasem Soleimani", "people", {"IRN"}, {"sulaimani"}),
        ("General Qasem Soleimani", "people", set(), {"sulaimani"}),
        ("American soldiers", "people", {"USA"}, set()),
        ("the United States", "other", {"USA"}, set()),
    ],
)
def test_a_person_of_a_state_is_known_by_name_too(
    words: str, sort: Literal["people", "other"], sides: set[str], people: set[str]
) -> None:
    target = Target(span=Span(start=0, end=len(words), text=words), sort=sort)
    found = aimed((target,), identify)
    assert (found[0], found[2]) == (sides, people)
