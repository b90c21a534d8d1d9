"""Many inputs in one go: what comes of each, counted, and a stop that loses nothing."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from types import FrameType

from . import formats, pipeline
from .errors import FetchError, InputError, QueryError
from .ledger import Ledger
from .locating import Gazetteer
from .reader import Reader
from .rendering.words import number_of
from .values import Failure, Report

FOLD_EVERY = 2000  # reports; what is in the ledger by then can be looked at while more is added
BEHIND = 10  # niceness while many reports are read: half of the way to the last in the queue
DONE, ERROR, SOME_FAILED = 0, 1, 3


@dataclass(slots=True)
class Tally:
    """What came of the inputs so far; it changes, since it counts. `changed` holds ids of incidents."""

    reports: int = 0
    events: int = 0
    known: int = 0
    failures: int = 0
    undated: int = 0
    changed: set[str] = field(default_factory=set)

    def count(self, item: Report | Failure, *, events: int = 0, new: bool = True) -> None:
        """Counts one input."""
        if isinstance(item, Failure):
            self.failures += 1
            return
        self.undated += item.published is None
        self.known += not new
        self.reports += new
        self.events += events if new else 0

    def __str__(self) -> str:
        """ "73 reports with 127 events, 0 failed, 0 already there"."""
        told = f"{number_of(self.reports, 'report')} with {number_of(self.events, 'event')}"
        return f"{told}, {self.failures:,} failed, {self.known:,} already there"

    @property
    def code(self) -> int:
        """Exit code: 0 if all went well, 1 if nothing did, else 3."""
        if not self.failures:
            return DONE
        return SOME_FAILED if self.reports or self.known else ERROR


def items(
    inputs: Sequence[str], *, published: str | None = None, columns: str | None = None
) -> Iterator[Report | Failure]:
    """Reports and failures of all inputs; one that cannot be opened is a failure, and the others go on.

    `published` is an ISO day, `columns` pairs such as "text=Body,title=Head"; else `QueryError`, at once.
    `InputError`, at once too, where not one of the inputs is there.
    """
    read = partial(formats.read, published=read_day(published), columns=read_columns(columns))
    missing: dict[str, InputError] = {}
    for origin in inputs:
        if "://" not in origin:
            try:
                read(origin)  # opens nothing yet, but knows whether there is something to open
            except InputError as error:
                missing[origin] = error
    if len(missing) == len(set(inputs)):
        raise next(iter(missing.values()))
    return (item for origin in inputs for item in attempted(origin, read=read))


def attempted(
    origin: str, *, read: Callable[[str], Iterator[Report | Failure]]
) -> Iterator[Report | Failure]:
    """What `read` gives for one input, a failure where it cannot be opened or fetched."""
    try:
        yield from read(origin)
    except InputError as error:
        sort = "not-fetched" if isinstance(error, FetchError) else "not-opened"
        yield Failure(origin=origin, error=sort, message=error.message)


def read_day(words: str | None) -> date | None:
    """The day of `--published`."""
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise QueryError(f"{words!r} is no day such as 2020-01-26", option="published") from None


def read_columns(words: str | None) -> dict[str, str]:
    """The pairs of `--columns`: our name to the input's."""
    pairs = [pair.partition("=") for pair in words.split(",")] if words else []
    for ours, sign, theirs in pairs:
        if not (ours.strip() and sign and theirs.strip()):
            raise QueryError(f"{words!r} is not like text=Body,title=Headline", option="columns")
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}


def add(
    ledger: Ledger, found: Iterable[Report | Failure], *, reader: Reader, now: datetime, stop: Sequence[int],
    gazetteer: Gazetteer | None = None,
) -> Iterator[tuple[Tally, Report | Failure | None]]:  # fmt: skip
    """The tally after each input, and the input; folds now and then, and at the end, which has no input.

    Leaves off after the report in hand once there is anything in `stop`.
    """
    tally = Tally()
    for added in pipeline.add(ledger, found, reader=reader, now=now, gazetteer=gazetteer):
        tally.count(added.item, events=len(added.events), new=added.new)
        yield tally, added.item
        if tally.reports and tally.reports % FOLD_EVERY == 0 and added.new:
            tally.changed.update(pipeline.fold(ledger, now=now))
        if stop:
            break
    yield tally, None
    tally.changed.update(pipeline.fold(ledger, now=now))


@contextmanager
def stopping(tell: Callable[[str], None]) -> Iterator[list[int]]:
    """A list that gets an entry at the first Ctrl-C; a second one interrupts at once, as ever."""
    asked: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        tell("Stopping after the report in hand; press Ctrl-C again to stop at once.")
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = None
    with suppress(ValueError):  # not in the main thread: whoever runs us there decides on signals
        before = signal.signal(signal.SIGINT, ask)
    try:
        yield asked
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)


def give_way() -> None:
    """Lets all else that wants the processor go first, the desk above all; does nothing on Windows.

    With 50 readers at the desk the slowest twentieth then waits a third less (2 processors, 2026-11-23).
    """
    if sys.platform != "win32" and os.getpriority(os.PRIO_PROCESS, 0) < BEHIND:
        os.setpriority(os.PRIO_PROCESS, 0, BEHIND)
