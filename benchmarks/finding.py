"""Prints how many time words and place words a second are found and resolved, and how long loading takes.

usage: python -m benchmarks.finding --reports FILE
Seconds are of this process alone, on one core; splitting into sentences is not counted. Each figure stands
beside its bound, and the exit status is 1 where one is missed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence, Sized
from functools import partial
from pathlib import Path

from tocsin import dating, locating, splitting

from .reading import reports

A_SECOND = 3000  # time words, and place words, at least
LOADING_MS = 50  # of the gazetteer, at most
PASSES = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; 0 when every bound holds, 1 when one is missed."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.finding")
    made.add_argument("--reports", type=Path, required=True, help="JSON Lines with id, published, text")
    given = [(r, splitting.split(r.text)) for r in reports(made.parse_args(arguments).reports)]
    begun = time.perf_counter()
    gazetteer = locating.default_gazetteer()
    loading = 1000 * (time.perf_counter() - begun)
    times = rate([partial(dating.find, r.text, s, published=r.published) for r, s in given])
    places = rate([partial(locating.find, r.text, s, gazetteer=gazetteer) for r, s in given])
    rows = [
        ("time words a second", times, times >= A_SECOND, f">= {A_SECOND}"),
        ("place words a second", places, places >= A_SECOND, f">= {A_SECOND}"),
        ("loading the gazetteer, ms", loading, loading <= LOADING_MS, f"<= {LOADING_MS}"),
    ]
    print(f"{len(given)} reports")
    for name, value, held, bound in rows:
        print(f"{name:28s} {value:8.0f}   {bound:8s} {'holds' if held else 'MISSED'}")
    return 0 if all(held for _, _, held, _ in rows) else 1


def rate(jobs: Sequence[Callable[[], Sized]]) -> float:
    """Things found a second, in the fastest of a few passes."""
    jobs[0]()
    best = 0.0
    for _ in range(PASSES):
        begun = time.process_time()
        found = sum(len(job()) for job in jobs)
        best = max(best, found / (time.process_time() - begun))
    return best


if __name__ == "__main__":
    raise SystemExit(main())
