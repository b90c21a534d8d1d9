"""The rules reader: trigger words, short-range grammar, and the marks of the stages before.

It finds words; it does not understand. It stays small and clear: the reader for users' own kinds, and the
baseline for any trained one. What it cannot tell, it leaves unsaid.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from .. import ontology
from ..values import Actor, Event, Marks, Report, Span
from . import blaming, figures, finding, joining, means, placing, targets
from .finding import Draft
from .placing import Index
from .tolls import Toll

VERSION = "1"


def load(
    *, identify: Callable[[str], Actor | None], kinds: Path | None = None, private: bool = False
) -> RulesReader:
    """The rules reader with our kinds and those of the folder `kinds`, if given; `private` crime as well."""
    return RulesReader(identify=identify, kinds=kinds, private=private)


class Telling(NamedTuple):
    """One report with its marks and the happenings found in it."""

    report: Report
    report_id: str
    marks: Marks
    indexed: Index
    drafts: Sequence[Draft]


class RulesReader:
    """Reads by rules; `name` goes into the ledger beside every event."""

    def __init__(
        self, *, identify: Callable[[str], Actor | None], kinds: Path | None = None, private: bool = False
    ) -> None:
        self.name = f"rules {VERSION}{', any scope' if private else ''}"
        self._private = private
        self._identify = identify
        self._triggers = ontology.triggers(kinds)
        self._families = {kind.name: kind.family for kind in ontology.load(kinds)}

    def read(self, report: Report, marks: Marks) -> tuple[Event, ...]:
        """Events that the report tells, in text order of their trigger words."""
        drafts = finding.find(marks.clauses, self._triggers, private=self._private)
        if not drafts:
            return ()
        index = placing.index(marks, text=report.text)
        by_sentence: dict[int, list[Draft]] = {}
        for draft in drafts:
            by_sentence.setdefault(draft.clause.number, []).append(draft)
        for draft in drafts:
            number = draft.clause.number
            draft.when = placing.own_time(draft, by_sentence[number], times=index.times.get(number, ()))
            draft.where = placing.own_place(draft, places=index.places.get(number, ()))
        drafts = self._joined(drafts)
        counted = figures.share(drafts, marks.clauses, counts=index.counts)
        told = Telling(report, report.id, marks, index, drafts)
        return tuple(self._event(draft, mine, told=told) for draft, mine in zip(drafts, counted, strict=True))

    def _joined(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts with those of one happening joined, but none that is public with private crime."""
        parts = ([draft for draft in drafts if draft.private is private] for private in (False, True))
        joined = [draft for part in parts if part for draft in joining.join(part, self._families)]
        return sorted(joined, key=lambda draft: (draft.clause.number, draft.first))

    def _event(self, draft: Draft, counted: Sequence[Toll], *, told: Telling) -> Event:
        """The event of one draft with the tolls that belong to it."""
        report, marks = told.report, told.marks
        when = placing.time_of(draft)
        background = joining.recalled(
            draft, told.drafts, when=when, published=report.published, length=len(marks.clauses)
        )
        draft.background = background
        start, end = draft.clause.sentence.start, draft.clause.sentence.end
        by = blaming.statements(draft, told.indexed.cues, drafts=told.drafts, identify=self._identify)
        owned = any(s.stance == "stated" and self._identify(s.actor.text) for s in by)
        return Event(
            report_id=told.report_id,
            kind=draft.kind,
            stage=draft.stage,
            told_as="background" if background else "news",
            aggregate=joining.is_series(draft),
            trigger=draft.span,
            sentence=Span(start=start, end=end, text=report.text[start:end]),
            when=when or placing.default_time(background=background, published=report.published),
            where=placing.place_of(draft, drafts=told.drafts, marks=marks, found=told.indexed),
            by=by,
            targets=targets.gather(draft, counted),
            weapons=means.gather(draft),
            killed=figures.total("killed", counted, draft=draft),
            injured=figures.total("injured", counted, draft=draft),
            taken=figures.total("taken", counted, draft=draft),
            sources=blaming.sources(draft, told.indexed.cues),
            scope="private" if draft.private else "public",
            unclaimed=blaming.unclaimed(draft, told.indexed.cues, lead=draft is told.drafts[0] and not owned),
        )
