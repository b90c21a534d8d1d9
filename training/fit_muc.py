"""Fits what speaks for an event being one that MUC-4 wants, and prints the weights.

usage: python -m training.fit_muc --data FOLDER [--reader trained]
`--data` is a folder with muc34/dev. An event counts as wanted where its template maps to one of the key's:
the same type or the wide one, and a string of its doers or targets in common. Weights are those of a logistic
regression, for the section `[weights]` of `benchmarks/data/muc_relevance.toml`.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.muc4 import messages, oracle, places, whole
from benchmarks.muc4.messages import Message
from benchmarks.muc4.phrases import phrase
from benchmarks.muc4.relevance import incident_type
from benchmarks.muc4.wanted import features
from benchmarks.reading import reader
from tocsin.values import Event

from .muc import by_message

RARE = 15  # events that a feature must hold of
PENALTY = 3.0
STEPS = 30
Row = tuple[set[str], bool]


def rows(message: Message, told: Iterable[Event], keys: Sequence[oracle.Slots]) -> Iterator[Row]:
    """Each event's features, and whether the key has it."""
    home = places.home(message)
    known = whole.phrases(message.report.text)
    events = [event for event in whole.completed(told, known) if incident_type(event)]
    for event in events:
        kept = any(meets(event, slots) for slots in keys)
        yield set(features(event, message, home=home, of=len(events))), kept


def meets(event: Event, slots: oracle.Slots) -> bool:
    """True where event and template may be one: of one type, with a doer or target in common."""
    kind = incident_type(event)
    if kind != "ATTACK" and kind != oracle.first(slots, 4):
        return False
    said = [t.span.text for t in event.targets] + [b.actor.text for b in event.by]
    ours = [set(phrase(words).words) for words in said]
    theirs = [
        set(phrase(oracle.unquoted(one)).words)
        for slot in (9, 10, 12, 18, 19)
        for given in slots.get(slot, ())
        for one in given
    ]
    return any(a and b and (a <= b or b <= a) for a in ours for b in theirs)


def fit(found: Sequence[Row]) -> dict[str, float]:
    """The weights of all features that are not rare, by Newton's method."""
    counted = Counter(name for names, _ in found for name in names)
    known = sorted(name for name, number in counted.items() if number >= RARE)
    table = np.array([[name in names for name in known] for names, _ in found], dtype=float)
    right = np.array([kept for _, kept in found], dtype=float)
    weights = np.zeros(len(known))
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chances - right) + PENALTY * weights
        bend = (table * (chances * (1 - chances))[:, None]).T @ table + PENALTY * np.eye(len(known))
        weights -= np.linalg.solve(bend, slope)
    return {name: round(float(weight), 2) for name, weight in zip(known, weights, strict=True)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits and prints; 0 when done."""
    made = argparse.ArgumentParser(prog="python -m training.fit_muc")
    made.add_argument("--data", type=Path, required=True)
    made.add_argument("--reader", default="trained")
    options = made.parse_args(arguments)
    folder = options.data / "muc34/dev"
    keys = [path.read_text(encoding="latin-1") for path in sorted(folder.glob("key-dev-*.muc4"))]
    wanted, optional = by_message(keys), by_message(keys, optional=True)
    read, found = reader(options.reader), list[Row]()
    for path in sorted(folder.glob("dev-muc3-*")):
        for message in messages.read(path):
            name = message.report.key
            found += rows(message, read(message.report), wanted.get(name, []) + optional.get(name, []))
    for name, weight in fit(found).items():
        print(f'"{name}" = {weight}')
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
