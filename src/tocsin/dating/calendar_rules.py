"""Marking rules for places on the calendar: dates, months, years, quarters, seasons, decades, feasts."""

from __future__ import annotations

import re
from datetime import date

from .scanning import Entry, Found, Scan, safe
from .senses import (
    Sense,
    century_sense,
    day_sense,
    decade_sense,
    month_sense,
    months_sense,
    open_sense,
    quarter_sense,
    season_sense,
    year_sense,
    years_sense,
)
from .words import BEFORE_COUNT, COUNTED, bag

SHORT_AHEAD = 12  # a year of two digits lies no further ahead; tuned on recognizers-text, 2026-11-22
LATEST = 2025  # where the day of publication is not known, years of two digits end about here
BEFORE_MONTH = bag(
    "in since last next this early late mid until till by during from between before after of through the "
    "a to and for around - -- , month"
)
NOT_A_YEAR = bag(
    "$ € £ no nos flight resolution highway route number boeing airbus iso channel room unit model"
)
MEASURES = bag(
    "percent % km kg feet points per gmt utc hrs meters metres miles tons tonnes acres pounds euros"
)
SINCE_SEASON = bag("in the this by until since during over for next last each")


def full_year(code: str, scan: Scan) -> int:
    """The year of a code: y2016, or of two digits the nearest that is not far ahead."""
    digits = int(re.sub(r"\D", "", code))
    if code[0] == "y":
        return digits
    limit = (scan.published.year if scan.published else LATEST) + SHORT_AHEAD
    return max(year for year in (digits + 1800, digits + 1900, digits + 2000) if year <= limit)


def date_sense(scan: Scan, i: int, *, month: int, day: int, year: str | None) -> Sense | None:
    """A day of the calendar; without a year the one that the context means."""
    if year:
        exact = safe(full_year(year, scan), month, day=day)
        return day_sense(exact) if exact else None
    if not 1 <= day <= 31:
        return None
    found = scan.nearest(i, month=month, day=day)
    if found:
        return day_sense(found)
    return open_sense("DATE", f"XXXX-{month:02}-{day:02}") if scan.published is None else None


def day_and_month(match: re.Match[str], scan: Scan) -> Found | None:
    """January 12, 2016; Oct-2; 3rd of January; 19-20 November 2015: one day, or from one to another."""
    groups = match.groupdict()
    month, day, last, year = groups["m"], groups["d"], groups["l"], groups["y"]
    start, end = scan.start(match), scan.end(match)
    if year is None and (scan.word(end) in COUNTED or scan.word(end) in MEASURES):
        return None
    if day[0] == "w" and not scan.diary and match.start("m") < match.start("d"):
        return None
    if month[0] == "d" and not scan.diary and match.start("d") > match.start("m"):
        return None
    if scan.word(start - 1) in ("$", "\u20ac", "\u00a3") and match.start("d") < match.start("m"):
        return None
    one = date_sense(scan, start, month=int(month[1:]), day=int(day[1:]), year=year)
    if one is None or last is None:
        return scan.found(match, one)
    two = date_sense(scan, start, month=int(month[1:]), day=int(last[1:]), year=year)
    if two is None or not one.first or not two.last or one.first > two.last:
        cut = scan.index[match.start("l")] - 1
        return Found(start, cut, one) if match.start("m") < match.start("d") else None
    return scan.found(match, between(one, two))


def between(one: Sense, two: Sense) -> Sense:
    """From the first day of one to the last of two, as an interval of ISO 8601."""
    precision = two.precision if one.precision == two.precision != "day" else "days"
    return Sense(one.first, two.last, precision, "DATE", f"{one.value}/{two.value}")


def month_and_year(match: re.Match[str], scan: Scan) -> Found | None:
    """January 2016; 2016, nov; dec/2018."""
    month, year = match.group("m"), match.group("y")
    return scan.found(match, month_sense(full_year(year, scan), int(month[1:])))


