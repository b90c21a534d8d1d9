"""Incidents as one GeoJSON FeatureCollection (RFC 7946: longitude before latitude, WGS 84)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from ..values import Figure, Incident
from . import Lookups

NOTE = "machine-coded by Tocsin"


def write(incidents: Iterable[Incident], *, lookups: Lookups) -> Iterator[str]:
    """The collection, one feature a line.

    Where no more than the country is known the geometry is null: a point in the middle of a country would
    look like a place. How exact a point is stands in the property `place_precision`.
    """
    yield f'{{"type": "FeatureCollection", "note": "{NOTE}", "features": ['
    for number, incident in enumerate(incidents):
        line = json.dumps(_feature(incident), ensure_ascii=False, allow_nan=False)
        yield f",\n{line}" if number else f"\n{line}"
    yield "\n]}\n"


def _feature(incident: Incident) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": _geometry(incident),
        "properties": _properties(incident),
    }


def _geometry(incident: Incident) -> dict[str, Any] | None:
    where = incident.where
    if where is None or where.lat is None or where.lon is None or where.precision == "country":
        return None
    return {"type": "Point", "coordinates": [where.lon, where.lat]}


def _properties(incident: Incident) -> dict[str, Any]:
    when, where = incident.when, incident.where
    return {
        "id": incident.id,
        "headline": incident.headline,
        "kind": incident.kind,
        "stage": incident.stage,
        "aggregate": incident.aggregate,
        "scope": incident.scope,
        "recalled_only": incident.recalled_only,
        "first": _day(when.first) if when else None,
        "last": _day(when.last) if when else None,
        "date_precision": when.precision if when else None,
        "country": where.country if where else None,
        "place": where.name if where else None,
        "place_precision": where.precision if where else None,
        "place_inferred": where.inferred if where else None,
        "status": incident.status,
        "actors": [{"id": a.actor_id, "name": a.name, "status": a.status} for a in incident.by],
        "unclaimed_as_of": _day(incident.unclaimed_as_of),
        "targets": list(incident.targets),
        "weapons": list(incident.weapons),
        "killed": _figure(incident.killed),
        "injured": _figure(incident.injured),
        "taken": _figure(incident.taken),
        "evidence": incident.evidence[1],
        "sources": list(incident.sources),
        "reports": len(incident.report_ids),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _figure(figure: Figure | None) -> dict[str, int | None] | None:
    return {"low": figure.low, "best": figure.best, "high": figure.high} if figure else None
