"""MUC-3/4 development messages with their keys → examples: what a key is silent on is not asked.

A template names who, whom and what with, but not the words that tell of the incident. The rules reader's
trigger of the same type that stands nearest to all of the template's strings stands for them, else a word
that such incidents are told with. A string stands in a message more than once: the place nearest to the
trigger is the right one, and of the others nothing is asked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.muc4 import messages, oracle
from benchmarks.muc4.relevance import TYPES
from tocsin import actors, pipeline
from tocsin.reader.nouns import nouns
from tocsin.reader.trained import features, pairing, pieces, windows
from tocsin.values import Event, Marks

from .examples import SILENT, Example, Gold, Place, counting, meets, reader

SENTENCE = 100  # how far apart the words of two neighbouring sentences count, beside their characters
FAR = 500  # what a string further away than this counts, and a trigger that no string stands nearer to
WEIGHTS = {12: 3, 18: 3, 19: 3, 6: 2}  # targets tell incidents apart; doers are named once for several
OTHER_WORD, VAGUE_WORD = 100, 200  # what a trigger that the rules reader has not found counts
WORDS = {
    "armed_attack": r"(?:MURDER|ASSASSINAT|MASSACR|KILL|SLAY|SLAIN|SHOT|SHOOT|GUNNED|EXECUT|ATTACK|AMBUSH"
    r"|FIRED (?:ON|AT|UPON)|OPENED FIRE|TORTUR|THREATEN|WOUND|INJUR)\w*",
    "bombing": r"(?:EXPLO(?:SION|DE|DING)|BOMB|DETONAT|BLEW|BLOWN|BLAST|DYNAMITE|WENT OFF|GONE OFF|MINED)\w*",
    "abduction": r"(?:KIDNAP|ABDUCT|HOSTAGE|SEIZE|CAPTUR|DISAPPEAR)\w*",
    "sabotage": r"(?:BURN|SET (?:ON )?FIRE|SET ABLAZE|TORCH|ARSON|SABOTAGE|ROBB|STOLE|LOOT)\w*",
    "hijacking": r"(?:HIJACK|COMMANDEER)\w*",
    "protest": r"(?:ARMED STRIKE|STRIKE|STOPPAGE)\w*",
}
VAGUE = {
    "bombing": r"(?:ATTACK|THROWN|HURLED|PLACED|PLANTED|DESTROY|DAMAG)\w*",
    "armed_attack": r"(?:DEATH|DEAD|DIED|DESTROY|DAMAG|CRIME|SABOTAGE)\w*",
    "abduction": r"(?:TAKEN|MISSING|HELD|RELEASED)\b",
    "sabotage": r"(?:ATTACK|DESTROY|DAMAG|FIRE)\w*",
}
LOOSE = ("raid", "crackdown")  # kinds of the rules reader that the key's type overrules
STANCES = {
    "claims": "claimed", "blames": "blamed", "suspects": "suspected", "suspected": "suspected",
    "hedges": "suspected",
}  # fmt: skip


class Trigger(NamedTuple):
    """Words that may tell of an incident, and what they count beside the distance to its strings."""

    place: Place
    kind: str
    cost: int


class Filler(NamedTuple):
    """One string of a template: its slot, and every place where it or an alternative stands."""

    slot: int
    given: list[str]
    places: list[Place]


def read(folder: Path, *, weight: float = 0.5) -> Iterator[Example]:
    """The development messages of `folder` (dev-muc3-*, key-dev-*.muc4)."""
    keys = [path.read_text(encoding="latin-1") for path in sorted(folder.glob("key-dev-*.muc4"))]
    wanted, left = by_message(keys), by_message(keys, optional=True)
    for path in sorted(folder.glob("dev-muc3-*")):
        for message in messages.read(path):
            name = message.report.key
            yield example(message, wanted.get(name, []), left=left.get(name, []), weight=weight)


def by_message(keys: Sequence[str], *, optional: bool = False) -> dict[str, list[oracle.Slots]]:
    """The templates of the keys by message, or only the optional ones."""
    found: dict[str, list[oracle.Slots]] = {}
    for key in keys:
        for name, slots in oracle.read(key, optional=optional):
            found.setdefault(name, []).append(slots)
    return found


def example(
    message: messages.Message,
    wanted: Sequence[oracle.Slots],
    *,
    left: Sequence[oracle.Slots] = (),
    weight: float,
) -> Example:
    """One message with the happenings of its key; of the words of optional templates nothing is asked."""
    report = message.report
    marks = pipeline.mark(report)
    told = reader().read(report, marks)
    cut = pieces.cut(report.text)
    table = features.describe(report, marks, pieces=cut, told=told, identify=actors.identify)
    starts = [s.start for s in marks.sentences]
    unsure = [(event.trigger.start, event.trigger.end) for event in told]
    asked = [(oracle.event(slots, message), slots, fillers(slots, report.text)) for slots in wanted]
    found = assigned([(event.kind, strings) for event, _, strings in asked], told, report.text, starts=starts)
    golds: list[Gold] = []
    for (event, slots, strings), trigger in zip(asked, found, strict=True):
        if trigger is None:
            unsure += [place for filler in strings for place in filler.places]
        else:
            golds.append(gold(event, trigger, slots=slots, strings=strings, marks=marks, starts=starts))
    unsure += [place for slots in left for filler in fillers(slots, report.text) for place in filler.places]
    return Example(
        report.key, report.text, cut, table.astype(bool), windows.cut(cut, marks.sentences), starts, marks,
        pairing.tied(told), golds, weight, [place for place in unsure if not taken(place, golds)],
    )  # fmt: skip


def taken(place: Place, golds: Sequence[Gold]) -> bool:
    """True where a happening is told by these words already."""
    return any(meets(place, one.trigger) for one in golds)


def fillers(slots: oracle.Slots, text: str) -> list[Filler]:
    """The strings of a template that the message holds; descriptions of named people are left out."""
    found = []
    for slot in (6, 9, 10, 12, 18, 19):
        for given in slots.get(slot, ()):
            if slot == 19 and any('": "' in alternative for alternative in given):
                continue
            places = {
                (start if slot == 18 else oracle.widened(text, start), start + len(words))
                for alternative in given
                if (words := oracle.unquoted(alternative))
                for start in oracle.occurrences(words, text=text)
            }
            if places:
                found.append(Filler(slot, given, sorted(places)))
    return found


def triggers(kind: str, told: Sequence[Event], *, text: str) -> list[Trigger]:
    """Words that may tell of an incident of this kind: the rules reader's first."""
    same = [
        Trigger((e.trigger.start, e.trigger.end), kind if e.kind in LOOSE else e.kind, 0)
        for e in told
        if e.kind == kind or TYPES.get(e.kind) == TYPES.get(kind)
    ]
    listed: tuple[tuple[Mapping[str, str], int], ...] = ((WORDS, OTHER_WORD), (VAGUE, VAGUE_WORD))
    for words, cost in listed:
        for word in re.finditer(rf"\b{words[kind]}", text) if kind in words else ():
            if not any(meets(word.span(), one.place) for one in same):
                same.append(Trigger(word.span(), kind, cost))
    return same


