"""Places and days in MUC-4's form, and the nationality that a phrase names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache

from tocsin.values import Period, Place

from .lexicon import table
from .messages import MONTHS, Message

SORTS = {"site": "AREA", "town": "CITY", "district": "MUNICIPALITY", "region": "DEPARTMENT"}
CAPITAL_WORDS = frozenset(("capital", "the capital", "this capital", "capital city"))
SETTLED = 2  # mentions by which a country must lead before it stands for a message without a usable dateline
WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)


@cache
def country_words() -> dict[str, str]:
    """Country code by each word for the country or its people, lower case."""
    return {word: code for code, listed in table("places")["people"].items() for word in listed.split()}


@cache
def city_words() -> dict[str, str]:
    """Country code by each well-known city, lower case."""
    return {city: code for code, listed in table("places")["cities"].items() for city in listed.split("|")}


def of_interest(code: str | None) -> bool:
    """True for the nine countries of the evaluation."""
    return code in table("places")["of_interest"]


def country_name(code: str) -> str:
    """The set list's name of a country; the code where the list has none."""
    return str(table("places")["names"].get(code, code))


def home(message: Message) -> str | None:
    """Country that a message is about where an event names none: of its dateline, else the one named most."""
    here = city_words().get((message.city or "").lower())
    if here:
        return here
    counted: Counter[str] = Counter()
    for word in re.findall(r"[a-z.]+", message.report.text.lower()):
        code = country_words().get(word) or city_words().get(word)
        if code and of_interest(code):
            counted[code] += 1
    counted["SLV"] += len(re.findall(r"\bEL SALVADOR\b", message.report.text, re.IGNORECASE))
    ranked = counted.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] >= ranked[1][1] + SETTLED):
        return ranked[0][0]
    return ranked[0][0] if ranked else None


def location(where: Place | None, *, country: str | None) -> str | None:
    """The LOCATION fill, "COUNTRY: PLACE (SORT)"; `None` where not even the country is known."""
    if country is None:
        return None
    capital = in_capital(where, country=country)
    if capital:
        return f"{country_name(country)}: {capital} (CITY)"
    name = spelled(where) if where and where.country == country and where.precision != "country" else None
    if where is None or name is None or name == country_name(country):
        return country_name(country)
    return f"{country_name(country)}: {name} ({SORTS[where.precision]})"


def in_capital(where: Place | None, *, country: str | None) -> str | None:
    """The capital's name where the words are "the capital" or the like."""
    if where is None or where.span is None or where.span.text.lower() not in CAPITAL_WORDS:
        return None
    return None if country is None else str(table("places")["capitals"].get(country, "")) or None


def spelled(where: Place) -> str | None:
    """The place's name in plain capitals, as the text spells it where it names the place itself."""
    if where.name is None:
        return None
    name = plain(where.name)
    told = plain(where.span.text) if where.span else ""
    told = re.sub(r"\s+(?:DEPARTMENT|PROVINCE|MUNICIPALITY|CITY|NEIGHBORHOOD|TOWN|REGION)$", "", told)
    near = told[:4] == name[:4] and "," not in told
    return told if near and told else name


def plain(text: str) -> str:
    """Capitals without accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).upper().split())


def nation(words: Sequence[str], *, place: str | None) -> str | None:
    """The foreign nation that the words name: not that of the place itself."""
    for word in words:
        code = country_words().get(word)
        if code and code != place:
            return country_name(code)
    return None


def day(value: date) -> str:
    """A day as "03 JAN 90"."""
    return f"{value.day:02d} {MONTHS[value.month - 1]} {value.year % 100:02d}"


def dated(when: Period | None, *, published: date | None) -> str | None:
    """The DATE fill: a day, a range, or "- day" where only the latest day is known.

    A weekday counts as "- published", by rule 1 of the evaluation's notes on dates.
    """
    if when is None or when.last is None:
        return f"- {day(published)}" if published else None
    if when.span and WEEKDAY.search(when.span.text) and published:
        return f"- {day(published)}"
    if when.first is None:
        return f"- {day(when.last)}"
    return day(when.last) if when.first == when.last else f"{day(when.first)} - {day(when.last)}"
