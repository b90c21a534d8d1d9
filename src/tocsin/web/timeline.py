"""The timeline: incidents in lanes, by actor or by place, each as long as its day is uncertain."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from ..errors import QueryError
from ..incidents import ANSWERING, relations
from ..ledger.survey import Line
from ..rendering import words
from . import asking, showing
from .asking import Asked
from .desk import Desk
from .overview import frame
from .pages import page

router = APIRouter(include_in_schema=False)
MOST = 500  # incidents that are drawn at once, the newest; a page with more cannot be read
MOST_LANES = 24
Lane = Literal["actor", "place", "kind"]
LANES: tuple[Lane, ...] = ("actor", "place", "kind")
NOBODY = "nobody named"
LABELS: dict[str, str] = {"retaliation": "in retaliation for", "response": "in response to"}


@router.get("/timeline")
def timeline(request: Request) -> Response:
    """The page; without scripts the lanes are lists."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    asked = asking.read("/timeline", request.query_params)
    by, drawn = lane_of(asked), lanes(desk, asked)
    total = desk.ledger.count(asked.filter)
    recalled = total - desk.ledger.count(replace(asked.filter, recalled=False))
    why = (
        (recalled, "only recalled"),
        (drawn["undated"], "of no known day"),
        (drawn["further"], "in lanes of few incidents"),
    )
    return page(
        request, "timeline.html", **frame(desk, asked), by=by, lanes=drawn["lanes"], shown=total, most=MOST,
        links=drawn["links"], known={one["id"]: one for lane in drawn["lanes"] for one in lane["incidents"]},
        left=words.listed([f"{number} {said}" for number, said in why if number]),
        every=desk.survey.total(), choices_of_lanes=LANES,
    )  # fmt: skip


@router.get("/timeline.json")
def data(request: Request) -> Response:
    """The lanes as data."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    return desk.mark(request, JSONResponse(lanes(desk, asking.read("/timeline", request.query_params))))


def lane_of(asked: Asked) -> Lane:
    """By what the lanes are made."""
    wanted = asked.view.get("lanes", "actor")
    found = next((one for one in LANES if one == wanted), None)
    if found is None:
        raise QueryError(f"{wanted!r} is none of {', '.join(LANES)}", option="lanes")
    return found


def lanes(desk: Desk, asked: Asked) -> dict[str, Any]:
    """The lanes with the most incidents, by day within each, and which of them answers which."""
    by = lane_of(asked)
    news = replace(asked.filter, recalled=False)  # what is only recalled lies years back, and takes all room
    found = desk.survey.lines(news, newest=True, limit=MOST)
    dated = [line for line in reversed(found) if line.first or line.last]
    named = desk.survey.named([line.id for line in dated]) if by == "actor" else {}
    made: dict[str, list[dict[str, Any]]] = {}
    for line in dated:
        # In an actor's lane stands what is held of that actor: one may be blamed where another is a fact.
        own = {words.clean(name): status for name, status in reversed(named.get(line.id, []))}
        for name in names(line, by, named=named):
            made.setdefault(name, []).append({**entry(line), "status": own.get(name, line.status)})
    ranked = sorted(made, key=lambda name: (name == NOBODY, -len(made[name]), name))
    if len(ranked) > MOST_LANES:  # the lane of those for whom nobody is named stays, as the last
        ranked = [*ranked[: MOST_LANES - 1], ranked[-1]]
    drawn = [{"name": name, "incidents": made[name]} for name in ranked]
    shown = {one["id"] for lane in ranked for one in made[lane]}
    further = len(dated) - len(shown)
    return {
        "by": by, "lanes": drawn, "links": links(desk, shown), "undated": len(found) - len(dated),
        "further": further,
    }  # fmt: skip


def links(desk: Desk, shown: Collection[str]) -> list[dict[str, str]]:
    """From each of the incidents to those that were, as reports say, in retaliation or response to it."""
    told = desk.survey.telling(sorted(shown), words=ANSWERING)
    owner = {event.id: incident_id for event, incident_id in told}
    found: dict[tuple[str, str], str] = {}
    for one in relations(event for event, _ in told):
        first, answer = owner[one.other_id], owner[one.event_id]
        if first is None or answer is None or first == answer:
            continue
        if one.tie in LABELS and first in shown and answer in shown:
            found.setdefault((first, answer), LABELS[one.tie])
    return [{"from": a, "to": b, "label": label} for (a, b), label in sorted(found.items())]


def names(line: Line, by: Lane, *, named: dict[str, list[tuple[str, str]]]) -> list[str]:
    """The lanes that an incident lies in; an actor's lane says how surely, so that blame stays blame."""
    if by == "kind":
        return [showing.kind(line.kind)]
    if by == "place":
        return [showing.where(line)]
    return list(dict.fromkeys(words.clean(name) for name, _ in named.get(line.id, []))) or [NOBODY]


def entry(line: Line) -> dict[str, Any]:
    """One incident in a lane."""
    return {
        "id": line.id,
        "label": line.headline,
        "kind": line.kind,
        "family": showing.family(line.kind),
        "status": line.status,
        "first": line.first.isoformat() if line.first else None,
        "last": line.last.isoformat() if line.last else None,
        "when": showing.days(line.first, line.last),
        "url": f"/incidents/{line.id}",
    }
