"""Incidents as rows, as a timeline, and one of them with everything behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from ..exports.record import record
from ..ledger.rows import encode
from ..querying import Story
from ..values import Count, Decision, Event, Figure, Incident, Report
from . import words
from .reading import cells, highlighted
from .screen import STATUS_STYLES, bulleted, heading, indented, pairs, table, text

ACTS = {
    "open": "opened this incident",
    "join": "taken for the same happening",
    "recall": "recalls this happening",
    "hold": "kept apart, for a person to decide",
    "reject": "rejected by a person",
}
LABEL = 10  # columns
MOST_REASONS = 4
SHORT_ID = 10  # characters of an id that a list shows; any unique beginning finds the incident


# A list


def rows(found: Iterable[Incident]) -> Iterator[RenderableType]:
    """One row an incident: id, days, what, how sure one may be of who did it, and how many reports."""
    columns = (("id", "keep"), ("when", "keep"), ("what", "fill"), ("doer", ""), ("reports", "keep"))
    if shown := [row(incident) for incident in found]:
        yield table(columns, shown)


def row(incident: Incident) -> tuple[RenderableType, ...]:
    """The cells of one incident."""
    style = "recalled" if incident.recalled_only else ""
    notes = words.marks(incident)
    what = text((words.headline(incident), style), (f" [{'; '.join(notes)}]" if notes else "", "quiet"))
    return (
        text((incident.id[:SHORT_ID], "quiet")),
        text((compact(incident), style)),
        what,
        text((status(incident), STATUS_STYLES[incident.status])),
        Text(str(len(incident.report_ids)), justify="right"),
    )


def compact(incident: Incident) -> str:
    """The days in as few letters as a table needs: "2020-01-26", "2020-01-11/12", "≤2020-01-26"."""
    when = incident.when
    if when is None or (when.first is None and when.last is None):
        return "-"
    first, last = when.first, when.last
    if first is None or last is None:
        return f"≤{last}" if last else f"≥{first}"
    if first == last:
        return str(first)
    if (first.day, first.month, last.day, last.month) == (1, 1, 31, 12) and first.year == last.year:
        return str(first.year)
    return f"{first}/{last.day:02d}" if (first.year, first.month) == (last.year, last.month) else f"{first}.."


def status(incident: Incident) -> str:
    """How sure one may be of who did it, in one or two words."""
    if incident.status == "unknown":
        return "unclaimed" if incident.unclaimed_as_of else "-"
    return {"attributed": "blamed"}.get(incident.status, incident.status)


# A timeline


def timeline(
    found: Iterable[tuple[Incident, Sequence[Report]]], *, held: Mapping[str, str] | None = None
) -> Iterator[RenderableType]:
    """Incidents as they come, under the name of their day, each with one sentence of evidence.

    `held` leads from the id of what waits for a person to the incident that it may be the same as: it stands
    under that one, not in a row of its own.
    """
    told = list(found)
    shown: date | str | None = None
    first, below = under(told, held or {})
    for incident, reports in first:
        when = incident.when
        day = (when.first or when.last) if when else None
        if shown is None or shown != (day or "unknown"):
            yield text((words.long_day(day) if day else "Day unknown", "day"))
            shown = day or "unknown"
        yield entry(incident, reports, perhaps=below.get(incident.id, ()))


Told = tuple[Incident, Sequence[Report]]


def under(told: Sequence[Told], held: Mapping[str, str]) -> tuple[list[Told], Mapping[str, list[Told]]]:
    """What has a row of its own, and by incident id what may be the same as it.

    What several reports tell has a row of its own, whatever it waits for.
    """
    known = {incident.id for incident, _ in told}
    first: list[Told] = []
    below: dict[str, list[Told]] = {}
    for incident, reports in told:
        top, seen = incident.id, {incident.id}
        alone = len(incident.report_ids) == 1
        while alone and (candidate := held.get(top)) in known - seen and candidate is not None:
            top = candidate
            seen.add(top)
        if top == incident.id:
            first.append((incident, reports))
        else:
            below.setdefault(top, []).append((incident, reports))
    return first, below


def entry(incident: Incident, reports: Sequence[Report], *, perhaps: Sequence[Told] = ()) -> RenderableType:
    """One incident of a timeline, in three to six lines, and what is perhaps the same."""
    notes = words.marks(incident)
    top = bulleted(
        "○" if incident.recalled_only else "●",
        (words.headline(incident), "recalled" if incident.recalled_only else "head"),
        (f" [{'; '.join(notes)}]" if notes else "", "quiet"),
    )
    lines: list[RenderableType] = []
    when = incident.when
    if when and when.first != when.last:
        lines.append(text((words.period(when), "quiet")))
    lines.append(text((words.quoted(incident.evidence[1]), "evidence")))
    outlets = {report.publisher or report.key for report in reports}
    for sure, said in words.responsibility(incident, outlets=outlets):
        lines.append(text((sentence(said), STATUS_STYLES[sure])))
    known = [words.casualties(incident), words.coverage(reports), incident.id[:SHORT_ID]]
    lines.append(text((" · ".join(part for part in known if part), "quiet")))
    for other, told_by in perhaps:
        outlets_of = words.coverage(told_by)
        lines.append(bulleted("?", ("Perhaps the same: " + words.headline(other), "quiet")))
        lines.append(indented(text((words.quoted(other.evidence[1]), "quiet"))))
        lines.append(indented(text((f"{outlets_of} · {other.id[:SHORT_ID]}", "quiet"))))
    return Group(top, indented(*lines), Text())


def sentence(said: str) -> str:
    """The words with a capital letter."""
    return said[:1].upper() + said[1:]


# One incident


def story(one: Story, *, explain: bool = False, plain: bool = False) -> Iterator[RenderableType]:
    """Everything behind one incident: its values, who is named, figures by source, reports, decisions."""
    incident = one.incident
    told = [report for report in one.reports.values()]
    notes = "".join(f" · {note}" for note in words.marks(incident))
    kind = incident.kind.replace("_", " ")
    yield text((incident.headline, "head"))
    yield text((f"{incident.id} · {kind}{notes} · {words.coverage(told)}", "quiet"))
    yield Text()
    yield pairs(facts(one), width=LABEL)
    yield heading("Who did it")
    yield indented(*voices(one))
    if tolls := list(figures(one)):
        yield heading("Figures by source")
        yield indented(*tolls)
    yield heading("What each report tells")
    for event in one.events:
        yield version(event, one=one, explain=explain, plain=plain)
    if one.beside:
        yield heading("What reports tie it to")
        for tie in one.beside:
            other = text(
                (f"{words.tie(tie)}  ", "quiet"), (words.headline(tie.other), "head"),
                (f", {words.period(tie.other.when)}", "quiet"),
            )  # fmt: skip
            said = highlighted(tie.report.text, tie.sentence, spans=[tie.words], plain=plain)
            origin = text((f"{words.outlet(tie.report)} · {tie.other.id[:SHORT_ID]}", "quiet"))
            yield indented(other, indented(said, origin))
    if one.held:
        yield heading("Kept apart from it, for a person to decide")
        for decision, event, report in one.held:
            top = text((decision.incident_id[:SHORT_ID], "head"), f"  {words.outlet(report)}")
            tells = text((words.quoted(event.sentence.text), "evidence"))
            yield indented(top, indented(tells, text((reasons(decision, every=explain), "quiet"))))


def facts(one: Story) -> Iterator[tuple[str, RenderableType]]:
    """The settled values, with a label each."""
    incident, where = one.incident, one.incident.where
    yield "when", text(words.period(incident.when))
    point = (
        f" ({where.lat:.3f}, {where.lon:.3f}; {where.precision})"
        if where and where.lat is not None and where.lon is not None
        else ""
    )
    yield "where", text(words.place(where), (point, "quiet"))
    for label, phrases in (("targets", incident.targets), ("weapons", incident.weapons)):
        if phrases:
            yield label, text("; ".join(phrases))
    if said := words.casualties(incident):
        yield "casualties", text(said)
    if incident.sources:
        yield "sources", text("; ".join(incident.sources))
    yield "evidence", text((words.quoted(incident.evidence[1]), "evidence"))


def voices(one: Story) -> Iterator[RenderableType]:
    """Each actor with its status, and under it who takes which stance in which report."""
    by_event = {event.id: one.reports[event.report_id] for event in one.events}
    outlets = {report.publisher or report.key for report in one.reports.values()}
    lines = words.responsibility(one.incident, outlets=outlets)
    for number, (sure, said) in enumerate(lines):
        yield text((sentence(said), STATUS_STYLES[sure]))
        if number >= len(one.incident.by):
            continue
        for stance, says, event_id in one.incident.by[number].voices:
            report = by_event.get(event_id)
            origin = words.outlet(report) if report else event_id
            speaker = "" if report and says in (report.publisher, report.key) else f" by {says}"
            day = f", {words.day(report.published)}" if report and report.published else ""
            yield indented(text((f"{stance}{speaker} ({origin}{day})", "quiet")))


def figures(one: Story) -> Iterator[RenderableType]:
    """Each figure with what each source gives, latest last."""
    incident = one.incident
    named = (("killed", incident.killed), ("injured", incident.injured), ("taken", incident.taken))
    for label, figure in named:
        if figure:
            yield text(f"{label}: {words.figure(figure)}")
            yield indented(*by_source(figure, one=one))


def by_source(figure: Figure, *, one: Story) -> Iterator[RenderableType]:
    """One line for each source of a figure, oldest first."""
    events = {event.id: event for event in one.events}
    for source, published, low, high, event_id in figure.by_source:
        event = events.get(event_id)
        outlet = words.outlet(one.reports[event.report_id]) if event else ""
        speaker = f", says {event.sources[0].text}" if event and event.sources else ""
        origin = ", ".join(
            part for part in (outlet or source, words.day(published) if published else "") if part
        )
        yield text((f"{words.count(Count(low=low, high=high))}{speaker} ({origin})", "quiet"))


def version(event: Event, *, one: Story, explain: bool, plain: bool) -> RenderableType:
    """How one report tells it, and why it counts among the incident's reports."""
    report, decision = one.reports[event.report_id], one.decisions.get(event.id)
    published = words.day(report.published) if report.published else "day unknown"
    title = f"  {report.title}" if report.title else ""
    top = text((f"{published}  {words.outlet(report)}", "head"), title, (f"  {report.key}", "quiet"))
    lines: list[RenderableType] = [
        text((f"{event.kind.replace('_', ' ')} · {words.stage_and_telling(event)}", "quiet"))
    ]
    if explain:
        lines.append(pairs(cells(event, report=report, explain=True, plain=plain)))
    else:
        lines.insert(0, highlighted(report.text, event.sentence, spans=[event.trigger], plain=plain))
    if decision:
        lines.append(text((f"{ACTS[decision.act]}: {reasons(decision, every=explain)}", "quiet")))
    return Group(indented(top), indented(*lines, Text(), by=4))


