"""Forms that name a place on the calendar: dates, months, years, weekdays, seasons, feasts."""

from __future__ import annotations

import re
from functools import lru_cache

from .days import (
    Days,
    Meaning,
    Now,
    calendar_day,
    calendar_days,
    day_of_month,
    decade_of,
    made,
    month_of,
    season_of,
    shifted,
    weekday_in_week,
    weekday_of,
    year_of,
)
from .feasts import FIXED, LUNAR, MOVABLE, feast, named_day, named_day_of
from .line import Line, Reading
from .relations import between, day_of_year, night_of, of_year, weekday_told
from .words import (
    BEFORE_COUNT,
    BEFORE_YEAR,
    COUNTED,
    DAY_PARTS,
    DOUBTFUL_MONTHS,
    GAMES,
    MONTH_NAMES,
    MONTHS,
    NAME_HEADS,
    NAMED_WEEKDAYS,
    SEASONS,
    SHORT_WEEKDAYS,
    STOPS,
    WEEKDAYS,
    bag,
    ordinal,
)

FULL_MONTHS = frozenset(name.lower() for name in MONTH_NAMES)
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)$")
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})$")
DAY_RANGE = re.compile(r"(\d{1,2})-(\d{1,2})$")
YEAR_RANGE = re.compile(r"((?:1[89]|20)\d\d)-((?:1[89]|20)?\d\d)$")
DECADE = re.compile(r"((?:1[89]|20)\d0|[2-9]0)s$")
DAY = re.compile(r"([0-3]?\d)(?:st|nd|rd|th)?$")
# After these a bare month is a month, even "may" and "march".
BEFORE_MONTH = bag(
    "in since last next this early late mid until till by during from between before after of through"
)
MAYBE_BEFORE_MONTH = BEFORE_MONTH | bag("the a to and for or around")
OLD_YEARS = (1000, 1900)  # four digits in this range are a year only after a word of BEFORE_YEAR
CENTURIES = (1900, 2100)
LAST_OF = bag("week month year night")  # "Monday last week" is no "Monday last"
AFTER_DAY = bag("at in and when after of a as the by with") | STOPS
BEFORE_DAY = bag("on from since until till to")  # "on the 9th gunmen came": a day, whatever follows
RANKED = bag(  # but not "on the 9th floor"
    "floor day night week month year century anniversary birthday parallel street avenue round stage attempt "
    "occasion brigade division battalion regiment infantry army congress district century"
)


@lru_cache(maxsize=1024)
def day_number(word: str) -> int | None:
    """1 to 31 for "3", "03" and "3rd", else `None`."""
    found = DAY.match(word)
    day = int(found.group(1)) if found else 0
    return day if 1 <= day <= 31 else None


def days_at(line: Line, i: int) -> tuple[int, int, int] | None:
    """First day, last day and the position after, for "3", "3-5", "3 - 5", "3 to 5", "3 and 4"."""
    words = line.words
    joined = DAY_RANGE.match(words[i]) if "-" in words[i] else None
    if joined:
        first, last = int(joined.group(1)), int(joined.group(2))
        return (first, last, i + 1) if 1 <= first < last <= 31 else None
    day = day_number(words[i])
    if day is None:
        return None
    if words[i + 1] in ("-", "to", "and", "or", "/") and words[i + 3] not in COUNTED:
        last_day = day_number(words[i + 2])
        if last_day and last_day > day:
            return day, last_day, i + 3
    return day, day, i + 1


def month_at(line: Line, i: int) -> tuple[int, int] | None:
    """The month named at `i` and the position after it and its full stop."""
    word = line.words[i]
    month = MONTHS.get(word)
    if month is None:
        return None
    dot = word not in FULL_MONTHS and line.words[i + 1] == "."
    return month, i + 1 + dot


def year_at(line: Line, i: int) -> tuple[int, int] | None:
    """The year after a day or a month at `i` (", 2020", "of 2020", "90" in wire text), and what follows."""
    words = line.words
    j = i + 1 if words[i] in (",", "of", "'") else i
    j += 2 if words[j : j + 2] == ["the", "year"] else 0
    word = words[j]
    if len(word) == 4 and word.isdecimal() and 1000 <= int(word) < CENTURIES[1]:
        return (int(word), j + 1) if words[j + 1] not in COUNTED else None
    short = len(word) == 2 and word.isdecimal() and words[i] not in (",", "of")
    if short and (line.shout or words[i] == "'") and (words[j + 1] in STOPS or words[i] == "'"):
        return -int(word) - 1, j + 1
    return None


