"""Prints how fast the trained reader reads, beside the bare encoder over the same texts, in one run.

usage: python -m benchmarks.trained_speed [--reports FILE] [--number N]
Read are reports of 400 words: the web articles of the bundled sample, or the texts of `--reports`, cut or
joined to that length. The encoder alone over the same word pieces is the bound; all else is overhead.
Seconds are of the clock; the best of three passes counts. The exit status is 1 where a bound is missed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from tocsin.values import Report

from .reading import reader
from .speed import made_reports, peak_mb

WORDS = 400
PASSES = 3
SHARE = 75  # percent of the bare encoder's rate that is left to the whole reader, at least
ONE_CORE, TWO_CORES = 12, 20  # reports a second, at least
PEAK_MB = 700
COLD_SECONDS = 2.0  # from the start of the interpreter to the first record


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; 0 when every bound holds, 1 when one is missed."""
    options = parser().parse_args(arguments)
    given = sized(made_reports(options))
    if options.part == "cold":
        reader("trained")(given[0])
        return 0
    if options.part == "peak":
        read_all(given)
        print(peak_mb())
        return 0
    read_all(given[:3])
    whole, bare = best(lambda: read_all(given)), best(encode(given))
    rows = [
        ("reports a second, one core", len(given) / whole, ONE_CORE, True),
        ("reports a second, two cores", two_cores(given), TWO_CORES, True),
        ("percent of the bare encoder", 100 * bare / whole, SHARE, True),
        ("peak memory, MB", float(part(options, "peak")), PEAK_MB, False),
        ("cold start to first record, s", cold(options), COLD_SECONDS, False),
    ]
    words = sum(len(r.text.split()) for r in given) / len(given)
    print(f"{len(given)} reports of {words:.0f} words, Python {sys.version.split()[0]}")
    held = [value >= bound if at_least else value <= bound for _, value, bound, at_least in rows]
    for (name, value, bound, at_least), holds in zip(rows, held, strict=True):
        sign = ">=" if at_least else "<="
        print(f"{name:32s} {value:8.1f}   {sign} {bound:<6g} {'holds' if holds else 'MISSED'}")
    return 0 if all(held) else 1


def parser() -> argparse.ArgumentParser:
    """The command line of this benchmark."""
    made = argparse.ArgumentParser(
        prog="python -m benchmarks.trained_speed", description=(__doc__ or "").split("\n")[0]
    )
    made.add_argument("--reports", type=Path, help="JSON Lines with id, published, text")
    made.add_argument("--number", type=int, default=40, help="how many reports are read")
    made.add_argument("--part", choices=("all", "cold", "peak"), default="all", help=argparse.SUPPRESS)
    return made


def sized(given: Sequence[Report]) -> list[Report]:
    """The reports repeated or cut to 400 words, whole sentences where they end in time."""
    made = []
    for report in given:
        text = report.text
        while len(text.split()) < WORDS:
            text += "\n\n" + report.text
        words, end = 0, 0
        while words < WORDS:
            end = next((i for i in range(end + 1, len(text)) if text[i].isspace()), len(text))
            words = len(text[:end].split())
        made.append(replace(report, text=text[:end]))
    return made


def read_all(given: Sequence[Report]) -> int:
    """Number of events read from all reports."""
    read = reader("trained")
    return sum(len(read(report)) for report in given)


def encode(given: Sequence[Report]) -> Callable[[], object]:
    """A function that runs the encoder alone over the pieces of all reports, one by one."""
    import numpy as np

    from tocsin import pipeline
    from tocsin.reader.trained import features, network, pieces, windows

    net = network.shipped()
    cuts = [(pieces.cut(r.text), pipeline.mark(r).sentences) for r in given]
    jobs = [
        (cut, np.zeros((len(cut.ids), len(features.NAMES)), dtype=np.float32), windows.cut(cut, sentences))
        for cut, sentences in cuts
    ]
    return lambda: [net.see(cut, shown=shown, windows=parts) for cut, shown, parts in jobs]


def best(run: Callable[[], object]) -> float:
    """Seconds of the fastest of a few passes."""
    spent = []
    for _ in range(PASSES):
        begun = time.perf_counter()
        run()
        spent.append(time.perf_counter() - begun)
    return min(spent)


def two_cores(given: Sequence[Report]) -> float:
    """Reports a second of two processes that share the reports."""
    halves = [given[::2], given[1::2]]
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(read_all, [half[:2] for half in halves]))
        return len(given) / best(lambda: list(pool.map(read_all, halves)))


def part(options: argparse.Namespace, name: str) -> str:
    """What a fresh process prints that does one part."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.trained_speed",
        "--number",
        str(options.number),
        "--part",
        name,
    ]
    command += ["--reports", str(options.reports)] if options.reports else []
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def cold(options: argparse.Namespace) -> float:
    """Seconds from nothing to the first record, the interpreter's start counted."""
    return best(lambda: part(options, "cold"))


if __name__ == "__main__":
    raise SystemExit(main())
