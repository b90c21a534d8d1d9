"""Forms that count from the day of publication: today, last week, this month, two days ago, the past year."""

from __future__ import annotations

from .absolute import digits, month_at
from .days import (
    Days,
    Meaning,
    Now,
    coming,
    decade_of,
    lasting,
    month_of,
    part_of_unit,
    season_of,
    shifted,
    since_unit,
    weekday_in_week,
    weekday_of,
    year_of,
)
from .line import Line, Reading
from .relations import (
    between,
    earlier_in,
    exactly,
    from_anchor,
    last_days,
    night_of,
    overnight,
    recent,
    since,
    until,
    vague,
)
from .words import (
    DAY_PARTS,
    FEW,
    MONTHS,
    PARTS,
    RANGE_MARKS,
    SEASONS,
    STOPS,
    UNITS,
    WEEKDAYS,
    bag,
    number,
)

DAY_WORDS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
PLAIN_UNITS = frozenset({"week", "month", "year", "decade", "weekend"})
# Small words that may stand between "since", "by", "until" and the time.
FILLERS = bag("the at least about around early on dawn noon midnight late as of in its a")
MORE_FILLERS = 5
# "Since it broke out in 2014", "since the civil war began in March": how it begins, and words before that.
BEGAN, MOST_BEGINNING = bag("began begun started broke erupted flared launched"), 4
# So many words before "since" may one of these stand. Train records, 2026-11-22 (4 of 4).
HELD = bag("held hostage hostages captive captivity custody kidnapped missing imprisoned jailed detained")
HELD_WORDS = 8


def day_word(line: Line, i: int) -> Reading | None:
    """Today, yesterday morning, tonight, tomorrow; today, Sunday; today eleven years ago."""
    words, count = line.words, DAY_WORDS[line.words[i]]
    j = i + 1 + (words[i + 1] in DAY_PARTS)
    if count == 0 and words[i] == "today":
        if words[j] == "," and words[j + 1] in WEEKDAYS:
            j += 2
        years = number(words[j])
        if years and words[j + 2] == "ago" and UNITS.get(words[j + 1]) in ("week", "month", "year"):
            return Reading(i, j + 3, exactly(-years, UNITS[words[j + 1]], anchor=shifted(0, "day")))
    return Reading(i, j, shifted(count, "day"))


def last_form(line: Line, i: int) -> Reading | None:
    """Last night, last week, last Sunday, last December 23, the last 24 hours, the past few days."""
    words = line.words
    after = words[i + 1]
    if after == "night":
        return Reading(i, i + 2, shifted(-1, "day")) if words[i] == "last" else None
    spell = spell_at(line, i + 1)
    if spell:
        count, unit, end = spell
        if words[end] in ("of", "in") and words[i] == "last" and count == 1 and unit == "day":
            return None
        return Reading(i, end, lasting(count, unit) if count else recent)
    unit = UNITS.get(after, "")
    if unit in PLAIN_UNITS and after in PLAIN_UNITS:
        if unit == "week" and words[i + 2] == "of" and words[i + 3] in MONTHS:
            found = line.at(i + 3)
            return Reading(i, found.end, last_days(found.meaning)) if found else None
        if words[i] == "past" or line.word(i - 1) == "the":
            return Reading(i, i + 2, lasting(1, unit) if unit != "weekend" else shifted(0, unit))
        return Reading(i, i + 2, shifted(-1, unit))
    if words[i] == "past":
        return None
    if after in WEEKDAYS:
        found = line.at(i + 1)
        if found and found.end <= i + 2 + (words[i + 2] in DAY_PARTS):
            return Reading(i, found.end, weekday_of(WEEKDAYS[after], "last"))
        return Reading(i, found.end, found.meaning) if found else None
    if after in MONTHS:
        return last_month(line, i)
    if after in SEASONS:
        return Reading(i, i + 2, season_of(SEASONS[after], None, which="last"))
    return None


def last_month(line: Line, i: int) -> Reading | None:
    """Last December, last December 23: the last one that is over, or that has begun for a day."""
    found = line.at(i + 1)
    month = month_at(line, i + 1)
    if month is None:
        return None
    if found and found.end > month[1]:
        return Reading(i, found.end, found.meaning)
    return Reading(i, month[1], past_month(month[0]))


