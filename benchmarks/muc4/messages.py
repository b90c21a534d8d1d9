"""MUC message files read as reports.

A message starts with its id ("DEV-MUC3-0001 (NOSC)"), a dateline ("SAN SALVADOR, 3 JAN 90 (RADIO X) --"),
and bracketed notes on its kind that end with "[TEXT]", "[EXCERPTS]" or the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tocsin.values import Report

HEADER = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})\b.*$", re.MULTILINE)
DATELINE = re.compile(
    r"\s*(?P<place>[^\n]*?),\s*(?:(?P<day>\d{1,2})\s+(?P<month>[A-Z]{3})[A-Z]*\.?\s*(?P<year>\d{2})?|NO DATE)"
    r"\s*(?:\((?P<source>[^)]*)\))?\s*--\s*"
)
BODY = re.compile(r"\[(?:TEXT|SUMMARY|EXCERPTS?)\]\s*")
COUNTRY = re.compile(r"\s*\((.*?)\)\s*$")
BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
NO_PLACE = frozenset(("CLANDESTINE", "NO CITY"))
CENTURY = 1900
USUAL_YEAR = 90  # of a dateline that gives none; most messages are of 1988 to 1991


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message: its report, and the words of the dateline's place and country, upper case as given."""

    report: Report
    city: str | None
    country: str | None


def read(path: Path) -> list[Message]:
    """The messages of one file, in order."""
    return list(split(path.read_text(encoding="latin-1")))


def split(text: str) -> Iterator[Message]:
    """The messages of `text`; anything before the first header is left out."""
    heads = list(HEADER.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        yield message(text[head.end() : end], name=head[1])


def message(text: str, *, name: str) -> Message:
    """One message, from what follows its header; lines of a paragraph are joined, notes before it cut."""
    dateline = DATELINE.match(text)
    rest = text[dateline.end() :] if dateline else text
    body = BODY.search(rest)
    rest = rest[body.end() :] if body else rest
    paragraphs = (" ".join(part.split()) for part in BLANK_LINE.split(rest))
    joined = "\n\n".join(part for part in paragraphs if part)
    city, country = place(dateline["place"]) if dateline else (None, None)
    shown = f"{dateline['place'].strip()} -- " if dateline and city else ""
    report = Report(
        text=shown + joined,
        name=name,
        published=day(dateline) if dateline else None,
        publisher=dateline["source"] if dateline else None,
    )
    return Message(report=report, city=city, country=country)


def place(words: str) -> tuple[str | None, str | None]:
    """City and country of a dateline; `None` for what it does not name."""
    country = COUNTRY.search(words)
    city = COUNTRY.sub("", words).strip()
    return (None if city in NO_PLACE else city or None), (country[1].strip() if country else None)


def day(dateline: re.Match[str]) -> date | None:
    """The day that the dateline gives, `None` for "NO DATE" or an impossible one."""
    if dateline["day"] is None or dateline["month"] not in MONTHS:
        return None
    try:
        year = CENTURY + int(dateline["year"] or USUAL_YEAR)
        return date(year, MONTHS.index(dateline["month"]) + 1, int(dateline["day"]))
    except ValueError:
        return None
