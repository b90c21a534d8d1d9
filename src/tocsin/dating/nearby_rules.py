"""Marking rules for what is counted from publication: today, last week, next Friday, later this year, now."""

from __future__ import annotations

import re
from datetime import date

from .calendar_rules import date_sense
from .days import DAY
from .scanning import Entry, Found, Scan, safe
from .senses import (
    Sense,
    day_sense,
    month_sense,
    months_sense,
    moved,
    open_sense,
    part_of,
    unit_sense,
    week_sense,
    weekend_sense,
)
from .words import bag

DAY_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1}
WAYS = {
    "this": 0, "current": 0, "my": 0, "that": 0, "same": 0, "very": 0, "the": 0, "entire": 0, "whole": 0,
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1, "upcoming": 1,
    "following": 1,
}  # fmt: skip
LEANING = bag("same that following previous preceding")
WAY = r"(?P<w>this|current|my|that|same|last|past|previous|preceding|next|coming|upcoming|following)"
PART = r"(?P<p>early|mid|late|beginning|start|end|middle|outset|close)"
PART_NAMES = {
    "early": "early", "beginning": "early", "start": "early", "outset": "early", "mid": "mid",
    "middle": "mid",
    "late": "late", "end": "late", "close": "late",
}  # fmt: skip
ENDS_DAY = bag("end ended ending ends finish finished finishing close closed for in of during later closing")
SEASONS_OF = {1: "WI", 2: "SP"}


def day_word(match: re.Match[str], scan: Scan) -> Found | None:
    """Today, yesterday, tomorrow, the day before yesterday, the day after tomorrow, my day."""
    count = DAY_WORDS[match.group("w")]
    side = match.groupdict().get("s")
    count += {"before": -1, "after": 1}.get(side or "", 0)
    if scan.published is None:
        return scan.found(match, open_sense("DATE", "XXXX-XX-XX"))
    return scan.found(match, day_sense(scan.published + count * DAY))


def base(scan: Scan, way: str) -> date | None:
    """The day that a unit is counted from."""
    return (scan.anchor or scan.published) if way in LEANING and not scan.diary else scan.published


def unit(match: re.Match[str], scan: Scan) -> Found | None:
    """This week, last month, the following day, the same year, next quarter, the week."""
    way, code = match.group("w") or "the", match.group("u")
    letter, after = code[1], scan.word(scan.end(match))
    start = base(scan, way)
    if (
        after in ("before", "after")
        and way == "the"
        and scan.word(scan.start(match) - 1) not in ("in", "end")
    ):
        return None
    if way == "past" and match.group(0).startswith("the") and letter in "WMYXC" and not scan.diary:
        return None
    if letter == "D" and way in ("last", "the", "past", "my", "this") and not scan.diary:
        if (
            way != "the"
            or scan.word(scan.start(match) - 1) not in ENDS_DAY
            or after in ("of", "that", "when")
        ):
            return None
        start = scan.anchor or scan.published
    if way == "the" and letter in "WMQYXCF" and not scan.diary:
        earlier = scan.word(scan.start(match) - 1)
        if after in ("of", "ending", "ended", "that") or earlier not in ("in", "of", "during", "for", "over"):
            return None
    if start is None:
        return scan.found(match, open_sense("DATE", "XXXX-XX-XX"[: 10 if letter == "D" else 7]))
    count = WAYS[way]
    if way == "past" and match.group(0).startswith(("the past", "this past")) and letter != "Q":
        count = -1
    if letter == "E":
        return scan.found(match, weekend(scan, start, way=way))
    return scan.found(match, unit_sense(moved(start, count, letter=letter), letter))


def weekend(scan: Scan, start: date, *, way: str) -> Sense:
    """The weekend that is meant: in a report early in the week the last one, unless it is called next."""
    this = weekend_sense(start)
    if way in ("last", "past", "previous"):
        return weekend_sense(start - 7 * DAY)
    if way in ("next", "following", "coming", "upcoming"):
        return weekend_sense(start + 7 * DAY) if way != "coming" else this
    early = start.weekday() <= 2 and not scan.diary
    return weekend_sense(start - 7 * DAY) if early and not scan.ahead(len(scan.pieces) - 1) else this


