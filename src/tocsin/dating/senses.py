"""What a marked time means: a `Sense` with days, type and value as ISO-TimeML writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from ..values import DatePrecision, Span
from .days import DAY, month_end, months_on

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
# What else a sense is, so that neighbours can be joined: a weekday alone, a day, a time of the clock, a part
# of the day, a length of time, or anything else.
Kind = Literal["weekday", "day", "clock", "part", "length", "other"]
SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
# The days of the month at which its early and middle part end, and the months for a year; the same as those
# that `find` uses, which were tuned on the train records, 2026-11-22.
MONTH_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
YEAR_PARTS = {"early": (1, 3), "mid": (4, 9), "late": (10, 12)}
# The halves of a diary: early = the first half, late = the second, and the middle between.
DIARY_MONTH_PARTS = {"early": (1, 15), "mid": (10, 20), "late": (16, 31)}
DIARY_YEAR_PARTS = {"early": (1, 6), "mid": (4, 9), "late": (7, 12)}
WEEK_PARTS = {"early": (0, 2), "mid": (1, 4), "late": (3, 6)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time expression: its span, the days `first` to `last` (`None` where open), and the TIMEX3 value.

    `value` is of ISO-TimeML: 2013-03-04, 2013-W11, 2013-03-04TNI, P1M, XXXX-WXX-1, PAST_REF.
    """

    span: Span
    first: date | None
    last: date | None
    precision: DatePrecision
    type: TimexType
    value: str


class Sense(NamedTuple):
    """Days (both inclusive, `None` where open), how fine they are, and the type and value of TIMEX3."""

    first: date | None
    last: date | None
    precision: DatePrecision
    type: TimexType
    value: str
    kind: Kind = "other"


def open_sense(kind: TimexType, value: str) -> Sense:
    """A time of which no day is known."""
    return Sense(None, None, "open", kind, value)


def day_sense(day: date, kind: Kind = "day") -> Sense:
    """One day."""
    return Sense(day, day, "day", "DATE", day.isoformat(), kind)


def week_sense(day: date) -> Sense:
    """The week, Monday to Sunday, in which a day lies."""
    monday = day - day.weekday() * DAY
    year, week, _ = monday.isocalendar()
    return Sense(monday, monday + 6 * DAY, "week", "DATE", f"{year}-W{week:02}")


def weekend_sense(day: date) -> Sense:
    """Saturday and Sunday of the week in which a day lies."""
    saturday = day + (5 - day.weekday()) * DAY
    year, week, _ = saturday.isocalendar()
    return Sense(saturday, saturday + DAY, "days", "DATE", f"{year}-W{week:02}-WE")


def month_sense(year: int, month: int) -> Sense:
    """A month."""
    return Sense(date(year, month, 1), month_end(year, month), "month", "DATE", f"{year:04}-{month:02}")


def months_sense(year: int, month: int, *, count: int, value: str) -> Sense:
    """So many months from one on: quarters, halves, seasons."""
    first = date(year, month, 1)
    return Sense(first, months_on(first, count) - DAY, "season", "DATE", value)


def quarter_sense(year: int, quarter: int) -> Sense:
    """A quarter of a year."""
    return months_sense(year, 3 * quarter - 2, count=3, value=f"{year:04}-Q{quarter}")


def season_sense(year: int, season: str) -> Sense:
    """A season by its two letters (SP, SU, FA, WI), which begins in that year."""
    return months_sense(year, SEASON_STARTS[season], count=3, value=f"{year:04}-{season}")


def years_sense(first: int, last: int, *, value: str) -> Sense:
    """Whole years."""
    if not 1 <= first <= last <= 9999:
        return open_sense("DATE", value)
    return Sense(date(first, 1, 1), date(last, 12, 31), "year", "DATE", value)


def year_sense(year: int) -> Sense:
    """A year."""
    return years_sense(year, year, value=f"{year:04}")


