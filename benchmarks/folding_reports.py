"""Reads many reports with the incident that each tells of, folds them all, and scores what comes together.

Called by `python -m benchmarks.folding --reports FILE --gold FILE`: JSON Lines, that may be compressed.
Reports have `doc_id`, `incident_id`, `dct` (day of publication), `title` and `text`; incidents
`incident_uri`, `date`, `city_or_county`, `state`, `num_killed` and `num_injured`.
A report counts for the incident that holds its main event: the first attack that its text tells, news before
background, else that of its title, else its first event.
Beside Tocsin: never merging, the same day and town as read, the best threshold of TF-IDF likeness within 30
days, and that of Splink on the events as read, where it is installed.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from tocsin import actors, incidents, pipeline
from tocsin.incidents.sketching import tokens
from tocsin.values import Event, Incident, Report

from . import folding_splink

ATTACKS = frozenset("armed_attack bombing armed_clash crackdown shelling air_strike abduction".split())
WINDOW_DAYS = 30
CHANCES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999]
THRESHOLDS = [n / 20 for n in range(2, 20)]

Clusters = Mapping[str, str]


class Gold(NamedTuple):
    """Reports, the incident that each tells of, by its id, and what is known of each incident."""

    reports: list[Report]
    incident: dict[str, str]
    known: dict[str, dict[str, Any]]


def read_gold(path: Path, gold: Path) -> Gold:
    """The reports and incidents of two files."""
    reports, incident = [], {}
    for row in lines(path):
        title = row.get("title") or None
        text = f"{title}\n\n{row['text']}" if title else row["text"]
        day = date.fromisoformat(row["dct"]) if row.get("dct") else None
        reports.append(Report(text=text, title=title, name=row["doc_id"], published=day))
        incident[row["doc_id"]] = row["incident_id"]
    return Gold(reports, incident, {row["incident_uri"]: row for row in lines(gold)})


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with (
        gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    ) as rows:
        for row in rows:
            yield json.loads(row)


def run(path: Path, gold: Path, *, read: Callable[[Report], Sequence[Event]]) -> int:
    """Prints the table; 0 when done."""
    asked = read_gold(path, gold)
    told = {report.name or "": tuple(read(report)) for report in asked.reports}
    clusters, made = folded(asked, told)
    print(f"{len(asked.reports)} reports of {len(set(asked.incident.values()))} incidents")
    print(row("folded by Tocsin", clusters, asked.incident))
    print(row("never folded", {name: name for name in told}, asked.incident))
    print(row("same day and town, as read", same_day_and_town(told), asked.incident))
    likenesses = alike(asked.reports)
    tried = [(least, joined(asked.reports, likenesses, least=least)) for least in THRESHOLDS]
    least, best = max(tried, key=lambda one: b3(one[1], asked.incident)[2])
    print(row(f"TF-IDF within {WINDOW_DAYS} days, best of all at {least}", best, asked.incident))
    print(by_splink(asked, told))
    for name, (right, known, asked_for) in figures(asked, clusters, made).items():
        print(f"  {name:22s} {right:4d} right of {known:4d} told, of {asked_for:4d} with two reports or more")
    return 0


def folded(asked: Gold, told: Mapping[str, Sequence[Event]]) -> tuple[Clusters, Mapping[str, Incident]]:
    """The incident of each report's main event, and the incidents by id; a report without events is alone."""
    events = {event.id: event for some in told.values() for event in some}
    reports = {report.id: report for report in asked.reports}
    decisions = incidents.fold(tuple(events.values()), reports=reports, identify=actors.identify)
    of_event = {decision.event_id: decision.incident_id for decision in decisions}
    made = {one.id: one for one in pipeline.rebuild(decisions, events=events, reports=reports)}
    titles = {report.name or "": len(report.title or "") for report in asked.reports}
    mains = {name: main_event(some, title=titles[name]) for name, some in told.items()}
    return {name: of_event[one.id] if one else name for name, one in mains.items()}, made


def main_event(events: Sequence[Event], *, title: int = 0) -> Event | None:
    """The event that a report is about; the first `title` characters only say what the text tells."""
    return min(
        events,
        key=lambda e: (e.kind not in ATTACKS, e.trigger.start < title, e.told_as != "news", e.trigger.start),
        default=None,
    )


def same_day_and_town(told: Mapping[str, Sequence[Event]]) -> Clusters:
    """Reports whose main events were read with the same day and town."""
    found = {}
    for name, events in told.items():
        main = main_event(events)
        day = main.when.last if main and main.when else None
        town = main.where.name if main and main.where else None
        found[name] = f"{day} {town}" if day and town else name
    return found