def lone_month(match: re.Match[str], scan: Scan) -> Found | None:
    """January; October of next year; June next year."""
    i, end = scan.start(match), scan.end(match)
    month = int(match.group("m")[1:])
    skip = scan.word(end) in ("of", "in")
    later = scan.at(end + skip)
    if later and later.sense.precision == "year" and later.sense.first and scan.code(later.end - 1) == "uY":
        if later.sense.first.year == (later.sense.last or date.max).year:
            return Found(i, later.end, month_sense(later.sense.first.year, month))
    before = scan.word(i - 1)
    if match.group("m")[0] == "d" and before not in ("in", "since", "of", "last", "next", "from", "to"):
        return None
    if scan.word(i) in ("may", "march", "mar", "jan", "jun", "dec") and not scan.diary:
        if before not in BEFORE_MONTH:
            return None
    elif scan.word(i) in ("sun", "mar"):
        return None
    if scan.published is None:
        return scan.found(match, open_sense("DATE", f"XXXX-{month:02}"))
    year = scan.published.year - (month > scan.published.month)
    if month > scan.published.month and scan.ahead(i):
        year += 1
    elif month < scan.published.month and scan.ahead(i) and before != "since":
        year += scan.published.month - month > 1
    return scan.found(match, month_sense(year, month))


def numeric(match: re.Match[str], scan: Scan) -> Found | None:
    """2015/08/12, 02/22/2016, 21.04.2016, 9-18-15: month first where both orders are possible."""
    a, b, c = (int(match.group(k)[1:]) for k in "abc")
    if match.group("a")[0] == "y":
        exact = safe(a, b, day=c)
    else:
        year = full_year(match.group("c"), scan)
        if not scan.diary and match.group("c")[0] != "y" and match.group(2) != "/":
            return None
        exact = safe(year, a, day=b) or safe(year, b, day=a)
        if match.group(2) == "." and a <= 31:
            exact = safe(year, b, day=a) or exact
    return scan.found(match, day_sense(exact)) if exact else None


def month_slash_day(match: re.Match[str], scan: Scan) -> Found | None:
    """4/22 and 22/04 in a diary; 9/11 anywhere; 3-7 and 4.22 in a diary."""
    a, b = int(match.group(1)[1:]), int(match.group(3)[1:])
    i = scan.start(match)
    if (a, b) == (9, 11) and match.group(2) == "/" and not scan.diary:
        return scan.found(match, day_sense(date(2001, 9, 11)))
    if not scan.diary:
        return None
    if match.group(2) == "-" and scan.word(i - 1) in ("from", "between"):
        return None
    for month, day in ((a, b), (b, a)):
        if 1 <= month <= 12:
            sense = date_sense(scan, i, month=month, day=day, year=None)
            if sense:
                return scan.found(match, sense)
    return None


def year_number(match: re.Match[str], scan: Scan) -> Found | None:
    """2016, year 2008, calendar year 2008, '82, year 247."""
    i, end = scan.start(match), scan.end(match)
    year = full_year(match.group("y"), scan)
    before, after = scan.word(i - 1), scan.word(end)
    if (
        match.group("y")[0] == "'"
        and not scan.diary
        and before not in ("in", "of", "since", "the", "by", "late")
    ):
        return None
    if match.group(0)[0] in "y'" and not scan.diary:
        if before in NOT_A_YEAR or before in BEFORE_COUNT - {"most"} or after in COUNTED or after in MEASURES:
            return None
        if scan.word(i - 1) in (".", "/", ":") and scan.code(i - 2)[:1] in ("n", "y"):
            return None
        if year < 1700 and before not in ("in", "of", "since", "by", "from", "year"):
            return None
        if after == "." and scan.code(end + 1)[:1] in "ny" and scan.code(end + 1):
            return None
    return scan.found(match, year_sense(year))


def year_month(match: re.Match[str], scan: Scan) -> Found | None:
    """2015-3, 3/2015 in a diary: a month of a year."""
    month = int(match.group("n")[1:])
    if not scan.diary or not 1 <= month <= 12:
        return None
    return scan.found(match, month_sense(int(match.group("y")[1:]), month))


def year_range(match: re.Match[str], scan: Scan) -> Found | None:
    """1999-2003, 2013-14."""
    first = int(match.group(1)[1:])
    last = int(match.group(2)[1:])
    last += first // 100 * 100 if last < 100 else 0
    if not first < last < first + 100 or (not scan.diary and match.group(2)[0] == "y"):
        return None
    return scan.found(match, between(year_sense(first), year_sense(last)))


def decade(match: re.Match[str], scan: Scan) -> Found | None:
    """The 1970s, the '40s, the seventies, the nineteen seventies, the two thousands."""
    digits = match.group("d")
    start = int(digits[1:])
    hundreds = match.groupdict().get("h")
    if hundreds:
        start += int(hundreds[1:]) * 100 if start < 100 else 0
    if start < 100:
        start += 2000 if start < 20 else 1900
    if start % 10 or not 1000 <= start < 2100 or (digits[1:] in ("0", "10") and not hundreds):
        return None
    return scan.found(match, decade_sense(start))


