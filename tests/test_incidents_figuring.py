"""Rules for figures: latest of each source, lowest to highest, and of equals the latest, then the lowest."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.incidents.figuring import figure
from tocsin.values import Count, Event, Figure, Report, Span

Told = tuple[int, str, str | None, int, int | None]


def gather(*told: Told, text: str | None = None, backwards: bool = False) -> Figure | None:
    """Figure of killed from (day, publisher, source, low, high)."""
    events, reports = [], {}
    for n, (day, publisher, source, low, high) in enumerate(told):
        words = text or f"Report {n} by {publisher} {day}"
        published = date(2020, 1, 1) + timedelta(days=day)
        report = Report(text=words, published=published, publisher=publisher)
        reports[report.id] = report
        start = Span(start=0, end=1, text=words[0])
        events.append(
            Event(
                report_id=report.id,
                kind="bombing",
                stage="done",
                told_as="news",
                aggregate=False,
                trigger=start,
                sentence=start,
                killed=Count(low=low, high=high),
                sources=(Span(start=0, end=len(source), text=source),) if source else (),
            )
        )
    return figure(events[::-1] if backwards else events, "killed", reports=reports)


def test_no_figure_where_none_is_told() -> None:
    assert gather() is None


def test_a_source_counts_with_its_latest_figure() -> None:
    found = gather((0, "A", "the police", 2, 2), (1, "B", "Police", 5, 5))
    assert found and (found.low, found.best, found.high) == (5, 5, 5)


def test_best_is_what_most_sources_say_and_of_equals_the_latest() -> None:
    found = gather((0, "A", None, 9, 9), (0, "B", None, 7, 7), (0, "C", None, 7, 7))
    assert found and (found.low, found.best, found.high) == (7, 7, 9)
    found = gather((0, "A", None, 9, 9), (1, "B", None, 7, 7))
    assert found and found.best == 7


def test_an_open_figure_above_all_others_leaves_the_top_open() -> None:
    found = gather((0, "A", None, 5, 5), (0, "B", None, 8, None))
    assert found and (found.low, found.high) == (5, None)
    found = gather((0, "A", None, 8, 8), (0, "B", None, 5, None))
    assert found and (found.low, found.high) == (5, 8)


def test_copies_of_one_text_are_one_source() -> None:
    found = gather((0, "A", None, 5, 5), (1, "B", None, 5, 5), text="Five died.")
    assert found and len(found.by_source) == 1


counts = st.integers(0, 40).flatmap(
    lambda low: st.tuples(st.just(low), st.one_of(st.none(), st.integers(low, 60)))
)


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from("ABCD"), counts), min_size=1, max_size=9))
@settings(max_examples=50, deadline=None)
def test_low_best_high_are_ordered_and_order_free(
    rows: list[tuple[int, str, tuple[int, int | None]]],
) -> None:
    told = [(day, publisher, None, low, high) for day, publisher, (low, high) in rows]
    found = gather(*told)
    assert found is not None and found.low <= found.best
    assert found.high is None or found.best <= found.high
    assert gather(*told, backwards=True) == found
