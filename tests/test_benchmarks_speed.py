"""Reports for the speed benchmark have the length that its bound speaks of."""

from __future__ import annotations

from benchmarks.speed import WORDS, joined, made_reports, parser
from tocsin.values import Report


def test_without_a_file_the_articles_of_the_sample_are_read_over_and_over() -> None:
    made = made_reports(parser().parse_args(["--number", "12"]))
    assert len(made) == 12
    assert made[0] == made[5] != made[1]
    assert all(len(report.text.split()) > WORDS for report in made)


def test_short_texts_are_joined_to_full_length() -> None:
    made = joined([Report(text="Gunmen shot two teachers.")], number=2)
    assert len(made) == 2
    assert all(len(r.text.split()) >= WORDS for r in made)
