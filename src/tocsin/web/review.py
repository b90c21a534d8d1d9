"""Review: doubtful joins and doubtful values one after the other, and the log of what people decided."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from ..corrections import JOINS, Kept
from ..errors import NotFoundError, QueryError
from ..ledger.rows import encode
from ..rendering import incidents as told
from ..rendering import words
from ..values import Decision, Event, Incident
from . import asking
from .asking import Asked
from .desk import Desk
from .overview import frame, rows
from .pages import page

router = APIRouter(include_in_schema=False)
Queue = Literal["joins", "values", "log"]
QUEUES: tuple[tuple[Queue, str], ...] = (
    ("joins", "Doubtful joins"),
    ("values", "Doubtful values"),
    ("log", "Log"),
)
SHOWN = 20  # items on a page
BULK = 500  # items that are decided at once
WHO = "tocsin_who"  # cookie with the name that decisions are signed with
DONE = {
    "merge": "made one", "split": "parted", "reject": "rejected", "accept": "accepted", "edit": "wrote",
    "undo": "undid",
}  # fmt: skip


class Item(NamedTuple):
    """One question: an incident, for a join the other one, and why it is asked."""

    incident: Incident
    other: Incident | None
    why: str


@router.get("/review")
def review(request: Request) -> Response:
    """The page."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    asked = asking.read("/review", request.query_params)
    queue = queue_of(asked)
    joins, values = held(desk, asked), doubtful(desk, asked)
    found = joins if queue == "joins" else values if queue == "values" else []
    items = [item for one in found[:SHOWN] if (item := shown(desk, one))]
    return page(
        request, "review.html", **frame(desk, asked), queue=queue, queues=QUEUES, items=cards(desk, items),
        counts={"joins": len(joins), "values": len(values), "log": None},
        log=log(desk) if queue == "log" else [], who=request.cookies.get(WHO, "desk"), bulk=BULK, done=DONE,
        at=asked.view.get("at", "0"),
    )  # fmt: skip


@router.get("/review.json")
def data(request: Request) -> Response:
    """The queue as data."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    asked = asking.read("/review", request.query_params)
    joins = [{"incident": one, "other": other, "why": why} for one, other, why in held(desk, asked)]
    values = [{"incident": one, "why": why} for one, _, why in doubtful(desk, asked)]
    return desk.mark(request, JSONResponse({"joins": joins, "values": values}))


@router.get("/review.jsonl")
def training(request: Request) -> Response:
    """What people decided, as training data: one line a decision that stands, its events with their words."""
    desk: Desk = request.app.state.desk
    lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in examples(desk))
    headers = {"Content-Disposition": 'attachment; filename="decisions.jsonl"'}
    return StreamingResponse(lines, media_type="application/x-ndjson", headers=headers)


def queue_of(asked: Asked) -> Queue:
    """The queue that is asked for."""
    wanted = asked.view.get("queue", "joins")
    for name, _ in QUEUES:
        if name == wanted:
            return name
    raise QueryError(f"{wanted!r} is none of joins, values, log", option="queue")


def held(desk: Desk, asked: Asked) -> list[tuple[str, str | None, str]]:
    """The pairs that folding holds, the nearest to a join first: (incident, the other one, why)."""
    found = [one for one in desk.ledger.decisions("hold") if one.candidate_id]
    fitting = desk.survey.among(asked.filter, [one.incident_id for one in found])
    kept = [one for one in found if one.incident_id in fitting]
    kept.sort(key=lambda one: -sum(reason.bits for reason in one.reasons))
    return [(one.incident_id, one.candidate_id, reasons(one)) for one in kept]


def reasons(decision: Decision) -> str:
    """Why a pair is held, in words."""
    return told.reasons(decision, every=False)


def doubtful(desk: Desk, asked: Asked) -> list[tuple[str, str | None, str]]:
    """The incidents whose values a person should look at, those already looked at left out."""
    seen = {
        event_id
        for one in desk.ledger.standing()
        if one.act == "edit" or (one.act == "accept" and not one.other_ids and one.field is None)
        for event_id in one.event_ids
    }
    found: list[tuple[str, str | None, str]] = []
    for line in desk.survey.doubtful(asked.filter, limit=BULK):
        if "e" + line.id[1:] in seen:
            continue
        accused = line.status in ("stated", "claimed") and line.reports == 1
        why = "one report alone names the doer as a fact" if accused else "the country is inferred"
        found.append((line.id, None, why))
    return found


def shown(desk: Desk, one: tuple[str, str | None, str]) -> Item | None:
    """The incidents of a question; `None` where one is no more."""
    try:
        return Item(desk.ledger.incident(one[0]), desk.ledger.incident(one[1]) if one[1] else None, one[2])
    except NotFoundError:
        return None


def cards(desk: Desk, items: list[Item]) -> list[dict[str, Any]]:
    """The questions with the rows of their incidents."""
    every = tuple(one for item in items for one in (item.incident, item.other) if one)
    made = {row.incident.id: row for row in rows(desk, every)}
    return [
        {
            "row": made[item.incident.id],
            "other": made[item.other.id] if item.other else None,
            "why": item.why,
            "fields": fields(item.incident),
        }
        for item in items
    ]


def fields(incident: Incident) -> dict[str, str]:
    """The values of an incident as `correcting.read_value` takes them."""
    when, where = incident.when, incident.where
    days = [str(day) for day in (when.first, when.last) if day] if when else []
    return {
        "headline": incident.headline,
        "kind": incident.kind,
        "when": " ".join(dict.fromkeys(days)),
        "where": ", ".join(filter(None, (where.name, where.country))) if where else "",
        **{
            name: written(getattr(incident, name))
            for name in ("killed", "injured", "taken")
        },
    }  # fmt: skip


def written(figure: Any) -> str:
    """A figure as people type it."""
    if figure is None:
        return "none"
    if figure.high is None:
        return f"{figure.low}+"
    return str(figure.low) if figure.low == figure.high else f"{figure.low}-{figure.high}"


def log(desk: Desk) -> list[tuple[Kept, str, str | None]]:
    """Every correction, newest first: what it was in words, and the incident that it led to."""
    found = []
    for one in reversed(desk.ledger.corrections()):
        correction = one.correction
        events = told_of(desk, correction.event_ids[:1])
        said = words.clean(events[0].sentence.text) if events else ""
        if one.undoes is not None:
            said = f"number {one.undoes}"
        if correction.field:
            said = f"{correction.field} = {correction.value}: {said}"
        home = f"i{correction.event_ids[0][1:]}" if correction.event_ids else None
        found.append((one, said, home))
    return found


def told_of(desk: Desk, event_ids: tuple[str, ...]) -> list[Event]:
    """These events, in order."""
    known = desk.survey.evidence(event_ids)
    return [known[one].event for one in event_ids if one in known]


def examples(desk: Desk) -> Iterator[dict[str, Any]]:
    """Every decision that stands, with its events, and their words."""
    same = {"merge": True, "split": False, "accept": False}
    for one in desk.ledger.corrections():
        correction = one.correction
        if not one.stands or correction.act == "undo":
            continue
        yield {
            "act": correction.act,
            "same": same.get(correction.act) if correction.other_ids or correction.field == JOINS else None,
            "field": correction.field,
            "value": json.loads(correction.value) if correction.value else None,
            "who": one.who,
            "at": one.at,
            "note": correction.note,
            "events": [encode(event) for event in told_of(desk, correction.event_ids)],
            "others": [encode(event) for event in told_of(desk, correction.other_ids)],
        }
