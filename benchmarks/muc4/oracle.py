"""Events made of the answer keys, as a reader without fault would tell them: the ceiling of the mapping.

The keys' strings are looked up in the message and widened to the whole noun phrase, since that is what a
record holds. What a record cannot hold is lost, and that loss is what the oracle measures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from tocsin.values import Count, Effect, Event, Period, Place, PlacePrecision, Span, Statement, Target

from .lexicon import table
from .messages import MONTHS, Message
from .phrases import ABOUT, DETERMINERS, VAGUE, number_word
from .relevance import BURNING, ROBBING

Slots = dict[int, list[list[str]]]  # slot number to its fillers, each a list of alternatives

FIELD = re.compile(r"^\s?(\d+)\.\s+(?:[A-Z]+ ?)+:[A-Z :]*?(?:\s{2,}|\t)(.*)$")
REFERENCE = re.compile(r'^(.*?)\s*:\s*("(?:.*)")\s*$')
KINDS = {
    "ATTACK": "armed_attack", "BOMBING": "bombing", "KIDNAPPING": "abduction", "ARSON": "sabotage",
    "ROBBERY": "sabotage", "HIJACKING": "hijacking", "FORCED WORK STOPPAGE": "protest",
}  # fmt: skip
TRIGGERS = {"ARSON": BURNING, "ROBBERY": ROBBING, "FORCED WORK STOPPAGE": frozenset(("armed", "strike"))}
STANCES = {"CLAIMED OR ADMITTED": "claimed", "SUSPECTED OR ACCUSED BY AUTHORITIES": "blamed"}
EFFECTS: dict[str, Effect] = {"DESTROYED": "destroyed", "SOME DAMAGE": "damaged", "NO DAMAGE": "none"}
PRECISIONS: dict[str, PlacePrecision] = {"DEPARTMENT": "region", "PROVINCE": "region", "REGION": "region"}
PLURAL = -2  # people of whom the key says no more than that they were several: at least two
WIDENERS = (DETERMINERS | VAGUE | frozenset(["other", "another"])) - {"that"}


def oracle(keys: Sequence[Path]) -> Callable[[Message], tuple[Event, ...]]:
    """A function from a message to the events of its key; optional templates and fillers are left out."""
    golds: dict[str, list[Slots]] = {}
    for path in keys:
        for name, slots in read(path.read_text(encoding="latin-1")):
            golds.setdefault(name, []).append(slots)
    return lambda m: tuple(event(slots, m) for slots in golds.get(m.report.key, ()))


def read(text: str, *, optional: bool = False) -> Iterator[tuple[str, Slots]]:
    """(message id, slots) of each template that is neither blank nor optional, or of the optional ones."""
    name, slots, slot = "", Slots(), -1
    wanted = False
    for line in [*text.splitlines(), "0.  MESSAGE: ID                     END"]:
        if not line.strip() or line.lstrip().startswith(";"):
            continue
        found = FIELD.match(line)
        value = (found[2] if found else line).strip()
        slot = int(found[1]) if found else slot
        if slot == 0:
            if wanted:
                yield name, slots
            name, slots, wanted = value.split("(")[0].strip(), Slots(), False
        elif slot == 1:
            wanted = ("OPTIONAL" in value) == optional and not value.startswith("*")
        elif value not in ("-", "*", "") and not value.startswith("?"):
            slots.setdefault(slot, []).append(re.split(r'\s+/\s+(?=[A-Z0-9"~-])', value))


def event(slots: Slots, message: Message) -> Event:
    """The event that one template of the key describes."""
    text = message.report.text
    kind = first(slots, 4) or "ATTACK"
    strings = [f for slot in (12, 18, 19, 9, 10, 6) for f in slots.get(slot, ())]
    anchor = rarest(strings, text=text)
    sentence, trigger = told(text, anchor=anchor, words=TRIGGERS.get(kind, frozenset()))
    spans = {
        slot: [s for f in slots.get(slot, ()) if (s := locate(f, text=text, near=anchor))]
        for slot in (6, 9, 10)
    }
    return Event(
        report_id=message.report.id,
        kind=KINDS[kind],
        stage={"ATTEMPTED": "attempted", "THREATENED": "threatened"}.get(first(slots, 5) or "", "done"),  # type: ignore[arg-type]
        told_as="news",
        aggregate=False,
        trigger=trigger,
        sentence=sentence,
        when=period(first(slots, 2)),
        where=place(first(slots, 3)),
        by=statements(slots, spans, text=text),
        targets=targets(slots, text=text, near=anchor),
        weapons=tuple(spans[6]),
        killed=count(slots, ("DEATH",), none=("NO DEATH", "NO INJURY OR DEATH")),
        injured=count(slots, ("INJURY",), none=("NO INJURY", "NO INJURY OR DEATH")),
    )


def first(slots: Slots, slot: int) -> str | None:
    """The first alternative of a slot's first filler."""
    return slots[slot][0][0].strip() if slots.get(slot) else None


