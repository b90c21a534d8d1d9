"""Forms that count from a day named before, or measure a time: two days later, for three weeks, that day."""

from __future__ import annotations

import re

from .absolute import day_first
from .days import DAY, Days, Meaning, Now, coming, lasting, month_of, shifted, some_ago, weekday_of
from .happenings import counted_after, happening_at
from .line import Line, Reading
from .relations import (
    SAME_DAY_HOURS,
    at_least,
    day_in_month,
    exactly,
    from_anchor,
    last_day_of,
    month_near,
    overnight,
    recent,
    some_from_anchor,
    week_in_month,
    weekday_near,
)
from .relative import DAY_WORDS, spell_at
from .words import DAY_PARTS, MONTHS, STOPS, UNITS, WEEKDAYS, bag, number, ordinal

LATER = {"later": 1, "earlier": -1, "prior": -1, "afterwards": 1, "afterward": 1, "previously": -1}
BEFORE_SPELL = bag("for over in within after during amid than")
PRISON = bag("jailed sentenced imprisoned sentence jail prison aged")
AFTER_PRISON = bag("prison jail imprisonment behind old")
# What may follow "the day before" and "two days after" where the day is one named earlier.
NO_CLAUSE = STOPS | bag("that in when on at by with and this it which near from")
# What "the", "a" and "that" need behind them to begin a time, besides units and ordinals.
AFTER_ARTICLE = bag("few couple same very following previous preceding ensuing next last") | frozenset(
    WEEKDAYS
)
# What may follow a weekday with an article; another noun makes it an epithet ("the Sunday papers").
AFTER_WEEKDAY = STOPS | DAY_PARTS | bag("when that in on at by with and before after which a an the")
BEFORE_SINCE = bag("is 's been just only nearly almost now")  # "it is nine days since a van ..."
CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[:.][0-5]\d")
STRAIGHT = bag("straight consecutive successive")


def spell(line: Line, i: int) -> Reading | None:
    """Two days ago, a week ago today, two days later, five days after, for two months."""
    found = spell_at(line, i)
    if found is None:
        return None
    count, unit, end = found
    words = line.words
    after = words[end]
    if after == "ago":
        return ago(line, i, end=end + 1, count=count, unit=unit)
    if after in LATER and not (after == "earlier" and words[end + 1] == "this"):
        return Reading(i, end + 1, counted_from(count, unit, sign=LATER[after]))
    if words[end : end + 2] == ["from", "now"] and count:
        return Reading(i, end + 2, coming(count, unit))
    if after in ("before", "after"):
        return before_or_after(line, i, end=end, count=count, unit=unit)
    if after == "since" and count and unit in ("day", "week") and line.word(i - 1) in BEFORE_SINCE:
        return Reading(i, end, shifted(-count, unit, exact=True))
    return duration(line, i, end=end, count=count, unit=unit)


def ago(line: Line, start: int, *, end: int, count: int | None, unit: str) -> Reading:
    """Two days ago, a week ago today, two weeks ago tomorrow, weeks ago."""
    words = line.words
    if count is None:
        return Reading(start, end, some_ago(unit))
    more = line.word(start - 1) == "over" or [line.word(start - 2), line.word(start - 1)] == ["more", "than"]
    if more and unit != "hour":
        return Reading(start, end, at_least(count, unit))
    if words[end] in DAY_WORDS and unit != "day":
        return Reading(start, end + 1, exactly(-count, unit, anchor=shifted(DAY_WORDS[words[end]], "day")))
    on = end + (words[end] == ",")
    day = on + 1 + (words[on + 1] == "a")
    if unit != "day" and words[on] == "on" and words[day] in WEEKDAYS:
        return Reading(
            start, day + 1, exactly(-(count - 1), unit, anchor=weekday_of(WEEKDAYS[words[day]], "last"))
        )
    return Reading(start, end, shifted(-count, unit))


def within(line: Line, i: int) -> Reading | None:
    """Within hours, within the hour, within five minutes: on the day named last."""
    words = line.words
    count = 1 if words[i + 1] == "the" else number(words[i + 1])
    j = i + 1 + (count is not None)
    short = words[j].startswith("minute") or count is None or count <= SAME_DAY_HOURS
    if UNITS.get(words[j]) != "hour" or not short or words[j + 1] in ("or", "of"):
        return None
    return Reading(i, j + 1, from_anchor(0, "day"))


