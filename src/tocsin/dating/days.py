"""What time words mean: from a day of publication to days, without a word of English grammar.

Every function here gives a *meaning*: ask it with a `Now`, and it answers with `Days`.
Weeks run from Monday to Sunday; seasons are the meteorological ones of the northern half of the earth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from ..values import DatePrecision
from .words import MONTH_NAMES, WEEKDAY_NAMES

# A report may carry the date of a time zone behind the event: so many days ahead still count as "past".
# Tuned on the train records, 2026-11-22: one day is needed, none needs more.
SLACK_DAYS = 1
# "last Thursday", said on a Friday, is the Thursday of the week before. Train records, 2026-11-22 (2 of 2).
LAST_GAP_DAYS = 2
DAY = timedelta(days=1)


class Now(NamedTuple):
    """Where the reader stands: publication, the last day named before, and whether the clause looks ahead.

    `frame` = the first day of the day, month or year named last: where "that July" and "the 9th" lie.
    `here` = the last day named before in the same sentence.
    `fresh` = no time but that of publication has been named so far: the story still stands there.
    `told` = the days of what the report has told so far, by sort and name (see `happenings`).
    """

    published: date | None
    anchor: date | None = None
    ahead: bool = False
    fresh: bool = True
    told: Mapping[tuple[str, str], date | None] = MappingProxyType({})
    frame: date | None = None
    here: date | None = None


class Days(NamedTuple):
    """Both days inclusive, `None` where open; `basis` says how they came about."""

    first: date | None
    last: date | None
    precision: DatePrecision
    basis: str


Meaning = Callable[[Now], Days]


def unknown(basis: str) -> Days:
    """No day at all, and why."""
    return Days(None, None, "open", basis)


UNDATED = unknown("the day of publication is not known")
UNANCHORED = unknown("no day is named before that this could be counted from")


def single(day: date, basis: str) -> Days:
    """One day."""
    return Days(day, day, "day", basis)


def clipped(days: Days, now: Now) -> Days:
    """`days` cut at publication: what is told as past ends there, what lies ahead begins there."""
    published = now.published
    if published and days.first and days.last and days.first <= published < days.last and not now.ahead:
        return days._replace(last=published, basis=f"{days.basis}, up to publication")
    if published and days.first and days.last and now.ahead and days.first < published <= days.last:
        return days._replace(first=published, basis=f"{days.basis}, from publication on")
    return days


def made(year: int, month: int, *, day: int) -> date | None:
    """That date, or `None` where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months_on(day: date, months: int) -> date:
    """The same day so many months later (earlier if negative), or the last day of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return made(year, month, day=day.day) or month_end(year, month)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - DAY


def calendar_day(year: int | None, month: int, *, day: int) -> Meaning:
    """A day of the calendar; without a year the last such day before publication, or the nearest ahead."""

    def meaning(now: Now) -> Days:
        name = f"{day} {MONTH_NAMES[month - 1]}"
        if year is not None:
            exact = made(year, month, day=day)
            return single(exact, f"{name} {year}") if exact else unknown(f"no {name} in {year}")
        if now.published is None:
            return UNDATED
        found = nearest(now, month=month, day=day)
        return single(found, f"{name} nearest to {now.published}") if found else unknown(f"no {name}")

    return meaning


def nearest(now: Now, *, month: int, day: int) -> date | None:
    """The last such day on or before publication; where the clause looks ahead, the nearest."""
    published = now.published or date.min
    years = range(published.year + 1, max(published.year - 9, 1), -1)
    days = (found for found in (made(year, month, day=day) for year in years) if found)
    if now.ahead:
        return min(days, key=lambda found: abs(found - published), default=None)
    return next((found for found in days if found <= published + SLACK_DAYS * DAY), None)


def calendar_days(year: int | None, month: int, *, days: tuple[int, int]) -> Meaning:
    """From one day to another of the same month."""

    def meaning(now: Now) -> Days:
        last = calendar_day(year, month, day=days[1])(now)
        first = made(last.last.year, month, day=days[0]) if last.last else None
        if first is None or last.last is None or first > last.last:
            return last
        return Days(first, last.last, "days", f"{days[0]} to {last.basis}")

    return meaning


def day_of_month(day: int, weekday: int | None = None) -> Meaning:
    """A day of a month that is not named: the nearest one to the time named last, not after publication.

    Where none is named, the last before publication; on that weekday, if one is given.
    """

    def meaning(now: Now) -> Days:
        if now.published is None:
            return UNDATED
        start = now.published if now.frame is None or weekday is not None else min(now.frame, now.published)
        months = (months_on(start.replace(day=1), away) for away in (0, 1, *range(-1, -13, -1)))
        days = [made(month.year, month.month, day=day) for month in months]
        past = [d for d in days if d and d <= now.published and weekday in (None, d.weekday())]
        if not past:
            return unknown(f"no day {day}")
        found = min(past, key=lambda d: abs(d - start))
        return single(found, f"day {day} of a month, nearest to {start}")

    return meaning


def month_of(year: int | None, month: int, *, part: str = "") -> Meaning:
    """A month or its early (1-10), mid (11-20) or late (21-) days; without a year the last that has begun."""

    def meaning(now: Now) -> Days:
        chosen = year
        if chosen is None:
            if now.published is None:
                return UNDATED
            chosen = now.published.year - (month > now.published.month)
            if now.ahead:
                chosen = now.published.year + (month < now.published.month)
        first, last = date(chosen, month, 1), month_end(chosen, month)
        if part:
            first, last = {
                "early": (first, first.replace(day=10)),
                "mid": (first.replace(day=11), first.replace(day=20)),
                "late": (first.replace(day=21), last),
            }[part]
        name = f"{part} {MONTH_NAMES[month - 1]} {chosen}".strip()
        return clipped(Days(first, last, "days" if part else "month", name), now)

    return meaning


def year_of(year: int, part: str = "") -> Meaning:
    """A year, or its early (January-March), mid (April-September) or late (October-December) months."""

    def meaning(now: Now) -> Days:
        months = {"": (1, 12), "early": (1, 3), "mid": (4, 9), "late": (10, 12)}[part]
        days = Days(date(year, months[0], 1), month_end(year, months[1]), "year", f"{part} {year}".strip())
        return clipped(days, now._replace(ahead=False))

    return meaning


def decade_of(start: int, part: str = "") -> Meaning:
    """A decade, or its early (0-3), mid (4-6) or late (6-9) years."""

    def meaning(now: Now) -> Days:
        years = {"": (0, 9), "early": (0, 3), "mid": (4, 6), "late": (6, 9)}[part]
        first, last = date(start + years[0], 1, 1), date(start + years[1], 12, 31)
        return clipped(Days(first, last, "year", f"{part} {start}s".strip()), now)

    return meaning


def season_of(month: int, year: int | None, *, which: str = "") -> Meaning:
    """Three months from `month` on; without a year the last season that has begun ("last": that is over)."""

    def meaning(now: Now) -> Days:
        if year is None and now.published is None:
            return UNDATED
        chosen = year if year is not None else (now.published or date.min).year
        first = date(chosen, month, 1)
        if year is None and now.published:
            if first > now.published:
                first = date(chosen - 1, month, 1)
            if which == "last" and months_on(first, 3) > now.published:
                first = first.replace(year=first.year - 1)
            if which == "next" or (not which and now.ahead and months_on(first, 3) <= now.published):
                first = first.replace(year=first.year + 1)
        last = months_on(first, 3) - DAY
        return clipped(Days(first, last, "season", f"season from {MONTH_NAMES[month - 1]} {first.year}"), now)

    return meaning


def weekday_of(weekday: int, which: str = "") -> Meaning:
    """That weekday: the last on or before publication; `which` is "", "last", "next" or "previous"."""

    def meaning(now: Now) -> Days:
        name = WEEKDAY_NAMES[weekday]
        start = (now.anchor or now.published) if which == "previous" else now.published
        if start is None:
            return UNDATED
        if which == "next" or (now.ahead and not which):
            gap = (weekday - start.weekday()) % 7 or (7 if which else 0)
            return single(start + gap * DAY, f"{name} {'after' if which else 'on or after'} {start}")
        gap = (start.weekday() - weekday) % 7
        least = {"last": LAST_GAP_DAYS, "previous": 1}.get(which, 0)
        gap += 7 if gap < least else 0
        return single(start - gap * DAY, f"{name} {'before' if least else 'on or before'} {start}")

    return meaning


def weekday_in_week(weekday: int, weeks: int) -> Meaning:
    """That day of the week so many weeks from the one of publication."""

    def meaning(now: Now) -> Days:
        if now.published is None:
            return UNDATED
        monday = now.published - now.published.weekday() * DAY + weeks * 7 * DAY
        return single(monday + weekday * DAY, f"{WEEKDAY_NAMES[weekday]} of the week of {monday}")

    return meaning


def shifted(count: int, unit: str, *, exact: bool = False) -> Meaning:
    """The day, week, month or year so many units from publication; `exact` = that very day."""

    def meaning(now: Now) -> Days:
        if now.published is None:
            return UNDATED
        days = counted(now.published, count=count, unit=unit)
        if exact and unit != "day":
            day = moved(now.published, count=count, unit=unit)
            return single(day, f"exactly {abs(count)} {unit}s {way(count)} {now.published}")
        return clipped(days, now) if count == 0 else days

    return meaning


def way(count: int) -> str:
    """The direction of a count in words."""
    return "before" if count < 0 else "after"


def moved(day: date, *, count: int, unit: str) -> date:
    """`day` moved by so many units."""
    if unit in ("day", "week"):
        return day + count * (7 if unit == "week" else 1) * DAY
    return months_on(day, count * {"month": 1, "year": 12, "decade": 120}[unit])


def counted(start: date, *, count: int, unit: str) -> Days:
    """The whole unit (day, week, month, year) that lies so many units from `start`."""
    basis = f"{unit} {abs(count)} {way(count)} that of {start}" if count else f"the {unit} of {start}"
    if unit == "day":
        return single(start + count * DAY, f"{abs(count)} days {way(count)} {start}" if count else str(start))
    if unit == "hour":
        spell = (abs(count) // 24 + 1) * DAY
        return Days(start - spell, start, "days", f"{abs(count)} hours before {start}")
    if unit == "week":
        monday = start + (count * 7 - start.weekday()) * DAY
        return Days(monday, monday + 6 * DAY, "week", basis)
    if unit == "weekend":
        saturday = start - (start.weekday() - 5) % 7 * DAY
        if count < 0 and start.weekday() >= 5:
            saturday -= 7 * DAY
        saturday += 7 * max(count, 0) * DAY
        return Days(saturday, saturday + DAY, "days", f"Saturday and Sunday, seen from {start}")
    if unit == "month":
        first = months_on(start.replace(day=1), count)
        return Days(first, month_end(first.year, first.month), "month", basis)
    year = start.year + count * (10 if unit == "decade" else 1)
    return Days(date(year, 1, 1), date(year, 12, 31), "year", basis)


def some_ago(unit: str) -> Meaning:
    """At the latest one unit before publication: "weeks ago"."""

    def meaning(now: Now) -> Days:
        if now.published is None:
            return UNDATED
        last = now.published if unit in ("hour", "weekend") else moved(now.published, count=-1, unit=unit)
        return Days(None, last, "open", f"some {unit}s before {now.published}")

    return meaning


def since_unit(unit: str, *, later: bool = False) -> Meaning:
    """From the start of the current week, month or year to publication ("later": from there to its end).

    What was earlier in the week was not on the day of publication itself. Train records, 2026-11-22 (4 of 5).
    """

    def meaning(now: Now) -> Days:
        if now.published is None:
            return UNDATED
        days = clipped(counted(now.published, count=0, unit=unit), now._replace(ahead=later))
        if later or unit != "week" or days.first == days.last:
            return days
        return days._replace(last=now.published - DAY, basis=f"{days.basis}, before {now.published}")

    return meaning


def part_of_unit(part: str, unit: str, *, weeks: int = 0) -> Meaning:
    """The early, mid or late part of the current month or year, or of a week."""

    def meaning(now: Now) -> Days:
        if now.published is None:
            return UNDATED
        if unit == "month":
            return month_of(now.published.year, now.published.month, part=part)(now)
        if unit == "year":
            return year_of(now.published.year, part)(now)
        return clipped(counted(now.published, count=weeks, unit=unit), now)

    return meaning


def lasting(count: int, unit: str) -> Meaning:
    """So many units that end with publication; days are counted with the last one in."""

    def meaning(now: Now) -> Days:
        if now.published is None:
            return UNDATED
        basis = f"{count} {unit}s up to {now.published}"
        if unit == "hour":
            first = now.published - max(1, -(-count // 24)) * DAY
        elif unit == "day":
            first = now.published - (count - 1) * DAY
        else:
            first = moved(now.published, count=-count, unit="week" if unit == "weekend" else unit)
        return Days(first, now.published, "day" if first == now.published else "days", basis)

    return meaning


def coming(count: int | None, unit: str) -> Meaning:
    """From publication so many units on; open where no number is said."""

    def meaning(now: Now) -> Days:
        if now.published is None:
            return UNDATED
        last = None
        if count is not None:
            last = now.published + DAY * (count // 24 + 1) if unit == "hour" else None
            last = last or moved(now.published, count=count, unit="week" if unit == "weekend" else unit)
        return Days(now.published, last, "days" if last else "open", f"from {now.published} on")

    return meaning
