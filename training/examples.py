"""Annotated reports → what the trained reader is to say of them: tags for pieces, links for pairs.

Records give words; here every word gets its place in the text, the occurrence nearest to the happening.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from tocsin import actors, pipeline
from tocsin.reader.trained import features, pairing, pieces, windows
from tocsin.reader.trained.tolling import FIXED, SLOTS
from tocsin.values import Marks, Report

Place = tuple[int, int]
SILENT = -1  # an answer that is not asked for


@dataclass(slots=True)
class Gold:
    """One happening of a record with its words found in the text (`start`, `end` in code points)."""

    kind: str
    trigger: Place
    stage: str
    told_as: str
    aggregate: bool
    private: bool = False  # crime of no public concern
    by: list[tuple[Place, str, Place | None]] = field(default_factory=list)
    targets: list[tuple[Place, str, str | None]] = field(default_factory=list)
    weapons: list[Place] = field(default_factory=list)
    sources: list[Place] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    timed: bool = False
    placed: bool = False
    located: bool = False  # a country is given
    counts: dict[int, str] = field(default_factory=dict)
    implied: tuple[int, int, int] = (0, 0, 0)
    known: bool = True  # False: the annotation is silent on sources, background and series
    alike: list[Place] = field(
        default_factory=list
    )  # other mentions of its fillers: of them nothing is asked


@dataclass(slots=True)
class Example:
    """One report ready for the network."""

    name: str
    text: str
    pieces: pieces.Pieces
    table: np.ndarray
    windows: list[windows.Window]
    starts: list[int]
    marks: Marks
    rules: pairing.Rules
    golds: list[Gold]
    weight: float = 1.0
    unsure: list[Place] = field(
        default_factory=list
    )  # triggers that the annotation may have left out on purpose
    published: date | None = None
    events: Sequence[dict[str, Any]] = ()  # as annotated


@cache
def reader() -> Any:
    """The rules reader, whose findings the network is shown."""
    return pipeline.load_reader("rules")


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def example(
    name: str, text: str, *, published: date | None, events: Sequence[dict[str, Any]], weight: float = 1.0
) -> Example:
    """A report and its record, aligned; events whose trigger words are not in the text are left out."""
    report = Report(text=text, published=published, name=name)
    marks = pipeline.mark(report)
    told = reader().read(report, marks)
    cut = pieces.cut(text)
    table = features.describe(report, marks, pieces=cut, told=told, identify=actors.identify)
    golds = align(text, marks, events=events)
    return Example(
        name, text, cut, table.astype(np.bool_), windows.cut(cut, marks.sentences),
        [s.start for s in marks.sentences], marks, pairing.tied(told), golds, weight,
        published=published, events=events,
    )  # fmt: skip


def shouted(one: Example) -> Example:
    """The same report all in capitals, as wire services sent them."""
    events = [capitals(event) for event in one.events]
    return example(one.name, one.text.upper(), published=one.published, events=events, weight=one.weight)


def capitals(event: dict[str, Any]) -> dict[str, Any]:
    """A happening with the words that it quotes in capitals."""

    def up(words: str | None) -> str | None:
        return words.upper() if words else words

    return {
        **event,
        "trigger": up(event["trigger"]),
        "by": [{**b, "text": up(b["text"]), "says": up(b.get("says"))} for b in event["by"]],
        "targets": [{**t, "text": up(t["text"])} for t in event["targets"]],
        "weapons": [up(words) for words in event["weapons"]],
        "sources": [up(words) for words in event["sources"]],
        "when": {**event["when"], "text": up(event["when"].get("text"))},
        "where": {**event["where"], "text": up(event["where"].get("text"))},
    }


def occurrences(text: str, words: str) -> list[Place]:
    """Where `words` stand in `text` as whole words, else anywhere."""
    if not words:
        return []
    whole = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    return whole or [m.span() for m in re.finditer(re.escape(words), text)]


def align(text: str, marks: Marks, *, events: Sequence[dict[str, Any]]) -> list[Gold]:
    """The happenings with places for their words."""
    starts = [s.start for s in marks.sentences]
    found: list[Gold] = []
    used: set[tuple[Place, str]] = set()
    for event in events:
        spots = [s for s in occurrences(text, event["trigger"]) if (s, "") not in used] or occurrences(
            text, event["trigger"]
        )
        if not spots:
            continue
        words = [*(b["text"] for b in event["by"]), *(t["text"] for t in event["targets"]), *event["weapons"]]
        words += [w for w in (event["when"].get("text"), event["where"].get("text")) if w]
        others = [o for o in (occurrences(text, w) for w in words) if o]
        trigger = min(spots, key=lambda s: sum(min(abs(p[0] - s[0]) for p in o) for o in others) + s[0] / 1e6)
        used.add((trigger, ""))
        found.append(fill(text, marks, starts=starts, event=event, trigger=trigger))
    return found


def fill(text: str, marks: Marks, *, starts: Sequence[int], event: dict[str, Any], trigger: Place) -> Gold:
    """One happening with places for its fillers."""

    def near(words: str | None) -> Place | None:
        spots = occurrences(text, words) if words else []
        if not spots:
            return None
        mine = np.searchsorted(starts, trigger[0], side="right")
        return min(
            spots,
            key=lambda s: (
                abs(int(np.searchsorted(starts, s[0], side="right")) - int(mine)) * 100
                + abs(s[0] - trigger[0])
            ),
        )

    gold = Gold(event["kind"], trigger, event["stage"], event["told_as"], bool(event["aggregate"]))
    gold.private = event.get("scope") == "private"
    for b in event["by"]:
        spot = near(b["text"])
        if spot:
            gold.by.append((spot, b["as"], near(b.get("says"))))
    for t in event["targets"]:
        spot = near(t["text"])
        if spot:
            gold.targets.append((spot, t["what"], t["effect"]))
    gold.weapons = [s for s in map(near, event["weapons"]) if s]
    gold.sources = [s for s in map(near, event["sources"]) if s]
    timing(gold, marks, when=event["when"], spot=near(event["when"].get("text")))
    placing(gold, marks, where=event["where"], spot=near(event["where"].get("text")))
    counting(gold, marks, event=event, starts=starts)
    return gold


def meets(a: Place, b: Place) -> bool:
    """True when two stretches of text overlap."""
    return a[0] < b[1] and b[0] < a[1]


def timing(gold: Gold, marks: Marks, *, when: dict[str, Any], spot: Place | None) -> None:
    """Which of the marked times are the happening's: at its words, or of the same days."""
    gold.timed = bool(when.get("text"))
    if not gold.timed:
        return
    for i, time in enumerate(marks.times):
        if time.span is None:
            continue
        same = time.first is not None and (str(time.first), str(time.last)) == (when["first"], when["last"])
        if same or (spot and meets((time.span.start, time.span.end), spot)):
            gold.times.append(i)


