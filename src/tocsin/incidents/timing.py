"""When an incident happened: the narrowest days that its reports bear out, never narrower than they say.

An exact day is taken over a window of up to a week, that over "not after the first report", and that over
a month or a year. What cannot be, because the news was out before, is left aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ..values import Event, Period, Report

# News may bear the date of the day before where its publisher is west of the place.
TIME_ZONES = timedelta(days=1)
# A window up to this wide says more than that it was not after the first report.
NARROW = timedelta(days=6)
# News that names no day is of the last days before its publication (the same convention as in `sketching`).
NEWS = timedelta(days=3)
NEWS_WEIGHT, BACKGROUND_WEIGHT = 2, 1

Voted = list[tuple[Period, int]]


def when_of(events: Sequence[Event], reports: Mapping[str, Report]) -> Period | None:
    """The days of an incident from its events, or `None` if no report gives or implies any."""
    known = [(event.when, weight(event)) for event in events if event.when]
    out = out_since(events, reports)
    latest = out + TIME_ZONES if out else date.max
    periods = [(when, vote) for when, vote in known if (when.first or date.min) <= latest] or known
    days = [(when, vote) for when, vote in periods if when.first and when.first == when.last]
    if days:
        return most_named(days, periods)
    narrow = [(when, vote) for when, vote in periods if is_narrow(when)]
    if narrow:
        return met(most_named(narrow, periods), periods)
    bounded = [(when, vote) for when, vote in periods if when.first is None and when.last]
    wide = [(when, vote) for when, vote in periods if width(when) is not None]
    bound = min((when.last for when, _ in bounded if when.last), default=None)
    if wide and (bound is None or not reaches([when for when, _ in wide], bound)):
        shortest = min(width(when) or NARROW for when, _ in wide)
        return most_named([(when, vote) for when, vote in wide if width(when) == shortest], periods)
    if bound is not None:
        return next(when for when, _ in bounded if when.last == bound)
    return min((when for when, _ in periods), key=lambda when: str(when.first), default=None)


def weight(event: Event) -> int:
    """How much an event counts in a vote: who tells it as news looked closer."""
    return NEWS_WEIGHT if event.told_as == "news" else BACKGROUND_WEIGHT


def out_since(events: Sequence[Event], reports: Mapping[str, Report]) -> date | None:
    """Day on which the first report of it was published, unless it was only announced."""
    days = [
        report.published
        for event in events
        if event.stage != "threatened" and (report := reports.get(event.report_id)) and report.published
    ]
    return min(days, default=None)


def width(when: Period) -> timedelta | None:
    """Last day less first, or `None` where one is open."""
    return when.last - when.first if when.first and when.last else None


def is_narrow(when: Period) -> bool:
    """Whether a period names days or a week: not the first days of "this year"."""
    wide = width(when)
    return wide is not None and wide <= NARROW and when.precision in ("day", "days", "week")


def most_named(chosen: Voted, periods: Voted) -> Period:
    """The period with most votes; of equals the one that more of the others allow, then the earliest."""
    votes: Counter[tuple[date | None, date | None]] = Counter()
    for when, vote in chosen:
        votes[when.first, when.last] += vote
    allowed = {key: sum(vote for other, vote in periods if meets(key, other)) for key in votes}
    best = min(votes, key=lambda key: (-votes[key], -allowed[key], str(key)))
    return next(when for when, _ in chosen if (when.first, when.last) == best)


def meets(days: tuple[date | None, date | None], other: Period) -> bool:
    """Whether two windows have a day in common."""
    first, last = days
    after = last and other.first and other.first > last
    return not (after or (first and other.last and other.last < first))


def met(when: Period, periods: Voted) -> Period:
    """The window cut down to what all narrow and open windows allow that meet it, the most named first."""
    first, last = when.first, when.last
    for other, _ in sorted(periods, key=lambda pair: (-pair[1], str(pair[0].last), str(pair[0].first))):
        if (other.first and not is_narrow(other)) or not meets((first, last), other):
            continue
        first = max(day for day in (first, other.first) if day) if first or other.first else None
        last = min(day for day in (last, other.last) if day) if last or other.last else None
    if (first, last) == (when.first, when.last):
        return when
    return Period(
        first=first,
        last=last,
        precision="day" if first == last else "days",
        basis="what the reports have in common",
    )


def reaches(wide: Sequence[Period], latest: date) -> bool:
    """Whether a month or year allows the days before the first report: then it adds nothing to them."""
    return any(meets((latest - NEWS, latest), when) for when in wide)