def century(match: re.Match[str], scan: Scan) -> Found | None:
    """The 20th century."""
    number = int(match.group(1)[1:])
    return scan.found(match, century_sense(number)) if 0 < number < 40 else None


def season(match: re.Match[str], scan: Scan) -> Found | None:
    """Summer 2016, the spring of 2019, this summer, winter."""
    i, end = scan.start(match), scan.end(match)
    letters, year, which = match.group("z")[1:], match.group("y"), match.group("w")
    if year:
        return scan.found(match, season_sense(full_year(year, scan), letters))
    before = scan.word(i - 1) if not match.group(0).startswith("the") else "the"
    if not which and scan.diary:
        return scan.found(match, open_sense("DATE", letters))
    word = scan.word(end - 1)
    if not which and word == "fall" and before not in SINCE_SEASON:
        return None
    if not which and word == "fall" and scan.word(end) == "of":
        return None
    if scan.published is None:
        return scan.found(match, open_sense("DATE", f"XXXX-{letters}"))
    now = scan.published
    sense = season_sense(now.year, letters)
    if which in ("next", "coming"):
        return scan.found(
            match, season_sense(now.year + (sense.first is None or sense.first <= now), letters)
        )
    begun = sense.first is not None and sense.first <= now
    over = sense.last is not None and sense.last < now
    if which in ("last", "past"):
        return scan.found(match, season_sense(now.year - (not over), letters))
    if which == "this" or begun or scan.ahead(i) or (letters == "SP" and now.month == 2):
        return scan.found(match, sense)
    return scan.found(match, season_sense(now.year - 1, letters))


def quarter(match: re.Match[str], scan: Scan) -> Found | None:
    """The third quarter of 2016, Q3 this year, 2016 Q3, H1 2016, next year's first quarter."""
    code = match.group("q")
    number = {"final": 4, "last": 4}.get(code) or int(code[1:])
    half = code[0] == "H" or "half" in match.group(0)
    if not 1 <= number <= (2 if half else 4):
        return None
    start, end = scan.start(match), scan.end(match)
    year: int | None = full_year(match.group("y"), scan) if match.group("y") else None
    if year is None:
        later = scan.at(end)
        if later and later.sense.precision == "year" and later.sense.first and scan.word(end) != "a":
            year, end = later.sense.first.year, later.end
    if year is None and code == "last":
        return None
    if year is None:
        if scan.published is None:
            return scan.found(match, open_sense("DATE", f"XXXX-{'H' if half else 'Q'}{number}"))
        first = (6 if half else 3) * (number - 1) + 1
        year = scan.published.year - (
            first > scan.published.month and not scan.diary and not scan.ahead(start)
        )
    if half:
        return Found(start, end, months_sense(year, 6 * number - 5, count=6, value=f"{year}-H{number}"))
    return Found(start, end, quarter_sense(year, number))


def fiscal(match: re.Match[str], scan: Scan) -> Found | None:
    """Fiscal year 2008, school year 2008, FY 2009: a name of the year, no days."""
    name = "SY" if "school" in match.group(0) or match.group(0).startswith("sy") else "FY"
    return scan.found(match, open_sense("DATE", f"{name}{full_year(match.group('y'), scan):04}"))


def year_with_number(match: re.Match[str], scan: Scan) -> Found | None:
    """Year 247, year two hundred and sixty seven."""
    year = int(match.group("y")[1:])
    return scan.found(match, years_sense(year, year, value=f"{year:04}")) if 99 < year < 1000 else None


M_FIRST = Entry(
    r"(?P<m>[md]\d\d) (?:\. )?(?:, |- |/ )?(?:the )?(?P<d>[now]\d{1,2}) "
    r"(?:(?:-|--|to|and|through) (?:the )?(?P<l>[no]\d{1,2}) (?!(?:\. )?[md]\d))?"
    r"(?:(?:, |of |in |, of |[-/] )?(?P<y>y\d{4}|' n\d\d) )?",
    day_and_month,
)
D_FIRST = Entry(
    r"(?P<d>[now]\d{1,2}) (?:(?:-|--|to|and|through|until|till) (?:the )?(?P<l>[now]\d{1,2}) )?"
    r"(?:\. |of |day of |- |/ |in )?(?P<m>[md]\d\d) (?:\. )?"
    r"(?:(?:, |of |in |, of |[-/] )?(?P<y>y\d{4}|' n\d\d) )?",
    day_and_month,
)
M_YEAR = Entry(
    r"(?P<m>[md]\d\d) (?:\. )?(?:, |of |in |of the year |--? |/ )?(?P<y>y\d{4}|' n\d\d) ", month_and_year
)
M_ALONE = Entry(r"(?P<m>[md]\d\d) (?:\. )?", lone_month)
Q_YEAR = r"(?:(?:- |of |in |, )?(?:the )?(?P<y>y\d{4}) |(?:of |in |, )?(?!y\d))"

