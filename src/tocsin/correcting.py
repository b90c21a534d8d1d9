"""What a person does to incidents, carried out: kept as a correction first, then folded anew around it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from . import ontology, pipeline
from .corrections import FIELDS, JOINS, Correction, Kept
from .errors import NotFoundError, QueryError
from .ledger import Ledger
from .locating import default_gazetteer
from .values import Incident


def merge(ledger: Ledger, wanted: Sequence[str], *, who: str, now: datetime, note: str = "") -> Incident:
    """The one incident that these are, from now on."""
    found = {incident.id: incident for incident in map(ledger.incident, wanted)}
    if len(found) < 2:
        raise QueryError("merging needs two incidents that are not one already", option="merge")
    first, *others = found.values()
    rest = tuple(event_id for other in others for event_id in other.event_ids)
    made = Correction(act="merge", event_ids=first.event_ids, other_ids=rest, note=note)
    keep(ledger, made, who=who, now=now)
    return home(ledger, first.event_ids[0])


def split(
    ledger: Ledger, wanted: str, *, event_ids: Iterable[str], who: str, now: datetime, note: str = ""
) -> Incident:
    """The new incident that these events of an incident are."""
    incident = ledger.incident(wanted)
    parted = tuple(one for one in incident.event_ids if one in set(event_ids))
    left = tuple(one for one in incident.event_ids if one not in parted)
    if not parted or not left:
        raise QueryError("choose some of its reports, but not all, for another incident", option="split")
    made = Correction(act="split", event_ids=parted, other_ids=left, note=note)
    keep(ledger, made, who=who, now=now)
    return home(ledger, parted[0])


def reject(ledger: Ledger, wanted: str, *, who: str, now: datetime, note: str = "") -> Kept:
    """The correction by which an incident is none."""
    incident = ledger.incident(wanted)
    made = Correction(act="reject", event_ids=incident.event_ids, note=note)
    return keep(ledger, made, who=who, now=now)


def accept(
    ledger: Ledger, wanted: str, *, other: str | None = None, who: str, now: datetime, note: str = ""
) -> Kept:
    """The correction by which an incident is right as it stands, and another one than `other`."""
    incident = ledger.incident(wanted)
    others = ledger.incident(other).event_ids if other else ()
    made = Correction(act="accept", event_ids=incident.event_ids, other_ids=others, note=note)
    return keep(ledger, made, who=who, now=now)


def accept_all(ledger: Ledger, wanted: Sequence[str], *, joins: bool, who: str, now: datetime) -> Kept:
    """One correction by which all of these are right as they stand; with `joins`, apart from what they are
    held against, and nothing is said of their values.
    """
    named = [event_id for one in wanted for event_id in ledger.incident(one).event_ids]
    field = JOINS if joins else None
    made = Correction(act="accept", event_ids=tuple(dict.fromkeys(named)), field=field, note="in bulk")
    return keep(ledger, made, who=who, now=now)


def reject_all(ledger: Ledger, wanted: Sequence[str], *, who: str, now: datetime) -> Kept:
    """One correction by which none of these is an incident."""
    named = [event_id for one in wanted for event_id in ledger.incident(one).event_ids]
    made = Correction(act="reject", event_ids=tuple(dict.fromkeys(named)), note="in bulk")
    return keep(ledger, made, who=who, now=now)


def edit(
    ledger: Ledger, wanted: str, *, field: str, value: str, who: str, now: datetime, note: str = ""
) -> Incident:
    """The incident with another value; `value` is in words, as `read_value` takes them."""
    incident = ledger.incident(wanted)
    kept = json.dumps(read_value(field, value), ensure_ascii=False)
    made = Correction(act="edit", event_ids=incident.event_ids, field=field, value=kept, note=note)
    keep(ledger, made, who=who, now=now)
    return home(ledger, incident.event_ids[0])


def undo(ledger: Ledger, number: int | None = None, *, who: str, now: datetime) -> Kept:
    """The correction that was taken back: that of the number, else the newest that stands."""
    standing = [one for one in ledger.corrections() if one.stands and one.correction.act != "undo"]
    found = next((one for one in reversed(standing) if number in (None, one.number)), None)
    if found is None:
        raise NotFoundError("there is no correction to undo", wanted=str(number or ""))
    ledger.correct(Correction(act="undo"), who=who, now=now, undoes=found.number)
    refold(ledger, found.correction, now=now)
    return found


def keep(ledger: Ledger, correction: Correction, *, who: str, now: datetime) -> Kept:
    """The correction, kept and carried out."""
    if not who.strip():
        raise QueryError("needs a name: whose decision is it?", option="who")
    number = ledger.correct(correction, who=who.strip(), now=now)
    refold(ledger, correction, now=now)
    return next(one for one in ledger.corrections() if one.number == number)


def refold(ledger: Ledger, correction: Correction, *, now: datetime) -> None:
    """Folds anew all that a correction speaks of."""
    named = (*correction.event_ids, *correction.other_ids)
    pipeline.fold(ledger, now=now, again=[ledger.event(event_id) for event_id in named])


def home(ledger: Ledger, event_id: str) -> Incident:
    """The incident that an event is in."""
    event = ledger.event(event_id)
    return ledger.incident(ledger.survey.incidents_of(event.report_id)[event_id])


def read_value(field: str, words: str) -> Any:
    """A value as it is kept, from the words of a person; `QueryError` for one that means nothing.

    Days: "2020-01-26" or "2020-01-26 2020-01-28". Figures: "5", "5-7", "5+", or "none" where no report gives
    one. A place: a name that the gazetteer knows, and a country's code where there are several.
    """
    told = words.strip()
    if field not in FIELDS:
        raise QueryError(f"{field!r} is none of {', '.join(FIELDS)}", option="field")
    if field == "headline" and told:
        return told[:200]
    if field == "kind" and told.replace(" ", "_") in {kind.name for kind in ontology.load()}:
        return told.replace(" ", "_")
    if field == "when":
        return _days(told)
    if field == "where":
        return _place(told)
    if field in ("killed", "injured", "taken"):
        return _count(told)
    raise QueryError(f"{words!r} is no {field}", option="value")


def _days(told: str) -> list[str]:
    days = told.split()
    try:
        read = [date.fromisoformat(day) for day in days]
    except ValueError:
        read = []
    if not 1 <= len(read) <= 2 or read[0] > read[-1]:
        raise QueryError(f"{told!r} is no day such as 2020-01-26, nor two", option="value")
    return [read[0].isoformat(), read[-1].isoformat()]


def _count(told: str) -> list[int | None] | None:
    if told.lower() in ("", "none", "unknown"):
        return None
    low, sign, high = told.partition("-")
    try:
        if told.endswith("+"):
            return [int(told[:-1]), None]
        numbers = [int(low), int(high) if sign else int(low)]
    except ValueError:
        numbers = []
    if len(numbers) != 2 or not 0 <= numbers[0] <= numbers[1]:
        raise QueryError(f"{told!r} is no figure such as 5, 5-7 or 5+", option="value")
    return [*numbers]


def _place(told: str) -> dict[str, Any]:
    name, _, country = (part.strip() for part in told.partition(","))
    known = default_gazetteer().candidates(name)
    entries = [entry for entry in known if not country or entry.country == country.upper()]
    if not entries:
        raise QueryError(f"{told!r} is no place that the gazetteer knows", option="value")
    best = entries[0]
    return {
        "country": best.country,
        "name": best.name,
        "precision": best.precision,
        "lat": best.lat,
        "lon": best.lon,
    }
