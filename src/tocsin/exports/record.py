"""What one report tells, as JSON in the form of `docs/record.md`, with the place of its words in the text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ..values import Count, Event, Period, Place, Report, Span, Statement, Target


def record(report: Report, events: Iterable[Event], *, reader: str) -> dict[str, Any]:
    """Record of a report: the keys of the contract in its order, then what Tocsin adds.

    An object with a `text` has its place beside it, as `start` and `end` (code points, half-open); other
    words have theirs under the same name with `_span` or `_spans`, as [start, end].
    """
    return {
        "id": report.key,
        "published": _day(report.published),
        "events": [_event(event) for event in events],
        "reader": reader,
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "kind": event.kind,
        "stage": event.stage,
        "told_as": event.told_as,
        "aggregate": event.aggregate,
        "trigger": event.trigger.text,
        "when": _when(event.when),
        "where": _where(event.where),
        "by": [_statement(statement) for statement in event.by],
        "targets": [_target(target) for target in event.targets],
        "weapons": [span.text for span in event.weapons],
        "killed": _count(event.killed),
        "injured": _count(event.injured),
        "taken": _count(event.taken),
        "sources": [span.text for span in event.sources],
        "id": event.id,
        "trigger_span": _place(event.trigger),
        "sentence_span": _place(event.sentence),
        "weapon_spans": [_place(span) for span in event.weapons],
        "killed_spans": _count_spans(event.killed),
        "injured_spans": _count_spans(event.injured),
        "taken_spans": _count_spans(event.taken),
        "source_spans": [_place(span) for span in event.sources],
        "unclaimed": event.unclaimed.text if event.unclaimed else None,
        "unclaimed_span": _place(event.unclaimed),
        "scope": event.scope,
    }


def _when(when: Period | None) -> dict[str, Any] | None:
    if when is None:
        return None
    return {
        "first": _day(when.first),
        "last": _day(when.last),
        **_words(when.span),
        "precision": when.precision,
        "basis": when.basis,
    }


def _where(where: Place | None) -> dict[str, Any] | None:
    if where is None:
        return None
    return {
        "country": where.country,
        "name": where.name,
        **_words(where.span),
        "precision": where.precision,
        "lat": where.lat,
        "lon": where.lon,
        "gazetteer_id": where.gazetteer_id,
        "inferred": where.inferred,
        "basis": where.basis,
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "text": statement.actor.text,
        "as": statement.stance,
        "says": statement.says.text if statement.says else None,
        "start": statement.actor.start,
        "end": statement.actor.end,
        "says_span": _place(statement.says),
        "cue_span": _place(statement.cue),
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "text": target.span.text,
        "what": target.sort,
        "effect": target.effect,
        "start": target.span.start,
        "end": target.span.end,
    }


def _count(count: Count | None) -> list[int | None] | None:
    return [count.low, count.high] if count else None


def _count_spans(count: Count | None) -> list[list[int] | None]:
    return [_place(span) for span in count.spans] if count else []


def _words(span: Span | None) -> dict[str, Any]:
    if span is None:
        return {"text": None, "start": None, "end": None}
    return {"text": span.text, "start": span.start, "end": span.end}


def _place(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
