"""Reads reports with Tocsin and prints how far its records agree with gold records.

usage: python -m benchmarks.records --reports FILE --gold FILE [--reader trained] [--scorer PATH]
                                    [--write FILE] [--show N]
The table has one row a slot; the last rows sum up: RECORD (all slots), EVENTS (is the happening there, and
of the right kind), WHO-WHAT (doers, targets, weapons), and how many of the perpetrators that were stated as
fact are not so in the gold record. `--scorer` adds the line of another scorer (called with GOLD ANSWERS).
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tocsin.values import Report

from .reading import DEFAULT, Read, json_lines, reader, reports
from .scoring import SLOTS, WHO_WHAT, Score, Tally, score

SHOW_SEED = 7  # which records `--show` picks: the same ones every time


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; 0 when done."""
    options = parser().parse_args(arguments)
    given = reports(options.reports)
    answers = read_all(given, reader(options.reader), name=options.reader)
    gold = {row["id"]: row["events"] for row in json_lines(options.gold)}
    print(table(score(gold, {row["id"]: row["events"] for row in answers}), title=str(options.reports.name)))
    if options.write:
        write(options.write, answers)
    if options.scorer:
        print(run_scorer(options.scorer, gold=options.gold, answers=answers))
    show(given, answers, gold=gold, number=options.show)
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line of this benchmark."""
    made = argparse.ArgumentParser(
        prog="python -m benchmarks.records", description=(__doc__ or "").split("\n")[0]
    )
    made.add_argument("--reports", type=Path, required=True, help="JSON Lines with id, published, text")
    made.add_argument("--gold", type=Path, required=True, help="JSON Lines with id, events")
    made.add_argument("--reader", default=DEFAULT)
    made.add_argument("--scorer", type=Path, help="another scorer's script, run with GOLD ANSWERS")
    made.add_argument("--write", type=Path, help="keep the answers as JSON Lines")
    made.add_argument("--show", type=int, default=0, metavar="N", help="print N records beside their text")
    return made


def read_all(given: Sequence[Report], read: Read, *, name: str) -> list[dict[str, Any]]:
    """The record of each report, as JSON values."""
    from tocsin.exports.record import record

    return [record(report, read(report), reader=name) for report in given]


def write(path: Path, answers: Sequence[dict[str, Any]]) -> None:
    """Writes the records to `path`, one a line."""
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in answers)
    path.write_text("".join(lines), encoding="utf-8")


def table(result: Score, *, title: str) -> str:
    """Rows per slot, then the sums, in percent."""
    lines = [f"{title:14s}   gold answered     R     P     F"]
    lines += [row(slot, result.slots[slot]) for slot in SLOTS]
    lines += [
        row("RECORD", result.over(SLOTS)),
        row("EVENTS", result.events),
        row("WHO-WHAT", result.over(WHO_WHAT)),
    ]
    rate = f" = {100 * result.wrongly / result.accused:.1f} %" if result.accused else ""
    lines.append(f"FALSE-ACCUSATIONS {result.wrongly} of {result.accused} perpetrators stated as fact{rate}")
    return "\n".join(lines)


def row(name: str, tally: Tally) -> str:
    """One line of the table."""
    r, p, f = tally.row()
    return f"{name:14s}   {tally.gold:4d}     {tally.answered:4d} {r:5.1f} {p:5.1f} {f:5.2f}"


def run_scorer(script: Path, *, gold: Path, answers: Sequence[dict[str, Any]]) -> str:
    """What the given scorer prints for the same answers."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.jsonl"
        write(path, answers)
        done = subprocess.run(
            [sys.executable, str(script), str(gold), str(path)], capture_output=True, text=True, check=True
        )
    return f"{script.name}: {done.stdout.strip()}"


def show(
    given: Sequence[Report], answers: Sequence[dict[str, Any]], *, gold: dict[str, Any], number: int
) -> None:
    """Prints `number` records beside their text and the gold record, picked at random but always the same."""
    order = list(zip(given, answers, strict=True))
    for report, answer in random.Random(SHOW_SEED).sample(order, min(number, len(order))):
        print(f"\n=== {report.key}, published {report.published}\n{report.text}")
        for name, events in (("read", answer["events"]), ("gold", gold.get(report.key, []))):
            print(f"--- {name}: {len(events)} events")
            for event in events:
                print(json.dumps(event, ensure_ascii=False))


if __name__ == "__main__":
    raise SystemExit(main())
