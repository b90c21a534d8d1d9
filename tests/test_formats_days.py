"""A day is read only where it is written in full."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.formats.days import FIRST_YEAR, LAST_YEAR, day

DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        "2020-01-27",
        "2020-01-27T23:59:00-05:00",
        "2020-01-27 10:00",
        "20200127",
        "20200127103000",
        20200127,
        "2020/1/27",
        "Mon, 27 Jan 2020 01:30:00 +0300",
        "27 January 2020",
        "27th Jan. 2020",
        "January 27, 2020",
        "Monday, January 27th, 2020 at 10:15 AM",
        "27.01.2020",
        " 2020-01-27 ",
    ],
)
def test_a_full_day_is_read_as_written_without_a_shift_of_time_zone(written: object) -> None:
    assert day(written) == date(2020, 1, 27)


@pytest.mark.parametrize(
    "written",
    ["2020", 2020, "January 2020", "2020-01", "03/04/2020", "2020-02-30", "0001-01-01T00:00:00Z", "27/01/20",
     "yesterday", "", None, True, 1.5, [], "2020-01-27" * 50, 10**400, "version 2020-01-27"],
)  # fmt: skip
def test_what_is_no_full_day_is_not_guessed(written: object) -> None:
    assert day(written) is None


@given(DAYS)
def test_every_iso_day_comes_back(when: date) -> None:
    assert day(when.isoformat()) == when
    assert day(f"{when.isoformat()}T00:00:00Z") == when


@given(DAYS)
def test_numbers_separated_by_slashes_are_never_read_as_another_day(when: date) -> None:
    assert day(f"{when.day}/{when.month}/{when.year}") in (when, None)
    assert day(f"{when.month}/{when.day}/{when.year}") in (when, None)
