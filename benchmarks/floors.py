"""Guards the accuracy of both readers: it may rise, not fall.

usage: python -m benchmarks.floors [--write] [--lower REASON]
Read are those of our own synthetic long reports that no network was fitted to. Prints each figure beside its
floor and exits with 1 where one is below. `--write` raises the floors of `quality/floors.json` to what was
measured; a lower one is only written with a reason, which is kept.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tocsin.values import Report

from .reading import json_lines, reader
from .records import read_all
from .scoring import SLOTS, WHO_WHAT, score

ROOT = Path(__file__).parent.parent
FLOORS = ROOT / "quality/floors.json"
ANNOTATIONS = ROOT / "training/annotations"
KEPT_OUT = (
    "syn-B-08", "syn-B-18", "syn-C-10", "syn-D-02", "syn-D-12", "syn-E-04", "syn-E-14",
    "syn-F-06", "syn-F-16", "syn-G-06", "syn-G-16", "syn-H-06", "syn-H-16",
)  # fmt: skip
READERS = ("trained", "rules")
SLACK = 1.5  # percentage points: the int8 arithmetic of another processor moves a value here and there


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and compares; 0 when nothing is below its floor."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.floors")
    made.add_argument("--write", action="store_true")
    made.add_argument("--lower", metavar="REASON")
    options = made.parse_args(arguments)
    kept = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"floors": {}}
    found = {name: measure(name) for name in READERS}
    below = [
        f"{name}: {figure}"
        for name, figures in found.items()
        for figure, value in figures.items()
        if value < kept["floors"].get(name, {}).get(figure, 0.0) - SLACK
    ]
    for name, figures in found.items():
        floors = kept["floors"].get(name, {})
        for figure, value in figures.items():
            print(f"{name:8s} {figure:24s} {value:6.2f}   floor {floors.get(figure, 0.0):6.2f}")
    if options.write and (not below or options.lower):
        reasons = [*kept.get("lowered", []), *([options.lower] if below and options.lower else [])]
        write(found, reasons=reasons)
        return 0
    for line in below:
        print(f"BELOW ITS FLOOR {line}")
    return 1 if below else 0


def write(found: dict[str, dict[str, float]], *, reasons: Sequence[str]) -> None:
    """Keeps the figures as floors, with the hash of what they were measured on."""
    rounded = {name: {k: round(v, 2) for k, v in figures.items()} for name, figures in found.items()}
    kept = {"reports": list(KEPT_OUT), "sha256": fingerprint(), "floors": rounded, "lowered": list(reasons)}
    FLOORS.parent.mkdir(exist_ok=True)
    FLOORS.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


def data() -> tuple[list[dict[str, Any]], dict[str, list[dict[str, Any]]]]:
    """The texts and the annotated events of the reports that were kept out."""
    texts, gold = (
        [row for row in json_lines(ANNOTATIONS / name) if row["id"] in KEPT_OUT]
        for name in ("long.synthetic.texts.jsonl", "long.synthetic.jsonl")
    )
    return texts, {row["id"]: row["events"] for row in gold}


def fingerprint() -> str:
    """SHA-256 of the texts and records that the floors stand for."""
    return hashlib.sha256(json.dumps(data(), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def measure(name: str) -> dict[str, float]:
    """F of records, events and who-what, and the share of stated doers that are rightly so, in percent."""
    texts, gold = data()
    days = {row["id"]: date.fromisoformat(row["published"]) for row in texts}
    given = [Report(text=row["text"], name=row["id"], published=days[row["id"]]) for row in texts]
    result = score(gold, {r["id"]: r["events"] for r in read_all(given, reader(name), name=name)})
    return {
        "RECORD": result.over(SLOTS).f,
        "EVENTS": result.events.f,
        "WHO-WHAT": result.over(WHO_WHAT).f,
        "rightly accused": 100 * (1 - result.wrongly / result.accused) if result.accused else 100.0,
    }


if __name__ == "__main__":
    raise SystemExit(main())
