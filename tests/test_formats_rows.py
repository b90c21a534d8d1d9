"""A row is a report by the names of its columns."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.formats import rows
from tocsin.formats.source import Source
from tocsin.values import Failure, Report

HERE = Source(origin="here")


def test_other_names_and_other_cases_are_known() -> None:
    row = {
        "ID": 7,
        "Body": " words ",
        "pubDate": "27 Jan 2020",
        "source": {"id": None, "name": "Desk"},
        "title": "T",
    }
    assert rows.report(row, HERE) == Report(
        text=" words ", published=date(2020, 1, 27), name="7", title="T", publisher="Desk"
    )


def test_our_own_name_comes_before_the_aliases() -> None:
    found = rows.report({"content": "no", "text": "yes"}, HERE)
    assert isinstance(found, Report) and found.text == "yes"


def test_a_mapping_names_the_column_and_no_alias_steps_in() -> None:
    mapped = Source(origin="here", columns={"text": "Story"})
    found = rows.report({"Story": "yes", "text": "no"}, mapped)
    assert isinstance(found, Report) and found.text == "yes"
    missing = rows.report({"text": "no"}, mapped)
    assert isinstance(missing, Failure) and "'Story'" in missing.message and "'text'" in missing.message


@pytest.mark.parametrize("value", [None, 5, ["words"], {"a": 1}])
def test_a_text_that_is_none_is_a_failure(value: object) -> None:
    found = rows.report({"text": value}, HERE)
    assert isinstance(found, Failure) and found.error == "bad-text"


@pytest.mark.parametrize("value", ["2020", "03/04/2020", 1580083200, ["2020-01-27"]])
def test_a_day_that_is_none_is_a_failure_not_silence(value: object) -> None:
    found = rows.report({"text": "words", "date": value}, Source(origin="here", published=date(2020, 1, 1)))
    assert isinstance(found, Failure) and found.error == "bad-date" and "YYYY-MM-DD" in found.message


@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_missing_day_is_filled_by_the_given_one(value: object) -> None:
    found = rows.report({"text": "words", "date": value}, Source(origin="here", published=date(2020, 1, 1)))
    assert isinstance(found, Report) and found.published == date(2020, 1, 1)
