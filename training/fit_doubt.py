"""Fits the weights by which the rules reader doubts its own doers, and writes data/lexicons/doubt.toml.

usage: python training/fit_doubt.py --reports train.jsonl --gold train.records.jsonl [--write]
Every doer that the reader would state is an example; it is right when the gold event that its event maps to
states or claims the same party. Plain logistic regression with an L2 penalty; the threshold is the least
trust at which held-out folds keep the share of wrong accusations under the wanted rate.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import scoring
from tocsin import actors, pipeline, reader
from tocsin.exports import record
from tocsin.reader import doubt
from tocsin.reader.finding import Draft
from tocsin.values import Actor, Chunk, Report

Identify = Callable[[str], Actor | None]
PENALTY = 2.0
ROUNDS = 400
FOLDS = 10


def examples(reports: Path, gold: Path) -> list[tuple[tuple[str, ...], bool]]:
    """Features and truth of every doer that the reader would state."""
    answers = {row["id"]: row["events"] for row in map(json.loads, gold.open(encoding="utf-8"))}
    rules = reader.load("rules", identify=actors.identify)
    seen: dict[tuple[int, int], tuple[str, ...]] = {}
    plain = doubt.features

    def noting(draft: Draft, telling: Draft, *, chunk: Chunk, identify: Identify) -> tuple[str, ...]:
        names = plain(draft, telling, chunk=chunk, identify=identify)
        span = telling.clause.phrase(chunk)
        seen.setdefault((span.start, span.end), names)
        return names

    doubt.features = noting
    doubt.trusted = lambda names: True
    rows: list[tuple[tuple[str, ...], bool]] = []
    for line in reports.open(encoding="utf-8"):
        raw = json.loads(line)
        report = Report(text=raw["text"], published=date.fromisoformat(raw["published"]), name=raw["id"])
        seen.clear()
        events = pipeline.read(report, reader=rules)
        golds = answers[raw["id"]]
        told = record.record(report, events, reader="rules")["events"]
        mapped = {i: golds[j] for i, j, _ in scoring.pairs(told, golds)}
        for i, event in enumerate(events):
            if i not in mapped:
                continue
            for statement in event.by:
                names = seen.get((statement.actor.start, statement.actor.end))
                if statement.stance == "stated" and names:
                    right = any(
                        by["as"] in ("stated", "claimed")
                        and scoring.text_credit(statement.actor.text, by["text"])
                        for by in mapped[i]["by"]
                    )
                    rows.append((names, right))
    return rows


def fit(rows: list[tuple[tuple[str, ...], bool]]) -> tuple[dict[str, float], float]:
    """Weights and bias by gradient descent on the penalised log-likelihood."""
    weights: dict[str, float] = {name: 0.0 for names, _ in rows for name in names}
    bias, rate = 0.0, 0.5
    for _ in range(ROUNDS):
        slope = {name: PENALTY * value / len(rows) for name, value in weights.items()}
        lean = 0.0
        for names, right in rows:
            error = 1 / (1 + math.exp(-(bias + sum(weights[n] for n in names)))) - right
            lean += error / len(rows)
            for name in names:
                slope[name] += error / len(rows)
        bias -= rate * lean
        for name, value in slope.items():
            weights[name] -= rate * value
    return weights, bias


def score(weights: dict[str, float], bias: float, names: tuple[str, ...]) -> float:
    """Fitted probability that the doer is right."""
    return 1 / (1 + math.exp(-(bias + sum(weights.get(n, 0.0) for n in names))))


def main() -> None:
    """Prints the trade between threshold, stated doers and wrong ones, and writes the weights if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument(
        "--rate", type=float, default=0.04, help="wanted share of wrong ones among the stated"
    )
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = examples(options.reports, options.gold)
    random.Random(7).shuffle(rows)
    held: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        weights, bias = fit([row for i, row in enumerate(rows) if i % FOLDS != fold])
        held += [
            (score(weights, bias, names), right) for i, (names, right) in enumerate(rows) if i % FOLDS == fold
        ]
    held.sort(reverse=True)
    threshold, wrong = 1.0, 0
    for n, (value, right) in enumerate(held, start=1):
        wrong += not right
        if n % 25 == 0:
            print(f"threshold {value:.3f}  stated {n:4d} of {len(held)}  wrong {100 * wrong / n:.1f} %")
        if n > 50 and wrong / n <= options.rate:
            threshold = value
    weights, bias = fit(rows)
    lines = [
        "# Weights by which the rules reader doubts its doers; made by training/fit_doubt.py, not by hand.",
        f"# Fitted on {len(rows)} doers of the annotated training reports; held-out folds keep",
        f"# wrong accusations under {100 * options.rate:.0f} % of the stated ones.",
        f"bias = {bias:.3f}",
        f"threshold = {threshold:.3f}",
        "",
        "[weights]",
        *(f'"{name}" = {value:.3f}' for name, value in sorted(weights.items())),
    ]
    print(f"threshold {threshold:.3f}")
    if options.write:
        doubt.WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
