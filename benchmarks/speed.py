"""Prints how fast Tocsin reads, how long it takes to import, and how much memory it needs.

usage: python -m benchmarks.speed [--reports FILE] [--number N] [--reader rules]
Read are the web articles of the bundled sample, or the texts of `--reports`, short ones joined to 300 words.
One process on one core; the best of five passes counts, since other work on the machine only slows.
Each figure stands beside its bound, and the exit status is 1 where one is missed.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import tocsin
from tocsin import formats
from tocsin.values import Report

from .reading import Read, reader, reports

WORDS = 300
PER_SECOND = 200  # reports of 300 words a second on one core, at least
IMPORT_SECONDS = 0.15  # `import tocsin`, at most
PEAK_MB = 400  # resident memory of a process that has read them all, at most
IMPORTS = 7  # runs whose median is taken
KILOBYTES = 1024 if sys.platform != "darwin" else 1024 * 1024  # what one unit of ru_maxrss divides into MB
STAGES = {
    "splitting": ("splitting.split",),
    "phrasing": ("phrasing.chunk",),
    "dating": ("dating.find",),
    "counting": ("counting.find",),
    "locating": ("locating.locate",),
    "wording": ("wording.find",),
}
SAMPLE = Path(tocsin.__file__).parent / "data" / "sample" / "articles"
PASSES = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; 0 when every bound holds, 1 when one is missed."""
    options = parser().parse_args(arguments)
    if options.memory_only:
        read_all(made_reports(options), reader(options.reader))
        print(peak_mb())
        return 0
    given = made_reports(options)
    words = statistics.mean(len(r.text.split()) for r in given)
    read = reader(options.reader)
    read_all(given[:5], read)  # loads gazetteer and lexicons, which one run of any length pays once
    seconds = min(read_all(given, read) for _ in range(PASSES))
    shares = by_stage(given, read)
    rate = words * len(given) / WORDS / seconds
    rows = [
        (f"reports of {WORDS} words a second", f"{rate:.0f}", f">= {PER_SECOND}", rate >= PER_SECOND),
        (
            f"milliseconds for {WORDS} words",
            f"{1000 / rate:.2f}",
            f"<= {1000 / PER_SECOND:.0f}",
            rate >= PER_SECOND,
        ),
        bounded("import tocsin, seconds", import_seconds(), bound=IMPORT_SECONDS, digits=3),
        bounded("peak memory, MB", memory(options), bound=PEAK_MB, digits=0),
    ]
    print(f"{len(given)} reports of {words:.0f} words on average, one core, Python {sys.version.split()[0]}")
    for name, value, bound, held in rows:
        print(f"{name:32s} {value:>8s}   {bound:8s} {'holds' if held else 'MISSED'}")
    total = sum(shares.values())
    for name, spent in shares.items():
        print(f"  {name:30s} {1000 * spent / len(given):8.2f} ms {100 * spent / total:5.1f} %")
    return 0 if all(held for *_, held in rows) else 1


def parser() -> argparse.ArgumentParser:
    """The command line of this benchmark."""
    made = argparse.ArgumentParser(
        prog="python -m benchmarks.speed", description=(__doc__ or "").split("\n")[0]
    )
    made.add_argument(
        "--reports",
        type=Path,
        help="JSON Lines with id, published, text; short texts are joined",
    )
    made.add_argument("--number", type=int, default=100, help="how many reports are read")
    made.add_argument("--reader", default="rules")
    made.add_argument("--memory-only", action="store_true", help=argparse.SUPPRESS)
    return made


def made_reports(options: argparse.Namespace) -> list[Report]:
    """The reports that are read: `--number` of them."""
    if options.reports:
        return joined(reports(options.reports), number=options.number)
    articles = [item for item in formats.read(SAMPLE) if isinstance(item, Report)]
    return list(islice(cycle(articles), options.number))


def joined(given: Sequence[Report], *, number: int) -> list[Report]:
    """Reports of at least 300 words: the texts of neighbours joined as paragraphs, over and over."""
    made: list[Report] = []
    texts: list[str] = []
    index = 0
    while given and len(made) < number:
        report = given[index % len(given)]
        texts.append(report.text)
        index += 1
        if sum(len(t.split()) for t in texts) >= WORDS:
            made.append(
                Report(text="\n\n".join(texts), name=f"joined-{len(made)}", published=report.published)
            )
            texts = []
    return made


def read_all(given: Sequence[Report], read: Read) -> float:
    """Seconds of this process's own time that reading them takes."""
    begun = time.process_time()
    for report in given:
        read(report)
    return time.process_time() - begun


def by_stage(given: Sequence[Report], read: Read) -> dict[str, float]:
    """Seconds spent in each stage; the reader's share is what the stages before it leave."""
    spent: dict[str, float] = defaultdict(float)
    with timed(spent):
        total = read_all(given, read)
    return {**spent, "reading": max(0.0, total - sum(spent.values()))}


@contextmanager
def timed(spent: dict[str, float]) -> Iterator[None]:
    """Within it, every call of a stage adds its seconds to `spent`."""
    kept = []
    for stage, paths in STAGES.items():
        for path in paths:
            name, _, function = path.rpartition(".")
            module = import_module(f"tocsin.{name}")
            kept.append((module, function, getattr(module, function)))
            setattr(module, function, clocked(getattr(module, function), stage, spent=spent))
    try:
        yield
    finally:
        for module, function, original in kept:
            setattr(module, function, original)


def clocked(function: Callable[..., Any], stage: str, *, spent: dict[str, float]) -> Callable[..., Any]:
    """`function`, adding its seconds to `spent[stage]`."""

    def call(*arguments: Any, **named: Any) -> Any:
        begun = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            spent[stage] += time.process_time() - begun

    return call


def import_seconds() -> float:
    """Median seconds of `import tocsin` in a fresh interpreter, the interpreter's own start not counted."""
    code = "import time; t = time.perf_counter(); import tocsin; print(time.perf_counter() - t)"
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(IMPORTS)
    ]
    return statistics.median(runs)


def memory(options: argparse.Namespace) -> float:
    """Peak resident memory in MB of a fresh process that reads the same reports."""
    command = [sys.executable, "-m", "benchmarks.speed", "--memory-only", "--number", str(options.number)]
    command += ["--reader", options.reader]
    command += ["--reports", str(options.reports)] if options.reports else []
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def peak_mb() -> float:
    """Peak resident memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES


def bounded(name: str, value: float, *, bound: float, digits: int) -> tuple[str, str, str, bool]:
    """A row with its upper bound."""
    return name, f"{value:.{digits}f}", f"<= {bound:g}", value <= bound


if __name__ == "__main__":
    raise SystemExit(main())
