"""Writes the table of benchmarks in README.md, and for the desk, from what `python -m benchmarks` prints.

usage: python -m benchmarks --shared PATH | python tools/note_benchmarks.py
What was not run keeps its row.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
DESK = Path(__file__).parent.parent / "src" / "tocsin" / "web" / "measured.json"
BEGIN, END = "<!-- benchmarks: written by tools/note_benchmarks.py -->", "<!-- end of benchmarks -->"
HEAD = "| what | on what | result |\n|---|---|---|\n"
RECORDS = {
    "dev": "200 short reports, annotated records",
    "long.dev": "25 long synthetic reports, annotated records",
}
MUC = {
    "tst1/tst1-muc3": "MUC-3 test set TST1, 100 messages",
    "tst2/tst2-muc4": "MUC-4 test set TST2, 100 messages",
}
ACCUSATIONS = "false accusations, of the perpetrators stated as fact"
PLACES = {"GeoVirus": "GeoVirus, 229 articles", "lgl": "Local-Global Lexicon, 588 articles"}
# Row of a set of dates -> what it measures, on what.
DATES = {
    "recognizers-text": ("all, share right", "days of time words", "recognizers-text, English", "{} right"),
    "MEANTIME": ("all, F", "TIMEX3 values of time words", "MEANTIME, English", "F {}"),
    "GUM": ("all, F", "values or days of time words", "GUM", "F {}"),
}
SUMS = {
    "RECORD": "all slots of the record",
    "EVENTS": "the event is there and of the right kind",
    "WHO-WHAT": "doers, targets, weapons",
}
SPEED = {"reports of 300 words a second": "reports a second", "import tocsin, seconds": "import, seconds"}


def rows(printed: str) -> Iterator[tuple[str, str, str]]:
    """Rows of the table: what, on what, result."""
    for section in re.split(r"^== ", printed, flags=re.MULTILINE)[1:]:
        title, _, body = section.partition("\n")
        if title == "speed":
            yield from speed(body)
        elif title.startswith("records, "):
            yield from records(body, on=RECORDS.get(title.removeprefix("records, "), title))
        elif title.startswith("responsibility"):
            yield from responsibility(body)
        elif title == "dates":
            yield from dates(body)
        elif title.startswith("places, "):
            yield from places(body, on=PLACES.get(title.removeprefix("places, "), title))
        elif title.startswith("MUC-4, "):
            yield from muc(body, on=MUC.get(title.removeprefix("MUC-4, "), title))


def speed(body: str) -> Iterator[tuple[str, str, str]]:
    """Rows of the speed section."""
    for line in body.splitlines():
        for label, words in SPEED.items():
            if found := re.match(rf"{re.escape(label)}\s+([\d.]+)", line):
                yield words, "reports of 300 words, one core", found[1]


def records(body: str, *, on: str) -> Iterator[tuple[str, str, str]]:
    """Rows of one annotated set."""
    for name, words in SUMS.items():
        if found := re.search(rf"^{name}\s+\d+\s+\d+\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)", body, re.MULTILINE):
            yield words, on, f"F {found[3]} (R {found[1]}, P {found[2]})"
    if found := re.search(r"^FALSE-ACCUSATIONS (\d+) of (\d+).*= ([\d.]+ %)", body, re.MULTILINE):
        yield ACCUSATIONS, on, f"{found[1]} of {found[2]} = {found[3]}"


def responsibility(body: str) -> Iterator[tuple[str, str, str]]:
    """The row of who did it."""
    if found := re.search(r"status right in (\d+) = ([\d.]+ %)", body):
        incidents = re.search(r"^(\d+) incidents, (\d+) found", body, re.MULTILINE)
        known = f"{found[1]} of {incidents[2]} found = {found[2]}" if incidents else found[2]
        yield "status of who did it", "happenings told as news in the annotated sets", known


def dates(body: str) -> Iterator[tuple[str, str, str]]:
    """Rows of the sets of dates, and of the time words of annotated records."""
    for part in re.split(r"\n(?=\S)", body):
        head = part.partition("\n")[0]
        if found := re.match(r"Records, (.+)\.records\.jsonl:", head):
            on = RECORDS.get(found[1], found[1])
            if share := re.search(r"first and last day right: \d+/\d+ = ([\d.]+)%", part):
                yield "first and last day of the events' time words", on, f"{share[1]} % right"
        for name, (row, words, on, form) in DATES.items():
            value = re.search(rf"^\s+{re.escape(row)}[\s\d]*?([\d.]+)%", part, re.MULTILINE)
            if head.startswith(name) and value:
                yield words, on, form.format(f"{value[1]} %")


def places(body: str, *, on: str) -> Iterator[tuple[str, str, str]]:
    """Rows of one corpus of toponyms: recall within 161 km, and the share of what was placed."""
    for name, words in (("end to end", "places found and put"), ("gold spans", "places put, words given")):
        if found := re.search(rf"^{name}\s+\d+\s+[\d.]+\s+([\d.]+)\s+([\d.]+)", body, re.MULTILINE):
            yield f"{words} within 161 km", on, f"{found[1]} of all, {found[2]} of what was placed"


def muc(body: str, *, on: str) -> Iterator[tuple[str, str, str]]:
    """Rows of one MUC test set."""
    if found := re.search(r"^ALL R ([\d.]+) P ([\d.]+) F ([\d.]+)", body, re.MULTILINE):
        yield "all slots of the templates", on, f"F {found[3]} (R {found[1]}, P {found[2]})"


def main() -> int:
    """0 when done, 1 when nothing was measured."""
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    table, after = rest.split(END)
    noted = [tuple(line.strip("| ").split(" | ")) for line in table.strip().splitlines()[2:]]
    new = {row[:2]: row for row in rows(sys.stdin.read())}
    if not new:
        print("Nothing to note: pipe the output of `python -m benchmarks` in.", file=sys.stderr)
        return 1
    merged = {row[:2]: row for row in noted} | new
    lines = "".join(f"| {' | '.join(row)} |\n" for row in merged.values())
    README.write_text(f"{before}{BEGIN}\n{HEAD}{lines}{END}{after}", encoding="utf-8")
    DESK.write_text(json.dumps(list(merged.values()), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(new)} rows noted.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
