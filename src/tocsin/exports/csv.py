"""Incidents as CSV with ACLED's 31 columns, for tools that expect them; it is NOT data of ACLED.

One incident is one row, with its first day, where ACLED writes one row a day.
An actor column names only who was told of as a fact or claims it; who is blamed, suspected or denies stands
in `notes` and `tags`, for tools count the actor columns as perpetrators.
The columns are those of ACLED's codebook as of 2024; what Tocsin does not know stays empty.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from ..values import Attribution, DatePrecision, Figure, Incident, PlacePrecision
from . import Lookups

COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type"),
    *("sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2"),
    *("interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3"),
    *("location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes"),
    *("fatalities", "tags", "timestamp"),
)
PREFIX = "TOC-"
NOT_ACLED = "machine-coded by Tocsin, not ACLED data"
KNOWN = frozenset({"stated", "claimed"})  # statuses that put a name into an actor column
TWO_SIDED = "Battles"
NOBODY = "Unidentified Armed Group"
VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
CROWDS = {"Protests": "Protesters", "Riots": "Rioters"}
BOTH = "Political violence; Demonstrations"
# By sub-event type where ACLED's codebook sets it apart from the rest of its type.
DISORDER_OF_SUBTYPE = {
    "Excessive force against protesters": BOTH,
    "Violent demonstration": "Demonstrations",
    "Mob violence": "Political violence",
}
DISORDER_OF_TYPE = {
    **dict.fromkeys(VIOLENT, "Political violence"),
    "Protests": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
TIME_PRECISION: dict[DatePrecision, int] = {"day": 1, "days": 2, "week": 2}  # every other one is 3
GEO_PRECISION: dict[PlacePrecision, int] = {"site": 1, "town": 1, "district": 2, "region": 3}
# Characters that make a spreadsheet run a cell as a formula.
FORMULA = ("=", "+", "-", "@")

Row = dict[str, str | int | float | None]


def write(incidents: Iterable[Incident], *, lookups: Lookups) -> Iterator[str]:
    """The header line, then one line for each incident; lines end in CR LF (RFC 4180)."""
    page = io.StringIO()
    writer = csv.DictWriter(page, COLUMNS)
    writer.writeheader()
    for incident in incidents:
        yield _taken(page)
        row = _row(incident, lookups=lookups)
        writer.writerow({column: _cell(row.get(column)) for column in COLUMNS})
    yield _taken(page)


def _taken(page: io.StringIO) -> str:
    written = page.getvalue()
    page.seek(0)
    page.truncate()
    return written


def _cell(value: str | int | float | None) -> str | int | float:
    """The value; text on one line, and never one that a spreadsheet would run."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    line = " ".join(value.split())
    return f"'{line}" if line.startswith(FORMULA) else line


def _row(incident: Incident, *, lookups: Lookups) -> Row:
    event_type, _, subtype = lookups.crosswalk.get(incident.kind, "").partition(": ")
    when = incident.when
    day = (when.first or when.last) if when else None
    return {
        "event_id_cnty": PREFIX + incident.id,
        "event_date": day.isoformat() if day else None,
        "year": day.year if day else None,
        "time_precision": TIME_PRECISION.get(when.precision, 3) if when and day else None,
        "disorder_type": DISORDER_OF_SUBTYPE.get(subtype) or DISORDER_OF_TYPE.get(event_type),
        "event_type": event_type,
        "sub_event_type": subtype,
        "civilian_targeting": "Civilian targeting" if event_type == "Violence against civilians" else None,
        **_actors(incident, event_type, lookups=lookups),
        **_where(incident, lookups=lookups),
        "source": "; ".join(incident.sources),
        "notes": _notes(incident),
        "fatalities": incident.killed.best if incident.killed else None,
        "tags": "; ".join(_tags(incident)),
        "timestamp": lookups.timestamp,
    }


