"""Figures of an incident, reconciled over independent sources the way UCDP and ACLED do it.

Each source counts with its latest figure; `low` is the lowest, `high` the highest of them, `best` the one
that most sources give, of equals the latest, since tolls are counted up for days, and of those the lowest.
The same text twice is one source. Who only names some of the dead gives no toll, unless none is given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from ..values import Count, Event, Figure, Report
from .attributing import publisher, speaker
from .sketching import tokens

Which = Literal["killed", "injured", "taken"]
Row = tuple[str, date | None, int, int | None, str]


def figure(events: Sequence[Event], which: Which, *, reports: Mapping[str, Report]) -> Figure | None:
    """The figure of one sort, or `None` if no report gives any."""
    latest: dict[str, Row] = {}
    for row in tolls(rows(events, which, reports=reports)):
        latest[row[0]] = row
    if not latest:
        return None
    kept = sorted(latest.values(), key=lambda row: (row[1] or date.max, row[0]))
    lows = [row[2] for row in kept]
    most = max(Counter(lows).values())
    newest = {row[2]: row[1] or date.min for row in kept}
    best = min(
        (low for low, times in Counter(lows).items() if times == most),
        key=lambda low: (-newest[low].toordinal(), low),
    )
    return Figure(low=min(lows), best=best, high=ceiling(kept), by_source=tuple(kept))


def ceiling(rows: Sequence[Row]) -> int | None:
    """The highest figure; `None` where an "at least" starts above all closed figures, or none is closed."""
    closed = max((row[3] for row in rows if row[3] is not None), default=None)
    if closed is None:
        return None
    return None if any(row[3] is None and row[2] > closed for row in rows) else closed


def tolls(told: list[tuple[Row, bool]]) -> list[Row]:
    """The rows without those that only name some of the dead; where all do, those that name the most."""
    counted = [row for row, named in told if not named]
    most = max((row[2] for row, _ in told), default=0)
    if counted and max(row[2] for row in counted) >= most:
        return counted
    return [row for row, named in told if not named or row[2] == most]


def rows(events: Sequence[Event], which: Which, *, reports: Mapping[str, Report]) -> list[tuple[Row, bool]]:
    """Every figure with its source, oldest first, and whether it only counts the dead whom the report names.

    Copies of one text are left out.
    """
    seen: set[str] = set()
    found: list[tuple[Row, bool]] = []
    for event in sorted(events, key=lambda one: (day(one, reports) or date.max, one.id)):
        count: Count | None = getattr(event, which)
        if count is None:
            continue
        report = reports.get(event.report_id)
        wording = " ".join(tokens(report.text)) if report else event.report_id
        if wording in seen:
            continue
        seen.add(wording)
        people = sum(target.sort == "people" and target.span.text[:1].isupper() for target in event.targets)
        named = which == "killed" and count.low == count.high and 0 < count.low <= people
        row = (source(event, reports), day(event, reports), count.low, count.high, event.id)
        found.append((row, named))
    return found


def source(event: Event, reports: Mapping[str, Report]) -> str:
    """On whose word: the innermost speaker, else the publisher, else the report."""
    if event.sources and (spoken := speaker(event.sources[0])):
        return spoken
    return publisher(event, reports).lower()


def day(event: Event, reports: Mapping[str, Report]) -> date | None:
    """Day on which the report of an event was published."""
    report = reports.get(event.report_id)
    return report.published if report else None
