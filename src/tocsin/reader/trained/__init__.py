"""The trained reader: one small encoder with a few heads over it, one pass over a report.

It is shown what the stages before and the rules reader found, and decides what the report tells: which
happenings, of which kind, done or threatened, news or recalled, who did what to whom on whose word.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ...values import Actor, Event, Marks, Report
from .. import finding, placing, rules
from . import decoding, features, linking, pairing, pieces, seconding, tagging, windows
from .network import Network, Sight, shipped

VERSION = "5"


def load(
    *, identify: Callable[[str], Actor | None], kinds: Path | None = None, private: bool = False,
    model: Path | None = None,
) -> TrainedReader:  # fmt: skip
    """The trained reader; happenings of the user's own kinds (folder `kinds`) come from the rules reader.

    Private crime is left out unless `private`; `model` is a folder with other weights than the package's.
    """
    return TrainedReader(identify=identify, kinds=kinds, private=private, model=model)


class Prepared(NamedTuple):
    """One report with all that the network is shown of it."""

    report: Report
    marks: Marks
    pieces: pieces.Pieces
    table: np.ndarray
    windows: list[windows.Window]
    told: list[Event]
    rules: pairing.Rules
    own: tuple[Event, ...]


class TrainedReader:
    """Reads with the network of the package; `name` goes into the ledger beside every event."""

    def __init__(
        self, *, identify: Callable[[str], Actor | None], kinds: Path | None = None, private: bool = False,
        model: Path | None = None,
    ) -> None:  # fmt: skip
        self.name = f"trained {VERSION}{', any scope' if private else ''}"
        self._private = private
        self._identify = identify
        self._rules = rules.load(identify=identify, kinds=kinds, private=private)
        self._network = cache(lambda: Network(model)) if model else shipped

    def read(self, report: Report, marks: Marks) -> tuple[Event, ...]:
        """Events that the report tells, in text order of their trigger words."""
        one = self._prepare(report, marks)
        if not one.pieces.ids or finding.is_sport(marks.clauses):
            return one.own
        net = self._network()
        sight = net.see(one.pieces, shown=one.table, windows=one.windows)
        return self._decode(one, sight, net=net)

    def _prepare(self, report: Report, marks: Marks) -> Prepared:
        told = self._rules.read(report, marks)
        cut = pieces.cut(report.text)
        known = [event for event in told if event.kind in features.KINDS and event.scope == "public"]
        table = features.describe(report, marks, pieces=cut, told=known, identify=self._identify)
        own = tuple(event for event in told if event.kind not in features.KINDS)
        return Prepared(
            report, marks, cut, table, windows.cut(cut, marks.sentences), known, pairing.tied(known), own
        )

    def _decode(self, one: Prepared, sight: Sight, *, net: Network) -> tuple[Event, ...]:
        starts = [sentence.start for sentence in one.marks.sentences]
        words = tagging.Words(one.marks.clauses)
        faint = tagging.FAINTEST if self._private else tagging.FAINT
        least = tagging.SHOUTED if one.report.text.isupper() else tagging.LEAST
        found = tagging.triggers(sight.tags, one.pieces, words=words, least=least, faint=faint)
        tagged = tagging.fillers(sight.roles, one.pieces, words=words, least=least)
        fillers = linking.candidates(
            tagged, one.marks, rules=one.rules, lines=placing.datelines(one.report.text)
        )
        told = linking.link(
            found, fillers, sight=sight, pieces=one.pieces, starts=starts, rules=one.rules, heads=net
        )
        scene = decoding.Scene(
            one.report, one.marks, one.pieces, sight, starts, one.rules, net, self._identify
        )
        events = seconding.second(
            decoding.decode(told, scene, private=self._private), one.told, identify=self._identify
        )
        return tuple(sorted((*events, *one.own), key=lambda event: event.trigger.start))
