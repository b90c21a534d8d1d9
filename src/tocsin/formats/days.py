"""A day of publication from the ways in which files write it; a guess is never made.

The day is the one written, in the publisher's own time zone: "Sunday" in the report is counted from it.
"""

from __future__ import annotations

import re
from datetime import date

# Years outside are slips or placeholders (0001-01-01 is what some programs write for "none").
FIRST_YEAR = 1800
LAST_YEAR = 2200

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_TIME = r"(?:(?:\s*[T,]\s*|\s+)(?:at\s+)?\d{1,2}[:.]?\d\d\b.*)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}})(?:Z|{_TIME})", re.IGNORECASE | re.DOTALL)
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4}(?:\d\d)?Z?)?")
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+([a-z]{{3,9}})\.?,?[\s-]+(\d{{4}}){_TIME}",
    re.IGNORECASE | re.DOTALL,
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}([a-z]{{3,9}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_TIME}",
    re.IGNORECASE | re.DOTALL,
)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_TIME}", re.IGNORECASE | re.DOTALL)


def day(written: object) -> date | None:
    """The day that a value names, whole and without doubt; else `None`.

    A year or a month alone is no day, and neither is 03/04/2020, which two continents read differently.

    >>> day("Mon, 27 Jan 2020 01:30:00 +0300"), day("2020-01-27T22:15:00Z"), day("27/01/2020")
    (datetime.date(2020, 1, 27), datetime.date(2020, 1, 27), datetime.date(2020, 1, 27))
    >>> day("2020"), day("January 2020"), day("03/04/2020")
    (None, None, None)
    """
    if isinstance(written, bool) or not isinstance(written, str | int):
        return None
    text = str(written).strip() if not isinstance(written, int) or abs(written) < 10**15 else ""
    if len(text) > 100:
        return None
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(match[1], match[3], number=match[4])
    if match := _DIGITS.fullmatch(text):
        return _date(match[1], match[2], number=match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return _date(match[3], _MONTHS.get(match[2].lower(), 0), number=match[1])
    if match := _MONTH_FIRST.fullmatch(text):
        return _date(match[3], _MONTHS.get(match[1].lower(), 0), number=match[2])
    if match := _YEAR_LAST.fullmatch(text):
        return _unambiguous(match[1], match[3], year=match[4])
    return None


def _unambiguous(one: str, two: str, *, year: str) -> date | None:
    if int(one) <= 12 and int(two) <= 12 and one != two:
        return None
    number, month = (two, one) if int(two) > 12 else (one, two)
    return _date(year, month, number=number)


def _date(year: str, month: str | int, *, number: str) -> date | None:
    try:
        found = date(int(year), int(month), int(number))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
