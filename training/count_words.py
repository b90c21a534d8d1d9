"""Counts in how many short reports each word stands: the rarity of words by which folding compares sentences.

usage: python -m training.count_words ITEMS OUT
ITEMS are JSON Lines with `text` (may be compressed); OUT gets, for each whole number of bits, the stems that
are in about one of 2^bits texts. Stems in fewer than `FEWEST` texts are left out: they count as rarest.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tocsin.incidents.sketching import content

FEWEST = 12


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the table; 0 when done."""
    made = argparse.ArgumentParser(prog="python -m training.count_words")
    made.add_argument("items", type=Path)
    made.add_argument("out", type=Path)
    options = made.parse_args(arguments)
    counts: Counter[str] = Counter()
    total = 0
    for text in texts(options.items):
        total += 1
        counts.update(content(text))
    steps: dict[int, list[str]] = {}
    for stem, times in counts.items():
        if times >= FEWEST:
            steps.setdefault(round(math.log2(total / times)), []).append(stem)
    lines = [f"{bits} {' '.join(sorted(stems))}\n" for bits, stems in sorted(steps.items())]
    options.out.write_text("".join(lines), encoding="utf-8")
    return 0


def texts(path: Path) -> Iterator[str]:
    """The texts of a JSON Lines file."""
    with (
        gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    ) as lines:
        for line in lines:
            yield json.loads(line)["text"]


if __name__ == "__main__":
    raise SystemExit(main())
