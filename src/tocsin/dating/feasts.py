"""The days of feasts: fixed ones, Easter and those that hang on it, and those of the Islamic calendar."""

from __future__ import annotations

from datetime import date, timedelta

from .days import DAY, UNDATED, Days, Meaning, Now, clipped, nearest, single
from .words import bag

# Words of a feast -> (month, day).
FIXED = {
    ("new", "year", "'s", "day"): (1, 1),
    ("new", "year", "day"): (1, 1),
    ("new", "years", "day"): (1, 1),
    ("new", "year", "'s", "eve"): (12, 31),
    ("new", "year", "eve"): (12, 31),
    ("new", "years", "eve"): (12, 31),
    ("christmas", "day"): (12, 25),
    ("christmas", "eve"): (12, 24),
    ("christmas",): (12, 25),
    ("boxing", "day"): (12, 26),
    ("valentine", "'s", "day"): (2, 14),
    ("valentines", "day"): (2, 14),
    ("may", "day"): (5, 1),
    ("halloween",): (10, 31),
}
# Words of a feast -> days after Easter Sunday.
MOVABLE = {
    ("palm", "sunday"): -7,
    ("maundy", "thursday"): -3,
    ("holy", "thursday"): -3,
    ("good", "friday"): -2,
    ("holy", "saturday"): -1,
    ("easter", "sunday"): 0,
    ("easter", "monday"): 1,
    ("easter", "day"): 0,
    ("ash", "wednesday"): -46,
    ("easter",): 0,
}
# Words of a feast -> Islamic month, first and last day.
LUNAR = {
    ("eid", "al-fitr"): (10, 1, 1),
    ("eid", "ul-fitr"): (10, 1, 1),
    ("eid", "al-adha"): (12, 10, 10),
    ("eid", "ul-adha"): (12, 10, 10),
    ("ashura",): (1, 10, 10),
    ("ashoura",): (1, 10, 10),
    ("ramadan",): (9, 1, 29),
}
# The arithmetic calendar may differ from the one that people saw in the sky by a day either way.
LUNAR_MARGIN = timedelta(days=1)
ISLAMIC_EPOCH = date(622, 7, 19).toordinal()  # 1 Muharram 1, civil reckoning, in the Gregorian calendar
# A feast so near is the coming one, even where no word looks ahead. Train records, 2026-11-22 (2 of 2).
NEAR_FEAST_DAYS = 7
# An attack called by its day: month, day -> year, and the words that make it a name.
NAMED_DAYS = {(9, 11): 2001, (10, 7): 2023, (1, 6): 2021}
NAMING = bag("attack attacks terrorist terror hijackers hijackings massacre riot riots insurrection")


def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year (the anonymous computus of 1876)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def islamic(year: int, month: int, *, day: int) -> date:
    """The day of the arithmetic Islamic calendar, good to a day either way."""
    leaps = (3 + 11 * year) // 30
    return date.fromordinal(ISLAMIC_EPOCH + day - 1 + -(-(59 * (month - 1)) // 2) + (year - 1) * 354 + leaps)


def feast(words: tuple[str, ...], year: int | None) -> Meaning:
    """The feast's day or days; without a year the last before publication, or the nearest ahead."""

    def meaning(now: Now) -> Days:
        if year is None and now.published is None:
            return UNDATED
        name = " ".join(words).replace(" 's", "'s")
        if words in FIXED and year is None:
            month, day = FIXED[words]
            found = nearest(now._replace(ahead=True), month=month, day=day)
            if found and now.published and found > now.published + NEAR_FEAST_DAYS * DAY and not now.ahead:
                found = nearest(now, month=month, day=day)
            return single(found, f"{name} nearest to {now.published}") if found else UNDATED
        centre = year if year is not None else (now.published or date.min).year
        years = (centre,) if year is not None else (centre + 1, centre, centre - 1)
        spells = [spell for each in years for spell in spells_of(words, each)]
        if year is None and now.published:
            published = now.published
            begun = [spell for spell in spells if spell[0] <= published]
            spells = sorted(spells, key=lambda s: abs(s[0] - published)) if now.ahead else begun
        if not spells:
            return UNDATED
        first, last = spells[0]
        return clipped(Days(first, last, "day" if first == last else "days", f"{name} {first.year}"), now)

    return meaning


def spells_of(words: tuple[str, ...], year: int) -> list[tuple[date, date]]:
    """First and last day of each such feast that falls in a year, the latest first."""
    if words in FIXED:
        day = date(year, *FIXED[words])
        return [(day, day)]
    if words in MOVABLE:
        day = easter(year) + MOVABLE[words] * DAY
        return [(day, day)]
    month, start, end = LUNAR[words]
    lunar = (year - 622) * 33 // 32
    spells = []
    for each in (lunar + 2, lunar + 1, lunar, lunar - 1):
        first = islamic(each, month, day=start)
        if first.year == year:
            last = islamic(each, month, day=end)
            spells.append((first - LUNAR_MARGIN, last + LUNAR_MARGIN))
    return spells


def named_day(month: int, day: int, *, word: str) -> int | None:
    """The year of a day that has become a name ("the September 11 attacks"), else `None`."""
    return NAMED_DAYS.get((month, day)) if word in NAMING else None


def named_day_of(year: int, month: int, *, day: int) -> Meaning:
    """That day of that year, if it is over at publication; else the last such day."""

    def meaning(now: Now) -> Days:
        found = date(year, month, day)
        if now.published is None or found <= now.published:
            return single(found, f"the attacks known by this date, {found}")
        last = nearest(now, month=month, day=day)
        return single(last, f"last before {now.published}") if last else UNDATED

    return meaning
