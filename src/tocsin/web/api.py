"""The interface for programs: REST under `/api/v1`, described in OpenAPI; only the token lets it write."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from ..ledger.rows import encode
from . import actors, asking, incident, reports, sources, timeline, twins
from .desk import Desk
from .pages import environment, has

router = APIRouter(prefix="/api/v1", tags=["incidents"])
pages = APIRouter(include_in_schema=False)
Since = Annotated[date | None, Query(description="Not before this day.")]
Until = Annotated[date | None, Query(description="Not after this day.")]
Country = Annotated[str | None, Query(description="ISO 3166-1 alpha-3 code or a name: IRQ, Iraq.")]
Place = Annotated[str | None, Query(description="A town, district or region, by its whole name.")]
Kinds = Annotated[str | None, Query(description="Kinds with commas between them.")]
Actor = Annotated[str | None, Query(description="An actor's id or whole name.")]
Status = Annotated[
    Literal["claimed", "stated", "attributed", "suspected", "denied", "unknown"] | None,
    Query(description="What may be said of the doer; of the actor, where one is given."),
]
Source = Annotated[str | None, Query(description="An outlet, by its whole name.")]
Text = Annotated[str | None, Query(description="Words that words of the incident begin with.")]
Box = Annotated[str | None, Query(description="south,west,north,east in degrees.")]
Recalled = Annotated[Literal["yes", "no"] | None, Query(description="With what is only recalled.")]
Page = Annotated[int, Query(ge=1, le=10**9, description="Which page.")]
Size = Annotated[int, Query(ge=1, le=asking.MOST, description="Incidents on a page.")]
Order = Annotated[Literal["newest", "oldest"], Query(description="By their days.")]


@router.get("/incidents")
def incidents(
    request: Request, *, since: Since = None, until: Until = None, country: Country = None,
    place: Place = None, kinds: Kinds = None, actor: Actor = None, status: Status = None,
    source: Source = None, text: Text = None, box: Box = None, recalled: Recalled = None, page: Page = 1,
    size: Size = asking.SIZE, order: Order = "newest",
) -> Any:  # fmt: skip
    """A page of incidents that fit the filter, whole, with the number of all that fit."""
    return answer(request, lambda desk, asked: twins.listing(desk, asked))


@router.get("/incidents.geojson")
def geojson(
    request: Request, *, since: Since = None, until: Until = None, country: Country = None,
    place: Place = None, kinds: Kinds = None, actor: Actor = None, status: Status = None,
    source: Source = None, text: Text = None, box: Box = None, recalled: Recalled = None,
) -> Any:  # fmt: skip
    """All that fit, as features; of very many, the points that they share, with how many each has."""
    return answer(request, twins.features)


@router.get("/incidents/{incident_id}")
def one_incident(request: Request, incident_id: str) -> Any:
    """One incident with its reports, their events, and the decisions on them."""
    return answer(request, lambda desk, _: incident.data(desk, incident_id))


@router.get("/reports/{report_id}")
def one_report(request: Request, report_id: str) -> Any:
    """One report: its text, and its record, whose offsets point into it (code points)."""

    def found(desk: Desk, _: asking.Asked) -> Any:
        one = desk.ledger.report(report_id)
        data = reports.data(one, desk.ledger.told_in(one.id), reader="")
        del data["reader"]
        return data

    return answer(request, found)


@router.get("/days")
def days(
    request: Request, *, since: Since = None, until: Until = None, country: Country = None,
    place: Place = None, kinds: Kinds = None, actor: Actor = None, status: Status = None,
    source: Source = None, text: Text = None, box: Box = None, recalled: Recalled = None,
) -> Any:  # fmt: skip
    """How many incidents that fit begin on each day."""
    return answer(
        request, lambda desk, asked: {"days": [[str(d), n] for d, n in desk.survey.days(asked.filter)]}
    )


@router.get("/timeline")
def lanes(request: Request, *, since: Since = None, until: Until = None, country: Country = None) -> Any:
    """The newest incidents that fit in lanes; it takes the other filters of incidents too."""
    return answer(request, timeline.lanes)


@router.get("/actors")
def named(request: Request, *, since: Since = None, until: Until = None, country: Country = None) -> Any:
    """Who is named in those that fit, and how; it takes the other filters of incidents too."""
    return answer(request, lambda desk, asked: [one._asdict() for one in actors.named(desk, asked)])


@router.get("/sources")
def outlets(request: Request, *, since: Since = None, until: Until = None, country: Country = None) -> Any:
    """Who published the reports of those that fit; it takes the other filters of incidents too."""
    return answer(request, lambda desk, asked: [sources.plain(one) for one in sources.found(desk, asked)])


@router.get("/failures")
def failures(request: Request) -> Any:
    """Inputs that could not be read, oldest first."""
    return answer(request, lambda desk, _: [encode(one) for one in desk.ledger.failures()])


@pages.get("/api/docs")
def docs(_request: Request) -> Response:
    """The description of the interface, for people; everything in it comes from here."""
    body = (
        environment().get_template("api.html").render(swagger=has("vendor/swagger-ui/swagger-ui-bundle.js"))
    )
    return HTMLResponse(body)


def answer(request: Request, find: Any) -> Response:
    """What is found, with its ETag; 304 where whoever asks has it, and links to the pages beside it."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    asked = asking.read(request.url.path, request.query_params)
    found = find(desk, asked)
    response = JSONResponse(found)
    if isinstance(found, dict) and found.get("next"):
        response.headers["Link"] = f'<{found["next"]}>; rel="next"'
    return desk.mark(request, response)
