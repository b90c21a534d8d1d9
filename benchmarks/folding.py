"""Reads pairs of reports, folds each pair, and prints how often those of one happening become one incident.

usage: python -m benchmarks.folding --pairs FILE [--items FILE] [--reader trained] [--show N]
       python -m benchmarks.folding --reports FILE --gold FILE [--reader trained] [--scope any]
The second form folds many reports at once (see `benchmarks.folding_reports`), by default with private crime.
A line of FILE has `id`, `label` (same, part, different) and two reports, `a` and `b`, with `date` and `text`.
Where a report has no text but an `id` and a `sha256`, the text comes from `--items`, JSON Lines that may be
compressed. Pairs without a label are left out. A pair is folded where one incident holds news of both.
Beside it two baselines: the share of words in common, at its best threshold, and never folding.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from tocsin import actors, incidents, pipeline
from tocsin.values import Event, Report

from . import folding_reports
from .reading import DEFAULT, json_lines, reader

WORD = re.compile(r"[a-z0-9][a-z0-9'-]+")
LABELS = ("same", "part", "different")


class Pair(NamedTuple):
    """Two reports and whether they tell of the same happening, in part, or not."""

    name: str
    label: str
    a: Report
    b: Report


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; 0 when done."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.folding")
    made.add_argument("--pairs", type=Path)
    made.add_argument("--reports", type=Path, help="reports with the incident that each tells of")
    made.add_argument("--gold", type=Path, help="what is known of those incidents")
    made.add_argument("--items", type=Path, help="texts by id, for pairs that only name them")
    made.add_argument("--reader", default=DEFAULT)
    made.add_argument("--scope", choices=("public", "any"), help="public for pairs, any for reports")
    made.add_argument("--show", type=int, default=0, metavar="N", help="print the first N errors")
    options = made.parse_args(arguments)
    if options.reports and options.gold:
        read = reader(options.reader, private=options.scope != "public")
        return folding_reports.run(options.reports, options.gold, read=read)
    if not options.pairs:
        made.error("give --pairs, or --reports and --gold")
    found = list(load(options.pairs, items=options.items))
    read = reader(options.reader, private=options.scope == "any")
    folded = [is_folded(pair, read(pair.a), read(pair.b)) for pair in found]
    shared = [overlap(pair, rarity(found)) for pair in found]
    print(f"{len(found)} pairs: " + ", ".join(f"{n} {k}" for k, n in Counter(p.label for p in found).items()))
    print(row("folded by Tocsin", found, folded))
    print(row("words in common, best threshold", found, best(found, shared)))
    print(row("never folded", found, [False] * len(found)))
    for label in LABELS:
        mine = [f for pair, f in zip(found, folded, strict=True) if pair.label == label]
        print(f"  {label:10s} {sum(mine):4d} of {len(mine):4d} folded")
    wrong = [p for p, f in zip(found, folded, strict=True) if f != (p.label == "same") and p.label != "part"]
    for pair in wrong[: options.show]:
        print(f"\n{pair.name} {pair.label}")
        print("".join(f"  {r.published} {r.text}\n" for r in (pair.a, pair.b)))
    return 0


def load(path: Path, *, items: Path | None) -> Iterable[Pair]:
    """The labelled pairs of a file."""
    rows = [row for row in json_lines(path) if row["label"]]
    wanted = {side["id"] for row in rows for side in (row["a"], row["b"]) if "text" not in side}
    texts = dict(texts_of(items, wanted=wanted)) if items else {}
    for row in rows:
        a, b = (report(row[side], texts=texts) for side in "ab")
        yield Pair(row["id"], row["label"], a, b)


def texts_of(path: Path, *, wanted: set[str]) -> Iterable[tuple[str, str]]:
    """The texts of the items that are asked for."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        for line in lines:
            item = json.loads(line)
            if item["id"] in wanted:
                yield item["id"], item["text"]


def report(side: dict[str, Any], *, texts: dict[str, str]) -> Report:
    """One report of a pair; refuses a text that is not the one that was read by the annotators."""
    text = side.get("text") or texts.get(side["id"])
    if text is None:
        raise SystemExit(f"no text for {side['id']}: give --items, a file that holds it")
    if "sha256" in side and hashlib.sha256(text.encode()).hexdigest() != side["sha256"]:
        raise SystemExit(f"{side['id']}: this is not the text that was annotated")
    return Report(text=text, name=side.get("id"), published=date.fromisoformat(side["date"]))


def is_folded(pair: Pair, first: Sequence[Event], second: Sequence[Event]) -> bool:
    """True where one incident holds news events of both reports."""
    events = {event.id: event for event in (*first, *second)}
    reports = {r.id: r for r in (pair.a, pair.b)}
    decisions = incidents.fold(tuple(events.values()), reports=reports, identify=actors.identify)
    for incident in pipeline.rebuild(decisions, events=events, reports=reports):
        told = {events[e].report_id for e in incident.event_ids if events[e].told_as == "news"}
        if len(told) == 2:
            return True
    return False


def rarity(found: Sequence[Pair]) -> dict[str, float]:
    """Weight of each word: the logarithm of how few of the texts hold it."""
    texts = [set(WORD.findall(r.text.lower())) for pair in found for r in (pair.a, pair.b)]
    counts = Counter(word for text in texts for word in text)
    return {word: math.log(len(texts) / n) for word, n in counts.items()}


def overlap(pair: Pair, weights: dict[str, float]) -> float:
    """Cosine of the two texts by their rare words."""
    a, b = (set(WORD.findall(r.text.lower())) for r in (pair.a, pair.b))
    lengths = [math.sqrt(sum(weights[w] ** 2 for w in side)) for side in (a, b)]
    return sum(weights[w] ** 2 for w in a & b) / max(1e-9, lengths[0] * lengths[1])


def best(found: Sequence[Pair], shared: Sequence[float]) -> list[bool]:
    """Folding by the threshold of words in common that does best on these very pairs."""
    tried = [[value >= least for value in shared] for least in sorted(set(shared))]
    return max(tried, key=lambda folded: figures(found, folded)[2])


def figures(found: Sequence[Pair], folded: Sequence[bool]) -> tuple[float, float, float]:
    """Precision, recall and F of "same" in percent; a pair that overlaps in part counts as not the same."""
    right = sum(f and pair.label == "same" for pair, f in zip(found, folded, strict=True))
    precision = 100 * right / max(1, sum(folded))
    recall = 100 * right / max(1, sum(pair.label == "same" for pair in found))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def row(name: str, found: Sequence[Pair], folded: Sequence[bool]) -> str:
    """One line of the table."""
    p, r, f = figures(found, folded)
    return f"{name:34s} P {p:5.1f}  R {r:5.1f}  F {f:5.1f}"


if __name__ == "__main__":
    raise SystemExit(main())
