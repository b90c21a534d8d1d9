"""Rules of days: named days before windows, windows before bounds, bounds before months and years."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.incidents.timing import when_of
from tocsin.values import DatePrecision, Event, Period, Report, Span

Told = tuple[str, str | None, str | None, DatePrecision]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def gather(*told: Told) -> tuple[list[Event], dict[str, Report]]:
    """Events from (published, first, last, precision)."""
    events, reports = [], {}
    for n, (published, first, last, precision) in enumerate(told):
        report = Report(text=f"Report {n}.", published=day(published), publisher=f"P{n}")
        reports[report.id] = report
        word = Span(start=0, end=6, text="Report")
        events.append(
            Event(
                report_id=report.id,
                kind="air_strike",
                stage="done",
                told_as="news",
                aggregate=False,
                trigger=word,
                sentence=word,
                when=Period(first=day(first), last=day(last), precision=precision),
            )
        )
    return events, reports


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(
            [
                ("2020-01-02", None, "2020-01-02", "open"),
                ("2020-01-03", None, "2020-01-03", "open"),
                ("2020-01-05", "2020-01-01", "2020-01-05", "year"),
            ],
            (None, "2020-01-02"),
            id="the first report bounds it, a bare year adds nothing",
        ),
        pytest.param(
            [("2020-01-09", "2020-01-08", "2020-01-08", "day"), ("2020-01-11", None, "2020-01-11", "open")],
            ("2020-01-08", "2020-01-08"),
            id="a named day before a bound",
        ),
        pytest.param(
            [
                ("2020-01-09", None, "2020-01-09", "open"),
                ("2020-01-13", "2020-01-11", "2020-01-11", "day"),
                ("2020-01-15", "2020-01-08", "2020-01-08", "day"),
            ],
            ("2020-01-08", "2020-01-08"),
            id="not a day after the news was out",
        ),
        pytest.param(
            [
                ("2020-01-05", "2020-01-01", "2020-01-05", "days"),
                ("2020-01-06", "2020-01-03", "2020-01-06", "days"),
            ],
            ("2020-01-03", "2020-01-05"),
            id="what two windows have in common",
        ),
        pytest.param(
            [("2015-11-04", "2015-10-01", "2015-10-31", "month"), ("2015-11-05", None, "2015-11-05", "open")],
            ("2015-10-01", "2015-10-31"),
            id="a month that ended before the news",
        ),
    ],
)
def test_the_days_of_an_incident(told: list[Told], expected: tuple[str | None, str]) -> None:
    found = when_of(*gather(*told))
    assert found and (found.first, found.last) == (day(expected[0]), day(expected[1]))


def test_no_days_where_none_are_told() -> None:
    assert when_of([], {}) is None


days = st.integers(1, 20).map(lambda n: f"2020-01-{n:02}")


@given(st.lists(st.tuples(days, days, days), min_size=1, max_size=6), st.randoms())
@settings(max_examples=50, deadline=None)
def test_the_order_of_reports_plays_no_part(rows: list[tuple[str, str, str]], rng) -> None:  # type: ignore[no-untyped-def]
    told: list[Told] = [
        (published, min(a, b), max(a, b), "day" if a == b else "days") for published, a, b in rows
    ]
    events, reports = gather(*told)
    found = when_of(events, reports)
    rng.shuffle(events)
    again = when_of(events, reports)
    assert found and again and (found.first, found.last) == (again.first, again.last)
