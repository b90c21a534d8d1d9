"""Fits what likenesses and differences are worth as evidence that two events are one incident.

usage: python -m training.fit_folding --pairs FILE --items FILE --reports FILE --gold FILE [--write]
A logistic regression on the terms of `tocsin.incidents.comparing`, drawn towards the table as it stands:
where the data says little, the table stays as it is. Two sorts of data, each with its own odds before
evidence: pairs of short reports labelled `same`, `part` or `different` (see `benchmarks.folding`), of which
`same` counts by its likeliest pair of news events; and reports with the incident that each tells of.
Prints how well the labelled pairs are told apart when the fifth they are in is left out of the fit.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.folding import Pair, load
from benchmarks.folding_reports import read_gold
from benchmarks.reading import reader
from tocsin import actors
from tocsin.incidents import blocking, comparing, evidence
from tocsin.incidents.sketching import Sketch, sketch
from tocsin.values import Event, Report

TABLE = Path(evidence.__file__).parents[1] / "data" / "lexicons" / "evidence.toml"
# How far data may draw a weight from the table, in bits: one standard deviation of the prior belief.
SPREAD = 1.0
# Weight of all the reports' pairs together, in labelled pairs; negatives kept for each positive.
REPORTS_WORTH, NEGATIVES = 400.0, 4
FOLDS, ROUNDS = 5, 2
# Newton steps, and how far one may go, in bits.
STEPS, FARTHEST = 12, 2.0

Key = tuple[str, str]
Row = dict[Key, float]


class Data(NamedTuple):
    """Rows of terms with their labels and weights; `group` numbers the labelled pair, -1 for reports."""

    rows: list[Row]
    labels: list[bool]
    weights: list[float]
    groups: list[int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits, prints the cross-validated figures, writes the table if asked; 0 when done."""
    made = argparse.ArgumentParser(prog="python -m training.fit_folding")
    for name in ("pairs", "items", "reports", "gold"):
        made.add_argument(f"--{name}", type=Path, required=True)
    made.add_argument("--reader", default="rules")
    made.add_argument("--write", action="store_true", help="write the table")
    options = made.parse_args(arguments)
    read = reader(options.reader)
    labelled = list(load(options.pairs, items=options.items))
    told = [candidates(pair, (read(pair.a), read(pair.b))) for pair in labelled]
    gold = read_gold(options.reports, options.gold)
    side = from_reports([(one, read(one), gold.incident[one.name or ""]) for one in gold.reports])
    labels = [pair.label for pair in labelled]
    report(labels, crossed(told, labels, side=side))
    if options.write:
        write(fitted(told, labels, side=side, chosen=range(len(told))))
    return 0


def candidates(pair: Pair, events: tuple[Iterable[Event], Iterable[Event]]) -> list[Row]:
    """The terms of every pair of news events of two reports that may be one incident."""
    reports = {one.id: one for one in (pair.a, pair.b)}
    first, second = ([sketch(e, reports=reports, identify=actors.identify) for e in some] for some in events)
    return [terms(a, b) for a in first for b in second if news(a, b) and blocking.comparable(a, b)]


def news(one: Sketch, other: Sketch) -> bool:
    """Whether both are told as news."""
    return one.event.told_as == other.event.told_as == "news"


def terms(one: Sketch, other: Sketch) -> Row:
    """The factor of each term by name and level."""
    row: Counter[Key] = Counter()
    for term in comparing.weigh(one, other):
        row[term.name, term.level] += term.times  # type: ignore[assignment]
    return dict(row)


def from_reports(read: Sequence[tuple[Report, Iterable[Event], str]]) -> Data:
    """Pairs of news events of different reports of one block, with a share of those of two incidents."""
    reports = {report.id: report for report, _, _ in read}
    incident = {report.id: name for report, _, name in read}
    events = {event.id: event for _, told, _ in read for event in told if event.told_as == "news"}
    drawn = [sketch(event, reports=reports, identify=actors.identify) for event in events.values()]
    drawn.sort(key=lambda one: one.order)
    same: list[tuple[int, int]] = []
    other: list[tuple[int, int]] = []
    for i, j in blocking.pairs(drawn):
        a, b = drawn[i].event.report_id, drawn[j].event.report_id
        if a != b:
            (same if incident[a] == incident[b] else other).append((i, j))
    kept = random.Random(7).sample(other, min(len(other), NEGATIVES * len(same)))
    worth = REPORTS_WORTH / 2
    chosen = [(pair, True, worth / len(same)) for pair in same]
    chosen += [(pair, False, worth / len(kept)) for pair in kept]
    rows = [terms(drawn[i], drawn[j]) for (i, j), _, _ in chosen]
    return Data(rows, [label for _, label, _ in chosen], [w for _, _, w in chosen], [-1] * len(rows))