def apart(a: Place, b: Place, *, starts: Sequence[int]) -> int:
    """How far two stretches of text lie apart: sentences first, then characters."""
    sentences = abs(bisect_right(starts, a[0]) - bisect_right(starts, b[0]))
    return sentences * SENTENCE + abs(a[0] - b[0])


def assigned(
    asked: Sequence[tuple[str, Sequence[Filler]]], told: Sequence[Event], text: str, *, starts: Sequence[int]
) -> list[Trigger | None]:
    """For each template (its kind and strings) the words that tell of it, no words for two; best first."""
    ranked = sorted(
        (
            (cost, number, trigger)
            for number, (kind, strings) in enumerate(asked)
            for trigger in triggers(kind, told, text=text)
            if (cost := costs(trigger, strings, starts=starts)) is not None
        ),
        key=lambda row: row[0],
    )
    found: list[Trigger | None] = [None] * len(asked)
    for _, number, trigger in ranked:
        if found[number] is None and not any(t and meets(t.place, trigger.place) for t in found):
            found[number] = trigger
    return found


def costs(trigger: Trigger, strings: Sequence[Filler], *, starts: Sequence[int]) -> float | None:
    """How far the words are from all strings, the targets before all; `None` where they are far from each."""
    away = [
        (min(FAR, *(apart(trigger.place, place, starts=starts) for place in filler.places)), filler.slot)
        for filler in strings
    ]
    if min(away, default=(FAR, 0))[0] >= FAR:
        return None
    weights = [WEIGHTS.get(slot, 1) for _, slot in away]
    return trigger.cost + sum(w * far for w, (far, _) in zip(weights, away, strict=True)) / sum(weights)


