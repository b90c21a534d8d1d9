"""The benchmark of finding counts what is found and holds it against its bounds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import finding


def test_each_figure_stands_beside_its_bound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "reports.jsonl"
    row = {"id": "a", "published": "2024-05-16", "text": "A bomb killed nine people in Kirkuk on Tuesday."}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert finding.main(["--reports", str(path)]) in (0, 1)
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "1 reports"
    assert [line.split()[-1] in ("holds", "MISSED") for line in printed[1:]] == [True, True, True]


def test_the_rate_is_of_things_found() -> None:
    assert finding.rate([lambda: (), lambda: ()]) == 0.0
    assert finding.rate([lambda: range(10**5)]) > 0.0