def fitted(
    told: Sequence[list[Row]], labels: Sequence[str], *, side: Data, chosen: Iterable[int]
) -> dict[Key, float]:
    """The weights in bits, fitted to the chosen pairs and the reports; the likeliest pairs are refined."""
    weights = {
        (name, level): bits for name, levels in evidence.weights().items() for level, bits in levels.items()
    }
    picked = list(chosen)
    for _ in range(ROUNDS):
        data = Data(list(side.rows), list(side.labels), list(side.weights), list(side.groups))
        for n in picked:
            rows = told[n]
            if not rows:
                continue
            if labels[n] == "same":
                rows = [max(rows, key=lambda row: score(row, weights))]
            for row in rows:
                data.rows.append(row)
                data.labels.append(labels[n] == "same")
                data.weights.append(1.0 / len(rows))
                data.groups.append(n)
        weights = regress(data)
    return weights


def score(row: Row, weights: dict[Key, float]) -> float:
    """Evidence in bits."""
    return sum(times * weights.get(key, 0.0) for key, times in row.items())


def regress(data: Data) -> dict[Key, float]:
    """Weights that fit the data best and leave the table no further than that needs."""
    start = {(name, level): b for name, levels in evidence.weights().items() for level, b in levels.items()}
    keys = sorted(start)
    at = {key: n for n, key in enumerate(keys)}
    matrix = np.zeros((len(data.rows), len(keys) + 1))
    for n, row in enumerate(data.rows):
        for key, times in row.items():
            matrix[n, at[key]] = times
        matrix[n, -1] = data.groups[n] < 0  # reports have odds of their own
    labels, weights = np.array(data.labels, float), np.array(data.weights)
    before = np.array([start[key] for key in keys] + [0.0])
    stiff = np.array([1 / SPREAD**2] * len(keys) + [0.01])

    found = before.copy()
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ found * np.log(2), -40, 40)))
        slope = matrix.T @ (weights * (chance - labels)) * np.log(2) + stiff * (found - before)
        bend = (matrix * (weights * np.maximum(chance * (1 - chance), 1e-6))[:, None]).T @ matrix
        step = np.linalg.solve(bend * np.log(2) ** 2 + np.diag(stiff), slope)
        found -= step * min(1.0, FARTHEST / max(1e-9, np.abs(step).max()))
    return {key: float(found[n]) for key, n in at.items()}


def crossed(told: Sequence[list[Row]], labels: Sequence[str], *, side: Data) -> list[float]:
    """The best evidence of each labelled pair, by weights fitted without its fifth."""
    order = list(range(len(told)))
    random.Random(3).shuffle(order)
    found = [-99.0] * len(told)
    for fold in range(FOLDS):
        left_out = set(order[fold::FOLDS])
        weights = fitted(told, labels, side=side, chosen=[n for n in order if n not in left_out])
        for n in left_out:
            found[n] = max((score(row, weights) for row in told[n]), default=-99.0)
    return found


def report(labels: Sequence[str], scores: Sequence[float]) -> None:
    """Prints precision and recall of `same` at some thresholds."""
    for least in (-2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.25, 5.0, 6.0):
        folded = [label for label, bits in zip(labels, scores, strict=True) if bits >= least]
        right = folded.count("same")
        print(
            f">= {least:5.2f} bits: P {right / max(1, len(folded)):.3f} R {right / labels.count('same'):.3f} "
            f"{dict(Counter(folded))}"
        )


def write(weights: dict[Key, float]) -> None:
    """Writes the weights into the table, whose lines and comments stay."""
    lines, name = [], ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if header := re.fullmatch(r'\["?([^"\]]+)"?\]', line):
            name = header[1]
        level, sign, _ = line.partition(" = ")
        known = sign and (name, level) in weights
        lines.append(f"{level} = {weights[name, level]:.2f}" if known else line)
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