def side_of_unit(match: re.Match[str], scan: Scan) -> Found | None:
    """The day before, the week after next, the year before, a year earlier is left to lengths."""
    letter, side = match.group("u")[1], match.group("s")
    end = scan.end(match)
    if match.group("n"):
        if scan.published is None:
            return None
        return scan.found(
            match, unit_sense(moved(scan.published, 2 if side == "after" else -2, letter=letter), letter)
        )
    if scan.word(end) not in ("", ".", ",", ";", ")", "and", "in", "that", "at", "when", "on", '"', "?", "!"):
        return None
    start = scan.anchor or scan.published
    if start is None:
        return None
    count = 1 if side == "after" else -1
    return scan.found(match, unit_sense(moved(start, count, letter=letter), letter))


def way_month(match: re.Match[str], scan: Scan) -> Found | None:
    """Last September, next June, this May, last May 3."""
    way, month = match.group("w"), int(match.group("m")[1:])
    now = scan.published
    if now is None:
        return scan.found(match, open_sense("DATE", f"XXXX-{month:02}"))
    end = scan.end(match)
    day = scan.code(end)
    if (
        day[:1] in "no"
        and day[1:].isdecimal()
        and scan.code(end + 1)[:1] not in ("u", "v")
        and scan.code(end)
    ):
        sense = date_sense(scan, scan.start(match), month=month, day=int(day[1:]), year=None)
        return Found(scan.start(match), end + 1, sense) if sense else None
    year = now.year
    if way in ("last", "past", "previous"):
        year -= 1 if scan.diary or month >= now.month else 0
    elif way in ("next", "coming", "upcoming", "following"):
        year += 1 if (scan.diary and way == "next") or month <= now.month else 0
    return scan.found(match, month_sense(year, month))


def part_rule(match: re.Match[str], scan: Scan) -> Found | None:
    """Early 2018, late this month, mid-November, the end of last year, earlier in January."""
    found = scan.inner(match)
    if found is None or found.sense.type not in ("DATE", "TIME") or found.sense.kind == "part":
        return None
    if found.sense.first is None and found.sense.value[:4] not in ("XXXX",):
        return None
    word, line = match.group("p"), match.group(0)
    if word not in ("early", "mid", "late") and " of " not in line:
        return None
    part = PART_NAMES[word]
    thirds = scan.diary and " of " in line and scan.code(found.start)[:1] == "y" and found.sense.first
    if thirds and found.end == found.start + 1 and found.sense.first:
        month = {"early": 1, "mid": 5, "late": 9}[part]
        third = months_sense(found.sense.first.year, month, count=4, value=found.sense.value)
        return Found(scan.start(match), found.end, third)
    return Found(scan.start(match), found.end, part_of(found.sense, part, diary=scan.diary))


def earlier_later(match: re.Match[str], scan: Scan) -> Found | None:
    """Earlier this month, later this year, later in the week: up to publication, or from it on."""
    found = scan.inner(match)
    if found is None or found.sense.first is None or found.sense.last is None:
        return None
    if found.sense.type not in ("DATE", "TIME"):
        return None
    sense, now = found.sense, scan.published
    if now and found.sense.first <= now <= found.sense.last and sense.precision not in ("day", "open"):
        sense = sense._replace(last=now) if match.group("p") == "earlier" else sense._replace(first=now)
    return Found(scan.start(match), found.end, sense)


def rest(match: re.Match[str], scan: Scan) -> Found | None:
    """The rest of the week: from publication to its end."""
    now, letter = scan.published, match.group("u")[1]
    if now is None:
        return None
    sense = unit_sense(now, letter)
    return scan.found(match, sense._replace(first=now, precision="days"))


def bound(match: re.Match[str], scan: Scan) -> Found | None:
    """The end of the year, month end, year-end, EOM: of the year or month of publication."""
    letter = (match.group("u") or "")[1:2] or ("M" if match.group("e") == "eom" else "Y")
    if scan.published is None or letter not in "YMWQ":
        return None
    sense = unit_sense(scan.anchor if scan.anchor and not scan.diary else scan.published, letter)
    return scan.found(match, part_of(sense, "late", diary=scan.diary))