def placing(gold: Gold, marks: Marks, *, where: dict[str, Any], spot: Place | None) -> None:
    """Which of the marked places are the happening's: at its words, or the same place."""
    gold.located, gold.placed = bool(where.get("country")), bool(where.get("text"))
    if not gold.placed:
        return
    for i, place in enumerate(marks.places):
        if place.span is None:
            continue
        same = place.name is not None and (place.country, place.name) == (where["country"], where["name"])
        if same or (spot and meets((place.span.start, place.span.end), spot)):
            gold.places.append(i)


def counting(gold: Gold, marks: Marks, *, event: dict[str, Any], starts: Sequence[int]) -> None:
    """Which of the marked numbers are the killed, injured or taken: alone, or two of a sentence added up."""

    def number(at: int) -> int:
        return int(np.searchsorted(starts, at, side="right"))

    here = number(gold.trigger[0])
    order = sorted(range(len(marks.counts)), key=lambda i: abs(number(marks.counts[i].spans[0].start) - here))
    implied = []
    for slot in SLOTS:
        figure = event[slot]
        if figure is None:
            implied.append(0)
            continue
        low, high = figure
        exact = [
            i
            for i in order
            if (marks.counts[i].low, marks.counts[i].high) == (low, high) and i not in gold.counts
        ]
        if not exact:
            exact = [i for i in order if marks.counts[i].low == low and i not in gold.counts and low > 2]
        if exact:
            gold.counts[exact[0]] = slot
            implied.append(0)
            continue
        way = next((way for way, fixed in FIXED.items() if fixed == (low, high)), None)
        if way is not None:
            implied.append(way)
            continue
        parts = pair(order, marks, low=low, taken=gold.counts)
        for i in parts:
            gold.counts[i] = slot
        implied.append(0)
    gold.implied = (implied[0], implied[1], implied[2])