def dated(year: int | None, month: int, *, days: tuple[int, int]) -> Meaning:
    """The meaning of a day or two of a month; a negative year is one of two digits, minus one."""
    if year is not None and year < 0:
        return short_year(-year - 1, month, days=days)
    if days[0] == days[1]:
        return calendar_day(year, month, day=days[0])
    return calendar_days(year, month, days=days)


def short_year(digits: int, month: int, *, days: tuple[int, int]) -> Meaning:
    """A day with a year of two digits: of the centuries the nearest that is not after publication."""

    def meaning(now: Now) -> Days:
        limit = now.published.year if now.published else CENTURIES[1] - 1
        year = max(y for y in (digits + 1800, digits + 1900, digits + 2000) if y <= limit)
        if now.published is None and digits < 50:
            return Days(None, None, "open", "a year of two digits and no day of publication")
        if now.published is None:
            year = 1900 + digits
        return dated(year, month, days=days)(now)

    return meaning


def finished(line: Line, start: int, *, end: int, month: int, days: tuple[int, int]) -> Reading | None:
    """A day with its month read up to `end`: its year, a night after it, or a name that it is part of."""
    words = line.words
    year = year_at(line, end)
    if year:
        end = year[1]
    elif words[end] == "last" and words[end + 1] == "year":
        return Reading(start, end + 2, day_of_year(month, days[0], year=shifted(-1, "year")))
    elif words[end] == "of" and words[end + 1] in ("last", "this") and words[end + 2] == "year":
        back = -1 if words[end + 1] == "last" else 0
        return Reading(start, end + 3, day_of_year(month, days[0], year=shifted(back, "year")))
    if words[end] in NAME_HEADS and (line.shout or line.capital(end)):
        return None
    if year is None and days[0] == days[1]:
        named = named_day(month, days[0], word=words[end]) or named_day(month, days[0], word=words[end + 1])
        if named:
            return Reading(start, end, named_day_of(named, month, day=days[0]))
    meaning = dated(year[0] if year else None, month, days=days)
    if words[end] in DAY_PARTS:
        end += 1
    return Reading(start, beside(line, end), meaning)


def beside(line: Line, end: int) -> int:
    """The position after ", a Monday" behind a date."""
    words = line.words
    k = end + 1 + (words[end + 1] == "a")
    return k + 1 if words[end] == "," and words[k] in WEEKDAYS and words[k + 1] in STOPS else end


def day_first(line: Line, i: int) -> Reading | None:
    """3 January 2020, 3rd of January, 2-3 January, 11 JAN 90."""
    days = days_at(line, i)
    if days is None:
        day = ordinal(line.words[i])
        if day is None or line.words[i + 1] != "of":
            return None
        days = day, day, i + 1
    j = days[2] + (line.words[days[2]] == "of")
    month = month_at(line, j)
    if month is None or (line.words[j] in DOUBTFUL_MONTHS and not (line.shout or line.capital(j))):
        return None
    return finished(line, i, end=month[1], month=month[0], days=days[:2])


def month_first(line: Line, i: int) -> Reading | None:
    """January 3, 2020; Jan. 3; January 3-5; January 2020; January; January of last year."""
    found = month_at(line, i)
    if found is None:
        return None
    month, j = found
    words = line.words
    doubtful = words[i] in DOUBTFUL_MONTHS and not (line.shout or line.capital(i))
    days = days_at(line, j + (words[j] == "the"))
    people = days and words[days[2]] in COUNTED and line.word(i - 1) != "on"
    if days and not doubtful and not people and words[days[2]] not in ("%", "percent"):
        return finished(line, i, end=days[2], month=month, days=days[:2])
    year = year_at(line, j)
    if year and not doubtful and year[0] > 0:
        return Reading(i, year[1], month_of(year[0], month))
    k = j + (words[j] == "of")
    if words[k] in ("last", "this") and words[k + 1] == "year":
        return Reading(i, k + 2, of_year(month, shifted(-1 if words[k] == "last" else 0, "year")))
    return Reading(i, j, month_of(None, month)) if lone_month(line, i, end=j) else None


