"""Decisions and incidents as people would have them: what they joined, parted, rejected or wrote anew.

The machine folds first, without the events that people rejected; then its groups are joined and parted.
So a correction stands however the reports around it are folded.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ..corrections import JOINS, Correction
from ..values import (
    Act,
    Actor,
    DatePrecision,
    Decision,
    Event,
    Figure,
    Incident,
    Period,
    Place,
    Reason,
    Report,
)
from .folding import fold
from .heading import headline

REJECTED, JOINED = "rejected by a person", "joined by a person"
PARTED, KEPT_APART = "parted by a person", "kept apart by a person"


def fold_as_corrected(
    events: Sequence[Event], corrections: Sequence[Correction], *, reports: Mapping[str, Report],
    identify: Callable[[str], Actor | None],
) -> tuple[Decision, ...]:  # fmt: skip
    """One decision an event, as `fold`, and then as people corrected it."""
    rejected = {
        one for correction in corrections if correction.act == "reject" for one in correction.event_ids
    }
    kept = [event for event in events if event.id not in rejected]
    decided = fold(kept, reports=reports, identify=identify)
    if corrections:
        decided = corrected(decided, corrections, events={event.id: event for event in kept})
    gone = sorted(event.id for event in events if event.id in rejected)
    return (*decided, *(_rejected(event_id) for event_id in gone))


def corrected(
    decisions: Sequence[Decision], corrections: Iterable[Correction], *, events: Mapping[str, Event]
) -> tuple[Decision, ...]:
    """The decisions, oldest first as they came, with groups joined and parted as people said."""
    home = {decision.event_id: decision.incident_id for decision in decisions}
    apart: list[tuple[set[str], set[str]]] = []
    for number, correction in enumerate(corrections):
        named, others = set(correction.event_ids), set(correction.other_ids)
        if correction.act == "merge":
            groups = {home[one] for one in (*named, *others) if one in home}
            home |= {one: min(groups) for one, group in home.items() if group in groups}
        elif correction.act == "split":
            left = {home[one] for one in others if one in home}
            home |= {one: f"{number} {home[one]}" for one in named if home.get(one) in left}
        elif correction.act == "accept" and (others or correction.field == JOINS):
            apart.append((named, others))
    oldest: dict[str, str] = {}
    for decision in decisions:
        oldest.setdefault(home[decision.event_id], decision.event_id)
    return tuple(
        _as_grouped(decision, home=home, oldest=oldest, apart=apart, event=events[decision.event_id])
        for decision in decisions
    )


def _as_grouped(
    decision: Decision, *, home: Mapping[str, str], oldest: Mapping[str, str],
    apart: Sequence[tuple[set[str], set[str]]], event: Event,
) -> Decision:  # fmt: skip
    """One decision in the groups as corrected; it stays as it is where nothing about it changed."""
    opener = oldest[home[event.id]]
    incident_id = _opened_by(opener)
    if event.id != opener:
        same = decision.incident_id == incident_id and decision.act not in ("open", "hold")
        act: Act = "join" if event.told_as == "news" else "recall"
        return decision if same else _by_person(act, event.id, opener=opener, words=JOINED)
    if decision.act not in ("open", "hold"):
        return _by_person("open", event.id, opener=opener, words=PARTED)
    rival = "e" + (decision.candidate_id or "-")[1:]
    if decision.act == "open" or rival not in home:
        return replace(decision, act="open", candidate_id=None)
    if home[rival] == home[event.id]:
        return _by_person("open", event.id, opener=opener, words=JOINED)
    # The held one and its rival as whole groups: any of their events may be the one that a person looked at.
    pair = ({e for e in home if home[e] == home[event.id]}, {e for e in home if home[e] == home[rival]})
    for one, other in apart:
        if not other and one & pair[0]:
            return _by_person("open", event.id, opener=opener, words=KEPT_APART)
        if (one & pair[0] and other & pair[1]) or (other & pair[0] and one & pair[1]):
            return _by_person("open", event.id, opener=opener, words=KEPT_APART)
    return replace(decision, candidate_id=_opened_by(oldest[home[rival]]))


def _opened_by(event_id: str) -> str:
    return "i" + event_id[1:]


def _by_person(act: Act, event_id: str, *, opener: str, words: str) -> Decision:
    reason = Reason(term="person", bits=0.0, words=words)
    return Decision(act=act, event_id=event_id, incident_id=_opened_by(opener), reasons=(reason,))


def _rejected(event_id: str) -> Decision:
    return _by_person("reject", event_id, opener=event_id, words=REJECTED)


def edited(incidents: Iterable[Incident], corrections: Iterable[Correction]) -> tuple[Incident, ...]:
    """The incidents with the values that people wrote; the later of two on one field counts."""
    edits = [one for one in corrections if one.act == "edit" and one.field and one.event_ids]
    return tuple(_edited(incident, edits) for incident in incidents) if edits else tuple(incidents)


def _edited(incident: Incident, edits: Sequence[Correction]) -> Incident:
    own = {
        str(one.field): json.loads(one.value or "null")
        for one in edits
        if one.event_ids[0] in incident.event_ids
    }
    if not own:
        return incident
    changed = replace(
        incident, **{name: _value(name, given, incident=incident) for name, given in own.items()}
    )
    if "headline" in own:
        return changed
    line = headline(
        changed.kind, changed.stage, by=changed.by, targets=changed.targets, weapons=changed.weapons,
        where=changed.where, when=changed.when,
    )  # fmt: skip
    return replace(changed, headline=line)


def _value(name: str, given: Any, *, incident: Incident) -> Any:
    """A field's value from the JSON that was kept."""
    if given is None or name in ("headline", "kind"):
        return given
    if name == "when":
        first, last = (date.fromisoformat(day) if day else None for day in given)
        precision: DatePrecision = "day" if first and first == last else "days" if first and last else "open"
        return Period(first=first, last=last, precision=precision, basis="set by a person")
    if name == "where":
        return Place(**given, basis="set by a person")
    low, high = given
    before: Figure | None = getattr(incident, name)
    return Figure(low=low, best=low, high=high, by_source=before.by_source if before else ())
