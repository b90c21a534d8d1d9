"""One incident: what is held, who says so in which sentence, why these reports are one, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from ..ledger.rows import encode
from ..querying import Story, story
from ..rendering import incidents as told
from ..rendering import words
from ..values import Count, Decision, Event, Figure, Incident, Report
from . import asking, review, showing
from .desk import Desk
from .overview import frame
from .pages import page
from .showing import Piece, Shown

router = APIRouter(include_in_schema=False)
MOST_TERMS = 4


class Voice(NamedTuple):
    """One stance on one actor: whose it is, in which report, and the sentence with the words marked."""

    stance: str
    says: str
    outlet: str
    day: str
    report_id: str
    sentence: list[Piece]


class Version(NamedTuple):
    """How one report tells it: the sentence, the values, and why it counts among the incident's reports."""

    event: Event
    report: Report
    sentence: list[Piece]
    values: list[Shown]
    decision: Decision | None
    reasons: str


class Bar(NamedTuple):
    """One source's figure: what it gives, who and when, and where it lies on the scale in hundredths."""

    said: str
    outlet: str
    day: str
    start: int
    width: int
    open: bool


class Change(NamedTuple):
    """One decision that was taken: when, on which report's event, what, and why."""

    moment: str
    outlet: str
    act: str
    reasons: str


@router.get("/incidents")
def incidents(request: Request) -> Response:
    """The overview is the list of incidents."""
    return RedirectResponse(f"/?{request.url.query}" if request.url.query else "/", status_code=308)


