"""The one place where the benchmarks meet Tocsin's reader, and where they read their input files."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tocsin.reader import DEFAULT
from tocsin.values import Event, Report

__all__ = ["DEFAULT", "Read", "json_lines", "reader", "reports", "say"]

Read = Callable[[Report], tuple[Event, ...]]


def reader(name: str, *, private: bool = False) -> Read:
    """The function that reads one report with the reader called `name`; `private` crime too, if asked."""
    from tocsin import pipeline

    loaded = pipeline.load_reader(name, private=private)
    return lambda report: pipeline.read(report, reader=loaded)


def json_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file, blank lines skipped."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def reports(path: Path) -> list[Report]:
    """The reports of a JSON Lines file with `id`, `published` and `text`."""
    return [
        Report(
            text=row["text"],
            name=row["id"],
            published=date.fromisoformat(row["published"]) if row.get("published") else None,
            title=row.get("title"),
            publisher=row.get("publisher"),
        )
        for row in json_lines(path)
    ]


def say(words: str) -> None:
    """Talk, on stderr; tables go to stdout."""
    print(words, file=sys.stderr)
