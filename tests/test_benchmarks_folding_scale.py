"""Folding many events is measured against its bound, and other incidents for another order are counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import folding_scale

TEXT = "Gunmen killed two soldiers in Mosul on Sunday."


def test_made_up_events_fold_alike_in_any_order(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folding_scale, "FOLD_SECONDS", 300_000)
    monkeypatch.setattr(folding_scale, "ADD_MS", 50_000)
    assert folding_scale.main(["--events", "60", "--orders", "2", "--adding", "3"]) == 0
    printed = capsys.readouterr().out
    assert "60 events of 60 reports" in printed and "folding one report more" in printed
    monkeypatch.setattr(folding_scale, "ADD_MS", 0)
    assert folding_scale.main(["--events", "60", "--orders", "0", "--adding", "3"]) == 1


def test_what_is_slower_than_its_bound_or_hangs_on_the_order_is_missed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(folding_scale, "FOLD_SECONDS", 0)
    assert folding_scale.main(["--events", "5", "--orders", "0"]) == 1
    monkeypatch.setattr(folding_scale, "FOLD_SECONDS", 300_000)
    monkeypatch.setattr(folding_scale, "settled", lambda events, **_: [events[0].id])
    assert folding_scale.main(["--events", "60", "--orders", "5"]) == 1


def test_read_texts_come_first_and_silent_ones_are_left_out(tmp_path: Path) -> None:
    items = tmp_path / "items.jsonl"
    rows = [
        {"id": "a", "date": "2020-01-27", "text": TEXT},
        {"id": "b", "date": "2020-01-27", "text": "It rained."},
    ]
    items.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    events, reports = folding_scale.gathered(3, items=items)
    assert [one.name for one in reports.values()] == ["a", "made-0", "made-1"] and len(events) == 3
