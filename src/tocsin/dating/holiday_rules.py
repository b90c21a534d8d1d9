"""Marking rules for feasts and days of remembrance, with a year or without."""

from __future__ import annotations

import re
from datetime import date

from .days import DAY
from .feasts import NEAR_FEAST_DAYS
from .holidays import days_of as holiday_days
from .holidays import names
from .scanning import Entry, Found, Scan
from .senses import Sense, day_sense, open_sense

FEASTS = names()


def feast_rule(match: re.Match[str], scan: Scan) -> Found | None:
    """Christmas Day, Easter Sunday 2018, Eid al-Fitr, Thanksgiving of next year, last Easter."""
    i = scan.start(match)
    way = scan.word(i) if scan.word(i) in ("last", "next", "previous", "following") else ""
    k = i + bool(way)
    for words in FEASTS.get(scan.word(k), ()):
        end = k + len(words)
        if all(scan.word(k + n) == word for n, word in enumerate(words)):
            return feast_dated(words, scan, start=i, end=end, way=way)
    return None


def feast_dated(words: tuple[str, ...], scan: Scan, *, start: int, end: int, way: str) -> Found | None:
    """The feast of its year, named or meant."""
    if (words == ("new", "year") and not scan.diary) or (words[0] == "may" and scan.code(start)[:1] == "d"):
        return None
    skip = scan.word(end) in ("of", "in", ",")
    year_code = scan.code(end + skip)
    year: int | None = None
    if year_code[:1] == "y" and year_code[1:2].isdecimal():
        year, end = int(year_code[1:]), end + skip + 1
    else:
        later = scan.at(end + skip)
        if (
            later
            and later.sense.precision == "year"
            and later.sense.first
            and scan.code(later.end - 1) == "uY"
        ):
            year, end = later.sense.first.year, later.end
    spell = feast_days(words, scan, start=start, year=year, way=way)
    if spell is None:
        return Found(start, end, open_sense("DATE", "XXXX-XX-XX"))
    first, last = spell
    if first == last:
        return Found(start, end, day_sense(first))
    return Found(start, end, Sense(first, last, "days", "DATE", first.isoformat()))


def feast_days(
    words: tuple[str, ...], scan: Scan, *, start: int, year: int | None, way: str
) -> tuple[date, date] | None:
    """The days of the feast in a year; without one the last, or the next where the words look ahead."""
    now = scan.published
    if year is not None:
        return next(iter(holiday_days(words, year)), None)
    if now is None:
        return None
    spells = sorted(spell for k in (-1, 0, 1, 2) for spell in holiday_days(words, now.year + k))
    coming = [spell for spell in spells if spell[0] > now]
    gone = [spell for spell in spells if spell[0] <= now]
    near = coming and coming[0][0] - now <= NEAR_FEAST_DAYS * DAY and not scan.diary
    if coming and (way in ("next", "following") or (not way and (near or scan.ahead(start)))):
        return coming[0]
    return gone[-1] if gone else None


HOLIDAYS: tuple[tuple[str, Entry], ...] = (
    (" ".join(FEASTS), Entry(r"\S+ ", feast_rule)),
    ("m d u j z k last next previous following", Entry(r"\S+ ", feast_rule)),
)