CALENDAR: tuple[tuple[str, Entry], ...] = (
    ("m d", M_FIRST),
    ("n o w", D_FIRST),
    ("m d", M_YEAR),
    ("m d", M_ALONE),
    ("y", Entry(r"(?P<y>y\d{4}) (?:, |--? |/ )?(?P<m>[md]\d\d) (?!(?:- |/ )n)", month_and_year)),
    ("y", Entry(r"(?P<y>y\d{4}) (?:- |/ )(?P<m>[md]\d\d) (?:- |/ )(?P<d>n\d{1,2}) (?P<l>~)?", day_and_month)),
    ("y", Entry(r"(?P<a>y\d{4}) ([-/.]) (?P<b>n\d{1,2}) \2 (?P<c>n\d{1,2}) ", numeric)),
    (
        "n",
        Entry(
            r"(?P<a>n\d{1,2}) ([-/.]) (?P<b>n\d{1,2}) (?:\2|,) (?P<c>y\d{4}|n\d\d) (?![/:] n|of |[md]\d)",
            numeric,
        ),
    ),
    ("n", Entry(r"(n\d{1,2}) ([-/.]) (n\d{1,2}) (?!\2 [ny]\d|[uv%]|percent)", month_slash_day)),
    ("y", Entry(r"(?P<y>y\d{4}) (?!' n)", year_number)),
    ("'", Entry(r"(?P<y>' n\d\d) ", year_number)),
    ("year calendar cy", Entry(r"(?:the )?(?:calendar )?(?:uY|cy) (?P<y>y\d{4}) ", year_number)),
    ("u calendar cy", Entry(r"(?:calendar )?(?:uY|cy) (?P<y>y\d{4}) ", year_number)),
    ("u", Entry(r"uY (?P<y>[nw]\d{3}) ", year_with_number)),
    (
        "fiscal school fy sy financial",
        Entry(r"(?:(?:fiscal|school|financial) uY|fy|sy) (?P<y>y\d{4}) ", fiscal),
    ),
    ("y", Entry(r"(?P<y>y\d{4}) (?:--? |/ )(?P<n>n\d{1,2}) (?!- n|/ n|, )", year_month)),
    ("n", Entry(r"(?P<n>n\d{1,2}) (?:--? |/ )(?P<y>y\d{4}) ", year_month)),
    ("y", Entry(r"(y\d{4}) (?:-|--|~) (y\d{4}|n\d\d) (?![-/] n)", year_range)),
    ("the D '", Entry(r"(?:the )?(?:' )?(?P<d>D\d{2,4}) ", decade)),
    ("the n y", Entry(r"(?:the )?(?P<d>n\d0|y\d{3}0) (?:'s|s) ", decade)),
    ("the w y", Entry(r"(?:the )?(?P<h>w\d\d) (?:- )?(?P<d>D\d\d) ", decade)),
    ("the o", Entry(r"(?:the )?(o\d{1,2}) (?:- )?uC ", century)),
    (
        "z the this last next past coming",
        Entry(
            r"(?:the )?(?:(?P<w>this|last|next|past|coming) )?(?P<z>z[A-Z]{2}) "
            r"(?:(?:of |in |, )?(?P<y>y\d{4}) )?",
            season,
        ),
    ),
    (
        "the o final last",
        Entry(
            r"(?:the )?(?P<q>o[1-4]|final|last) (?:- )?(?:fiscal |financial )?(?:uQ|half) " + Q_YEAR,
            quarter,
        ),
    ),
    ("Q H", Entry(r"(?P<q>[QH]\d) " + Q_YEAR, quarter)),
    ("y", Entry(r"(?P<y>y\d{4}) (?:- |, )?(?:the )?(?P<q>[QH]\d) ", quarter)),
    ("y", Entry(r"(?P<y>y\d{4}) (?:- |, )?(?:the )?(?P<q>o[1-4]) uQ ", quarter)),
)
