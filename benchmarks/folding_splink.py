"""What Splink, a library that links records by probability, makes of the same events as read.

Needs the `bench` extra (`pip install tocsin[bench]`). A record is the main event of a report: its day, town,
dead, injured, and the names in its report. What each agreement is worth is estimated from the records
themselves by expectation maximisation, as its guide has it; pairs of one day or one town are compared.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from tocsin.incidents.sketching import opening_names
from tocsin.values import Count, Event, Report

SEED = 7
COLUMNS = "unique_id VARCHAR, day VARCHAR, town VARCHAR, killed INTEGER, injured INTEGER, names VARCHAR[]"


def likenesses(mains: Mapping[str, Event], *, reports: Mapping[str, Report]) -> list[tuple[float, str, str]]:
    """Probability that two reports are of one incident, for all pairs that are compared; `ImportError`.

    `mains` are the main events by the names of their reports, `reports` those by id.
    """
    import duckdb
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE events ({COLUMNS})")
    connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", list(records(mains, reports)))
    days = compare.AbsoluteDateDifferenceAtThresholds(
        "day", input_is_string=True, metrics=["day", "day"], thresholds=[1, 3]
    )
    database = DuckDBAPI(connection)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            days,
            compare.ExactMatch("town").configure(term_frequency_adjustments=True),
            compare.ExactMatch("killed"),
            compare.ExactMatch("injured"),
            compare.ArrayIntersectAtSizes("names", [4, 2, 1]),
        ],
        blocking_rules_to_generate_predictions=[block_on("day"), block_on("town")],
    )
    linker = Linker(database.register("events"), settings, log_level=logging.ERROR)
    learn = linker.training
    learn.estimate_probability_two_random_records_match([block_on("day", "town")], recall=0.5)
    learn.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    for rule in (block_on("day"), block_on("town")):
        learn.estimate_parameters_using_expectation_maximisation(rule)
    made = linker.inference.predict(threshold_match_probability=0.01)
    query = f"SELECT match_probability, unique_id_l, unique_id_r FROM {made.physical_name}"
    return sorted(connection.execute(query).fetchall())


def records(mains: Mapping[str, Event], reports: Mapping[str, Report]) -> Iterator[tuple[Any, ...]]:
    """One row for each main event, as `COLUMNS` names its values."""
    for name, event in sorted(mains.items()):
        report = reports[event.report_id]
        day = event.when.last if event.when else None
        town = event.where.name if event.where else None
        heard = sorted(opening_names(report.text, report.title))
        yield name, str(day) if day else None, town, low(event.killed), low(event.injured), heard


def low(count: Count | None) -> int | None:
    """The least that a count says."""
    return count.low if count else None
