"""Every page as data: the same URL with `.json`, `.csv` or `.geojson`, and the same filters."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from .. import exporting, exports
from ..errors import NotFoundError
from ..ledger.rows import encode
from ..ledger.survey import Line, Spot
from ..ledger.tables import incident_line_row
from ..rendering.words import safe_json
from . import asking, incident, reports, showing
from .asking import Asked
from .desk import Desk

router = APIRouter(include_in_schema=False)
FORMS = ("json", "csv", "geojson", "jsonl")
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "jsonl": "application/x-ndjson",
}
MOST_FEATURES = 5000  # incidents that a map gets one by one; of more it gets the points that they share


@router.get("/incidents.json")
def incidents_json(request: Request) -> Response:
    """A page of incidents whole, with how many there are and where the next ones are."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    return desk.mark(
        request, JSONResponse(listing(desk, asking.read("/incidents.json", request.query_params)))
    )


@router.get("/incidents.geojson")
def incidents_geojson(request: Request) -> Response:
    """All that fit as features, those without a point too, as the map takes them."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    asked = asking.read("/incidents.geojson", request.query_params)
    body = json.dumps(features(desk, asked), ensure_ascii=False)
    return desk.mark(request, Response(safe_json(body), media_type=MEDIA["geojson"]))


@router.get("/incidents.csv")
@router.get("/incidents.jsonl")
def incidents_file(request: Request) -> Response:
    """All that fit as a file, in the columns of the exports."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    form = request.url.path.rpartition(".")[2]
    asked = asking.read(request.url.path, request.query_params)
    found = desk.ledger.incidents(asked.filter, newest=asked.newest)
    pieces = exports.find(form).write(found, lookups=exporting.lookups(timestamp=int(desk.now().timestamp())))
    name = {"Content-Disposition": f'attachment; filename="incidents.{form}"'}
    return desk.mark(request, StreamingResponse(pieces, media_type=MEDIA[form], headers=name))


@router.get("/incidents/{wanted}.map.geojson")
def incident_map(request: Request, wanted: str) -> Response:
    """One incident as the map takes it."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    row = incident_line_row(desk.ledger.incident(wanted))
    found = {"type": "FeatureCollection", "features": [feature(Line(**{n: row[n] for n in Line._fields}))]}
    return desk.mark(request, JSONResponse(found, media_type=MEDIA["geojson"]))


@router.get("/incidents/{wanted}.{form}")
def incident_data(request: Request, *, wanted: str, form: str) -> Response:
    """One incident: with everything behind it as JSON, as one row, or as one feature."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    if form == "json":
        return desk.mark(request, JSONResponse(incident.data(desk, wanted)))
    if form not in FORMS:
        raise NotFoundError(f"no form {form!r} of an incident: there are {', '.join(FORMS)}", wanted=form)
    one = desk.ledger.incident(wanted)
    pieces = exports.find(form).write([one], lookups=exporting.lookups(timestamp=int(desk.now().timestamp())))
    return desk.mark(request, Response("".join(pieces), media_type=MEDIA[form]))


@router.get("/reports/{wanted}.json")
def report_data(request: Request, wanted: str) -> Response:
    """One report: its text and its record."""
    desk: Desk = request.app.state.desk
    if unchanged := desk.unchanged(request):
        return unchanged
    one = desk.ledger.report(wanted)
    found = reports.data(one, desk.ledger.told_in(one.id), reader="")
    del found["reader"]
    return desk.mark(request, JSONResponse(found))


def listing(desk: Desk, asked: Asked) -> dict[str, Any]:
    """A page of incidents as plain data."""
    total, found = desk.ledger.page(asked.filter, newest=asked.newest, limit=asked.size, offset=asked.offset)
    more = asked.page < asked.pages(total)
    return {
        "total": total,
        "page": asked.page,
        "pages": asked.pages(total),
        "next": asked.url(page=asked.page + 1) if more else None,
        "incidents": [encode(one) for one in found],
    }


def features(desk: Desk, asked: Asked) -> dict[str, Any]:
    """The map's features: each incident, or, where there are very many, each point with how many it has."""
    total = desk.ledger.count(asked.filter)
    many = total > MOST_FEATURES
    if many:
        found = [spot(one) for one in desk.survey.spots(asked.filter, most=MOST_FEATURES)]
    else:
        found = [feature(line) for line in desk.survey.lines(asked.filter, newest=asked.newest)]
    return {"type": "FeatureCollection", "total": total, "grouped": many, "features": found}


def feature(line: Line) -> dict[str, Any]:
    """One incident; where no more than the country is known it has no point."""
    return {
        "type": "Feature",
        "id": line.id,
        "geometry": geometry(line),
        "properties": {
            "id": line.id,
            "label": line.headline,
            "kind": line.kind,
            "family": showing.family(line.kind),
            "status": line.status,
            "precision": line.precision,
            "radius_km": showing.RADIUS_KM.get(line.precision or ""),
            "first": line.first.isoformat() if line.first else None,
            "last": line.last.isoformat() if line.last else None,
            "url": f"/incidents/{line.id}",
            "inferred": line.inferred,
            "country": line.country,
            "place": line.place,
            "count": 1,
        },
    }


def spot(one: Spot) -> dict[str, Any]:
    """All incidents of one point as one feature; it leads to their list."""
    reach = 0.0005 if one.precision else 0.5  # degrees; of several points, roughly those around
    south, north = max(-90, one.lat - reach), min(90, one.lat + reach)
    box = ",".join(f"{edge:.4f}" for edge in (south, one.lon - reach, north, one.lon + reach))
    alone = one.incidents == 1
    return {
        "type": "Feature",
        "id": one.id,
        "geometry": {"type": "Point", "coordinates": [one.lon, one.lat]},
        "properties": {
            "id": one.id,
            "label": one.headline if alone else f"{one.incidents:,} incidents: {one.place or 'here'}",
            "kind": one.kind if alone else "several",
            "family": showing.family(one.kind) if alone else "several",
            "status": "several",
            "precision": one.precision,
            "radius_km": showing.RADIUS_KM.get(one.precision or ""),
            "first": str(one.first) if one.first else None,
            "last": str(one.last) if one.last else None,
            "url": f"/incidents/{one.id}" if alone else f"/?box={box}",
            "inferred": False,
            "country": one.country,
            "place": one.place,
            "count": one.incidents,
        },
    }


def geometry(line: Line) -> dict[str, Any] | None:
    """Where the point of a line is, `None` where it would be a false one."""
    if line.lat is None or line.lon is None or line.precision == "country":
        return None
    return {"type": "Point", "coordinates": [line.lon, line.lat]}