def unquoted(filler: str) -> str:
    """The string itself: quotes and a description's reference taken off."""
    found = REFERENCE.match(filler) if filler.count('"') >= 4 and '": "' in filler else None
    return (found[1] if found else filler).strip().strip('"').replace('\\"', '"').rstrip("\\")


def rarest(strings: Sequence[list[str]], *, text: str) -> int:
    """Where the string that the text holds least often stands; 0 where it holds none."""
    found = [
        (len(places), places[0])
        for alternatives in strings
        for value in alternatives
        if (wanted := unquoted(value)) and (places := occurrences(wanted, text=text))
    ]
    return min(found)[1] if found else 0


def occurrences(wanted: str, *, text: str) -> list[int]:
    """Where `wanted` stands in `text` as whole words."""
    return [m.start() for m in re.finditer(rf"(?<![\w-]){re.escape(wanted)}(?![\w])", text)]


def locate(alternatives: Sequence[str], *, text: str, near: int, widen: bool = True) -> Span | None:
    """The span of the first alternative that the text holds, nearest to `near`, widened to its phrase."""
    for value in alternatives:
        wanted = unquoted(value)
        places = occurrences(wanted, text=text) if wanted else []
        if places:
            start = min(places, key=lambda at: abs(at - near))
            end = start + len(wanted)
            start = widened(text, start) if widen else start
            return Span(start=start, end=end, text=text[start:end])
    return None


def widened(text: str, start: int) -> int:
    """The start of the numbers and determiners before `start`."""
    numbered = False
    while found := re.search(r"([\w,-]+) $", text[max(0, start - 20) : start]):
        word = found[1].lower()
        about = numbered and word in ABOUT
        numbered = number_word(word) is not None
        if word not in WIDENERS and not numbered and not about:
            break
        start -= len(found[0])
    return start


def told(text: str, *, anchor: int, words: frozenset[str]) -> tuple[Span, Span]:
    """The sentence around `anchor`, and a trigger in it: the nearest of `words`, else its first word."""
    start = max(text.rfind(". ", 0, anchor) + 2, text.rfind("\n", 0, anchor) + 1, 0) if anchor else 0
    stop = text.find(". ", anchor)
    end = stop + 1 if stop >= 0 else len(text)
    near = [m for w in words for m in re.finditer(rf"\b{w}\b", text, re.IGNORECASE)]
    word = (
        min(near, key=lambda m: abs(m.start() - anchor)) if near else re.compile(r"\S+").search(text, start)
    )
    a, b = (word.start(), word.end()) if word else (0, 1)
    return Span(start=start, end=end, text=text[start:end]), Span(start=a, end=b, text=text[a:b])