def to_date(match: re.Match[str], scan: Scan) -> Found | None:
    """Year to date, to date: up to publication."""
    now = scan.published
    if now is None or not scan.diary:
        return None
    if match.group("u"):
        return scan.found(match, unit_sense(now, match.group("u")[1])._replace(last=now))
    if scan.word(scan.start(match)) == "date":
        return (
            scan.found(match, day_sense(now)) if scan.word(scan.start(match) - 1) in ("to", "till") else None
        )
    return scan.found(match, Sense(None, now, "open", "DATE", "PRESENT_REF"))


def unit_of(match: re.Match[str], scan: Scan) -> Found | None:
    """The week of April 10, the month of October, the week commencing 4 February, the year of 1999."""
    found = scan.inner(match)
    letter = match.group("u")[1]
    if found is None or found.sense.first is None or found.sense.type != "DATE":
        return None
    if (letter == "W" and found.sense.precision != "day") or letter not in "WMYE":
        return None
    if match.group("b") in ("commencing", "beginning", "starting"):
        end = found.sense.first + 6 * DAY
        return Found(
            scan.start(match),
            found.end,
            week_sense(found.sense.first)._replace(first=found.sense.first, last=end),
        )
    return Found(scan.start(match), found.end, unit_sense(found.sense.first, letter))


def week_number(match: re.Match[str], scan: Scan) -> Found | None:
    """Week 31: of the year of publication."""
    number = int(match.group(1)[1:])
    if scan.published is None or not scan.diary or not 1 <= number <= 53:
        return None
    monday = date.fromisocalendar(scan.published.year, 1, 1) + (number - 1) * 7 * DAY
    return scan.found(match, week_sense(monday))


def nth_of(match: re.Match[str], scan: Scan) -> Found | None:
    """The first Friday of next month, the third week of 2027, the last week of July, the 20th of May."""
    found = scan.inner(match) or scan.at(scan.end(match) - 1)
    if found is None or found.sense.first is None or found.sense.last is None:
        return None
    if match.group("o")[0] == "n" and found.sense.precision != "month":
        return None
    code, what = match.group("o"), match.group("u") or ""
    number = -1 if code in ("last", "final") else int(code[1:])
    sense = nth_sense(found.sense, number, what=what)
    return Found(scan.start(match), found.end, sense) if sense else None


def nth_sense(whole: Sense, number: int, *, what: str) -> Sense | None:
    """The so-manieth (-1: the last) day, weekday, week, weekend or month of a time."""
    first, last = whole.first, whole.last
    if first is None or last is None or whole.precision not in ("month", "year", "week"):
        return None
    if what[:1] in ("k", "j"):
        day = first + (int(what[1]) - first.weekday()) % 7 * DAY + (number - 1) * 7 * DAY
        if number < 0:
            day = last - (last.weekday() - int(what[1])) % 7 * DAY
        return day_sense(day) if first <= day <= last else None
    letter = what[1:2] or "D"
    if letter == "D":
        day = last if number < 0 else first + (number - 1) * DAY
        return day_sense(day) if first <= day <= last else None
    if letter == "W":
        start = first + (3 - first.weekday()) % 7 * DAY  # the first Thursday: it is in the first week
        start += (number - 1) * 7 * DAY
        if number < 0:
            start = last - (last.weekday() - 3) % 7 * DAY
            if whole.precision == "month":
                start = last - last.weekday() * DAY
        return week_sense(start)
    if letter == "M" and whole.precision == "year":
        return month_sense(first.year, 12 if number < 0 else number) if number <= 12 else None
    return None


def bare_nth(match: re.Match[str], scan: Scan) -> Found | None:
    """The 27th, the second, 15: a day of a month that goes without saying; the second Sunday."""
    if scan.published is None:
        return None
    i, end = scan.start(match), scan.end(match)
    day = int(match.group("o")[1:])
    if not scan.diary:
        digits = scan.word(end - 1)[:1].isdecimal() and scan.word(end - 1)[-1:].isalpha()
        if (
            not digits
            or scan.word(i) != "the"
            or scan.word(end) not in (".", ",", "and", "at", "in", "", "when", ";")
            or not 1 <= day <= 31
        ):
            return None
    if scan.code(end)[:1] in ("u", "v", "C", "p") or not 1 <= day <= 31 or scan.word(end) in (":", "%", "/"):
        return None
    for back in range(6):
        month = moved(scan.published.replace(day=1), -back, letter="M")
        made = safe(month.year, month.month, day=day)
        if made and made <= scan.published:
            return Found(i, end, day_sense(made))
    return None


