"""Many inputs in one go: failures do not stop it, and what came of each is counted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tocsin import adding, pipeline
from tocsin.errors import InputError, QueryError
from tocsin.ledger import Ledger
from tocsin.values import Failure, Report

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_an_input_that_is_not_there_is_a_failure_among_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("All quiet.", encoding="utf-8")
    gone, report = adding.items([str(tmp_path / "gone"), str(tmp_path / "a.txt")], published="2020-01-27")
    assert isinstance(gone, Failure) and gone.error == "not-opened"
    assert isinstance(report, Report) and report.published == date(2020, 1, 27)


def test_where_nothing_is_there_it_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="gone"):
        adding.items([str(tmp_path / "gone")])


def test_options_that_mean_nothing_are_named_at_once() -> None:
    with pytest.raises(QueryError, match="published"):
        adding.items([], published="yesterday")
    with pytest.raises(QueryError, match="columns"):
        adding.items([], columns="Body")
    assert adding.read_columns("text=Body, title = Head") == {"text": "Body", "title": "Head"}


def test_the_exit_code_says_whether_all_some_or_none_was_read() -> None:
    good, bad = Report(text="All quiet."), Failure(origin="x", error="empty", message="nothing in it")
    cases: list[tuple[list[Report | Failure], int]] = [([good], 0), ([good, bad], 3), ([bad], 1), ([], 0)]
    for items, code in cases:
        tally = adding.Tally()
        for item in items:
            tally.count(item)
        assert tally.code == code


def test_a_batch_leaves_off_after_the_report_in_hand_and_folds(tmp_path: Path) -> None:
    days = [date(2020, 1, n + 1) for n in range(9)]
    reports = [Report(text=f"Rockets hit a base in Iraq, {d.day} in all.", published=d) for d in days]
    stop: list[int] = []
    with Ledger(tmp_path / "a.db") as ledger:
        for tally, item in adding.add(ledger, reports, reader=pipeline.load_reader(), now=NOW, stop=stop):
            if item and tally.reports == 3:
                stop.append(2)
        counts = ledger.counts()
    assert tally.reports == counts["reports"] == 3 and counts["pending"] == 0
    assert str(tally).startswith("3 reports with 3 events, 0 failed, 0 already there")


@pytest.mark.parametrize(("nice", "after"), [(0, 10), (15, 15)])
def test_a_batch_lets_the_rest_of_the_machine_go_first(
    nice: int, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [nice]
    monkeypatch.setattr(adding.os, "getpriority", lambda *_: now[0])
    monkeypatch.setattr(adding.os, "setpriority", lambda *given: now.append(given[-1]))
    adding.give_way()
    assert now[-1] == after
