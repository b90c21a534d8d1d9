"""The demo shows the main news of the sample, and nothing that is only recalled or threatened."""

from __future__ import annotations

from datetime import date

from tocsin import demo
from tocsin.values import Figure, Incident, Period, Place

ONE = Incident(
    id="i1a",
    kind="shelling",
    stage="done",
    aggregate=False,
    headline="Rocket attack",
    event_ids=("e1", "e2"),
    report_ids=("r1", "r2"),
    evidence=("e1", "Rockets fell."),
    status="unknown",
    when=Period(first=date(2020, 1, 26), last=date(2020, 1, 26), precision="day"),
    where=Place(country="IRQ", name="Baghdad", precision="town"),
)


def changed(**more: object) -> Incident:
    from dataclasses import replace

    return replace(ONE, **more)  # type: ignore[arg-type]


def test_the_sample_is_where_it_should_be() -> None:
    reports, articles = demo.inputs()
    assert reports.is_file() and len(list(articles.glob("*.html"))) == 5


def test_violence_that_two_reports_tell_or_somebody_counts_is_shown() -> None:
    assert demo.shown(ONE)
    assert not demo.shown(changed(report_ids=("r1",)))
    assert demo.shown(changed(report_ids=("r1",), killed=Figure(low=1, best=1, high=1, by_source=())))


def test_what_is_recalled_summed_up_threatened_or_elsewhere_is_not_shown() -> None:
    elsewhere = Place(country="USA", name="Dallas", precision="town")
    for more in (
        {"recalled_only": True},
        {"aggregate": True},
        {"stage": "threatened"},
        {"where": elsewhere},
        {"where": None},
    ):
        assert not demo.shown(changed(**more)), more


def test_what_to_try_next_names_the_ledger_and_quotes_it() -> None:
    steps = demo.next_steps("/a/my ledger.db", "i1a")
    assert 4 <= len(steps) <= 6
    assert all("'/a/my ledger.db'" in command for command, _ in steps[1:])