@router.get("/incidents/{wanted}")
def incident(request: Request, wanted: str) -> Response:
    """The page; the id of an incident that was merged leads to the one that took it in."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    one = story(desk.ledger, wanted)
    if one.incident.id != wanted:
        return RedirectResponse(f"/incidents/{one.incident.id}", status_code=308)
    asked = asking.read("/", request.query_params)
    outlets = {words.outlet(report) for report in one.reports.values()}
    return page(
        request, "incident.html", **frame(desk, asked), one=one, incident=one.incident,
        badges=showing.badges(one.incident, outlets=outlets), voices=voices(one), versions=versions(one),
        figures=figures(one), basis=basis(one), changes=changes(desk, one), held=held(one),
        corrections=corrections(desk, one.incident), beside=beside(one),
        fields=review.fields(one.incident), who=request.cookies.get(review.WHO, "desk"),
    )  # fmt: skip


def data(desk: Desk, wanted: str) -> dict[str, Any]:
    """The same as plain data."""
    return told.story_record(story(desk.ledger, wanted))


def voices(one: Story) -> list[tuple[str, str, str, list[Voice]]]:
    """Each actor as (status, shape, name, what is said of it and by whom)."""
    events = {event.id: event for event in one.events}
    found: list[tuple[str, str, str, list[Voice]]] = []
    for actor in one.incident.by:
        said = []
        for stance, says, event_id in actor.voices:
            event = events.get(event_id)
            if event is None:
                continue
            report = one.reports[event.report_id]
            outlet = words.outlet(report)
            speaker = "" if says in (report.publisher, report.key) else words.clean(says)
            day = showing.compact(report.published)
            said.append(Voice(stance, speaker, outlet, day, report.id, naming(event, actor.name)))
        found.append((actor.status, showing.SHAPES[actor.status], words.clean(actor.name), said))
    return found


def naming(event: Event, name: str) -> list[Piece]:
    """The sentence that tells an event, with what is said of its doers marked."""
    [(_, shown)] = showing.values([event])
    who = [value for value in shown if value.group == "who"]
    sentence = event.sentence
    blank = " " * sentence.start + sentence.text
    return list(showing.pieces(blank, who, start=sentence.start, end=sentence.end))


def versions(one: Story) -> list[Version]:
    """How each report tells it, oldest first."""
    made = []
    for event in one.events:
        report, decision = one.reports[event.report_id], one.decisions.get(event.id)
        [(_, shown)] = showing.values([event])
        sentence = showing.pieces(report.text, shown, start=event.sentence.start, end=event.sentence.end)
        why = told.reasons(decision, every=False) if decision else ""
        made.append(Version(event, report, list(sentence), shown, decision, why))
    return made


def figures(one: Story) -> list[tuple[str, str, list[Bar]]]:
    """Each sort of casualties as (word, range in words, what each source gives, oldest first)."""
    whole = one.incident
    named = (("killed", whole.killed), ("injured", whole.injured), ("taken", whole.taken))
    return [(label, words.figure(found), bars(found, one)) for label, found in named if found]


def bars(found: Figure, one: Story) -> list[Bar]:
    """The figures of the sources on one scale, from nobody to the highest figure."""
    events = {event.id: event for event in one.events}
    top = max([1, found.high or 0, *(high or low for _, _, low, high, _ in found.by_source)])
    top = round(top * 1.15) + 1  # room for an open end
    made = []
    for source, published, low, high, event_id in found.by_source:
        event = events.get(event_id)
        outlet = words.outlet(one.reports[event.report_id]) if event else words.clean(source)
        speaker = f", says {words.clean(event.sources[0].text)}" if event and event.sources else ""
        start, end = 100 * low // top, 100 * (high if high is not None else top) // top
        said = words.count(Count(low=low, high=high))
        bar = Bar(
            said, outlet + speaker, showing.compact(published), start, max(2, end - start), high is None
        )
        made.append(bar)
    return made


def basis(one: Story) -> list[tuple[str, str, str]]:
    """How day and place were resolved: (label, the words, how) for each way in which a report tells them."""
    found: dict[tuple[str, str, str], None] = {}
    for event in one.events:
        when, where = event.when, event.where
        if when and when.span:
            found["when", when.span.text, f"{words.period(when)}; {when.basis}".rstrip("; ")] = None
        if where and where.span:
            how = f"{words.place(where)}; {where.basis}{' (country inferred)' if where.inferred else ''}"
            found["where", where.span.text, how.rstrip("; ")] = None
    return sorted(found)


def changes(desk: Desk, one: Story) -> list[Change]:
    """Every decision ever taken on the incident's events, newest first; the last on each counts."""
    made: list[tuple[int, Change]] = []
    for event in one.events:
        outlet = words.outlet(one.reports[event.report_id])
        for number, moment, decision in desk.ledger.history(event.id):
            why = told.reasons(decision, every=False)
            made.append((number, Change(moment[:16].replace("T", " "), outlet, told.ACTS[decision.act], why)))
    return [change for _, change in sorted(made, key=lambda pair: -pair[0])]


def corrections(desk: Desk, incident: Incident) -> list[tuple[str, str, str]]:
    """What people decided on it and still stands, newest first: (moment, who, what)."""
    own = set(incident.event_ids)
    return [
        (
            one.at[:16].replace("T", " "),
            words.clean(one.who),
            f"{review.DONE[one.correction.act]} {one.correction.field or ''}".strip(),
        )
        for one in reversed(desk.ledger.corrections())
        if one.stands and own & {*one.correction.event_ids, *one.correction.other_ids}
    ]


def held(one: Story) -> Sequence[tuple[str, str, list[Piece], str]]:
    """What is kept apart from it for a person: (incident id, outlet, sentence, why)."""
    return [
        (
            decision.incident_id,
            words.outlet(report),
            list(showing.marked(event)),
            told.reasons(decision, every=False),
        )
        for decision, event, report in one.held
    ]


def beside(one: Story) -> list[tuple[str, Incident, list[Piece], Report]]:
    """The incidents that reports tie to it: (how, which, the sentence with the words marked, the report)."""
    return [
        (words.tie(tie), tie.other, list(showing.with_words(tie.sentence, tie.words)), tie.report)
        for tie in one.beside
    ]


def plain(one: Incident) -> Any:
    """An incident as plain data."""
    return encode(one)
