"""Readers are set side by side, slot by slot."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest

from benchmarks import ablations

TEXT = "Gunmen killed two soldiers in Mosul on Sunday."
GOLD = {
    "id": "a",
    "events": [
        {"kind": "armed_attack", "stage": "done", "told_as": "news", "aggregate": False, "trigger": "killed",
         "when": {"first": "2020-01-26", "last": "2020-01-26", "text": "Sunday"},
         "where": {"country": "IRQ", "name": "Mosul", "text": "Mosul"},
         "by": [{"text": "Gunmen", "as": "stated", "says": None}],
         "targets": [{"text": "two soldiers", "what": "people"}],
         "weapons": [], "killed": [2, 2], "injured": None, "taken": None, "sources": []},
    ],
}  # fmt: skip


def test_each_reader_has_a_column_and_each_slot_a_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports, gold = tmp_path / "reports.jsonl", tmp_path / "gold.jsonl"
    reports.write_text(json.dumps({"id": "a", "published": "2020-01-27", "text": TEXT}), encoding="utf-8")
    gold.write_text(json.dumps(GOLD), encoding="utf-8")
    weights = str(resources.files("tocsin").joinpath("data", "model"))
    ablations.main(["--reports", str(reports), "--gold", str(gold), "--weights", f"other={weights}"])
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ["rules", "other", "shipped"]
    table = {row[:14].strip(): row[14:].split() for row in rows}
    assert table["kind"] == table["killed"] == ["100.0"] * 3
    assert table["RECORD"][1] == table["RECORD"][2]
    assert table["stated wrongly"] == ["0/1"] * 3 or table["stated wrongly"] == ["0/0"] * 3