def _actors(incident: Incident, event_type: str, *, lookups: Lookups) -> Row:
    """Actor columns. Of a battle, two known names are its sides; of three nobody says who stood with whom."""
    known = [actor for actor in incident.by if actor.status in KNOWN]
    if not known:
        name = CROWDS.get(event_type) or (NOBODY if event_type in VIOLENT else None)
        return {"actor1": name, "inter1": name if event_type in CROWDS else None}
    first, *others = known
    row: Row = {"actor1": first.name, "inter1": _inter(first, incident, lookups=lookups)}
    if event_type != TWO_SIDED:
        row["assoc_actor_1"] = "; ".join(actor.name for actor in others)
    elif len(others) == 1:
        row["actor2"], row["inter2"] = others[0].name, _inter(others[0], incident, lookups=lookups)
    return row


def _inter(actor: Attribution, incident: Incident, *, lookups: Lookups) -> str | None:
    """ACLED's class of an actor where it follows from what the actor is: only the forces of a state."""
    known = lookups.actors.get(actor.actor_id)
    country = incident.where.country if incident.where else None
    if known is None or known.sort not in ("state", "force") or known.state is None or country is None:
        return None
    return "State forces" if known.state == country else "External/Other forces"


def _where(incident: Incident, *, lookups: Lookups) -> Row:
    where = incident.where
    if where is None:
        return {}
    country = lookups.countries.get(where.country or "")
    name = country.name if country else where.country
    exact = where.precision != "country"
    return {
        "iso": country.numeric if country else None,
        "region": country.region if country else None,
        "country": name,
        "admin1": where.name if where.precision == "region" else None,
        "admin2": where.name if where.precision == "district" else None,
        "location": where.name or name,
        "latitude": where.lat if exact else None,
        "longitude": where.lon if exact else None,
        "geo_precision": GEO_PRECISION.get(where.precision),
    }


def _notes(incident: Incident) -> str:
    parts = [incident.headline, incident.evidence[1], *_figures(incident), *_voices(incident)]
    if incident.unclaimed_as_of:
        parts.append(f"unclaimed as of {incident.unclaimed_as_of}")
    sentences = [part.strip().rstrip(".") for part in dict.fromkeys(parts) if part.strip()]
    return ". ".join([*sentences, f"[{NOT_ACLED}]"])


def _tags(incident: Incident) -> list[str]:
    tags = [NOT_ACLED, f"status: {incident.status}", *_voices(incident)]
    known = [actor.name for actor in incident.by if actor.status in KNOWN]
    if len(known) > 2:
        tags.append(f"named: {', '.join(known)}")
    if incident.stage != "done":
        tags.append(f"stage: {incident.stage}")
    if incident.aggregate:
        tags.append("aggregate: several happenings under one count")
    if incident.scope == "private":
        tags.append("private crime")
    if incident.recalled_only:
        tags.append("recalled only: no report tells it as news")
    if incident.when and incident.when.last and incident.when.last != incident.when.first:
        tags.append(f"days: {_day(incident.when.first)} to {incident.when.last}")
    return tags


def _voices(incident: Incident) -> list[str]:
    """Who is blamed, suspected or denies, and on whose word, each once."""
    said = []
    for actor in incident.by:
        for stance, says, _ in actor.voices:
            if stance in ("blamed", "suspected", "denied"):
                said.append(f"{stance}: {actor.name}{_by(stance, says, name=actor.name)}")
    return list(dict.fromkeys(said))


def _by(stance: Literal["blamed", "suspected", "denied"], says: str, *, name: str) -> str:
    own = stance == "denied" and says == name
    return f" by {says}" if says and not own else ""


def _figures(incident: Incident) -> list[str]:
    named = (("killed", incident.killed), ("injured", incident.injured), ("taken", incident.taken))
    return [f"{word}: {_range(figure)}" for word, figure in named if figure]


def _range(figure: Figure) -> str:
    if figure.low == figure.best == figure.high:
        return str(figure.best)
    return f"{figure.best} ({figure.low} to {'open' if figure.high is None else figure.high})"


def _day(day: date | None) -> str:
    return day.isoformat() if day else "open"