def clock_head(line: Line, i: int) -> Reading | None:
    """16:20 at the head of a sentence, as live reports have it: the day of publication."""
    j = 1 + (line.words[1] in ("-", ":"))
    if i or not CLOCK.fullmatch(line.words[i]) or not (line.capital(j) or line.words[j] == '"'):
        return None
    return Reading(i, i + 1, shifted(0, "day"))


def counted_from(count: int | None, unit: str, *, sign: int) -> Meaning:
    """So many units after (1) or before (-1) the day named last."""
    if count is None or (unit == "hour" and count == 0):
        return some_from_anchor(unit, before=sign < 0)
    return from_anchor(sign * count, unit)


def before_or_after(line: Line, i: int, *, end: int, count: int | None, unit: str) -> Reading | None:
    """Five days after, two days before that: from the day named last; "after" a clause: that clause's day."""
    words = line.words
    sign = 1 if words[end] == "after" else -1
    happening = happening_at(line, end + 1)
    if happening:
        otherwise = counted_from(count, unit, sign=-1) if sign > 0 else event
        counts = sign * count if count is not None else None
        meaning = counted_after(happening, counts, unit=unit, otherwise=otherwise)
        return Reading(i, end + 1, meaning)
    if words[end + 1] in NO_CLAUSE:
        stop = end + 1 + (words[end + 1] == "that")
        return Reading(i, stop, counted_from(count, unit, sign=sign))
    return (
        Reading(i, end + 1, counted_from(count, unit, sign=-sign)) if sign > 0 else Reading(i, end + 1, event)
    )


def event(now: Now) -> Days:
    """A day before a happening whose day the words do not give."""
    told = now.published if now.fresh and not now.ahead else None
    return Days(None, told, "open", "counted from an event whose day is not said")


def duration(line: Line, i: int, *, end: int, count: int | None, unit: str) -> Reading | None:
    """For two months, over four days, two days of fighting; not ages, not terms of prison."""
    words = line.words
    before = line.word(i - 1)
    if count is None:
        told = before == "for" or (words[end] == "of" and before in BEFORE_SPELL)
        return Reading(i, end, recent) if told and unit != "hour" else None
    if before not in BEFORE_SPELL and words[end] != "of":
        return None
    if before not in BEFORE_SPELL and unit in ("year", "month"):
        return None
    if words[i] in ("a", "an", "one") and before != "for" and words[end] != "of":
        return None
    if any(words[k] in AFTER_PRISON for k in range(end, end + 3)) or unit == "decade":
        return None
    if any(line.word(k) in PRISON for k in range(max(0, i - 5), i)):
        return None
    if before in ("than", "over"):
        return Reading(i, end, recent)
    count += unit == "day" and count == 1
    return Reading(i, end, ending_here(lasting(count, unit)) if before == "after" else going_on(count, unit))


def ending_here(span: Meaning) -> Meaning:
    """`span` up to the day named before in the sentence, if any: "on Thursday, after two weeks of siege"."""
    return lambda now: span(now._replace(published=now.here) if now.here else now)


def going_on(count: int, unit: str) -> Meaning:
    """So many units that end with publication, or that began with a day named before and were over by then.

    Synthetic records, 2026-11-22 (2 of 3).
    """

    def meaning(now: Now) -> Days:
        if now.anchor and now.published and unit in ("day", "week"):
            last = now.anchor + (count * (7 if unit == "week" else 1) - 1) * DAY
            if last < now.published:
                return Days(now.anchor, last, "days", f"{count} {unit}s from {now.anchor} on")
        return lasting(count, unit)(now)

    return meaning


def hyphen_spell(line: Line, i: int) -> Reading | None:
    """Two-day, three-week-long, week-long: a time that ends with publication; never an age."""
    parts = line.words[i].split("-")
    if parts[-1] == "old" or len(parts) > 3:
        return None
    if len(parts) > 1 and parts[-1] == "long":
        parts = parts[:-1]
    unit = UNITS.get(parts[-1], "")
    count = number(parts[0]) if len(parts) == 2 else 1
    if not unit or not count or parts[-1].endswith("s") or len(parts) > 2 or unit in ("hour", "decade"):
        return None
    if len(parts) == 1 and not line.words[i].endswith("-long"):
        return None
    meaning = lasting(count, unit)
    after = "after" in (line.word(i - 1), line.word(i - 2))
    return Reading(i, i + 1, ending_here(meaning) if after else meaning)