def decade_sense(start: int) -> Sense:
    """Ten years; the value is the year's first three digits."""
    return years_sense(start, start + 9, value=f"{start // 10}")


def century_sense(number: int) -> Sense:
    """A hundred years from the one that ends in two noughts, as the value (its first two digits) has it."""
    return years_sense(max(1, 100 * number - 100), 100 * number - 1, value=f"{number - 1:02}")


def unit_sense(day: date, letter: str) -> Sense:
    """The unit (by its letter) in which a day lies."""
    if letter == "W":
        return week_sense(day)
    if letter == "E":
        return weekend_sense(day)
    if letter == "M":
        return month_sense(day.year, day.month)
    if letter == "Q":
        return quarter_sense(day.year, (day.month + 2) // 3)
    if letter == "Y":
        return year_sense(day.year)
    if letter == "X":
        return decade_sense(day.year // 10 * 10)
    if letter == "C":
        return century_sense(day.year // 100 + 1)
    if letter == "F":
        monday = day - day.weekday() * DAY
        return Sense(monday, monday + 13 * DAY, "days", "DATE", week_sense(monday).value)
    return day_sense(day)


def moved(day: date, count: float, *, letter: str) -> date:
    """`day` so many units later (earlier if negative); hours and less are counted in whole days."""
    try:
        if letter in "DWEFN":
            return day + timedelta(days=round(count * {"D": 1, "N": 1, "F": 14}.get(letter, 7)))
        if letter in "HTS":
            return day + timedelta(hours=int(count * {"H": 3600, "T": 60, "S": 1}[letter] / 3600))
        return months_on(day, round(count * {"M": 1, "Q": 3, "Y": 12, "X": 120, "C": 1200}[letter]))
    except (OverflowError, ValueError):
        return day


def part_of(sense: Sense, part: str, *, diary: bool) -> Sense:
    """The early, mid or late days of a sense; the value stays that of the whole, as TIMEX3 has it."""
    first, last = sense.first, sense.last
    if first is None or last is None or not part:
        return sense
    months = DIARY_MONTH_PARTS if diary else MONTH_PARTS
    years = DIARY_YEAR_PARTS if diary else YEAR_PARTS
    if sense.precision == "month":
        end = min(months[part][1], last.day)
        return sense._replace(first=first.replace(day=months[part][0]), last=first.replace(day=end))
    if sense.precision == "year":
        span = last.year - first.year + 1
        if span == 1:
            start, stop = years[part]
            return sense._replace(first=date(first.year, start, 1), last=month_end(first.year, stop))
        if span < 10:
            return sense
        begin, stop = {"early": (0, 3), "mid": (4, 6), "late": (6, 9)}[part]
        tenth = span // 10
        return sense._replace(
            first=date(first.year + begin * tenth, 1, 1),
            last=date(first.year + (stop + 1) * tenth - 1, 12, 31),
        )
    if sense.precision == "week" and last - first == 6 * DAY:
        start, stop = WEEK_PARTS[part]
        return sense._replace(first=first + start * DAY, last=first + stop * DAY)
    return sense


def length_value(counts: list[tuple[float | None, str]]) -> str:
    """ISO 8601 length of so many units each: P3Y, PT30M, P1M21D, PXD where no number is told."""
    days, hours = "", ""
    for letter in "CXYQMFWEDHTS":
        for count, unit in counts:
            if unit != letter:
                continue
            if letter in "XC" and count is not None:
                letter, count = "Y", count * (10 if unit == "X" else 100)
            number = "X" if count is None else f"{count:g}" if count < 1e6 else f"{count:.0f}"
            if letter == "F" and count is not None:
                number = f"{count * 2:g}"
            name = {"F": "W", "E": "WE", "X": "DE", "C": "CE", "T": "M"}.get(letter, letter)
            if letter in "HTS":
                hours += number + name
            else:
                days += number + name
    return f"P{days}" + (f"T{hours}" if hours else "")
