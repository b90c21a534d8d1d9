"""The bundled sample: where it is, what of it the demo shows, and what to try next."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path

from . import pipeline
from .adding import add, items
from .ledger import Ledger
from .values import Incident

# The confrontation that the sample tells of; the rest of it is for the full timeline.
COUNTRIES = frozenset({"IRQ", "IRN", "SYR"})
KINDS = frozenset(
    (
        *("armed_attack", "armed_clash", "bombing", "shelling", "air_strike", "storming", "abduction"),
        *("shootdown", "sabotage", "crackdown", "capture", "hijacking"),
    )
)
NOTICE = "The sample is synthetic: figures follow the public record, outlets and unnamed people are invented."


def folder() -> Path:
    """The folder of the sample; a package that lies in an archive is not supported."""
    with as_file(files("tocsin").joinpath("data", "sample")) as found:
        return found


def inputs() -> tuple[Path, Path]:
    """The short reports, and the folder of web pages."""
    return folder() / "reports.jsonl", folder() / "articles"


def shown(incident: Incident) -> bool:
    """Whether the demo shows it: news of violence in the countries of the story, and more than a rumour.

    That is: two reports tell it, or somebody counts the dead or hurt.
    """
    where = incident.where
    if incident.recalled_only or incident.aggregate or incident.stage == "threatened":
        return False
    if incident.kind not in KINDS or where is None or where.country not in COUNTRIES:
        return False
    hurt = (incident.killed, incident.injured, incident.taken)
    return len(incident.report_ids) > 1 or any(figure is not None for figure in hurt)


def next_steps(ledger: str, incident_id: str) -> tuple[tuple[str, str], ...]:
    """What to try next, as (command, what it shows); each works as it stands."""
    book, article = shlex.quote(ledger), shlex.quote(str(inputs()[1] / "embassy-rockets.html"))
    return (
        (f"tocsin read {article} --explain", "one article, each value with its words"),
        (
            f"tocsin show {incident_id} --ledger {book}",
            "one incident: who says what, and why reports were folded",
        ),
        (
            f"tocsin timeline --actor Iran --no-recalled --ledger {book}",
            "where Iran is named, or blamed, or denies",
        ),
        (f"tocsin list --country Iraq --kind shelling --ledger {book}", "a table, filtered"),
        (f"tocsin export --to geojson -o incidents.geojson --ledger {book}", "a layer for a map"),
        (f"tocsin timeline --ledger {book}", "everything that the sample tells"),
    )


def farewell(ledger: str, told: Sequence[Incident], *, counts: Mapping[str, int]) -> str:
    """What was shown, that it is made up, and what to try next."""
    best = max(told, key=lambda one: len(one.report_ids), default=None)
    lines = [
        f"Shown are {len(told)} of {counts['incidents']} incidents from {counts['reports']} reports.",
        NOTICE,
        "\nWhat to try next:",
    ]
    for command, words in next_steps(ledger, best.id[:10] if best else ""):
        lines.append(f"\n  # {words}\n  {command}")
    return "\n".join(lines)


def fill(ledger: Ledger, *, now: datetime) -> list[Incident]:
    """Reads the sample into a ledger, and gives the incidents that the demo shows."""
    found = items([str(path) for path in inputs()])
    for _ in add(ledger, found, reader=pipeline.load_reader(), now=now, stop=()):
        pass
    return [incident for incident in ledger.incidents() if shown(incident)]
