"""Values as a page shows them: badges of responsibility, marked sentences, what stands behind a value."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ..ledger.survey import Line
from ..rendering import reading, words
from ..values import Attribution, Event, Incident, Period, Report, Span

# Each status has a shape of its own beside its colour, and words that no colour is needed for.
SHAPES = {
    "claimed": "●", "stated": "■", "attributed": "◐", "suspected": "◇", "denied": "✕", "unknown": "○",
    "unclaimed": "○",
}  # fmt: skip
STATUS_WORDS = {
    "claimed": "claimed", "stated": "told as fact", "attributed": "blamed", "suspected": "suspected",
    "denied": "denied", "unknown": "nobody named",
}  # fmt: skip
# As static/marks.js has them: a kind looks the same in the list, on the map and in the lanes.
FAMILIES = {
    "attack": (
        "armed_attack", "armed_clash", "bombing", "raid", "storming", "capture", "abduction", "hijacking",
        "sabotage", "sexual_violence", "crackdown",
    ),
    "air": ("air_strike", "shelling", "shootdown"),
    "protest": ("protest", "riot"),
}  # fmt: skip
MARKS = {"attack": "▲", "air": "◆", "protest": "●", "other": "■"}
PRECISION = {
    "site": "the spot", "town": "the town", "district": "no closer than the district",
    "region": "no closer than the region", "country": "no closer than the country",
}  # fmt: skip
# How far from its point something may lie that is only known to this precision: radius of the ring that a map
# shows. Convention; a country has no point and no ring.
RADIUS_KM = {"site": None, "town": 5.0, "district": 25.0, "region": 100.0, "country": None}
GROUPS = {
    "what": "what", "when": "when", "where": "where", "who": "who", "target": "target", "weapon": "means",
    "killed": "people", "injured": "people", "taken": "people", "source": "source",
}  # fmt: skip


class Badge(NamedTuple):
    """Who did it, in one line: the status, its shape, the short word, and the whole of it."""

    status: str
    shape: str
    label: str
    said: str


class Piece(NamedTuple):
    """Part of a text: the groups of values that it is evidence of, and their numbers; none for plain text."""

    text: str
    groups: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


class Shown(NamedTuple):
    """One value of an event: its number on the page, label, group, words, and how they were resolved."""

    number: str
    label: str
    group: str
    said: str
    how: str
    spans: tuple[Span, ...]


def kind(name: str) -> str:
    """A kind as people write it."""
    return name.replace("_", " ")


def family(name: str) -> str:
    """The family of a kind, by which it is coloured and shaped."""
    return next((one for one, kinds in FAMILIES.items() if name in kinds), "other")


def mark(name: str) -> str:
    """The shape of a kind."""
    return MARKS[family(name)]


def badges(incident: Incident, *, outlets: Collection[str] = ()) -> list[Badge]:
    """Who did it over all reports, strongest first; blame and suspicion say that nothing is established."""
    return [
        Badge(status, SHAPES[status], STATUS_WORDS.get(status, status), sentence(said))
        for status, said in words.responsibility(incident, outlets=outlets)
    ]


def short(one: Attribution, *, outlets: Collection[str]) -> Badge:
    """One actor as a badge of few words: "blamed by Washington: Iran-backed militias"."""
    name = words.clean(one.name)
    speaker = words.speakers(one, {"attributed": "blamed"}.get(one.status, one.status), outlets=outlets)
    label = {
        "claimed": f"claimed by {name}",
        "stated": f"told as fact: {name}",
        "attributed": f"{words.joined('blamed', speaker)}: {name}",
        "suspected": f"suspected: {name}",
        "denied": f"denied by {name}",
    }.get(one.status, f"named: {name}")
    return Badge(one.status, SHAPES[one.status], STATUS_WORDS[one.status], label)


def brief(incident: Incident, *, outlets: Collection[str] = ()) -> list[Badge]:
    """The badges of a row: the two strongest, or that nobody has claimed it, or that nobody is named."""
    named = [one for one in incident.by if one.actor_id != "unidentified"]
    found = [short(one, outlets=outlets) for one in named[:2]]
    if len(named) > 2:
        found.append(Badge("more", "+", "more", f"{len(named) - 2} more"))
    if incident.unclaimed_as_of:
        said = f"unclaimed as of {words.day(incident.unclaimed_as_of)}"
        found.append(Badge("unclaimed", "○", "unclaimed", said))
    if not found and incident.kind in words.VIOLENT and incident.stage != "threatened":
        found.append(Badge("unknown", "○", "unknown", "nobody named"))
    return found


def sentence(said: str) -> str:
    """The words with a capital letter."""
    return said[:1].upper() + said[1:]


def days(first: date | None, last: date | None) -> str:
    """The days in as few letters as a row needs."""
    if first is None or last is None:
        return f"≤ {compact(last)}" if last else f"≥ {compact(first)}" if first else "undated"
    if first == last:
        return compact(first)
    if (first.day, first.month, last.day, last.month) == (1, 1, 31, 12) and first.year == last.year:
        return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {words.MONTHS[first.month - 1][:3]} {first.year}"
    return f"{compact(first)} – {compact(last)}"


def compact(day: date | None) -> str:
    """ "26 Jan 2020"."""
    return f"{day.day} {words.MONTHS[day.month - 1][:3]} {day.year}" if day else ""


def when(one: Period | None) -> str:
    """The days of an incident in a row."""
    return days(one.first, one.last) if one else "undated"


def where(line: Line) -> str:
    """Where a line lies, in words."""
    country = words.country(line.country) if line.country else ""
    return ", ".join(part for part in (words.clean(line.place or ""), country) if part) or "place unknown"


def values(events: Sequence[Event]) -> list[tuple[Event, list[Shown]]]:
    """Every value of each event with a number, so that a page can light its words."""
    found, number = [], 0
    for event in events:
        shown = []
        for value in reading.values(event, explain=True):
            said = value.said.plain
            shown.append(
                Shown(f"v{number}", value.label, GROUPS[value.label], said, value.how, tuple(value.spans))
            )
            number += 1
        found.append((event, shown))
    return found


def pieces(text: str, shown: Iterable[Shown], *, start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """The characters `start` to `end` of a text, cut wherever evidence of a value begins or ends."""
    end = len(text) if end is None else end
    spans = [
        (span, value) for value in shown for span in value.spans if span.start < end and span.end > start
    ]
    cuts = sorted(
        {start, end, *(at for span, _ in spans for at in (span.start, span.end) if start < at < end)}
    )
    for first, last in pairwise(cuts):
        here = [value for span, value in spans if span.start <= first and span.end >= last]
        yield Piece(
            words.safe(text[first:last]),
            tuple(dict.fromkeys(value.group for value in here)),
            tuple(dict.fromkeys(value.number for value in here)),
        )


def paragraphs(text: str, shown: Sequence[Shown]) -> Iterator[list[Piece]]:
    """The text by its lines, empty ones left out, each in pieces."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield list(pieces(text, shown, start=at, end=at + len(line)))
        at += len(line) + 1


@lru_cache(maxsize=8192)
def marked(event: Event) -> tuple[Piece, ...]:
    """The sentence that tells an event, with the words of its values marked."""
    sentence = event.sentence
    blank = " " * sentence.start + sentence.text  # offsets point into the report, of which only this is known
    [(_, shown)] = values([event])
    return tuple(pieces(blank, shown, start=sentence.start, end=sentence.end))


def with_words(sentence: Span, told: Span) -> tuple[Piece, ...]:
    """The sentence with the given words of it marked."""
    parts = (sentence.start, told.start), (told.start, told.end), (told.end, sentence.end)
    texts = [sentence.text[a - sentence.start : b - sentence.start] for a, b in parts]
    return tuple(
        Piece(words.safe(text), ("what",) if number == 1 else ()) for number, text in enumerate(texts) if text
    )


def title(report: Report) -> str:
    """The headline of a report, else its beginning."""
    return words.clean(report.title or reading.first_line(report.text))
