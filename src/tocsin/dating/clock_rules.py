"""Marking rules for times of the day: 8 p.m., 18:00 UTC, noon, this morning, Friday night."""

from __future__ import annotations

import re

from .scanning import Entry, Found, Scan
from .senses import Sense, day_sense, open_sense
from .words import bag

ZULU = frozenset({"utc", "gmt", "z"})
ZONES = r"(?:(?P<z>utc|gmt|z|est|edt|cst|cdt|pst|pdt|bst|cet|cest|eet|msk|ist|et|pt|ct) )?"
PARTS_OF = {"MO": "the morning", "AF": "the afternoon", "EV": "the evening", "NI": "the night"}
AFTER_PART = bag("club clubs school shift")


def on_day(scan: Scan, tail: str, *, kind: str) -> Sense:
    """A time of the day named last, or of the day of publication."""
    day = scan.anchor or scan.published
    name = "clock" if kind == "clock" else "part"
    if day is None:
        return open_sense("TIME", f"XXXX-XX-XX{tail}")._replace(kind="clock" if name == "clock" else "part")
    return Sense(day, day, "day", "TIME", f"{day}{tail}", "clock" if name == "clock" else "part")


def clock(match: re.Match[str], scan: Scan) -> Found | None:
    """8 p.m., 8:30, 18:00 UTC, 0800 UTC, 10 o'clock."""
    groups = match.groupdict()
    hour, minute = int(groups["h"][1:]), int(groups["m"][1:]) if groups["m"] else 0
    if groups["m"] and len(scan.word(scan.index[match.start("m")])) != 2:
        return None
    half = groups["x"]
    if half:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if half == "xP" else 0)
    if hour > 24 or minute > 59:
        return None
    tail = f"T{hour:02}:{minute:02}" + ("Z" if groups["z"] in ZULU else "")
    return scan.found(match, on_day(scan, tail, kind="clock"))


def joined_clock(match: re.Match[str], scan: Scan) -> Found | None:
    """0800 UTC, 1830 local time."""
    hour, minute = int(match.group(1)[1:3]), int(match.group(1)[3:5])
    if hour > 24 or minute > 59:
        return None
    tail = f"T{hour:02}:{minute:02}" + ("Z" if match.group("z") in ZULU else "")
    return scan.found(match, on_day(scan, tail, kind="clock"))


def noon(match: re.Match[str], scan: Scan) -> Found | None:
    """Noon, midnight."""
    return scan.found(match, on_day(scan, f"T{match.group(1)[1:]}:00", kind="clock"))


def part(match: re.Match[str], scan: Scan) -> Found | None:
    """The morning, early morning, that night, night: of the day named last."""
    if scan.word(scan.end(match)) in AFTER_PART:
        return None
    return scan.found(match, on_day(scan, f"T{match.group('p')[1:]}", kind="part"))


def this_part(match: re.Match[str], scan: Scan) -> Found | None:
    """This morning, last night, tomorrow evening, next night; tonight."""
    which, letters = match.group("w"), match.group("p")[1:]
    shift = {"last": -1, "next": 1, "previous": -1, "following": 1}.get(which, 0)
    now = (
        (scan.anchor or scan.published)
        if which in ("previous", "following", "that", "same")
        else scan.published
    )
    if now is None:
        return scan.found(match, open_sense("TIME", f"XXXX-XX-XXT{letters}"))
    from .days import DAY

    day = day_sense(now + shift * DAY)
    return scan.found(match, day._replace(type="TIME", value=f"{day.value}T{letters}"))


CLOCK: tuple[tuple[str, Entry], ...] = (
    ("n", Entry(r"(?P<h>n\d{1,2}) (?P<m>~)?(?P<x>x[AP]) " + ZONES, clock)),
    ("w", Entry(r"(?P<h>w\d{1,2}) (?P<m>~)?(?P<x>x[AP]) " + ZONES, clock)),
    ("n", Entry(r"(?P<h>n\d{1,2}) [:.] (?P<m>n\d{1,2}) (?P<x>x[AP]) " + ZONES, clock)),
    (
        "n",
        Entry(
            r"(?P<h>n\d{1,2}) : (?P<m>n\d{1,2}) (?:: n\d{1,2} )?(?P<x>x[AP])? ?" + ZONES + r"(?!\S*: )", clock
        ),
    ),
    ("n w", Entry(r"(?P<h>[nw]\d{1,2}) (?P<m>~)?(?P<x>~)?o'clock (?P<z>~)?", clock)),
    ("h y", Entry(r"([hy][012]\d\d\d) (?P<z>utc|gmt|hrs|vH|uH|z) ", joined_clock)),
    ("x", Entry(r"(x12|x24) ", noon)),
    ("p the early late", Entry(r"(?:the )?(?:(?:early|late) (?:- )?)?(?P<p>p[A-Z]{2}) ", part)),
    (
        "this last next that the previous following",
        Entry(
            r"(?:the )?(?P<w>this|last|next|that|previous|following|same) (?:early |late )?(?P<p>p[A-Z]{2}) ",
            this_part,
        ),
    ),
    ("tonight", Entry(r"(?P<w>tonight) (?P<p>)", lambda match, scan: tonight(match, scan))),
)


def tonight(match: re.Match[str], scan: Scan) -> Found | None:
    """Tonight."""
    if scan.published is None:
        return scan.found(match, open_sense("TIME", "XXXX-XX-XXTNI"))
    day = day_sense(scan.published)
    return scan.found(match, day._replace(type="TIME", value=f"{day.value}TNI"))
