"""The places and the dates of a report by themselves, as objects for JSON Lines: no events, no ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import dating, locating, splitting
from .locating import Gazetteer
from .values import Report


def places(
    report: Report, *, country: str | None = None, gazetteer: Gazetteer | None = None
) -> Iterator[dict[str, Any]]:
    """Each toponym in text order, with offsets in code points; `country` is that of the publisher, alpha-3.

    A larger place beside a smaller one is a toponym of its own: "Springfield, Missouri" gives two.
    """
    sentences = splitting.split(report.text)
    known = gazetteer or locating.default_gazetteer()
    for place in locating.find(report.text, sentences, gazetteer=known, hint=country, apart=True):
        if place.span is not None:
            yield {
                "report": report.key,
                "start": place.span.start,
                "end": place.span.end,
                "text": place.span.text,
                "name": place.name,
                "country": place.country,
                "lat": place.lat,
                "lon": place.lon,
                "precision": place.precision,
                "gazetteer_id": place.gazetteer_id,
            }


def dates(report: Report) -> Iterator[dict[str, Any]]:
    """Each time expression in text order, with offsets in code points and ISO days, null where open."""
    sentences = splitting.split(report.text)
    # `mark` also tells the type and the value of TIMEX3; without it they stay unknown.
    mark = getattr(dating, "mark", None) or dating.find
    for found in mark(report.text, sentences, published=report.published):
        span = found.span
        if span is not None:
            yield {
                "report": report.key,
                "start": span.start,
                "end": span.end,
                "text": span.text,
                "first": found.first.isoformat() if found.first else None,
                "last": found.last.isoformat() if found.last else None,
                "precision": found.precision,
                "type": getattr(found, "type", None),
                "value": getattr(found, "value", None),
            }
