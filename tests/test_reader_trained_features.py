"""What the network is shown of each piece of a report."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin import actors, pipeline
from tocsin.reader.trained import features, linking, pieces
from tocsin.reader.trained.pairing import Filler, Rules
from tocsin.values import Period, Report

TEXT = "GOMA, May 16 (Wire) - Gunmen killed nine farmers near Goma on Tuesday, the army said."
REPORT = Report(text=TEXT, published=date(2024, 5, 16))


def test_each_word_carries_what_the_stages_and_the_rules_found() -> None:
    marks = pipeline.mark(REPORT)
    told = pipeline.load_reader("rules").read(REPORT, marks)
    cut = pieces.cut(TEXT)
    table = features.describe(REPORT, marks, pieces=cut, told=told, identify=actors.identify)
    assert table.shape == (len(cut.ids), len(features.NAMES))

    def shown(words: str) -> set[str]:
        first, _ = cut.cover(TEXT.index(words), TEXT.index(words) + 1)
        return {name for name, column in features.COLUMN.items() if table[first, column]}

    assert {"capital", "class N", "actor class", "phrase starts"} <= shown("Gunmen")
    assert {"trigger armed_attack", "class V"} <= shown("killed")
    assert {"count", "killed"} <= shown("nine")
    assert {"time", "time within 7"} <= shown("Tuesday")
    assert "cue says" in shown("said")


@pytest.mark.parametrize(
    ("last", "name"),
    [
        (date(2024, 5, 17), "time ahead"),
        (date(2024, 5, 16), "time within 1"),
        (date(2024, 5, 10), "time within 7"),
        (date(2024, 4, 1), "time within 60"),
        (date(2019, 1, 1), "time long ago"),
        (None, "time unknown"),
    ],
)
def test_times_are_shown_by_their_age(last: date | None, name: str) -> None:
    assert features.age(Period(first=None, last=last, precision="open"), REPORT.published) == name


def test_times_and_places_of_the_dateline_are_no_fillers() -> None:
    marks = pipeline.mark(REPORT)
    nothing = Rules([], [])
    everything = linking.candidates([], marks, rules=nothing)
    told = linking.candidates([], marks, rules=nothing, lines=[(0, TEXT.index("Gunmen"))])
    assert [f.start for f in told] == [f.start for f in everything if f.start > 20]
    assert len(told) < len(everything)


def test_what_the_rules_reader_found_is_asked_about_too_unless_it_was_tagged() -> None:
    marks = pipeline.mark(REPORT)
    start = TEXT.index("Gunmen")
    rules = Rules([(0, 1)], [[("doer stated", start, start + 6), ("weapon", 0, 4)]])
    tagged = [Filler("by", start, start + 6)]
    found = linking.candidates(tagged, marks, rules=rules)
    assert [f.sort for f in found if f.sort in ("by", "weapon")] == ["by", "weapon"]


def test_only_near_fillers_and_those_of_the_opening_are_asked_about() -> None:
    starts = list(range(0, 3000, 100))
    fillers = [Filler("by", 50, 60), Filler("by", 510, 520), Filler("by", 2450, 2460)]
    assert linking.near([(2500, 2510)], fillers, starts=starts).tolist() == [[True, False, True]]