def gold(
    event: Event,
    trigger: Trigger,
    *,
    slots: oracle.Slots,
    strings: Sequence[Filler],
    marks: Marks,
    starts: Sequence[int],
) -> Gold:
    """The happening of a template at the trigger's words."""
    made = Gold(trigger.kind, trigger.place, event.stage, "", False, known=False)
    made.located = event.where is not None
    for filler in strings:
        ranked = sorted(filler.places, key=lambda place: apart(trigger.place, place, starts=starts))
        best, others = ranked[0], ranked[1:]
        stance = "stated"
        if filler.slot in (9, 10):
            stance = stance_of(best, slots=slots, filler=filler, marks=marks)
        if stance == "possible":
            others = ranked
        elif filler.slot in (9, 10):
            made.by.append((best, stance, None))
        elif filler.slot == 6:
            made.weapons.append(best)
        else:
            made.targets.append(target(best, slots=slots, filler=filler, text=marks.clauses[0].text))
        made.alike += others
    timed(made, event, marks=marks)
    placed(made, slots, marks=marks)
    tolls(made, event, marks=marks, starts=starts)
    return made


def target(place: Place, *, slots: oracle.Slots, filler: Filler, text: str) -> tuple[Place, str, str | None]:
    """A target with its sort and effect; a physical one's sort by its last noun."""
    if filler.slot != 12:
        return place, "people", None
    words = text[place[0] : place[1]].lower().split()
    sort = "vehicle" if words[-1] in nouns().vehicle else "site"
    return place, sort, oracle.EFFECTS.get(oracle.effect_of(slots, filler.given) or "")


def stance_of(place: Place, *, slots: oracle.Slots, filler: Filler, marks: Marks) -> str:
    """How the message speaks of a doer: as the key words it of the organisation, else by a cue beside him."""
    sure = oracle.first(slots, 11)
    if sure is not None:
        worded = sure.split(":")[0].split("/")[0].strip(" (")
        if worded == "REPORTED AS FACT":
            return "stated"
        if worded == "POSSIBLE":
            return "possible" if filler.slot == 10 else "suspected"
        return oracle.STANCES.get(worded, "suspected")
    beside = (c.sort for c in marks.cues if c.accused and meets((c.accused.start, c.accused.end), place))
    return next((STANCES[sort] for sort in beside if sort in STANCES), "stated")


def timed(made: Gold, event: Event, *, marks: Marks) -> None:
    """Which of the marked times are the happening's; not asked where the key gives a latest day alone.

    Such a day stands for a weekday, or for no time at all.
    """
    made.timed = event.when is not None
    if event.when is not None and event.when.first is not None:
        days = (event.when.first, event.when.last)
        made.times = [i for i, t in enumerate(marks.times) if (t.first, t.last) == days]


def placed(made: Gold, slots: oracle.Slots, *, marks: Marks) -> None:
    """Which of the marked places are the happening's: the key's finest that is marked."""
    parts = [re.sub(r"\s*\(.*?\)", "", p).strip() for p in re.split(r":| - ", oracle.first(slots, 3) or "")]
    made.placed = len(parts) > 1
    for name in reversed(parts[1:]):
        made.places = [
            i
            for i, p in enumerate(marks.places)
            if name.casefold()
            in ((p.name or "").casefold(), p.span.text.casefold() if p.span is not None else "")
        ]
        if made.places:
            return


def tolls(made: Gold, event: Event, *, marks: Marks, starts: Sequence[int]) -> None:
    """Which numbers are the killed and injured; not asked where the key says nothing of people hit."""
    row = {slot: [c.low, c.high] if (c := getattr(event, slot)) else None for slot in ("killed", "injured")}
    counting(made, marks, event={**row, "taken": None}, starts=starts)
    people = any(sort == "people" for _, sort, _ in made.targets)
    killed, injured, _ = made.implied
    if people and event.killed is None and event.injured is None:
        killed = injured = SILENT
    made.implied = (killed, injured, SILENT if event.kind == "abduction" else 0)