def lone_month(line: Line, i: int, *, end: int) -> bool:
    """True where a month without day and year is one, and not a verb, a name or a march."""
    word, before = line.words[i], line.word(i - 1)
    if word not in FULL_MONTHS:
        return before in BEFORE_MONTH
    if word not in DOUBTFUL_MONTHS:
        return line.words[end] not in NAME_HEADS
    if line.shout:
        return before in BEFORE_MONTH and before != "of"
    return line.capital(i) and before in MAYBE_BEFORE_MONTH


def plain_year(line: Line, i: int) -> Reading | None:
    """2011; 1999-2003; 2003 to 2011 is left to the ranges."""
    words, word = line.words, line.words[i]
    joined = YEAR_RANGE.match(word) if "-" in word else None
    if joined:
        first, last = int(joined.group(1)), int(joined.group(2))
        last += first // 100 * 100 if last < 100 else 0
        if first < last:
            return Reading(i, i + 1, between(year_of(first), year_of(last)))
        return None
    if len(word) != 4 or not word.isdecimal():
        return None
    year, before = int(word), line.word(i - 1)
    counts = words[i + 1] in COUNTED and before not in ("in", "since", "during")
    if not OLD_YEARS[0] <= year < CENTURIES[1] or before in BEFORE_COUNT or counts:
        return None
    if year < OLD_YEARS[1] and before not in BEFORE_YEAR:
        return None
    if before in (".", "/", "-", ",") and line.word(i - 2).isdecimal() and len(line.word(i - 2)) < 4:
        return None
    if any(words[k] in GAMES for k in range(i + 1, i + 5)):
        return None
    return Reading(i, i + 1, year_of(year))


def digits(line: Line, i: int) -> Reading | None:
    """Whatever begins with a digit and lies on the calendar."""
    word = line.words[i]
    if not word.isdecimal() and len(word) > 7:
        iso = ISO.match(word)
        if iso:
            day = made(int(iso.group(1)), int(iso.group(2)), day=int(iso.group(3)))
            return Reading(i, i + 1, calendar_day(day.year, day.month, day=day.day)) if day else None
        dotted = DOTTED.match(word)
        if dotted:
            day = made(int(dotted.group(3)), int(dotted.group(2)), day=int(dotted.group(1)))
            return Reading(i, i + 1, calendar_day(day.year, day.month, day=day.day)) if day else None
    if line.words[i + 1] == "/":
        return slashed(line, i)
    decade = DECADE.match(word) if word[-1] == "s" else None
    if decade:
        start = int(decade.group(1))
        return Reading(i, i + 1, decade_of(start + 1900 if start < 100 else start)) if start != 20 else None
    return day_first(line, i) or ordinal_day(line, i) or plain_year(line, i)


def ordinal_day(line: Line, i: int, *, weekday: int | None = None) -> Reading | None:
    """The 21st: a day of the month that goes without saying; it falls on the `weekday` named with it."""
    words = line.words
    if line.word(i - 1) != "the" or not words[i][-1].isalpha():
        return None
    counts = words[i + 1] in RANKED if line.word(i - 2) in BEFORE_DAY else words[i + 1] not in AFTER_DAY
    if weekday is None and counts:
        return None
    day = day_number(words[i])
    return Reading(i, beside(line, i + 1), day_of_month(day, weekday)) if day else None


def slashed(line: Line, i: int) -> Reading | None:
    """3/1/2020 (both orders kept where both are possible), 2020/01/03, 9/11."""
    words = line.words
    if words[i] == "9" and words[i + 2] == "11" and words[i + 3] != "/":
        return Reading(i, i + 3, named_day_of(2001, 9, day=11))
    numbers = words[i], words[i + 2], words[i + 4]
    if words[i + 3] != "/" or not all(number.isdecimal() and len(number) <= 4 for number in numbers):
        return None
    a, b, c = map(int, numbers)
    orders = [made(a, b, day=c)] if len(numbers[0]) == 4 else [made(c, b, day=a), made(c, a, day=b)]
    found = sorted(day for day in orders if day)
    if not found or max(len(numbers[0]), len(numbers[2])) != 4:
        return None

    def meaning(now: Now) -> Days:
        one = found[0] == found[-1]
        return Days(
            found[0], found[-1], "day" if one else "days", " or ".join(map(str, dict.fromkeys(found)))
        )

    return Reading(i, i + 5, meaning)