def statements(slots: Slots, spans: dict[int, list[Span]], *, text: str) -> tuple[Statement, ...]:
    """Perpetrators with the stance that the key's confidence stands for."""
    sure = first(slots, 11) or "REPORTED AS FACT"
    worded = sure.split(":")[0].split("/")[0].strip()
    stance = "stated" if worded == "REPORTED AS FACT" else STANCES.get(worded, "suspected")
    says = re.search(r"\b(?:POLICE|MINISTER|GOVERNMENT|ARMY|OFFICIALS?|AUTHORITIES|GENERAL)\b", text)
    voice = Span(start=says.start(), end=says.end(), text=says[0]) if says and stance == "blamed" else None
    return tuple(
        Statement(actor=span, stance=stance if slot == 10 else "stated", says=voice)  # type: ignore[arg-type]
        for slot in (9, 10)
        for span in spans[slot]
    )


def targets(slots: Slots, *, text: str, near: int) -> tuple[Target, ...]:
    """Physical and human targets; a named one by the name alone, as records do."""
    made = []
    for filler in slots.get(12, ()):
        span = locate(filler, text=text, near=near)
        label = effect_of(slots, filler)
        if span:
            made.append(Target(span=span, sort="site", effect=EFFECTS.get(label or "")))
    for filler in slots.get(18, ()):
        span = locate(filler, text=text, near=near, widen=False)
        made += [Target(span=span, sort="people")] if span else []
    for filler in slots.get(19, ()):
        if not any('": "' in alternative for alternative in filler):
            span = locate(filler, text=text, near=near)
            made += [Target(span=span, sort="people")] if span else []
    return tuple(made)


def effect_of(slots: Slots, filler: Sequence[str]) -> str | None:
    """The effect that slot 16 gives for a physical target."""
    for alternatives in slots.get(16, ()):
        found = REFERENCE.match(alternatives[0])
        if found and unquoted(found[2]) == unquoted(filler[0]):
            return found[1]
    return None


def count(slots: Slots, effects: Sequence[str], *, none: Sequence[str]) -> Count | None:
    """People with one of the `effects`, summed over the key's targets; 0 where it says none."""
    sizes = {}
    for alternatives in slots.get(21, ()):
        found = REFERENCE.match(alternatives[0])
        if found:
            digits = re.findall(r"\d+", found[1])
            sizes[found[2]] = int(digits[0]) if digits else PLURAL
    labels = [m for a in slots.get(23, ()) if (m := REFERENCE.match(a[0]))]
    hit = [sizes.get(m[2], 1) for m in labels if m[1] in effects]
    if hit:
        known = PLURAL not in hit
        return Count(low=sum(hit), high=sum(hit)) if known else Count(low=sum(map(abs, hit)), high=None)
    return Count(low=0, high=0) if any(m[1] in none for m in labels) else None


def period(worded: str | None) -> Period | None:
    """The days of a DATE fill."""
    try:
        days = [
            date(1900 + int(y), MONTHS.index(m) + 1, int(d))
            for d, m, y in re.findall(r"(\d{1,2}) ([A-Z]{3}) (\d{2})", worded or "")
        ]
    except ValueError:  # the keys hold a 31 June
        return None
    if not days or worded is None:
        return None
    begun = None if worded.startswith("-") else min(days)
    return Period(first=begun, last=max(days), precision="open" if begun is None else "day")


def place(worded: str | None) -> Place | None:
    """The place of a LOCATION fill: the country and the last name."""
    if worded is None:
        return None
    parts = [p.strip() for p in re.split(r":| - ", worded)]
    code = next((c for c, name in table("places")["names"].items() if name == parts[0]), None)
    if len(parts) == 1:
        return Place(country=code, name=None, precision="country")
    found = re.match(r"(.*?)\s*\((.*)\)", parts[-1])
    name, sort = (found[1], found[2]) if found else (parts[-1], "CITY")
    return Place(country=code, name=name, precision=PRECISIONS.get(sort, "town"))
