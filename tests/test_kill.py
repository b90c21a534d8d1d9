"""Killing a writer at any moment loses nothing that was acknowledged; readers never have to wait for one."""

from __future__ import annotations

import os
import random
import select
import signal
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import alembic.command  # noqa: F401  (loaded here once, so that the children need not load it)

from tocsin.ledger import Ledger
from tocsin.ledger import verifying as _verifying  # noqa: F401  (likewise)
from tocsin.values import Decision, Event, Incident, Report, Span

NOW = datetime(2026, 11, 22, tzinfo=UTC)
ROUNDS, FRESH_ROUNDS = 40, 10
LONGEST_S = 0.06  # a report takes some 0.01 s


def told(number: int) -> tuple[Report, Event]:
    text = f"Rockets fell for the {number}th time. " * 10
    report = Report(text=text, published=date(2020, 1, 26))
    event = Event(
        report_id=report.id,
        kind="shelling",
        stage="done",
        told_as="news",
        aggregate=False,
        trigger=Span(start=0, end=7, text="Rockets"),
        sentence=Span(start=0, end=12, text="Rockets fell"),
    )
    return report, event


def held(event: Event) -> Incident:
    return Incident(
        id=event.id.replace("e", "i", 1),
        kind=event.kind,
        stage=event.stage,
        aggregate=False,
        headline="Rockets fell",
        event_ids=(event.id,),
        report_ids=(event.report_id,),
        evidence=(event.id, "Rockets fell"),
        status="unknown",
    )


def settle(ledger: Ledger) -> None:
    """Opens an incident for every event that waits."""
    waiting = ledger.pending()
    decisions = [Decision(act="open", event_id=e.id, incident_id=held(e).id) for e in waiting]
    ledger.settle([held(event) for event in waiting], decisions=decisions, now=NOW)


def rebuilt(
    decisions: tuple[Decision, ...], events: tuple[Event, ...], reports: Mapping[str, Report]
) -> Iterable[Incident]:
    decided = {decision.event_id for decision in decisions}
    return [held(event) for event in events if event.id in decided]


def write_for_ever(path: Path, pipe: int) -> None:
    """Adds one report after the other, settles, and says on the pipe which numbers were acknowledged."""
    with Ledger(path) as ledger:
        number = ledger.counts()["reports"]
        while True:
            report, event = told(number)
            ledger.add(report, [event], reader="fake 1", now=NOW)
            os.write(pipe, f"{number}\n".encode())
            settle(ledger)
            number += 1


def child(work: Callable[[int], None]) -> tuple[int, int]:
    """Process id of a child that does the work, and the end of the pipe on which it reports.

    A fork, not a new interpreter: starting Python fifty times would take longer than all the rest.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            work(writing)
        finally:
            os._exit(1)
    os.close(writing)
    return pid, reading


def killed(path: Path, *, after_s: float, writing: bool) -> list[int]:
    """Numbers that a writer acknowledged before it was killed: `after_s` after its start or first word."""
    pid, pipe = child(lambda pipe: write_for_ever(path, pipe))
    if writing:
        assert select.select([pipe], [], [], 20)[0], "the writer wrote nothing"
    time.sleep(after_s)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL  # it was at work until then, and did not fail
    with os.fdopen(pipe) as acknowledged:
        return [int(line) for line in acknowledged.read().splitlines()]


def check(path: Path, acknowledged: Iterable[int]) -> None:
    with Ledger(path) as ledger:
        stored = ledger.everything()[1]
        for number in acknowledged:
            assert told(number)[0].id in stored
        assert ledger.verify(rebuilt) == ()


def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    rng = random.Random(20261122)
    path, acknowledged = tmp_path / "a.db", list[int]()
    Ledger(path).close()
    for turn in range(ROUNDS):
        acknowledged += killed(path, after_s=rng.uniform(0, LONGEST_S), writing=turn % 4 > 0)
        check(path, acknowledged)
    assert len(acknowledged) > ROUNDS / 2
    with Ledger(path) as ledger:
        count = ledger.counts()["reports"]
        for number in range(count + 5):
            report, event = told(number)
            assert ledger.add(report, [event], reader="fake 1", now=NOW) == (number >= count)
        settle(ledger)
        assert ledger.counts()["incidents"] == count + 5
        assert ledger.verify(rebuilt) == ()


def test_a_kill_while_the_ledger_is_made_leaves_nothing_half_made(tmp_path: Path) -> None:
    rng = random.Random(20261123)
    for number in range(FRESH_ROUNDS):
        path = tmp_path / f"{number}.db"
        check(path, killed(path, after_s=rng.uniform(0, LONGEST_S), writing=False))


def test_a_reader_beside_a_writer_sees_whole_reports_and_never_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    Ledger(path).close()
    pid, pipe = child(lambda pipe: write_for_ever(path, pipe))
    try:
        assert select.select([pipe], [], [], 20)[0], "the writer wrote nothing"
        with Ledger(path, create=False) as ledger:
            seen = 0
            until = time.monotonic() + 0.6
            while time.monotonic() < until:
                events, reports = ledger.everything()
                assert len(events) == len(reports) >= seen
                assert len(list(ledger)) >= seen - 1
                seen = len(reports)
        assert seen > 1
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(pipe)


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "a.db"

    def write(start: int) -> None:
        with Ledger(path) as ledger:
            for number in range(start, start + 30):
                report, event = told(number)
                ledger.add(report, [event], reader="fake 1", now=NOW)

    def write_and_leave(_pipe: int) -> None:
        write(30)
        os._exit(0)

    pid, pipe = child(write_and_leave)
    write(0)
    _, status = os.waitpid(pid, 0)
    os.close(pipe)
    assert status == 0
    with Ledger(path) as ledger:
        assert ledger.counts()["reports"] == 60
