"""Sources: who reported, how much of it with others, how their figures agree, and what could not be read."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from ..ledger.survey import Outlet
from . import asking
from .actors import as_csv
from .asking import Asked
from .desk import Desk
from .overview import frame
from .pages import page

router = APIRouter(include_in_schema=False)
MOST_READ = 2000  # incidents whose figures are compared, the newest
MOST_OUTLETS, MOST_FAILURES = 200, 50


class Source(NamedTuple):
    """One outlet: its counts, incidents told with others, and how often its toll holds the best figure."""

    outlet: Outlet
    shared: int
    tolls: int
    agreeing: int


@router.get("/sources")
def sources(request: Request) -> Response:
    """The page."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    asked = asking.read("/sources", request.query_params)
    return page(
        request, "sources.html", **frame(desk, asked), sources=found(desk, asked),
        failures=desk.survey.failures(limit=MOST_FAILURES), failed=desk.ledger.counts()["failures"],
        shown=desk.ledger.count(asked.filter), every=desk.survey.total(),
    )  # fmt: skip


@router.get("/sources.json")
def data(request: Request) -> Response:
    """The same as data."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    rows = [plain(one) for one in found(desk, asking.read("/sources", request.query_params))]
    failures = [
        {"origin": one.origin, "error": one.error, "message": one.message, "at": at}
        for one, at in desk.survey.failures(limit=MOST_FAILURES)
    ]
    return desk.mark(request, JSONResponse({"sources": rows, "failures": failures}))


@router.get("/sources.csv")
def table(request: Request) -> Response:
    """The outlets as a table."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    rows = [plain(one) for one in found(desk, asking.read("/sources", request.query_params))]
    head = list(rows[0]) if rows else ["outlet"]
    return desk.mark(request, as_csv(head, [list(row.values()) for row in rows], name="sources"))


def found(desk: Desk, asked: Asked) -> list[Source]:
    """The outlets of the incidents that fit, most incidents first."""
    shared, tolls, agreeing = Counter[str](), Counter[str](), Counter[str]()
    bodies = list(desk.survey.told(asked.filter, limit=MOST_READ))
    outlets = desk.survey.outlets_of([body["id"] for body in bodies])
    for body in bodies:
        names = outlets.get(body["id"], [])
        if len(names) < 2:
            continue
        shared.update(names)
        killed = body["killed"]
        for source, _, low, high, _ in killed["by_source"] if killed else ():
            if source in names:
                tolls[source] += 1
                agreeing[source] += low <= killed["best"] <= (killed["best"] if high is None else high)
    every = desk.survey.outlets(asked.filter, limit=MOST_OUTLETS)
    return [Source(one, shared[one.name], tolls[one.name], agreeing[one.name]) for one in every]


def plain(one: Source) -> dict[str, Any]:
    """One outlet as plain data."""
    outlet = one.outlet
    return {
        "outlet": outlet.name,
        "reports": outlet.reports,
        "incidents": outlet.incidents,
        "first": outlet.first.isoformat() if outlet.first else None,
        "last": outlet.last.isoformat() if outlet.last else None,
        "shared": one.shared,
        "tolls": one.tolls,
        "agreeing": one.agreeing,
    }
