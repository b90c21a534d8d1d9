"""Marking rules for what comes back: every Monday, daily, once a year."""

from __future__ import annotations

import re

from .length_rules import length_at
from .scanning import Entry, Found, Scan
from .senses import length_value, open_sense

SET_WORDS = {
    "daily": "P1D", "weekly": "P1W", "biweekly": "P2W", "monthly": "P1M", "quarterly": "P1Q", "yearly": "P1Y",
    "annual": "P1Y", "annually": "P1Y", "hourly": "PT1H", "nightly": "P1D", "fortnightly": "P2W",
    "semiannual": "P6M", "semiannually": "P6M", "biennial": "P2Y", "bimonthly": "P2M",
}  # fmt: skip


def every(match: re.Match[str], scan: Scan) -> Found | None:
    """Every day, each month, every three weeks, every Monday, every other Friday, every morning."""
    i = scan.end(match)
    other = scan.word(i) == "other"
    i += other
    code = scan.code(i)
    if code[:1] in ("k", "j", "K") and code[1:2].isdecimal():
        return Found(scan.start(match), i + 1, open_sense("SET", f"XXXX-WXX-{int(code[1]) + 1}"))
    if code[:1] in ("p", "P") and code[1:].isupper():
        return Found(scan.start(match), i + 1, open_sense("SET", f"XXXX-XX-XXT{code[1:]}"))
    if code in ("uE", "vE"):
        return Found(scan.start(match), i + 1, open_sense("SET", "XXXX-WXX-WE"))
    if code[:1] == "u" and code[1:].isupper():
        return Found(
            scan.start(match), i + 1, open_sense("SET", length_value([(2 if other else 1, code[1])]))
        )
    if scan.word(i) in ("weekday", "weekdays"):
        return Found(scan.start(match), i + 1, open_sense("SET", "P1D"))
    if scan.word(match.end() and i) in ("a", "an"):
        return None
    length = length_at(scan, i)
    if length and length.counts[0][0]:
        return Found(scan.start(match), length.end, open_sense("SET", length_value(length.counts)))
    return None


def set_word(match: re.Match[str], scan: Scan) -> Found | None:
    """Daily, weekly, annual; a newspaper's name is none."""
    i = scan.start(match)
    return scan.found(match, open_sense("SET", SET_WORDS[scan.word(i)]))


def plural_day(match: re.Match[str], scan: Scan) -> Found | None:
    """Mondays."""
    number = int(match.group(1)[1])
    return scan.found(match, open_sense("SET", f"XXXX-WXX-{number + 1}"))


def once(match: re.Match[str], scan: Scan) -> Found | None:
    """Once a year: the whole; per year: each of them."""
    return scan.found(match, open_sense("SET", length_value([(1, match.group("u")[1])])))


SETS: tuple[tuple[str, Entry], ...] = (
    ("every each", Entry(r"(?:every|each) ", every)),
    (" ".join(SET_WORDS), Entry(r"\S+ ", set_word)),
    ("K", Entry(r"(K\d) ", plural_day)),
    ("once", Entry(r"once (?:a|an|per|every|each) (?P<u>u[A-Z]) ", once)),
    ("per", Entry(r"per (?P<u>u[A-Z]) ", once)),
)