def past_month(month: int) -> Meaning:
    """The last such month that is over at publication."""
    return lambda now: month_of(None, month)(
        now._replace(published=shifted(-1, "month")(now).last, ahead=False) if now.published else now
    )


def next_form(line: Line, i: int) -> Reading | None:
    """Next week, next Monday, next March, the next two days, the coming weeks."""
    words = line.words
    after = words[i + 1]
    spell = spell_at(line, i + 1)
    if spell and not (after in UNITS and words[i] == "next"):
        return Reading(i, spell[2], coming(spell[0], spell[1]))
    unit = UNITS.get(after, "")
    if (unit == "day" and not after.endswith("s")) or (words[i] == "next" and after in DAY_PARTS):
        return Reading(i - (line.word(i - 1) == "the"), i + 2, from_anchor(1, "day"))
    if unit in PLAIN_UNITS:
        if after.endswith("s"):
            return Reading(i, i + 2, coming(None, unit))
        return Reading(i, i + 2, shifted(1, unit))
    if after in WEEKDAYS:
        return Reading(i, i + 2, weekday_of(WEEKDAYS[after], "next"))
    if after in MONTHS and month_at(line, i + 1):
        month = MONTHS[after]
        return Reading(i, i + 2, lambda now: month_of(None, month)(now._replace(ahead=True)))
    if after in SEASONS:
        return Reading(i, i + 2, season_of(SEASONS[after], None, which="next"))
    return Reading(i, i + 2, coming(None, "day")) if after in ("days", "hours") else None


def this_form(line: Line, i: int) -> Reading | None:
    """This week, this morning, this past weekend, this Friday, this spring."""
    words = line.words
    if words[i + 1] in ("past", "last", "coming", "next"):
        found = line.at(i + 1)
        return Reading(i, found.end, found.meaning) if found else None
    after = words[i + 1]
    if after in DAY_PARTS and after not in ("night", "noon"):
        return Reading(i, i + 2, shifted(0, "day"))
    unit = UNITS.get(after, "")
    if unit in PLAIN_UNITS and after in PLAIN_UNITS:
        return Reading(i, i + 2, shifted(0, unit))
    if after in WEEKDAYS:
        return Reading(i, i + 2, weekday_in_week(WEEKDAYS[after], 0))
    if after in MONTHS and after not in ("may", "march"):
        return Reading(i, i + 2, month_of(None, MONTHS[after]))
    if after in SEASONS:
        return Reading(i, i + 2, season_of(SEASONS[after], None))
    return None


def recent_form(line: Line, i: int) -> Reading | None:
    """Recent, recently, in recent weeks, ongoing: some time up to publication."""
    j = i + 1 + (line.words[i] == "recent" and line.words[i + 1] in UNITS)
    return Reading(i, j, recent)


def earlier_form(line: Line, i: int) -> Reading | None:
    """Earlier this month, earlier in January, earlier today, later this year, later in the day."""
    words, later = line.words, line.words[i] == "later"
    j = i + 1 + (words[i + 1] == "on")
    j += words[j] in ("in", "on")
    k = j + 1 + (words[j : j + 2] == ["the", "same"])
    if (words[j] == "that" or k > j + 1) and words[k] in ("week", "month", "year") and not later:
        return Reading(i, k + 1, earlier_in(words[k]))
    if words[j] in ("this", "the") and UNITS.get(words[j + 1]) in ("day", "week", "month", "year"):
        unit = UNITS[words[j + 1]]
        meaning = from_anchor(0, "day") if unit == "day" else since_unit(unit, later=later)
        return Reading(i, j + 2, meaning)
    if words[j] in ("today", "this", "last") or words[j] in WEEKDAYS or words[j] in MONTHS:
        found = line.at(j)
        if found:
            return Reading(i, found.end, found.meaning)
        if words[j] in ("may", "march") and words[j - 1] == "in":
            return Reading(i, j + 1, month_of(None, MONTHS[words[j]]))
    if words[i] == "previously":
        return Reading(i, i + 1, vague)
    if words[i] == "earlier" and words[i + 1] != "than" and line.word(i - 1) != "no":
        return Reading(i, i + 1, recent)
    return None


