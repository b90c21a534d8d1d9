"""Places and dates by themselves: the keys of a line, and the words that its offsets give back."""

from __future__ import annotations

from datetime import date

from tocsin import marking
from tocsin.values import Report

TEXT = "BAGHDAD (AP) – Gunmen attacked a market in Mosul on Monday."
REPORT = Report(text=TEXT, published=date(2020, 1, 29), name="r")


def test_places_carry_offsets_in_code_points_and_the_gazetteers_spelling() -> None:
    first, second = marking.places(REPORT)
    assert list(first) == [
        "report", "start", "end", "text", "name", "country", "lat", "lon", "precision", "gazetteer_id",
    ]  # fmt: skip
    assert (first["text"], first["name"], first["country"]) == ("BAGHDAD", "Baghdad", "IRQ")
    assert TEXT[second["start"] : second["end"]] == second["text"] == "Mosul"


def test_publishers_country_decides_where_the_text_does_not() -> None:
    report = Report(text="A fire in Birmingham killed two.")
    for code in ("USA", "GBR"):
        assert next(marking.places(report, country=code))["country"] == code


def test_dates_carry_iso_days_and_the_words() -> None:
    (found,) = marking.dates(REPORT)
    assert (found["text"], found["first"], found["last"]) == ("Monday", "2020-01-27", "2020-01-27")
    assert {"precision", "type", "value"} <= set(found)
