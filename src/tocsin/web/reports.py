"""One report: its text with the evidence marked, and beside it what it tells."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from ..exports.record import record
from ..rendering import words
from ..values import Event, Report
from . import asking, showing
from .desk import Desk
from .overview import frame
from .pages import page

router = APIRouter(include_in_schema=False)


@router.get("/reports/{wanted}")
def report(request: Request, wanted: str) -> Response:
    """The page."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    one = desk.ledger.report(wanted)
    events = desk.ledger.told_in(one.id)
    asked = asking.read("/", request.query_params)
    homes = desk.survey.incidents_of(one.id)
    return page(request, "report.html", **frame(desk, asked), **told(one, events), homes=homes, kept=True)


def told(one: Report, events: tuple[Event, ...]) -> dict[str, Any]:
    """What the page of a report shows, whether it is in the ledger or was only pasted."""
    shown = showing.values(events)
    every = [value for _, found in shown for value in found]
    return {
        "report": one,
        "title": showing.title(one),
        "lines": list(showing.paragraphs(one.text, every)),
        "events": shown,
        "groups": list(dict.fromkeys(value.group for value in every if value.spans)),
        "published": words.long_day(one.published) if one.published else None,
    }


def data(one: Report, events: tuple[Event, ...], *, reader: str) -> dict[str, Any]:
    """The same as plain data: the record of `docs/record.md`, and the text that its offsets point into."""
    return {
        **record(one, events, reader=reader),
        "report_id": one.id,
        "title": one.title,
        "publisher": one.publisher,
        "url": one.url,
        "text": one.text,
    }
