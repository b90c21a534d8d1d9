"""Tocsin reads news reports of political violence and keeps the record.

What happened, where, when, to whom, by whose hand, and on whose word, with the words behind every value.

>>> from datetime import date
>>> from tocsin import Report, read
>>> text = "Three rockets hit the US embassy in Baghdad on Sunday."
>>> report = Report(text=text, published=date(2020, 1, 27))
>>> [event] = read(report)
>>> event.kind, event.when.first.isoformat(), event.where.name
('shelling', '2020-01-26', 'Baghdad')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .values import Event, Failure, Incident, Report, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .ledger import Ledger
    from .pipeline import read

__version__ = "0.1.0"
__all__ = ["Event", "Failure", "Incident", "Ledger", "Report", "Span", "read", "to_dicts"]


def to_dicts(report: Report, events: Iterable[Event], *, reader: str = "") -> dict[str, Any]:
    """The record of one report as plain data, in the form of `docs/record.md`, ready for `json.dumps`."""
    from .exports.record import record

    return record(report, events, reader=reader)


def __getattr__(name: str) -> Any:
    """`read` and `Ledger`, loaded when they are first asked for, so that importing stays fast."""
    if name == "read":
        from .pipeline import read

        return read
    if name == "Ledger":
        from .ledger import Ledger

        return Ledger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
