"""Prints how long it takes to fold many events from nothing, and whether their order changes anything.

usage: python -m benchmarks.folding_scale [--events N] [--items FILE] [--orders N] [--adding N]
Events are those that the rules reader finds in the texts of `--items` (JSON Lines with `id`, `date` and
`text`, that may be compressed), and made-up ones for the rest. Seconds are of the clock, in one process.
For the orders, 1,000 reports are folded in as many random orders, and compared byte by byte.
With `--adding`, so many reports, chosen at random, are left out of a ledger of all others and then added one
by one; what is measured is the folding after each, with all that it reads and writes.
Each figure stands beside its bound, and the exit status is 1 where one is missed.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from tocsin import actors, incidents, pipeline
from tocsin.ledger import Ledger
from tocsin.ledger.rows import dumps
from tocsin.values import Event, Report

from . import desk_ledger
from .folding_reports import lines
from .reading import reader, say
from .speed import peak_mb

FOLD_SECONDS = 300  # for 100,000 events
ADD_MS = 50  # for the folding after one report, with 100,000 events in the ledger: the median
ORDERED = 1000  # reports that are folded in many orders
SEED = 7


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; 0 when every bound holds, 1 when one is missed."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.folding_scale")
    made.add_argument("--events", type=int, default=100_000)
    made.add_argument("--items", type=Path, help="texts to read; made-up events alone without them")
    made.add_argument("--orders", type=int, default=20)
    made.add_argument("--adding", type=int, default=0, help="reports added to a ledger of the rest")
    options = made.parse_args(arguments)
    events, reports = gathered(options.events, items=options.items)
    begun = time.perf_counter()
    found = settled(events, reports=reports)
    spent = time.perf_counter() - begun
    bound = FOLD_SECONDS * len(events) / 100_000
    differing = orders(events, reports=reports, times=options.orders)
    told = f"{len(events):,} events of {len(reports):,} reports, {len(found):,} incidents"
    print(f"{told}, {peak_mb():.0f} MB")
    rows = [
        ("folding from nothing, seconds", f"{spent:.0f}", f"< {bound:.0f}", spent < bound),
        (f"{options.orders} orders, other incidents", str(differing), "0", not differing),
    ]
    if options.adding:
        spent_each = adding(events, reports=reports, times=options.adding)
        middle, most = (spent_each[int(len(spent_each) * share)] * 1000 for share in (0.5, 0.9))
        told = f"folding one report more, ms (9 in 10 < {most:.0f})"
        rows.append((told, f"{middle:.0f}", f"< {ADD_MS}", middle < ADD_MS))
    for name, value, limit, held in rows:
        print(f"{name:48s} {value:>7s}   {limit:7s} {'holds' if held else 'MISSED'}")
    return 0 if all(held for *_, held in rows) else 1


def gathered(wanted: int, *, items: Path | None) -> tuple[list[Event], dict[str, Report]]:
    """So many events with their reports: those that the texts tell, and made-up ones."""
    events: list[Event] = []
    reports: dict[str, Report] = {}
    for one, told in chain(told_by(items) if items else (), made_up(wanted)):
        if len(events) >= wanted:
            break
        if one.id not in reports:
            reports[one.id] = one
            events.extend(told)
    return events[:wanted], reports


def told_by(items: Path) -> Iterator[tuple[Report, Sequence[Event]]]:
    """The reports of a file that tell anything, with what the rules reader finds in them."""
    read = reader("rules")
    for number, row in enumerate(lines(items)):
        one = Report(text=row["text"], name=row["id"], published=date.fromisoformat(row["date"]))
        told = read(one)
        if told:
            yield one, told
        if number % 10_000 == 0:
            say(f"Read {number:,} texts.")


def made_up(number: int) -> Iterator[tuple[Report, Sequence[Event]]]:
    """Reports of one event each, the same for the same number."""
    chance = random.Random(SEED)
    for one in range(number):
        told, event, _ = desk_ledger.made(chance, number=one)
        yield told, (event,)


def settled(events: Sequence[Event], *, reports: Mapping[str, Report]) -> list[str]:
    """The incidents that the events make, as the ledger would store them, by their ids."""
    decisions = incidents.fold_as_corrected(events, (), reports=reports, identify=actors.identify)
    known = {event.id: event for event in events}
    return sorted(map(dumps, pipeline.rebuild(decisions, events=known, reports=reports)))


def orders(events: Sequence[Event], *, reports: Mapping[str, Report], times: int) -> int:
    """In how many random orders the events of the first reports make other incidents."""
    some = set(list(reports)[:ORDERED])
    mine = [event for event in events if event.report_id in some]
    first, chance = settled(mine, reports=reports), random.Random(SEED)
    return sum(settled(chance.sample(mine, len(mine)), reports=reports) != first for _ in range(times))


def adding(events: Sequence[Event], *, reports: Mapping[str, Report], times: int) -> list[float]:
    """Seconds of folding after each report that is added to a ledger of all others, the quickest first."""
    told: dict[str, list[Event]] = {}
    for event in events:
        told.setdefault(event.report_id, []).append(event)
    late = random.Random(SEED).sample(sorted(told), times)
    now, spent = datetime.now(UTC), []
    with TemporaryDirectory() as folder, Ledger(Path(folder) / "scale.db") as ledger:
        for report_id in told.keys() - set(late):
            ledger.add(reports[report_id], told[report_id], reader="rules", now=now)
        say(f"Added {len(told) - times:,} reports.")
        pipeline.fold(ledger, now=now)
        say("Folded them.")
        for report_id in late:
            ledger.add(reports[report_id], told[report_id], reader="rules", now=now)
            begun = time.perf_counter()
            pipeline.fold(ledger, now=now)
            spent.append(time.perf_counter() - begun)
    return sorted(spent)


if __name__ == "__main__":
    raise SystemExit(main())