def pair(order: Sequence[int], marks: Marks, *, low: int, taken: Iterable[int]) -> tuple[int, ...]:
    """Two marked numbers that add up to `low`, if any."""
    free = [i for i in order[:12] if i not in set(taken)]
    for n, i in enumerate(free):
        for j in free[n + 1 :]:
            if marks.counts[i].low + marks.counts[j].low == low:
                return i, j
    return ()


def short(data: Path) -> Iterator[Example]:
    """The annotated short training reports."""
    yield from joined(data / "events/train.jsonl", data / "events/train.records.jsonl")


def long(data: Path) -> Iterator[Example]:
    """The annotated long training reports."""
    yield from joined(data / "events/long.train.jsonl", data / "events/long.train.records.jsonl")


def joined(reports: Path, records: Path) -> Iterator[Example]:
    """Reports and records of two files, joined by id."""
    gold = {row["id"]: row["events"] for row in rows(records)}
    for row in rows(reports):
        if row["id"] in gold:
            published = date.fromisoformat(row["published"]) if row.get("published") else None
            yield example(row["id"], row["text"], published=published, events=gold[row["id"]])


# Tocsin's own annotations; the later ones stay behind the others, so that the same reports are kept out.
FIRST = ("short.jsonl", "long.synthetic.jsonl", "long.re3d.jsonl")
SYNTHETIC = ("long.synthetic.texts.jsonl", "long.later.texts.jsonl", "short.synthetic.texts.jsonl")
ARTICLE = "gv-"  # before the ids of the articles on gun violence
LATER = ("short.later.jsonl", "long.later.jsonl")
LAST = ("short.synthetic.jsonl", "short.crime.jsonl", "long.crime.jsonl", "short.more.jsonl")


def annotated(data: Path, own: Path, *, names: Sequence[str] = FIRST) -> Iterator[Example]:
    """Tocsin's own annotations: texts of others by id and hash, and our synthetic ones."""
    texts = dict(items(data)) | dict(documents(data))
    if "long.crime.jsonl" in names:
        texts |= dict(articles(data))
    for name in SYNTHETIC:
        texts |= {row["id"]: row["text"] for row in rows(own / name)}
    for name in names:
        for row in rows(own / name):
            text = texts[row["id"]]
            if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
                raise ValueError(f"{row['id']}: this is not the text that was annotated")
            published = date.fromisoformat(row["published"]) if row.get("published") else None
            events = [quoting(event, text=text) for event in row["events"]]
            yield example(row["id"], text, published=published, events=events)


def quoting(event: dict[str, Any], *, text: str) -> dict[str, Any]:
    """The event with its words, where only their places are kept."""
    if "trigger" in event:
        return event

    def words(span: Sequence[int] | None) -> str | None:
        return text[span[0] : span[1]] if span else None

    return {
        **event,
        "trigger": words(event["trigger_span"]),
        "when": {**event["when"], "text": words(event["when"].get("span"))},
        "where": {**event["where"], "text": words(event["where"].get("span"))},
        "by": [{**b, "text": words(b["span"]), "says": words(b["says_span"])} for b in event["by"]],
        "targets": [{**t, "text": words(t["span"])} for t in event["targets"]],
        "weapons": [words(span) for span in event["weapon_spans"] if span],
        "sources": [words(span) for span in event["source_spans"] if span],
    }


def articles(data: Path) -> Iterator[tuple[str, str]]:
    """The articles on gun violence by id, each under its headline."""
    with gzip.open(data / "gun-violence/train.docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            headline = f"{row['title']}\n\n" if row["title"] else ""
            yield f"{ARTICLE}{row['doc_id']}", headline + row["text"]


def items(data: Path) -> Iterator[tuple[str, str]]:
    """The texts of the current-events items by id."""
    with gzip.open(data / "wcep/items.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["id"], row["text"]


def documents(data: Path) -> Iterator[tuple[str, str]]:
    """The texts of the re3d documents by id."""
    for path in sorted((data / "entities/re3d").glob("*/documents.json")):
        for row in rows(path):
            yield f"re3d-{row['_id']}", row["text"]
