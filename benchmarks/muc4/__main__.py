"""Reads MUC messages with Tocsin, writes MUC-4 templates, and has them scored against the keys.

usage: python -m benchmarks.muc4 --texts FILE... [--keys FILE...] [--five-roles GOLD] [--scorer DIR]
                                 [--write FILE] [--reader trained] [--oracle] [--limit N]
The scorers are the scripts `score_muc.py` and `score_five_roles.py` of the folder `--scorer`, which were
made for this evaluation and are not part of Tocsin. `--oracle` writes templates from events made of the keys
themselves: the ceiling of the mapping, not a result.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tocsin.values import Event

from ..reading import DEFAULT, json_lines, reader, say
from . import messages
from .messages import Message
from .oracle import oracle
from .templates import response, templates

Understand = Callable[[Message], tuple[Event, ...]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; 0 when done, 2 when something needed is missing."""
    options = parser().parse_args(arguments)
    found = [message for path in options.texts for message in messages.read(path)][: options.limit]
    understand = oracle(options.keys) if options.oracle else by_reader(options.reader)
    written = "\n".join(line for m in found for line in response(m.report.key, templates(understand(m), m)))
    with tempfile.TemporaryDirectory() as folder:
        path = options.write or Path(folder) / "response.muc4"
        path.write_text(written + "\n", encoding="latin-1", errors="replace")
        return score(path, options, names=[m.report.key for m in found])


def parser() -> argparse.ArgumentParser:
    """The command line of this benchmark."""
    made = argparse.ArgumentParser(
        prog="python -m benchmarks.muc4", description=(__doc__ or "").split("\n")[0]
    )
    made.add_argument("--texts", type=Path, nargs="+", required=True, help="MUC message files")
    made.add_argument("--keys", type=Path, nargs="+", default=[], help="MUC-4 answer keys")
    made.add_argument("--five-roles", type=Path, help="gold JSON Lines of the five-role cut")
    made.add_argument("--scorer", type=Path, help="folder with score_muc.py and score_five_roles.py")
    made.add_argument("--write", type=Path, help="keep the response file")
    made.add_argument("--reader", default=DEFAULT)
    made.add_argument("--oracle", action="store_true", help="events from the keys: the mapping's ceiling")
    made.add_argument("--limit", type=int, help="only the first N messages")
    return made


def by_reader(name: str) -> Understand:
    """Reads a message's report with Tocsin."""
    read = reader(name)
    return lambda message: read(message.report)


def score(path: Path, options: argparse.Namespace, *, names: Sequence[str]) -> int:
    """Prints what the scorers say of the response file at `path`."""
    if options.scorer is None or not options.keys:
        say("Not scored: give --keys and --scorer, the folder of score_muc.py and score_five_roles.py.")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        key, docs = Path(folder) / "key", Path(folder) / "docs"
        key.write_text(
            "".join(p.read_text(encoding="latin-1") + "\n" for p in options.keys), encoding="latin-1"
        )
        docs.write_text("\n".join(names))
        print(run(options.scorer / "score_muc.py", key, path, "--slots", "--docs", docs))
        if options.five_roles:
            gold = Path(folder) / "gold.jsonl"
            rows = [row for row in json_lines(options.five_roles) if row["docid"] in names]
            gold.write_text("".join(json.dumps(row) + "\n" for row in rows))
            print("five roles, strict: " + run(options.scorer / "score_five_roles.py", gold, path))
    return 0


def run(script: Path, *arguments: str | Path) -> str:
    """What a scorer prints."""
    command = [sys.executable, str(script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    raise SystemExit(main())
