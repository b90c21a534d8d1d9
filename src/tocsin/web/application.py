"""The desk put together: its pages, its data, its guard, and what it says when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from .. import __version__
from ..errors import InputError, LedgerError, NotFoundError, QueryError, TocsinError
from ..ledger import Ledger
from . import (
    about,
    actors,
    api,
    asking,
    deciding,
    entering,
    incident,
    overview,
    reading,
    reports,
    review,
    sources,
    timeline,
    twins,
)  # fmt: skip
from .desk import Desk
from .pages import STATIC, page
from .security import Guard

ROUTERS = (
    *(twins.router, overview.router, incident.router, reports.router, reading.router, timeline.router),
    *(actors.router, sources.router, about.router, review.router, deciding.router, entering.router),
    *(api.router, deciding.api, api.pages),
)
STATUS: dict[type[TocsinError], int] = {
    QueryError: 400,
    InputError: 400,
    NotFoundError: 404,
    LedgerError: 503,
}
HEADINGS = {
    400: "That cannot be asked",
    404: "Not found",
    403: "Not allowed",
    503: "The ledger does not answer",
}


def make(
    ledger: Ledger, *, now: Callable[[], datetime], guard: Guard | None = None, reader: str = "rules"
) -> FastAPI:
    """The desk on a ledger, as an ASGI application."""
    app = FastAPI(
        title="Tocsin",
        version=__version__,
        description="Incidents of political violence, each with its evidence and on whose word.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.desk = Desk(ledger=ledger, now=now, guard=guard or Guard(), reader=reader)
    app.middleware("http")(app.state.desk.guard)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(TocsinError, refuse)
    app.add_exception_handler(HTTPException, refuse)
    app.add_exception_handler(RequestValidationError, refuse)
    return app


def refuse(request: Request, error: Exception) -> Response:
    """What was wrong and what to do, as a page or as data."""
    status, said = told(error)
    if request.url.path.startswith("/api/") or request.url.path.rpartition(".")[2] in twins.FORMS:
        return JSONResponse({"error": said}, status_code=status)
    desk: Desk = request.app.state.desk
    heading = HEADINGS.get(status, "Something is wrong")
    clear = asking.read("/", QueryParams())
    frame = overview.frame(desk, clear) if status != 503 else {"asked": clear, "choices": None}
    return page(request, "error.html", status=status, heading=heading, said=said, **frame)


def told(error: Exception) -> tuple[int, str]:
    """Status and words of an error."""
    if isinstance(error, TocsinError):
        status = next((code for kind, code in STATUS.items() if type(error) is kind), None)
        return status or (404 if isinstance(error, NotFoundError) else 400), str(error)
    if isinstance(error, RequestValidationError):
        return 422, "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors())
    if isinstance(error, HTTPException):
        said = "There is no such page." if error.status_code == 404 else str(error.detail)
        return error.status_code, said
    return 500, "The desk failed; its log says why."