def by_splink(asked: Gold, told: Mapping[str, Sequence[Event]]) -> str:
    """The line of Splink at its best threshold, or what it takes to have one."""
    mains = {name: main for name, some in told.items() if (main := main_event(some))}
    try:
        likely = folding_splink.likenesses(mains, reports={one.id: one for one in asked.reports})
    except ImportError as error:
        return f"Splink is left out ({error}): pip install tocsin[bench]"
    at = {one.name or "": n for n, one in enumerate(asked.reports)}
    pairs = [(chance, at[one], at[other]) for chance, one, other in likely]
    tried = [(least, joined(asked.reports, pairs, least=least)) for least in CHANCES]
    least, best = max(tried, key=lambda one: b3(one[1], asked.incident)[2])
    return row(f"Splink, best of all at {least}", best, asked.incident)


def alike(reports: Sequence[Report]) -> list[tuple[float, int, int]]:
    """Cosine by TF-IDF of the words of all pairs of reports within the window."""
    counts = [Counter(tokens(report.text)) for report in reports]
    spread = Counter(word for words in counts for word in words)
    vectors = []
    for words in counts:
        vector = {w: (1 + math.log(n)) * math.log(len(reports) / spread[w]) for w, n in words.items()}
        length = math.sqrt(sum(x * x for x in vector.values())) or 1.0
        vectors.append({w: x / length for w, x in vector.items()})
    order = sorted(range(len(reports)), key=lambda n: reports[n].published or date.max)
    found = []
    for at, i in enumerate(order):
        for j in order[at + 1 :]:
            first, second = reports[i].published, reports[j].published
            if first and second and (second - first).days > WINDOW_DAYS:
                break
            small, large = sorted((vectors[i], vectors[j]), key=len)
            found.append((sum(x * large.get(w, 0.0) for w, x in small.items()), i, j))
    return found


def joined(
    reports: Sequence[Report], likenesses: Sequence[tuple[float, int, int]], *, least: float
) -> Clusters:
    """Reports joined wherever two are at least so alike."""
    parent = list(range(len(reports)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for value, i, j in likenesses:
        if value >= least:
            parent[root(i)] = root(j)
    return {report.name or "": str(root(n)) for n, report in enumerate(reports)}


def b3(found: Clusters, gold: Clusters) -> tuple[float, float, float]:
    """B-cubed precision, recall and F."""
    ours, theirs = members(found), members(gold)
    precision = sum(len(ours[found[k]] & theirs[gold[k]]) / len(ours[found[k]]) for k in gold) / len(gold)
    recall = sum(len(ours[found[k]] & theirs[gold[k]]) / len(theirs[gold[k]]) for k in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def pairwise(found: Clusters, gold: Clusters) -> tuple[float, float, float]:
    """Precision, recall and F of the pairs of reports that are put together."""
    both = sum(math.comb(n, 2) for n in Counter((found[k], gold[k]) for k in gold).values())
    ours, theirs = (sum(math.comb(len(some), 2) for some in members(c).values()) for c in (found, gold))
    precision, recall = both / max(1, ours), both / max(1, theirs)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def members(clusters: Clusters) -> Mapping[str, set[str]]:
    """The reports of each cluster."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, cluster in clusters.items():
        found[cluster].add(name)
    return found


def row(name: str, found: Clusters, gold: Clusters) -> str:
    """One line of the table."""
    b, p = ([f"{100 * x:5.1f}" for x in score(found, gold)] for score in (b3, pairwise))
    told = f"B3 P {b[0]} R {b[1]} F {b[2]}   pairs P {p[0]} R {p[1]} F {p[2]}"
    return f"{name:40s} {told}   {len(set(found.values()))} clusters"


def figures(asked: Gold, clusters: Clusters, made: Mapping[str, Incident]) -> dict[str, tuple[int, int, int]]:
    """For incidents of two reports or more: how often the largest cluster's day, town and figures are right.

    A day counts as right within the days told where these are three at most, a town by its name.
    """
    counts = {name: [0, 0, 0] for name in ("date", "town", "killed", "injured")}
    for incident, names in members(asked.incident).items():
        known = asked.known.get(incident)
        if len(names) < 2 or known is None:
            continue
        biggest = Counter(clusters[name] for name in sorted(names)).most_common(1)[0][0]
        answers = compared(made.get(biggest), known)
        for name, answer in answers.items():
            counts[name][0] += answer is True
            counts[name][1] += answer is not None
            counts[name][2] += 1
    return {name: (right, told, of) for name, (right, told, of) in counts.items()}


def compared(one: Incident | None, known: Mapping[str, Any]) -> dict[str, bool | None]:
    """For each field whether it is right, `None` where nothing is told."""
    if one is None:
        return dict.fromkeys(("date", "town", "killed", "injured"))
    day = datetime.strptime(known["date"], "%B %d, %Y").date()
    when, place = one.when, one.where.name if one.where else None
    dated = when and when.first and when.last and (when.last - when.first).days < 3
    town = set(tokens(known["city_or_county"]))
    return {
        "date": when.first <= day <= when.last if dated and when and when.first and when.last else None,
        "town": bool(set(tokens(place)) & town) if place else None,
        "killed": one.killed.best == known["num_killed"] if one.killed else known["num_killed"] == 0 or None,
        "injured": one.injured.best == known["num_injured"]
        if one.injured
        else known["num_injured"] == 0 or None,
    }