def part_form(line: Line, i: int) -> Reading | None:
    """Early 2018, late Monday, mid-December, early in October, the end of the month."""
    words = line.words
    part = PARTS.get(words[i])
    if part is None:
        return None
    j = i + 1 + (words[i + 1] == "-")
    if words[i] in ("start", "beginning", "end", "middle", "outset", "close"):
        if words[j] != "of":
            return None
        j += 1
    j += words[j] in ("in", "on")
    if words[j : j + 2] == ["the", "day"] and part != "mid":
        return Reading(i, j + 2, from_anchor(0, "day"))
    return part_at(line, i, part=part, rest=j)


def hyphen_part(line: Line, i: int) -> Reading | None:
    """Mid-December, mid-2011, early-1990s: one token."""
    word = line.words[i]
    head, _, tail = word.partition("-")
    if head not in ("mid", "early", "late") or not tail:
        return None
    line.words[i] = tail
    try:
        return part_at(line, i, part=PARTS[head], rest=i)
    finally:
        line.words[i] = word


def part_at(line: Line, start: int, *, part: str, rest: int) -> Reading | None:
    """A part of the month, year, decade, week or day that is named at `rest`."""
    words = line.words
    k = rest + (words[rest] == "the")
    k += words[k : k + 2] == ["month", "of"] and 2
    if words[k] in ("month", "year", "week") and words[k - 1] in ("the", "this", "last"):
        return Reading(start, k + 1, part_of_unit(part, words[k]))
    if words[k] in ("this", "last") and words[k + 1] in ("month", "year", "week"):
        back = -1 if words[k] == "last" else 0
        if back and words[k + 1] in ("month", "year"):
            return Reading(start, k + 2, part_of_last(part, words[k + 1]))
        if back:
            return Reading(start, k + 2, shifted(-1, words[k + 1]))
        return Reading(start, k + 2, part_of_unit(part, words[k + 1]))
    month = month_at(line, k)
    if month and words[k] in MONTHS:
        found = line.at(k)
        if (
            found
            and any(char.isdecimal() for char in words[month[1]])
            and not words[found.end - 1].isdecimal()
        ):
            return Reading(start, found.end, found.meaning)
        year = words[month[1]]
        if year.isdecimal() and len(year) == 4:
            return Reading(start, month[1] + 1, month_of(int(year), month[0], part=part))
        if found and found.end > month[1]:
            return Reading(start, found.end, found.meaning)
        return Reading(start, month[1], month_of(None, month[0], part=part))
    if words[k][:1].isdecimal():
        return part_of_number(line, start, part=part, at=k)
    if words[k] in WEEKDAYS or words[k] in DAY_WORDS:
        found = line.at(k)
        return Reading(start, found.end, found.meaning) if found else None
    if words[k] in DAY_PARTS and start == rest - 1:
        return Reading(start, k + 1, from_anchor(0, "day"))
    return None


def part_of_last(part: str, unit: str) -> Meaning:
    """The early, mid or late part of the month or year before that of publication."""

    def meaning(now: Now) -> Days:
        found = shifted(-1, unit)(now)
        if unit == "year":
            return year_of(found.first.year, part)(now) if found.first else found
        return month_of(found.first.year, found.first.month, part=part)(now) if found.first else found

    return meaning


def part_of_number(line: Line, start: int, *, part: str, at: int) -> Reading | None:
    """Early 2018, the late 1980s; a date ("early on 3 January") stays that day."""
    found = digits(line, at)
    if found is None:
        return None
    word = line.words[at]
    if found.end == at + 1 and len(word) == 4 and word.isdecimal():
        return Reading(start, at + 1, year_of(int(word), part))
    if word.endswith("s") and len(word) == 5:
        return Reading(start, at + 1, decade_of(int(word[:4]), part))
    return Reading(start, found.end, found.meaning)