def article(line: Line, i: int) -> Reading | None:
    """What begins with "the", "a" or "that" and needs it: the day before, a day later, that night."""
    words = line.words
    after = words[i + 1]
    if after in WEEKDAYS or (after == "same" and words[i + 2] in WEEKDAYS):
        return pointed_weekday(line, i)
    if after == "last":
        return last_day(line, i)
    if words[i] == "that" and after in MONTHS and line.capital(i + 1):
        return Reading(i, i + 2, month_near(MONTHS[after]))
    if words[i] == "the" and after in DAY_PARTS:
        return the_unit(line, i)
    if after in UNITS or after in ("few", "couple"):
        if words[i] == "the":
            return the_unit(line, i)
        if words[i] in ("that", "same"):
            return that_unit(line, i)
        return spell(line, i)
    if words[i] in ("the", "that") and after in ("same", "very"):
        return that_unit(line, i + 1, start=i)
    if words[i] == "the" and after in ("following", "previous", "preceding", "ensuing"):
        return other_unit(line, i)
    if words[i] in ("the", "a", "an"):
        return nth_day(line, i)
    return that_unit(line, i) if words[i] == "that" else None


def pointed_weekday(line: Line, i: int) -> Reading | None:
    """That Friday, the same Saturday, the Thursday, the Friday before: near the day named last."""
    words = line.words
    j = i + 1 + (words[i + 1] == "same")
    if words[j] not in WEEKDAYS or words[i] in ("a", "an"):
        return None
    if words[i:j] == ["the"] and words[j + 1] not in AFTER_WEEKDAY:
        return None
    dated = line.at(j)
    if dated is None or any(char.isdecimal() for word in words[j : dated.end] for char in word):
        return dated
    weekday, after = WEEKDAYS[words[j]], words[j + 1]
    if after in ("before", "after"):
        return Reading(i, j + 2, weekday_near(weekday, side=-1 if after == "before" else 1))
    return Reading(i, dated.end, weekday_near(weekday)) if dated.end <= j + 2 else dated


def last_day(line: Line, i: int) -> Reading | None:
    """The last day of March, the last day of the month."""
    words = line.words
    if words[i] != "the" or words[i + 2 : i + 4] != ["day", "of"]:
        return None
    k = i + 4 + (words[i + 4] in ("the", "this", "last"))
    if words[k] == "month":
        return Reading(i, k + 1, last_day_of(shifted(-1 if words[k - 1] == "last" else 0, "month")))
    found = line.at(k) if words[k] in MONTHS else None
    return Reading(i, found.end, last_day_of(found.meaning)) if found else None


def the_unit(line: Line, i: int) -> Reading | None:
    """The day before, the day after, the night before that, the weekend, the weekend before."""
    words = line.words
    unit, after = UNITS.get(words[i + 1], "day" if words[i + 1] in DAY_PARTS else ""), words[i + 2]
    if unit == "" or words[i + 1].endswith("s"):
        return None
    if after in ("before", "after") and words[i + 3] in DAY_WORDS:
        away = DAY_WORDS[words[i + 3]] + (1 if after == "after" else -1)
        return Reading(i, i + 4, shifted(away, unit)) if unit == "day" else None
    if after in ("before", "after", "earlier", "prior"):
        sign = 1 if after == "after" else -1
        stop = i + 3 + (words[i + 3] == "that")
        happening = happening_at(line, i + 3) if after in ("before", "after") else None
        if happening and unit == "day":
            otherwise = from_anchor(-1, unit) if sign > 0 else event
            return Reading(i, i + 3, counted_after(happening, sign, unit=unit, otherwise=otherwise))
        if after in ("before", "after") and words[i + 3] not in NO_CLAUSE:
            return Reading(i, i + 3, from_anchor(-sign, unit) if sign > 0 else event)
        return Reading(i, stop, from_anchor(sign, unit))
    if unit == "weekend":
        return Reading(i, i + 2, shifted(0, unit))
    return bounds_of_month(line, i + 1)