def in_a_row(match: re.Match[str], scan: Scan) -> Found | None:
    """A second day, the fourth consecutive week, fourth week in a row: the one of publication."""
    start = scan.anchor or scan.published
    if start is None or (match.group("o")[1:] == "1") or scan.word(scan.end(match)) == "of":
        return None
    if not (match.group("c") or match.group("r")) and scan.word(scan.start(match) - 1) != "for":
        return None
    return scan.found(match, unit_sense(start, match.group("u")[1]))


WAY_HEADS = "this current my that same last past previous preceding next coming upcoming following the"
NEARBY: tuple[tuple[str, Entry], ...] = (
    ("today yesterday tomorrow", Entry(r"(?P<w>today|yesterday|tomorrow) ", day_word)),
    ("the u", Entry(r"(?:the )?uD (?P<s>before|after) (?P<w>yesterday|today|tomorrow) ", day_word)),
    (
        WAY_HEADS,
        Entry(
            r"(?:the |this )?"
            + WAY
            + r" (?:same |current |past |calendar |working |whole |entire )?(?P<u>u[DWEFMQYXC]) ",
            unit,
        ),
    ),
    ("the", Entry(r"the (?:entire |whole )?(?P<w>~)?(?P<u>u[DWEFMQYXC]) ", unit)),
    ("u", Entry(r"(?P<w>~)?(?P<u>uE) ", unit)),
    (
        "the u",
        Entry(r"(?:the )?(?P<u>u[DWEMYX]) (?P<s>before|after) (?P<n>(?:the )?(?:next|last) )?", side_of_unit),
    ),
    ("the u", Entry(r"(?:the )?(?P<u>u[DWMY]) (?P<s>previous|earlier|prior)(?P<n>~)? ", side_of_unit)),
    (WAY_HEADS, Entry(r"(?:the )?" + WAY + r" (?P<m>[md]\d\d) (?:\. )?", way_month)),
    (
        "the early mid late beginning start end middle outset close very",
        Entry(r"(?:the )?(?:very )?" + PART + r" (?:- )?(?:of )?(?:in |on )?(?=\S)", part_rule),
    ),
    ("earlier later", Entry(r"(?P<p>earlier|later) (?:on )?(?:in )?", earlier_later)),
    (
        "the rest remaining remainder",
        Entry(
            r"(?:the )?(?:rest|remaining|remainder) (?:of )?(?:the |this |my )?(?:current )?(?P<u>u[WMYQ]) ",
            rest,
        ),
    ),
    (
        "the u that",
        Entry(
            r"(?:the |that )?(?P<u>u[WMYE]) (?:of|(?P<b>commencing|starting|beginning)(?: on)?) (?:the )?",
            unit_of,
        ),
    ),
    (
        "the end eoy eom",
        Entry(r"(?:the )?(?:end of (?:the )?(?P<u>u[YMQW]) |(?P<e>eoy|eom) )", bound),
    ),
    ("the u", Entry(r"(?:the )?(?P<u>u[YMQ]) (?:- |'s )?end (?P<e>)", bound)),
    ("to till u date", Entry(r"(?:(?P<u>u[YM]) to |to |till )?(?:current )?date ", to_date)),
    ("the u", Entry(r"(?:the )?uW ([nw]\d{1,2}) ", week_number)),
    (
        "the o n last final",
        Entry(
            r"(?:the )?(?P<o>[on]\d{1,2}|last|final) (?:(?P<u>[kj]\d|u[DWEM]) )?"
            r"(?:of |in |, )?(?:the )?(?=\S)",
            nth_of,
        ),
    ),
    ("the", Entry(r"the (?P<o>[onw]\d{1,2}) (?!(?:of )?[md]\d)", bare_nth)),
    ("o n", Entry(r"(?P<o>[on]\d{1,2}) (?!(?:of )?[md]\d|[-/.:] [ny]\d|x[AP]|[uv])", bare_nth)),
    (
        "a the o",
        Entry(
            r"(?:a |the )?(?P<o>o\d+) (?P<c>consecutive |straight |successive )?(?P<u>u[DWMYQ]) "
            r"(?P<r>in a row |running )?",
            in_a_row,
        ),
    ),
)
