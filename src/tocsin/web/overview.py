"""The overview: what happened, where, when, and on whose word; the list is the map's equal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from ..values import Incident
from . import asking, showing
from .asking import Asked
from .desk import Desk, choices, is_part
from .pages import page
from .showing import Badge, Piece

router = APIRouter(include_in_schema=False)


class Row(NamedTuple):
    """One incident in the list: who is named, and the sentence that tells it best with who printed it."""

    incident: Incident
    badges: list[Badge]
    sentence: list[Piece]
    outlet: str
    published: str


@router.get("/")
def overview(request: Request) -> Response:
    """The page."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    asked = asking.read("/", request.query_params)
    shown, found = desk.ledger.page(asked.filter, newest=asked.newest, limit=asked.size, offset=asked.offset)
    about = {"asked": asked} if is_part(request) else frame(desk, asked)
    return page(
        request, "overview.html", **about, shown=shown, every=desk.survey.total(),
        rows=rows(desk, found),
    )  # fmt: skip


@router.get("/days.json")
def days(request: Request) -> Response:
    """How many incidents begin on each day, for the histogram; news, unless there is none.

    What is only recalled lies years back, and would leave the days that are asked about no room.
    """
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    asked = asking.read("/", request.query_params).filter
    found = desk.survey.days(replace(asked, recalled=False)) or desk.survey.days(asked)
    return desk.mark(request, JSONResponse({"days": [[day.isoformat(), count] for day, count in found]}))


def frame(desk: Desk, asked: Asked) -> dict[str, Any]:
    """What every page with the filter bar needs."""
    return {"asked": asked, "choices": choices(desk.ledger, desk.survey.state())}


def rows(desk: Desk, found: tuple[Incident, ...]) -> list[Row]:
    """The incidents with their evidence, in one question for all."""
    wanted = {event_id for one in found for event_id in (one.evidence[0], *_speaking(one))}
    told = desk.survey.evidence(wanted)
    made = []
    for one in found:
        outlets = {told[event_id].outlet for event_id in _speaking(one) if event_id in told}
        best = told[one.evidence[0]]
        made.append(
            Row(
                one,
                showing.brief(one, outlets=outlets),
                list(showing.marked(best.event)),
                best.outlet,
                showing.compact(best.published),
            )
        )
    return made


def _speaking(one: Incident) -> set[str]:
    return {event_id for actor in one.by for _, _, event_id in actor.voices}
