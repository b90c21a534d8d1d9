"""Reports with known incidents are folded and scored, beside what others make of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import folding_reports, folding_splink
from tocsin import pipeline

TEXTS = {
    "a": ("one", "A man shot and killed two people at a bar in Toledo on Friday, police said."),
    "b": ("one", "Two people died on Friday when a man opened fire in a bar in Toledo."),
    "c": ("two", "Gunmen wounded five people at a park in Fresno on Tuesday, police said."),
}
KNOWN = [
    {
        "incident_uri": uri,
        "date": f"May {day}, 2016",
        "city_or_county": town,
        "num_killed": killed,
        "num_injured": injured,
    }
    for uri, day, town, killed, injured in (("one", 6, "Toledo", 2, 0), ("two", 3, "Fresno", 0, 5))
]


def kept(folder: Path) -> tuple[Path, Path]:
    rows = [
        {"doc_id": name, "incident_id": incident, "dct": "2016-05-08", "title": "", "text": text}
        for name, (incident, text) in TEXTS.items()
    ]
    for name, some in (("reports", rows), ("gold", KNOWN)):
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, some)), encoding="utf-8")
    return folder / "reports.jsonl", folder / "gold.jsonl"


def printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """The lines of the table by their beginnings."""
    reader = pipeline.load_reader("rules", private=True)
    reports, gold = kept(folder)
    folding_reports.run(reports, gold, read=lambda one: pipeline.read(one, reader=reader))
    return {line[:6]: line for line in capsys.readouterr().out.splitlines()}


def test_what_is_folded_rightly_scores_full_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folding_splink, "likenesses", lambda *_, **__: [(0.6, "a", "b"), (0.4, "b", "c")])
    table = printed(tmp_path, capsys)
    assert "F 100.0   pairs P 100.0 R 100.0 F 100.0   2 clusters" in table["folded"]
    assert "R  66.7" in table["never "] and "3 clusters" in table["never "]
    assert table["Splink"].startswith("Splink, best of all at 0.5") and "F 100.0" in table["Splink"]


def test_without_splink_its_line_says_what_it_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object, **__: object) -> None:
        raise ImportError("No module named 'splink'")

    monkeypatch.setattr(folding_splink, "likenesses", missing)
    assert "pip install tocsin[bench]" in printed(tmp_path, capsys)["Splink"]


def test_splink_tells_incidents_apart_where_it_is_installed() -> None:
    pytest.importorskip("splink")
    reader = pipeline.load_reader("rules", private=True)
    towns = "Toledo Fresno Denver Austin Boston Dallas Tampa Omaha".split()
    asked, mains = {}, {}
    for number in range(80):
        text = f"Gunmen killed {number % 4 + 2} people in {towns[number % 8]} on May {number % 20 + 1}, 2016."
        one = pipeline_report(text, name=str(number))
        asked[one.id] = one
        [mains[str(number)], *_] = pipeline.read(one, reader=reader)
    found = folding_splink.likenesses(mains, reports=asked)
    assert found and all(0 <= chance <= 1 and one != other for chance, one, other in found)
    best = max(found)
    assert (int(best[1]) - int(best[2])) % 40 == 0  # the same town, day and figure


def pipeline_report(text: str, *, name: str) -> folding_reports.Report:
    return folding_reports.Report(text=text, name=name)
