"""Feasts and days of remembrance that the marks know besides those that reports date events by."""

from __future__ import annotations

from datetime import date
from functools import cache
from math import radians, sin

from .coding import TOKEN
from .days import DAY
from .feasts import FIXED, LUNAR, MOVABLE, easter, islamic, spells_of

# Name -> (month, day).
DAYS = {
    "saint patrick's day": (3, 17), "st patrick's day": (3, 17), "saint patrick": (3, 17),
    "earth day": (4, 22),
    "independence day": (7, 4), "international workers' day": (5, 1), "int'l workers day": (5, 1),
    "workers' day": (5, 1), "may day": (5, 1), "juneteenth": (6, 19), "freedom day": (6, 19),
    "jubilee day": (6, 19), "veterans day": (11, 11), "armistice day": (11, 11), "groundhog day": (2, 2),
    "april fools": (4, 1), "april fools' day": (4, 1), "inauguration day": (1, 20), "bastille day": (7, 14),
    "yuandan": (1, 1), "nowruz": (3, 20), "women's day": (3, 8), "international women's day": (3, 8),
    "new year": (1, 1), "halloween": (10, 31), "all saints' day": (11, 1), "epiphany": (1, 6),
    "white lover day": (3, 14), "guy fawkes": (11, 5), "guy fawkes day": (11, 5), "singles day": (11, 11),
}  # fmt: skip
# Name -> (month, weekday, which of the month, -1 the last, days after it).
NTH = {
    "thanksgiving": (11, 3, 4, 0), "thanksgiving day": (11, 3, 4, 0), "thanks giving day": (11, 3, 4, 0),
    "black friday": (11, 3, 4, 1), "cyber monday": (11, 3, 4, 4), "father's day": (6, 6, 3, 0),
    "fathers day": (6, 6, 3, 0), "mother's day": (5, 6, 2, 0), "mothers day": (5, 6, 2, 0),
    "martin luther king day": (1, 0, 3, 0), "martin luther king jr day": (1, 0, 3, 0),
    "mlk day": (1, 0, 3, 0),
    "presidents' day": (2, 0, 3, 0), "presidents day": (2, 0, 3, 0), "president's day": (2, 0, 3, 0),
    "labor day": (9, 0, 1, 0), "labour day": (9, 0, 1, 0), "memorial day": (5, 0, -1, 0),
    "columbus day": (10, 0, 2, 0), "washington's birthday": (2, 0, 3, 0),
}  # fmt: skip
# Other spellings of the feasts of the Islamic calendar -> month, first and last day.
ISLAMIC = {
    "islamic new year": (1, 1, 1), "hijri new year": (1, 1, 1), "arabic new year": (1, 1, 1),
    "ramazan": (9, 1, 29), "ramzan": (9, 1, 29), "ramadhan": (9, 1, 29), "ramathan": (9, 1, 29),
    "eid al-azha": (12, 10, 10), "eid ul-azha": (12, 10, 10), "eidul azha": (12, 10, 10),
    "eid al-fitr": (10, 1, 1), "eid al-adha": (12, 10, 10), "eidul fitr": (10, 1, 1),
    "festival of breaking the fast": (10, 1, 1), "feast of sacrifice": (12, 10, 10),
    "feast of the sacrifice": (12, 10, 10), "mawlid": (3, 12, 12), "ashura": (1, 10, 10),
}  # fmt: skip
DIWALI = frozenset({"diwali", "deepavali", "divali"})
# The mean new moon of January 2000 in days since the start of the year 1, and the mean month; these and the
# two terms of `new_moon` are from Meeus, Astronomical Algorithms (1991), chapter 47.
NEW_MOON = date(2000, 1, 6).toordinal() + 0.5977
MOON_MONTH = 29.530588861
EVENING = 0.5  # the feast is kept on the evening that the new moon follows


def names() -> dict[str, list[tuple[str, ...]]]:
    """First word -> the words of each name that begins with it, the longest first."""
    made: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(spelled(), key=lambda each: (-len(each), each)):
        made.setdefault(words[0], []).append(words)
    return made


@cache
def spelled() -> dict[tuple[str, ...], str]:
    """The words of each name, as sentences are cut into them -> the name."""
    known = [*DAYS, *NTH, *ISLAMIC, *DIWALI]
    known += [" ".join(words).replace(" 's", "'s") for words in (*FIXED, *MOVABLE, *LUNAR)]
    return {tuple(TOKEN.findall(name)): name for name in known}


def days_of(words: tuple[str, ...], year: int) -> list[tuple[date, date]]:
    """First and last day of each such feast in a year; those of the moon as the arithmetic has them."""
    name = spelled()[words]
    old = tuple(name.replace("'s", " 's").split())
    if name in DAYS:
        day = date(year, *DAYS[name])
    elif name in NTH:
        day = nth(year, NTH[name])
    elif name in DIWALI:
        day = diwali(year)
    elif name in ISLAMIC:
        return lunar(year, ISLAMIC[name])
    elif old in LUNAR:
        return lunar(year, LUNAR[old])
    elif old in MOVABLE:
        day = easter(year) + MOVABLE[old] * DAY
    else:
        return spells_of(old, year) if old in FIXED else []
    return [(day, day)]


def nth(year: int, rule: tuple[int, int, int, int]) -> date:
    """A day that is the so-manieth weekday of a month."""
    month, weekday, which, later = rule
    if which < 0:
        last = date(year, month + 1, 1) - DAY
        return last - (last.weekday() - weekday) % 7 * DAY
    first = date(year, month, 1)
    return first + ((weekday - first.weekday()) % 7 + 7 * (which - 1) + later) * DAY


def lunar(year: int, rule: tuple[int, int, int]) -> list[tuple[date, date]]:
    """The feast's days in a year, good to a day either way, the latest first."""
    month, start, end = rule
    about = (year - 622) * 33 // 32
    found = []
    for each in range(about + 2, about - 2, -1):
        first = islamic(each, month, day=start)
        if first.year == year:
            found.append((first, islamic(each, month, day=end)))
    return found


def diwali(year: int) -> date:
    """The evening before the new moon between 17 October and 15 November, good to a day either way."""
    start = date(year, 10, 17).toordinal()
    count = int((start - NEW_MOON) // MOON_MONTH)
    moons = (new_moon(k) for k in (count, count + 1, count + 2))
    return date.fromordinal(int(next(moon for moon in moons if moon >= start) - EVENING))


def new_moon(count: int) -> float:
    """The new moon that is so many months after that of January 2000, good to two hours or so, in days."""
    sun, moon = radians(2.5534 + 29.1053567 * count), radians(201.5643 + 385.81693528 * count)
    return NEW_MOON + MOON_MONTH * count - 0.4072 * sin(moon) + 0.17241 * sin(sun)
