"""Meanings that lean on others: since, by, between, nights, and days counted from a day named before."""

from __future__ import annotations

from datetime import date

from .days import (
    DAY,
    UNANCHORED,
    UNDATED,
    Days,
    Meaning,
    Now,
    clipped,
    counted,
    made,
    month_end,
    month_of,
    moved,
    single,
    way,
    weekday_of,
)
from .words import WEEKDAY_NAMES

# What is said to be done "by August" is not so long over. Train records, 2026-11-22 (three months to eight).
FAR_BACK_DAYS = 92
SAME_DAY_HOURS = 6  # "six hours later" is told as the same day, more may run into the next; a convention


def vague(now: Now) -> Days:
    """A time that is said but not told: "previously"."""
    return Days(None, None, "open", "no day is said")


def recent(now: Now) -> Days:
    """Some time up to publication: nobody knows since when."""
    if now.published is None:
        return UNDATED
    return Days(None, now.published, "open", f"some time up to {now.published}")


def since(start: Meaning) -> Meaning:
    """From the first day of `start` to publication."""

    def meaning(now: Now) -> Days:
        days = start(now._replace(ahead=False))
        if days.first is None:
            return days
        last = now.published if now.published and now.published >= days.first else None
        precision = "days" if days.precision == "day" and last != days.first else days.precision
        return Days(days.first, last, precision if last else "open", f"since {days.basis}")

    return meaning


def until(end: Meaning) -> Meaning:
    """Up to the last day of `end`: from publication on if that lies ahead, else from nobody knows when."""

    def meaning(now: Now) -> Days:
        days = end(now)
        if days.last is None:
            return days
        last, published = days.last, now.published
        if published and last < published - FAR_BACK_DAYS * DAY:
            later = end(now._replace(ahead=True))  # "by August", said in April
            if later.last and later.last > published:
                days, last = later, later.last
        ahead = published is not None and last > published
        first = published if ahead else None
        return Days(first, last, "days" if first else "open", f"until {days.basis}")

    return meaning


def between(start: Meaning, end: Meaning) -> Meaning:
    """From the first day of `start` to the last of `end`; what `start` leaves out it takes from `end`."""

    def meaning(now: Now) -> Days:
        last = end(now)
        if last.last is None:
            first = start(now)
            return first._replace(last=None, precision="open")
        first = start(now._replace(published=last.last, ahead=False))
        if first.first is None or first.first > last.last:
            return last
        basis = f"{first.basis} to {last.basis}"
        if first.first == last.last:
            return Days(first.first, last.last, "day", basis)
        return Days(first.first, last.last, "year" if last.precision == "year" else "days", basis)

    return meaning


def overnight(into: Meaning | None = None) -> Meaning:
    """Two days: the one before and the one of publication, or the one that the night leads `into`."""

    def meaning(now: Now) -> Days:
        morning = into(now).last if into else now.published
        if morning is None:
            return UNDATED
        return Days(morning - DAY, morning, "days", f"the night into {morning}")

    return meaning


def night_of(start: Meaning) -> Meaning:
    """The night that begins on the day of `start`: two days."""

    def meaning(now: Now) -> Days:
        days = start(now)
        if days.first is None or days.last is None:
            return days
        return Days(days.first, days.last + DAY, "days", f"the night after {days.basis}")

    return meaning


def unanchored(count: int, unit: str, *, now: Now) -> Days:
    """What is left where no day is named before: a fresh report stands at its publication and looks back."""
    if now.published is None or not now.fresh or unit == "weekend" or (count > 0 and unit != "hour"):
        return UNANCHORED
    told = f"{now.published}, the publication, since no day is named before"
    if count == 0 and unit == "day":
        return single(now.published, told)
    if count == 0 or unit == "hour":
        return Days(None, now.published, "open", f"up to {told}")
    if unit == "month":
        return counted(now.published, count=count, unit=unit)
    return single(moved(now.published, count=count, unit=unit), f"{-count} {unit}s before {told}")


