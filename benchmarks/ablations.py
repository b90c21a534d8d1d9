"""Prints how well the rules, the shipped network and networks fitted otherwise read, slot by slot.

usage: python -m benchmarks.ablations --reports FILE --gold FILE [--weights NAME=FOLDER ...]
Each folder holds weights as `training.export_reader` writes them; F in percent, and the doers stated wrongly.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from tocsin import actors, pipeline
from tocsin.reader import trained

from .reading import Read, json_lines, reader, reports
from .records import read_all
from .scoring import SLOTS, WHO_WHAT, Score, score


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; 0 when done."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.ablations")
    made.add_argument("--reports", type=Path, required=True, help="JSON Lines with id, published, text")
    made.add_argument("--gold", type=Path, required=True, help="JSON Lines with id, events")
    made.add_argument("--weights", nargs="+", default=[], metavar="NAME=FOLDER")
    options = made.parse_args(arguments)
    given = reports(options.reports)
    gold = {row["id"]: row["events"] for row in json_lines(options.gold)}
    others = dict(pair.split("=", 1) for pair in options.weights)
    reads = {"rules": reader("rules"), **{n: fitted(Path(f)) for n, f in others.items()}}
    scores = {
        name: score(gold, {row["id"]: row["events"] for row in read_all(given, read, name=name)})
        for name, read in {**reads, "shipped": reader("trained")}.items()
    }
    print(table(scores))
    return 0


def fitted(folder: Path) -> Read:
    """The function that reads one report with the weights of a folder."""
    loaded = trained.load(identify=actors.identify, model=folder)
    return lambda report: pipeline.read(report, reader=loaded)


def table(scores: dict[str, Score]) -> str:
    """One row a slot, one column a reader."""
    wide = {name: max(8, len(name) + 2) for name in scores}
    lines = [f"{'':14s}" + "".join(f"{name:>{wide[name]}s}" for name in scores)]
    rows = {slot: [slot] for slot in SLOTS} | {"RECORD": SLOTS, "WHO-WHAT": WHO_WHAT}
    for title, slots in rows.items():
        lines.append(line(title, {name: one.over(slots).row()[2] for name, one in scores.items()}, wide))
    lines.append(line("EVENTS", {name: one.events.row()[2] for name, one in scores.items()}, wide))
    wrong = "".join(f"{f'{one.wrongly}/{one.accused}':>{wide[name]}s}" for name, one in scores.items())
    return "\n".join([*lines, f"{'stated wrongly':14s}{wrong}"])


def line(title: str, values: dict[str, float], wide: dict[str, int]) -> str:
    """One row of the table."""
    return f"{title:14s}" + "".join(f"{value:{wide[name]}.1f}" for name, value in values.items())


if __name__ == "__main__":
    raise SystemExit(main())