def weekday(line: Line, i: int) -> Reading | None:
    """Sunday; Sunday night; Saturday, 10 November; Wednesday of last week; Friday and Saturday."""
    words = line.words
    number = WEEKDAYS.get(words[i])
    j = i + 1
    if number is None:
        number = SHORT_WEEKDAYS[words[i]]
        if words[j] == "." or (words[j] == "," and line.capital(i)):
            j += words[j] == "."
        elif month_at(line, j) is None and day_first(line, j) is None:
            return None
    if line.word(i - 1) in NAMED_WEEKDAYS:
        return None
    return weekday_date(line, i, end=j) or weekday_tail(line, i, number=number, end=j)


def weekday_date(line: Line, i: int, *, end: int) -> Reading | None:
    """A weekday with its date: the date counts."""
    words = line.words
    k = end + (words[end] == ",")
    k += words[k] == "on"
    k += words[k] == "the"
    if not words[k]:
        return None
    if words[k][0].isdecimal():
        found = digits(line, k) if ISO.match(words[k]) or words[k + 1] == "/" else day_first(line, k)
        found = found or ordinal_day(line, k, weekday=WEEKDAYS.get(line.words[i]))
    else:
        found = month_first(line, k) if words[k] in MONTHS else None
        if found and not any(char.isdecimal() for word in words[k : found.end] for char in word):
            found = None
    return Reading(i, found.end, found.meaning) if found else None


def weekday_tail(line: Line, i: int, *, number: int, end: int) -> Reading:
    """A weekday with what may follow it: the part of the day, the week, a second weekday."""
    words = line.words
    j = end + (words[end] in DAY_PARTS)
    k = j + (words[j] == "of")
    if words[k + 1] == "week" and words[k] in ("last", "this", "next"):
        weeks = {"last": -1, "this": 0, "next": 1}[words[k]]
        return Reading(i, k + 2, weekday_in_week(number, weeks))
    meaning = weekday_told(number) if line.word(i - 1) == "a" else weekday_of(number)
    second = WEEKDAYS.get(words[j + 1])
    neighbours = second is not None and (second - number) % 7 == 1
    if neighbours and words[j] in ("and", "or", "to", "into", "-") and words[j + 2] != "'s":
        last = j + 2 + (words[j + 2] in DAY_PARTS)
        return Reading(i, last, between_neighbours(number, second))
    if words[end] == "last" and (words[end + 1] in STOPS or words[end + 1] not in LAST_OF):
        return Reading(i, end + 1, weekday_of(number, "last"))
    if words[end] == "night" and words[i - 1] == "overnight":
        return Reading(i, j, night_of(meaning))
    return Reading(i, j, meaning)


def between_neighbours(first: int, second: int | None) -> Meaning:
    """Two weekdays in a row."""
    return between(weekday_of(first), weekday_of((first + 1) % 7 if second is None else second))


def season(line: Line, i: int) -> Reading | None:
    """The summer of 2019, spring 2011, winter 2013-14, last summer, the winter."""
    words, month = line.words, SEASONS[line.words[i]]
    year = year_at(line, i + 1)
    joined = YEAR_RANGE.match(words[i + 1 + (words[i + 1] == "of")])
    if joined:
        return Reading(i, i + 2 + (words[i + 1] == "of"), season_of(month, int(joined.group(1))))
    if year and year[0] > 0:
        return Reading(i, year[1], season_of(month, year[0]))
    before, earlier = line.word(i - 1), line.word(i - 2)
    if before == "the" and earlier in ("in", "during", "over", "since", "last") and words[i] != "fall":
        return Reading(i, i + 1, season_of(month, None)) if words[i + 1] != "of" else None
    return None


# The words of each feast by their first, the longest first.
FEASTS: dict[str, list[tuple[str, ...]]] = {}
for feast_words in sorted([*FIXED, *MOVABLE, *LUNAR], key=len, reverse=True):
    FEASTS.setdefault(feast_words[0], []).append(feast_words)


def feast_at(line: Line, i: int) -> Reading | None:
    """New Year's Day, Christmas Eve, Good Friday, Eid al-Fitr, with a year or without."""
    for words in FEASTS[line.words[i]]:
        end = i + len(words)
        if tuple(line.words[i:end]) == words:
            if line.words[i] == "may" and not line.capital(i):
                return None
            year = year_at(line, end)
            if year and year[0] > 0:
                return Reading(i, year[1], feast(words, year[0]))
            return Reading(i, end, feast(words, None))
    return None
