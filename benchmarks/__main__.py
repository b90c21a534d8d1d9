"""Prints every benchmark's table that can run with what is there, and says what was not run and why.

usage: python -m benchmarks [--shared PATH]
`--shared`, or the environment's TOCSIN_SHARED, names a folder with `data/` and `tools/`: annotated reports,
texts with annotated dates and places, and MUC-3/4.
They are not part of Tocsin; without them only the speed is measured.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from . import dates, places, records, responsibility, speed
from .muc4 import __main__ as muc4
from .reading import say


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs what can be run; 0 when done, 1 when a bound was missed."""
    made = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").split("\n")[0])
    made.add_argument("--shared", type=Path, default=os.environ.get("TOCSIN_SHARED"))
    shared = made.parse_args(arguments).shared
    print("== speed", flush=True)
    missed = speed.main([])
    if shared is None:
        say("Not run for want of data: all but the speed. Give --shared PATH or set TOCSIN_SHARED.")
        return missed
    for name in ("dev", "long.dev"):
        run_records(Path(shared), name=name)
    run_responsibility(Path(shared))
    run_dates(Path(shared))
    for name in ("GeoVirus", "lgl"):
        run_places(Path(shared), name=name)
    run_muc4(Path(shared))
    return missed


def run_records(shared: Path, *, name: str) -> None:
    """The table of one annotated set, if it is there."""
    texts, gold = shared / f"data/events/{name}.jsonl", shared / f"data/events/{name}.records.jsonl"
    if missing := [str(path) for path in (texts, gold) if not path.exists()]:
        say(f"Not run: records of {name}; there is no {', '.join(missing)}.")
        return
    print(f"\n== records, {name}", flush=True)
    records.main(["--reports", str(texts), "--gold", str(gold)])


def run_responsibility(shared: Path) -> None:
    """The table of who did it, over the annotated sets that are there."""
    ends = (".jsonl", ".records.jsonl")
    names = [n for n in ("dev", "long.dev") if all((shared / f"data/events/{n}{e}").exists() for e in ends)]
    if not names:
        say("Not run: responsibility; there are no annotated reports.")
        return
    print("\n== responsibility, " + " and ".join(names), flush=True)
    texts, gold = ([str(shared / f"data/events/{n}{end}.jsonl") for n in names] for end in ("", ".records"))
    responsibility.main(["--reports", *texts, "--gold", *gold])


def run_dates(shared: Path) -> None:
    """The tables of the sets of dates that are there."""
    sets = {"recognizers": "dates/recognizers-english", "meantime": "meantime", "gum": "dates/gum"}
    given = []
    for option, folder in sets.items():
        path = shared / "data" / folder
        if path.is_dir():
            given += [f"--{option}", str(path)]
    for name in ("dev", "long.dev"):
        pair = [shared / f"data/events/{name}.jsonl", shared / f"data/events/{name}.records.jsonl"]
        if all(path.exists() for path in pair):
            given += ["--records", *map(str, pair)]
    print("\n== dates", flush=True)
    dates.main(given)


def run_places(shared: Path, *, name: str) -> None:
    """The table of one corpus of toponyms, if it is there."""
    corpus = shared / f"data/places/{name}.xml"
    if not corpus.exists():
        say(f"Not run: places of {name}; there is no {corpus}.")
        return
    print(f"\n== places, {name}", flush=True)
    places.main(["--corpus", str(corpus)])


def run_muc4(shared: Path) -> None:
    """The tables of the two test sets of MUC-3/4, if they are there."""
    data, scorer = shared / "data/muc34", shared / "tools"
    for texts, key in (("tst1/tst1-muc3", "tst1/key-tst1.v7"), ("tst2/tst2-muc4", "tst2/key-tst2.v4")):
        needed = [data / texts, data / key, data / "five-roles/dev.jsonl", scorer / "score_muc.py"]
        if missing := [str(path) for path in needed if not path.exists()]:
            say(f"Not run: MUC-4, {texts}; there is no {', '.join(missing)}.")
            continue
        print(f"\n== MUC-4, {texts}", flush=True)
        muc4.main(
            [
                "--texts",
                str(needed[0]),
                "--keys",
                str(needed[1]),
                "--five-roles",
                str(needed[2]),
                "--scorer",
                str(scorer),
            ]
        )


if __name__ == "__main__":
    raise SystemExit(main())