def that_unit(line: Line, i: int, *, start: int | None = None) -> Reading | None:
    """That day, the same day, that night, the same week."""
    words = line.words
    j = i + 1 + (words[i + 1] == "same")
    unit = "day" if words[j] in DAY_PARTS else UNITS.get(words[j], "")
    if unit not in ("day", "week", "month", "year") or words[j].endswith("s"):
        return None
    return Reading(i if start is None else start, j + 1, from_anchor(0, unit))


def other_unit(line: Line, i: int) -> Reading | None:
    """The following day, the previous day, the previous Friday, the ensuing days."""
    words = line.words
    sign = 1 if words[i + 1] in ("following", "ensuing") else -1
    if words[i + 2] in WEEKDAYS:
        return Reading(i, i + 3, weekday_of(WEEKDAYS[words[i + 2]], "previous")) if sign < 0 else None
    unit = "day" if words[i + 2] in DAY_PARTS else UNITS.get(words[i + 2], "")
    if not unit or unit == "hour":
        return None
    if words[i + 2].endswith("s"):
        return Reading(i, i + 3, some_from_anchor(unit, before=sign < 0))
    return Reading(i, i + 3, from_anchor(sign, unit))


def nth_day(line: Line, i: int) -> Reading | None:
    """A second day, the fourth night, an 11th day in a row: counted with the last one in."""
    words = line.words
    count = ordinal(words[i + 1])
    if count is None:
        return None
    j = i + 2 + (words[i + 2] in STRAIGHT)
    unit = UNITS.get(words[j], "")
    if (
        count == 1
        or (words[j + 1] == "of" and unit in ("week", "month", "year"))
        or unit not in ("day", "week", "month", "year")
        or words[j].endswith("s")
    ):
        return bounds_of_month(line, i + 1) if words[i] == "the" else None
    j += 1
    if words[j : j + 3] == ["in", "a", "row"]:
        j += 3
    if unit in ("month", "year") and words[j - 2] not in STRAIGHT:
        return None
    running = line.word(i - 1) in ("for", "enters", "entered", "into")
    return Reading(i, j, lasting(count, unit) if running else recent)


def day_part(line: Line, i: int) -> Reading | None:
    """In the morning, at dawn, during the night: of the day named last."""
    words = line.words
    j = i + 1 + (words[i + 1] in ("the", "that"))
    j += words[j] in ("early", "late")
    if words[j] not in DAY_PARTS or (words[i] == "in" and j == i + 1):
        return None
    if words[j + 1] == "of" or words[j + 1] in WEEKDAYS:
        return None
    if words[j] == "night" and words[i] != "at":
        found = line.at(j + 2) or line.at(j + 3) if words[j + 1] in ("to", "into") else None
        if found:
            return Reading(i, found.end, overnight(found.meaning))
        return Reading(i, j + 1, overnight())
    return Reading(i, j + 1, from_anchor(0, "day"))


def bounds_of_month(line: Line, i: int) -> Reading | None:
    """The first of the month, the first week of January, the month of October, the night of 11 September."""
    words = line.words
    if words[i] == "month":
        found = line.at(i + 2) if words[i + 1] == "of" and words[i + 2] in MONTHS else None
        if words[i + 1] == "of" and words[i + 2] in ("may", "march"):
            return Reading(i, i + 3, month_of(None, MONTHS[words[i + 2]]))
        return Reading(i, found.end, found.meaning) if found else None
    if words[i] in ("night", "morning", "evening", "afternoon"):
        return night(line, i)
    count = ordinal(words[i])
    if count is None:
        return None
    date = day_first(line, i)
    if date:
        return date
    j = i + 1 + (words[i + 1] == "week")
    if words[j] != "of":
        return None
    k = j + 1 + (words[j + 1] in ("the", "this"))
    found = line.at(k)
    if words[k] == "month":
        whose, end = shifted(0, "month"), k + 1
    elif found and words[k] in MONTHS:
        whose, end = found.meaning, found.end
    else:
        return None
    if j == i + 1:
        return Reading(i, end, day_in_month(count, whose)) if words[k] == "month" else None
    return Reading(i, end, week_in_month(count, whose)) if count <= 4 else None


def night(line: Line, i: int) -> Reading | None:
    """The night of 2-3 January, the night of Saturday to Sunday, the night of 11 September."""
    words = line.words
    if words[i + 1] != "of":
        return None
    found = line.at(i + 2 + (words[i + 2] == "the"))
    return Reading(i, found.end, found.meaning) if found else None
