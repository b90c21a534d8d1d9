"""Annotated time expressions, as they are published, in one form: `Case` by `Case`."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

DAY = timedelta(days=1)
MAIN = ("DateParser", "HolidayParser", "DatePeriodParser", "MergedParser", "DateTimeModel")


class Case(NamedTuple):
    """One annotated expression: characters `start` to `end` of `text`, and what it should mean.

    `first` and `last` are days, both inclusive (`None` = open); `value` is a TIMEX3 value, `None` where the
    set gives days only. `ends` holds the last days that are right, where a set leaves that open.
    """

    document: str
    text: str
    published: date | None
    start: int
    end: int
    sort: str
    first: date | None
    last: date | None
    value: str | None
    ends: tuple[date | None, ...] = ()


def recognizers(folder: Path) -> Iterator[Case]:
    """The cases of recognizers-text's specifications that carry days: dates and ranges of dates, as past."""
    for name in MAIN:
        path = folder / f"{name}.json"
        for spec in json.loads(path.read_text("utf-8-sig")) if path.exists() else ():
            stamp = (spec.get("Context") or {}).get("ReferenceDateTime", "")[:10]
            for result in spec.get("Results") or ():
                sort = str(result.get("Type") or result.get("TypeName") or "").removeprefix("datetimeV2.")
                found = days_of(result) if stamp and sort in ("date", "daterange") else None
                if found is None:
                    continue
                start = result.get("Start", 0)
                end = start + result["Length"] if "Length" in result else result["End"] + 1
                first, ends = found
                yield Case(
                    name,
                    spec["Input"],
                    date.fromisoformat(stamp),
                    start,
                    end,
                    sort,
                    first,
                    ends[0],
                    None,
                    ends,
                )


def days_of(result: dict[str, Any]) -> tuple[date | None, tuple[date | None, ...]] | None:
    """First day and the last days that are right; the end of a range is exclusive, or a day that counts."""
    value = result.get("Value") or {}
    past = value.get("PastResolution")
    if past is None:
        listed = (
            (value.get("values") or []) if value else ((result.get("Resolution") or {}).get("values") or [])
        )
        listed = [each for each in listed if each.get("value") != "not resolved"]
        if not listed:
            return None
        past = {"date": listed[0].get("value")} if listed[0].get("type") == "date" else listed[0]
        past = {k: v for k, v in past.items() if v}
    start, end = past.get("startDate") or past.get("start"), past.get("endDate") or past.get("end")
    if past.get("date"):
        start = end = past["date"]
        if start[:4] < "0002":
            return None
        day = date.fromisoformat(start)
        return day, (day,)
    if (start or end) is None or "0001-01-01" in (start, end):
        return None
    last = date.fromisoformat(end) if end else None
    ends = (last - DAY, last) if last else (None,)
    return (date.fromisoformat(start) if start else None), ends


def meantime(folder: Path) -> Iterator[Case]:
    """The time expressions of MEANTIME that have words: TIMEX3 with values; sort is the type."""
    for path in sorted(folder.rglob("*.xml")):
        root = ElementTree.parse(path).getroot()
        text, places = "", {}
        sentence = "0"
        for token in root.findall("token"):
            if token.get("sentence") != sentence:
                text, sentence = text + "\n\n", token.get("sentence", "0")
            places[token.get("t_id")] = len(text), len(text) + len(token.text or "")
            text += (token.text or "") + " "
        marks = list(root.iter("TIMEX3"))
        created = [m.get("value", "") for m in marks if m.get("functionInDocument") == "CREATION_TIME"]
        created = [re.sub(r"^(\d\d)-(\d\d)-(\d{4})$", r"\3-\2-\1", v) for v in created]
        days = [date.fromisoformat(v) for v in created if re.fullmatch(r"\d{4}-\d\d-\d\d", v)]
        for mark in marks:
            anchors = [places[a.get("t_id")] for a in mark.findall("token_anchor")]
            if anchors:
                sort = (
                    "creation" if mark.get("functionInDocument") == "CREATION_TIME" else mark.get("type", "")
                )
                ends = min(a for a, _ in anchors), max(b for _, b in anchors)
                value = mark.get("value")
                yield Case(path.stem, text, days[0] if days else None, *ends, sort, None, None, value)


def gum(folder: Path) -> Iterator[Case]:
    """The dates of GUM: `when`, or from and to; sort is "when" or "range"."""
    for path in sorted(folder.glob("*.xml")):
        source = path.read_text("utf-8")
        made = re.search(r'dateCreated="(\d{4}-\d\d-\d\d)', source)
        text, spans, opened = "", [], []
        for row in source.split("\n"):
            if row.startswith("<date "):
                opened.append((dict(re.findall(r'(\w+)="([^"]*)"', row)), len(text)))
            elif row.startswith("</date>") and opened:
                given, start = opened.pop()
                spans.append((given, start, len(text.rstrip())))
            elif row.startswith("</s>"):
                text += "\n\n"
            elif "\t" in row:
                text += row.split("\t")[0] + " "
        published = date.fromisoformat(made.group(1)) if made else None
        for given, start, end in sorted(spans, key=lambda s: s[1]):
            case = gum_case(given, (path.stem, text, published, start, end))
            if case:
                yield case


def gum_case(given: dict[str, str], where: tuple[str, str, date | None, int, int]) -> Case | None:
    """One date of GUM, `None` where its value is none."""
    if "when" in given:
        days = expanded(given["when"])
        return Case(*where, "when", *days, given["when"]) if days else None
    low, high = given.get("from") or given.get("notBefore"), given.get("to") or given.get("notAfter")
    first, last = expanded(low) if low else None, expanded(high) if high else None
    if not first and not last:
        return None
    return Case(*where, "range", first[0] if first else None, last[1] if last else None, None)


def expanded(value: str) -> tuple[date, date] | None:
    """First and last day of 2015, 2015-03, 2015-03-04, 2015-03-04T08:00, 2015-W10, 2015-Q3."""
    week = re.fullmatch(r"(\d{4})-W(\d\d)", value)
    if week:
        monday = date.fromisocalendar(int(week.group(1)), int(week.group(2)), 1)
        return monday, monday + 6 * DAY
    quarter = re.fullmatch(r"(\d{4})-Q([1-4])", value)
    if quarter:
        first = date(int(quarter.group(1)), 3 * int(quarter.group(2)) - 2, 1)
        return first, first
    parts = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d).*)?)?", value)
    if parts is None:
        return None
    year, month, day = (int(p) if p else None for p in parts.groups())
    if not year or not month:
        return (date(year, 1, 1), date(year, 12, 31)) if year else None
    if day:
        return date(year, month, day), date(year, month, day)
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - DAY
