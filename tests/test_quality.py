"""The accuracy of both readers on reports that nothing was fitted to: it may rise, not fall."""

from __future__ import annotations

import json

import pytest

from benchmarks import floors

KEPT = json.loads(floors.FLOORS.read_text(encoding="utf-8"))


def test_the_floors_stand_for_the_reports_that_they_were_measured_on() -> None:
    assert KEPT["sha256"] == floors.fingerprint()
    assert KEPT["reports"] == list(floors.KEPT_OUT)


@pytest.mark.parametrize("name", floors.READERS)
def test_no_reader_falls_below_its_floor(name: str) -> None:
    found = floors.measure(name)
    assert {
        figure for figure, least in KEPT["floors"][name].items() if found[figure] < least - floors.SLACK
    } == set()
