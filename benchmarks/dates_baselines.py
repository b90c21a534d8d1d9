"""Other libraries as they come, each an optional dependency of this benchmark alone.

They get the words of the expression and the day of publication, and are asked to take bare days as past
where they have a switch for it. What they answer is written as days and, where they tell how fine it is,
as a value.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any, NamedTuple

from .dates_gold import Case, expanded

Program = Callable[[Case], "Answer | None"]


class Answer(NamedTuple):
    """First and last day, both inclusive, and the value as TIMEX3 writes it."""

    first: date | None
    last: date | None
    value: str


def imported(*names: str) -> Any | None:
    """The first module of that name, or `None` where it is not installed."""
    for name in names:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return import_module(name)
        except ImportError:
            continue
    return None


def noon(case: Case) -> datetime:
    """The moment that relative words are counted from."""
    day = case.published or date(2000, 1, 1)
    return datetime(day.year, day.month, day.day, 12)


def by_dateparser() -> Program | None:
    """dateparser, told to prefer the past."""
    module = imported("dateparser.date")
    if module is None:
        return None

    def program(case: Case) -> Answer | None:
        settings = {"RELATIVE_BASE": noon(case), "PREFER_DATES_FROM": "past"}
        parser = module.DateDataParser(languages=["en"], settings=settings)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            data = parser.get_date_data(case.text[case.start : case.end])
        return whole(data.date_obj.date(), data.period) if data and data.date_obj else None

    return program


def whole(day: date, period: str) -> Answer:
    """A day, or the week, month or year that it stands for."""
    if period == "week":
        monday = day - timedelta(days=day.weekday())
        year, week, _ = monday.isocalendar()
        return Answer(monday, monday + timedelta(days=6), f"{year}-W{week:02}")
    value = {"month": f"{day:%Y-%m}", "year": f"{day:%Y}"}.get(period, day.isoformat())
    ends = expanded(value) or (day, day)
    return Answer(*ends, value)


def by_parsedatetime() -> Program | None:
    """parsedatetime."""
    module = imported("parsedatetime")
    if module is None:
        return None
    calendar = module.Calendar()

    def program(case: Case) -> Answer | None:
        found, status = calendar.parseDT(case.text[case.start : case.end], sourceTime=noon(case))
        day = found.date()
        return Answer(day, day, day.isoformat()) if status else None

    return program


def by_recognizers() -> Program | None:
    """recognizers-text, of whose values the earliest is taken."""
    module = imported("recognizers_date_time")
    if module is None:
        return None

    def program(case: Case) -> Answer | None:
        try:
            found = module.recognize_datetime(
                case.text[case.start : case.end], module.Culture.English, reference=noon(case)
            )
        except (AttributeError, KeyError, TypeError, ValueError, IndexError):
            return None  # it fails on some of its own cases
        values = found[0].resolution["values"] if found and found[0].resolution else []
        return earliest(values)

    return program


def earliest(values: list[dict[str, str]]) -> Answer | None:
    """The first of the resolutions as days; the end of a range is counted out."""
    for value in values:
        timex = value.get("timex", "")
        start = moment(value.get("start") or value.get("value"))
        end = moment(value.get("end"))
        last = (
            end - timedelta(days=1) if end else (start if value.get("type") in ("date", "datetime") else None)
        )
        if start and last and last < start:
            last = start
        known = "X" not in timex and not timex.startswith("(")
        if start or end or timex:
            return Answer(start, last, timex if known or not start else start.isoformat())
    return None


def moment(text: str | None) -> date | None:
    """The day of a time stamp, if it is one."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


BASELINES: dict[str, Callable[[], Program | None]] = {
    "dateparser": by_dateparser,
    "parsedatetime": by_parsedatetime,
    "recognizers-text": by_recognizers,
}