def reasons(decision: Decision, *, every: bool) -> str:
    """The terms of a decision in words with their weights in bits; the heaviest few, or `every` one."""
    if len(decision.reasons) == 1 and not decision.reasons[0].bits:
        return decision.reasons[0].words
    heaviest = sorted(decision.reasons, key=lambda reason: -abs(reason.bits))
    told = (
        decision.reasons
        if every
        else [reason for reason in heaviest if reason.term != "prior"][:MOST_REASONS]
    )
    terms = ", ".join(f"{reason.words} ({reason.bits:+.1f})" for reason in told)
    return f"{terms}; all in all {sum(reason.bits for reason in decision.reasons):+.1f} bits"


def story_record(one: Story) -> dict[str, Any]:
    """The same as plain data: the incident, its reports with their events and decisions, what is held."""
    told = [
        {
            **record(report, [event for event in one.events if event.report_id == report_id], reader=""),
            "report_id": report_id,
            "title": report.title,
            "publisher": report.publisher,
            "url": report.url,
        }
        for report_id, report in one.reports.items()
    ]
    for entry in told:
        del entry["reader"]  # the ledger knows it for each report, but an incident does not ask for it
    return {
        "incident": encode(one.incident),
        "reports": told,
        "decisions": [encode(decision) for decision in one.decisions.values()],
        "held": [encode(decision) for decision, _, _ in one.held],
        "beside": [
            {
                "tie": tie.tie,
                "of": one.incident.id if tie.here else tie.other.id,
                "to": tie.other.id if tie.here else one.incident.id,
                "report_id": tie.report.id,
                "sentence": tie.sentence.text,
                "words": tie.words.text,
            }
            for tie in one.beside
        ],
    }