def spell_at(line: Line, i: int) -> tuple[int | None, str, int] | None:
    """Count (`None` = some), unit and the position after, for "three days", "a few weeks", "24 hours"."""
    words = line.words
    if words[i] in UNITS:
        plural = words[i].endswith("s")
        return (None, UNITS[words[i]], i + 1) if plural and words[i] not in ("weekends",) else None
    j, word = i, words[i]
    if word in ("a", "an") and words[i + 1] in ("few", "couple"):
        j, word = i + 1, words[i + 1]
    if word in FEW:
        j += 1 + (words[j + 1] == "of")
        count = 2 if word == "couple" else None
        return (count, UNITS[words[j]], j + 1) if words[j] in UNITS else None
    count = number(word)
    if count is None:
        return None
    j = i + 1
    if words[j : j + 3] == ["and", "a", "half"]:
        j += 3
    elif words[j] in ("or", "to") and number(words[j + 1]) and words[j + 2] in UNITS:
        count, j = number(words[j + 1]), j + 2
    if words[j] in ("consecutive", "straight", "full", "long", "more"):
        j += 1
    unit = UNITS.get(words[j])
    return (count, unit, j + 1) if unit else None


def overnight_form(line: Line, i: int) -> Reading | None:
    """Overnight; overnight into Sunday; overnight on Friday."""
    words = line.words
    j = i + 1 + (words[i + 1] in ("into", "on", "to", "from"))
    if words[j] in WEEKDAYS:
        found = line.at(j)
        if found:
            into = words[i + 1] in ("into", "to")
            if found.end > j + 2 and words[j + 1] in ("and", "to", "into", "-"):
                return Reading(i, found.end, found.meaning)
            return Reading(i, found.end, overnight(found.meaning) if into else night_of(found.meaning))
    return Reading(i, i + 1, overnight())


def since_form(line: Line, i: int) -> Reading | None:
    """Since 2014, since the start of 2022, since early May, since last month, since it began in 2014."""
    found = inner(line, i + 1) or inner(line, behind_begun(line, i + 1))
    if found is None:
        return None
    if dates_a_noun(line, found):
        return found  # "since the 2013 coup" dates the coup
    if any(line.word(k) in HELD for k in range(max(0, i - HELD_WORDS), i)):
        return Reading(i, found.end, found.meaning)  # who is held since a day was taken on it
    k = found.end + (line.words[found.end] == ",")
    if line.words[k] == "when" or line.words[k : k + 2] == ["on", "which"]:
        return Reading(i, found.end, found.meaning)  # "since Monday, when the road was cut" dates the cut
    return Reading(i, found.end, since(found.meaning))


def behind_begun(line: Line, i: int) -> int:
    """Where the words behind "it began", "the war broke out" stand; `i` where nothing begins."""
    began = next((j for j in range(i + 1, i + 1 + MOST_BEGINNING) if line.words[j] in BEGAN), None)
    if began is None or STOPS.intersection(line.words[i:began]):
        return i
    return began + 1 + (line.words[began + 1] in ("out", "up"))


def until_form(line: Line, i: int) -> Reading | None:
    """Until Sunday, by August, by the end of July; "by" before a doer is none."""
    if line.words[i] == "as":
        if line.words[i + 1] != "of":
            return None
        found = inner(line, i + 2)
    else:
        found = inner(line, i + 1)
        if found and dates_a_noun(line, found):
            return found  # "hurt by the 8 January attack", "until the May election"
    return Reading(i, found.end, until(found.meaning)) if found else None


def dates_a_noun(line: Line, found: Reading) -> bool:
    """True where a time stands between an article and the noun that it dates."""
    return line.words[found.start - 1] in ("the", "a", "an") and line.words[found.end] not in STOPS


def inner(line: Line, i: int) -> Reading | None:
    """The time that stands at `i` or behind a few small words."""
    for j in range(i, i + MORE_FILLERS):
        found = line.at(j)
        if found and found.meaning not in (vague, recent):
            return found
        if line.words[j] not in FILLERS:
            return None
    return None


def from_form(line: Line, i: int) -> Reading | None:
    """From 3 to 5 May, between 2006 and 2007, from Thursday until Saturday."""
    words = line.words
    first = inner(line, i + 1)
    if first is None:
        return None
    mark = words[first.end]
    if mark not in RANGE_MARKS or (mark == "and" and words[i] != "between"):
        return first if words[i] == "between" and words[first.end - 1] != words[i + 1] else None
    second = inner(line, first.end + 1)
    return Reading(i, second.end, between(first.meaning, second.meaning)) if second else None
