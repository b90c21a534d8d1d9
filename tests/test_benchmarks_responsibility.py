"""Who did it, as settled from what was read, beside what the annotation says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from benchmarks.responsibility import Compared, compared, table
from tocsin import pipeline
from tocsin.values import Report

TEXT = "Rebels shelled the town of Goma on Tuesday, a day after the bombing of a market."


def gold(kind: str, trigger: str, *by: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": kind, "stage": "done", "told_as": "news", "aggregate": False, "trigger": trigger,
        "when": {"first": None, "last": None, "text": None},
        "where": {"country": None, "name": None, "text": None}, "by": list(by), "targets": [], "weapons": [],
        "killed": None, "injured": None, "taken": None, "sources": [],
    }  # fmt: skip


@pytest.mark.parametrize(("stance", "wrongly"), [("stated", 0), ("suspected", 1)])
def test_a_doer_told_as_fact_is_false_where_the_annotation_does_not_tell_so(
    stance: str, wrongly: int
) -> None:
    report = Report(text=TEXT, published=date(2024, 5, 16))
    reader = pipeline.load_reader("rules")
    events = pipeline.read(report, reader=reader)
    shelling = next(e for e in events if e.kind == "shelling")
    assert [s.stance for s in shelling.by] == ["stated"], "the example needs a stated doer"
    one = gold("shelling", "shelled", {"text": "Rebels", "as": stance, "says": None})
    [found] = compared(report, [one], read=lambda r: pipeline.read(r, reader=reader))
    assert found == Compared(stance, "stated", 1, wrongly)


def test_what_is_not_found_and_background_do_not_count_as_right() -> None:
    report = Report(text=TEXT, published=date(2024, 5, 16))
    golds = [gold("shelling", "shelled"), {**gold("bombing", "bombing"), "told_as": "background"}]
    found = list(compared(report, golds, read=lambda _: ()))
    assert found == [Compared("unknown", None, 0, 0)]
    assert "1 incidents, 0 found; status right in 0" in table(found)
