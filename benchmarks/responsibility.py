"""Settles each annotated happening as an incident of its own, and compares what may be said of who did it.

usage: python -m benchmarks.responsibility --reports FILE... --gold FILE... [--reader trained]
Incidents are the happenings told as news. Of each, the status that Tocsin gives (claimed, stated, attributed,
suspected, denied, unknown) is set beside the status that the annotated doers give by the same rules. Those
that the reader has not found are counted apart. An accusation is false where somebody is told as fact, or as
claiming it, whom the annotation does not tell so. Attackers of whom nothing is known accuse nobody, and what
matches no annotated event is not looked at (`benchmarks.records` does the same).
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tocsin import actors, incidents
from tocsin.exports.record import record
from tocsin.values import Attribution, Decision, Event, Incident, Report, Span, Statement

from .reading import DEFAULT, Read, json_lines, reader, reports
from .scoring import pairs, text_credit

STATUSES = ("claimed", "stated", "attributed", "suspected", "denied", "unknown")
FACT = ("claimed", "stated")
UNKNOWN = "unidentified"  # the actor id of attackers of whom nothing is known


class Compared(NamedTuple):
    """One annotated incident: its status, ours (`None` where it was not found), and how many we accuse."""

    gold: str
    ours: str | None
    accused: int
    wrongly: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; 0 when done."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.responsibility")
    made.add_argument(
        "--reports", type=Path, nargs="+", required=True, help="JSON Lines: id, published, text"
    )
    made.add_argument("--gold", type=Path, nargs="+", required=True, help="JSON Lines: id, events")
    made.add_argument("--reader", default=DEFAULT)
    options = made.parse_args(arguments)
    read, found = reader(options.reader), list[Compared]()
    for given, gold in zip(options.reports, options.gold, strict=True):
        records = {row["id"]: row["events"] for row in json_lines(gold)}
        for report in reports(given):
            found += compared(report, records.get(report.name or "", []), read=read)
    print(table(found))
    return 0


def compared(report: Report, golds: Sequence[dict[str, Any]], *, read: Read) -> Iterable[Compared]:
    """The annotated news of one report beside what was read of it."""
    told = read(report)
    answers = record(report, told, reader="")["events"]
    mine = {j: told[i] for i, j, _ in pairs(answers, golds)}
    for j, gold in enumerate(golds):
        if gold["told_as"] != "news":
            continue
        theirs = settled(annotated(report, gold), report)
        ours = settled(mine[j], report) if j in mine else None
        facts = [b["text"] for b in gold["by"] if b["as"] in FACT]
        accused = [one for one in ours.by if one.status in FACT and one.actor_id != UNKNOWN] if ours else []
        wrong = sum(
            not any(text_credit(name, fact) for fact in facts for name in names(one, mine[j]))
            for one in accused
        )
        yield Compared(theirs.status, ours.status if ours else None, len(accused), wrong)


def names(doer: Attribution, event: Event) -> list[str]:
    """The words of an event that name a doer."""
    known = [(told.actor.text, actors.identify(told.actor.text)) for told in event.by]
    return [
        text for text, actor in known if (actor.id if actor else None) == doer.actor_id or text == doer.name
    ]


def settled(event: Event, report: Report) -> Incident:
    """The incident of one event alone."""
    opened = Decision(act="open", event_id=event.id, incident_id="i1")
    [incident] = incidents.settle(
        [opened], events={event.id: event}, reports={report.id: report}, identify=actors.identify
    )
    return incident


def annotated(report: Report, gold: dict[str, Any]) -> Event:
    """The event of an annotation, as far as its kind and doers go."""
    trigger = span(report.text, gold["trigger"])
    return Event(
        report_id=report.id, kind=gold["kind"], stage=gold["stage"], told_as="news", aggregate=False,
        trigger=trigger, sentence=trigger,
        by=tuple(
            Statement(
                actor=span(report.text, one["text"]), stance=one["as"],
                says=span(report.text, one["says"]) if one.get("says") else None,
            )
            for one in gold["by"]
        ),
    )  # fmt: skip


def span(text: str, words: str) -> Span:
    """Where the words stand first."""
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def table(found: Sequence[Compared]) -> str:
    """Annotated status by row, ours by column, then the sums."""
    counts = Counter((one.gold, one.ours) for one in found)
    columns = (*STATUSES, None)
    lines = [f"{'annotated':12s}" + "".join(f"{name or 'not found':>12s}" for name in columns)]
    lines += [f"{row:12s}" + "".join(f"{counts[row, name]:12d}" for name in columns) for row in STATUSES]
    known = [one for one in found if one.ours is not None]
    right = sum(one.gold == one.ours for one in known)
    share = 100 * right / max(1, len(known))
    lines.append(
        f"{len(found)} incidents, {len(known)} found; status right in {right} = {share:.1f} % of those found"
    )
    accused, wrongly = (sum(getattr(one, name) for one in found) for name in ("accused", "wrongly"))
    lines.append(f"told as fact or as claiming it: {accused}; falsely: {wrongly}")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