def from_anchor(count: int, unit: str) -> Meaning:
    """So many units from the last day named before; 0 = that very day."""

    def meaning(now: Now) -> Days:
        anchor = now.frame if unit in ("month", "year") and now.frame else now.anchor
        if anchor is None:
            return unanchored(count, unit, now=now)
        if unit == "hour":
            last = anchor if abs(count) <= SAME_DAY_HOURS else anchor + (count // abs(count)) * DAY
            days = sorted((anchor, last))
            return Days(
                days[0], days[1], "days" if days[0] < days[1] else "day", f"{count} hours from {anchor}"
            )
        if unit == "weekend":
            return counted(anchor, count=count, unit=unit)
        if unit in ("day", "week"):
            basis = f"{abs(count)} {unit}s {way(count)} {anchor}" if count else f"the same day as {anchor}"
            return single(moved(anchor, count=count, unit=unit), basis)
        return clipped(counted(anchor, count=count, unit=unit), now)

    return meaning


def some_from_anchor(unit: str, *, before: bool) -> Meaning:
    """Days, weeks or months from the last day named before, nobody knows how many: one end stays open."""

    def meaning(now: Now) -> Days:
        anchor = now.anchor
        if anchor is None:
            if before and unit != "hour" and now.fresh and now.published:
                return Days(None, now.published - DAY, "open", f"some {unit}s before {now.published}")
            return unanchored(0, unit, now=now) if unit == "hour" else UNANCHORED
        if unit == "hour":
            return single(anchor, f"hours {'before' if before else 'after'}, taken as the same day, {anchor}")
        if before:
            return Days(None, anchor - DAY, "open", f"some {unit}s before {anchor}")
        last = now.published if now.published and now.published > anchor else None
        return Days(anchor + DAY, last, "days" if last else "open", f"some {unit}s after {anchor}")

    return meaning


def weekday_near(weekday: int, *, side: int = 0) -> Meaning:
    """That weekday nearest to the day named before, or the next one before (-1) or after (1) it."""

    def meaning(now: Now) -> Days:
        anchor = now.anchor
        if anchor is None:
            return weekday_of(weekday)(now)
        away = (weekday - anchor.weekday()) % 7
        if side < 0 or (side == 0 and away > 3):
            away -= 7
        if side > 0 and away == 0:
            away = 7
        if side == 0 and now.published and anchor <= now.published < anchor + away * DAY:
            away -= 7
        return single(anchor + away * DAY, f"{WEEKDAY_NAMES[weekday]} seen from {anchor}")

    return meaning


def weekday_told(weekday: int) -> Meaning:
    """The day named before if it was that weekday ("eight days ago, on a Thursday"), else the last one."""

    def meaning(now: Now) -> Days:
        if now.anchor and now.anchor.weekday() == weekday:
            return single(now.anchor, f"{WEEKDAY_NAMES[weekday]}, the day named before")
        return weekday_of(weekday)(now)

    return meaning


def earlier_in(unit: str) -> Meaning:
    """From the start of the week, month or year of the day named before up to it: "earlier that week"."""

    def meaning(now: Now) -> Days:
        anchor = now.anchor or now.published
        if anchor is None:
            return UNDATED
        days = counted(anchor, count=0, unit=unit)
        return Days(days.first, anchor, "days", f"{days.basis}, up to {anchor}")

    return meaning


def at_least(count: int, unit: str) -> Meaning:
    """So many units before publication or longer ago: "more than a year ago"."""

    def meaning(now: Now) -> Days:
        if now.published is None:
            return UNDATED
        last = moved(now.published, count=-count, unit="week" if unit == "weekend" else unit)
        return Days(None, last, "open", f"{count} {unit}s or more before {now.published}")

    return meaning


def month_near(month: int) -> Meaning:
    """That month in the year of the time named before, or the last one."""

    def meaning(now: Now) -> Days:
        return month_of(now.frame.year if now.frame else None, month)(now)

    return meaning


def last_day_of(span: Meaning) -> Meaning:
    """The last day of the month that `span` means."""

    def meaning(now: Now) -> Days:
        days = span(now)
        if days.first is None:
            return days
        return single(month_end(days.first.year, days.first.month), f"last day of {days.basis}")

    return meaning


def exactly(count: int, unit: str, *, anchor: Meaning) -> Meaning:
    """So many units before or after the day of `anchor`: "a week ago yesterday"."""

    def meaning(now: Now) -> Days:
        day = anchor(now).first
        if day is None:
            return UNDATED
        return single(moved(day, count=count, unit=unit), f"{abs(count)} {unit}s {way(count)} {day}")

    return meaning


def of_year(month: int, year: Meaning) -> Meaning:
    """A month of a year that is named by "last year" or "this year"."""

    def meaning(now: Now) -> Days:
        found = year(now)
        if found.first is None:
            return found
        first, last = date(found.first.year, month, 1), month_end(found.first.year, month)
        return clipped(Days(first, last, "month", f"month {month} of {found.basis}"), now)

    return meaning


def day_of_year(month: int, day: int, *, year: Meaning) -> Meaning:
    """A day and a month of a year that is named by "last year" or "this year"."""

    def meaning(now: Now) -> Days:
        found = year(now)
        chosen = made(found.first.year, month, day=day) if found.first else None
        return single(chosen, f"day {day}, month {month} of {found.basis}") if chosen else UNDATED

    return meaning


def day_in_month(day: int, month: Meaning) -> Meaning:
    """A day of the month that `month` means: "the first of the month"."""

    def meaning(now: Now) -> Days:
        found = month(now)
        chosen = made(found.first.year, found.first.month, day=day) if found.first else None
        return single(chosen, f"day {day} of {found.basis}") if chosen else UNDATED

    return meaning


def last_days(month: Meaning) -> Meaning:
    """The last seven days of the month that `month` means."""

    def meaning(now: Now) -> Days:
        found = month(now)
        if found.first is None:
            return found
        last = month_end(found.first.year, found.first.month)
        return clipped(Days(last - 6 * DAY, last, "week", f"last week of {found.basis}"), now)

    return meaning


def week_in_month(week: int, month: Meaning) -> Meaning:
    """The days 1-7, 8-14, 15-21 or 22-28 of the month that `month` means."""

    def meaning(now: Now) -> Days:
        found = month(now)
        if found.first is None:
            return found
        first = found.first.replace(day=7 * week - 6)
        return clipped(Days(first, first + 6 * DAY, "week", f"week {week} of {found.basis}"), now)

    return meaning
