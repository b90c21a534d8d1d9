"""Events of one message become MUC-4 templates, and templates become the lines of a response file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tocsin.values import Count, Event, Span

from . import doers, places
from .messages import Message
from .people import Person, person
from .relevance import country_of, incident_type, named_targets, relevant
from .things import Thing, implies_gun, instrument_kind, thing

NAMES = (
    "MESSAGE: ID", "MESSAGE: TEMPLATE", "INCIDENT: DATE", "INCIDENT: LOCATION", "INCIDENT: TYPE",
    "INCIDENT: STAGE OF EXECUTION", "INCIDENT: INSTRUMENT ID", "INCIDENT: INSTRUMENT TYPE",
    "PERP: INCIDENT CATEGORY", "PERP: INDIVIDUAL ID", "PERP: ORGANIZATION ID",
    "PERP: ORGANIZATION CONFIDENCE",
    "PHYS TGT: ID", "PHYS TGT: TYPE", "PHYS TGT: NUMBER", "PHYS TGT: FOREIGN NATION",
    "PHYS TGT: EFFECT OF INCIDENT", "PHYS TGT: TOTAL NUMBER", "HUM TGT: NAME", "HUM TGT: DESCRIPTION",
    "HUM TGT: TYPE", "HUM TGT: NUMBER", "HUM TGT: FOREIGN NATION", "HUM TGT: EFFECT OF INCIDENT",
    "HUM TGT: TOTAL NUMBER",
)  # fmt: skip
STAGES = {"done": "ACCOMPLISHED", "attempted": "ATTEMPTED", "threatened": "THREATENED"}
EFFECTS = {"destroyed": "DESTROYED", "damaged": "SOME DAMAGE", "none": "NO DAMAGE"}
NO_INSTRUMENT = ("ARSON", "KIDNAPPING")  # types for which the evaluation leaves the instrument slots out
NO_THINGS = ("KIDNAPPING",)
NEARBY = 70  # characters around a target in which words tell what became of it
DEAD = re.compile(
    r"\b(?:kill\w*|murder\w*|assassinat\w*|dead|deaths?|died|die|massacr\w*|execut\w*|slain|shot to death)\b",
    re.I,
)
HURT = re.compile(r"\b(?:wound\w*|injur\w*|hurt)\b", re.I)
FIELD = 36  # column at which fillers start


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One MUC-4 template: slot number to its fillers; `key` says which templates are one incident."""

    kind: str
    slots: dict[int, tuple[str, ...]]

    @property
    def key(self) -> tuple[tuple[str, ...], ...]:
        return tuple(self.slots.get(slot, ()) for slot in (2, 3, 4, 5))


def templates(events: Iterable[Event], message: Message) -> list[Template]:
    """The templates of one message's events, those of one incident merged."""
    home = places.home(message)
    found: list[Template] = []
    for event in events:
        if not relevant(event, message, home=home):
            continue
        made = template(event, message, home=home)
        same = next((t for t in found if mergeable(t, made)), None)
        if same is None:
            found.append(made)
        else:
            found[found.index(same)] = merged(same, made)
    return found


def mergeable(a: Template, b: Template) -> bool:
    """True where date, place, type and stage are the same, and the doers do not differ."""
    return a.key == b.key and all(
        not a.slots[slot] or not b.slots[slot] or a.slots[slot] == b.slots[slot] for slot in (8, 9, 10)
    )


def merged(a: Template, b: Template) -> Template:
    """Both templates' fillers, each once."""
    slots = {slot: tuple(dict.fromkeys((*fillers, *b.slots[slot]))) for slot, fillers in a.slots.items()}
    return replace(a, slots=slots)


def template(event: Event, message: Message, *, home: str | None) -> Template:
    """The template of one event."""
    kind = incident_type(event) or "ATTACK"
    country = country_of(event, home=home)
    slots: dict[int, tuple[str, ...]] = {
        2: given(places.dated(event.when, published=message.report.published)),
        3: given(places.location(event.where, country=country)),
        4: (kind,),
        5: (STAGES[event.stage],),
    }
    slots |= instruments(event, kind=kind) | perpetrators(event)
    slots |= physical(event, kind=kind, country=country) | human(
        event, kind=kind, country=country, message=message
    )
    return Template(kind=kind, slots=slots)


def given(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def quoted(text: str) -> str:
    """`text` as a string filler: capitals, in double quotes, inner quotes marked."""
    return '"' + places.plain(text).replace('"', '\\"') + '"'


def instruments(event: Event, *, kind: str) -> dict[int, tuple[str, ...]]:
    """Slots 6 and 7."""
    if kind in NO_INSTRUMENT:
        return {6: (), 7: ()}
    names, types = [], []
    for weapon in event.weapons:
        core = thing(weapon.text).label
        names.append(quoted(core))
        sort = instrument_kind(core)
        if sort:
            types.append(f"{sort}: {quoted(core)}")
    if not names and kind == "BOMBING" and event.kind == "bombing":
        types.append('BOMB: "-"')
    if not names and kind == "ATTACK" and implies_gun(f"{event.trigger.text} {event.sentence.text}"):
        types.append('GUN: "-"')
    return {6: unique(names), 7: unique(types)}


def perpetrators(event: Event) -> dict[int, tuple[str, ...]]:
    """Slots 8 to 11; those who only deny it are left out."""
    individuals, organisations, sure = [], [], []
    accused = [b for b in event.by if b.stance != "denied"]
    for statement in accused:
        people, groups = doers.parted(statement.actor.text)
        individuals += [quoted(p) for p in people]
        for group in groups:
            organisations.append(quoted(group))
            sure.append(f"{doers.confidence(statement)}: {quoted(group)}")
    of_state = any(doers.is_state(b.actor.text) for b in accused)
    category = "STATE-SPONSORED VIOLENCE" if of_state else "TERRORIST ACT"
    return {8: (category,), 9: unique(individuals), 10: unique(organisations), 11: unique(sure)}


def physical(event: Event, *, kind: str, country: str | None) -> dict[int, tuple[str, ...]]:
    """Slots 12 to 17."""
    slots: dict[int, list[str]] = {slot: [] for slot in range(12, 18)}
    if kind not in NO_THINGS:
        for target in named_targets(event):
            if target.sort == "people":
                continue
            found: Thing = thing(target.span.text)
            label = quoted(found.label)
            slots[12].append(label)
            slots[13].append(f"{found.kind}: {label}")
            slots[14].append(f"{found.number}: {label}")
            abroad = places.nation(found.words, place=country)
            slots[15] += [f"{abroad}: {label}"] if abroad else []
            effect = EFFECTS.get(target.effect or "") or ("SOME DAMAGE" if kind == "ARSON" else None)
            slots[16] += [f"{effect}: {label}"] if effect else []
    return {slot: unique(fillers) for slot, fillers in slots.items()}


def human(event: Event, *, kind: str, country: str | None, message: Message) -> dict[int, tuple[str, ...]]:
    """Slots 18 to 24."""
    slots: dict[int, list[str]] = {slot: [] for slot in range(18, 25)}
    text = message.report.text
    for target in named_targets(event):
        if target.sort != "people":
            continue
        found: Person = person(target.span.text, story=text)
        label = quoted(found.label)
        if found.name:
            slots[18].append(label)
        if found.description:
            described = quoted(found.description)
            slots[19].append(f"{described}: {label}" if found.name else described)
        slots[20].append(f"{found.kind}: {label}")
        slots[21].append(f"{found.number}: {label}")
        abroad = places.nation(found.words, place=country)
        slots[22] += [f"{abroad}: {label}"] if abroad else []
        fate = fate_of(target.span, event, text=text)
        slots[23] += [f"{fate}: {label}"] if fate else []
    if not slots[20]:
        spared = none_hurt(event)
        slots[23] += [f'{spared}: "-"'] if spared else []
    return {slot: unique(fillers) for slot, fillers in slots.items()}


def fate_of(target: Span, event: Event, *, text: str) -> str | None:
    """What became of one human target: by the event's counts, or by the words near it."""
    dead, hurt = some(event.killed), some(event.injured)
    if dead and hurt:
        return nearest(target, text=text)
    if dead:
        return "DEATH"
    if hurt:
        return "INJURY"
    return none_hurt(event)


def some(count: Count | None) -> bool:
    """True where people are counted, or may be."""
    return count is not None and count.high != 0


def none_hurt(event: Event) -> str | None:
    """The effect where the text says that nobody was killed or hurt."""
    unhurt = event.injured is not None and event.injured.high == 0
    alive = event.killed is not None and event.killed.high == 0
    if unhurt:
        return "NO INJURY OR DEATH" if alive else "NO INJURY"
    return "NO DEATH" if alive else None


def nearest(target: Span, *, text: str) -> str:
    """DEATH or INJURY, whichever word stands nearer to the target; DEATH where neither does."""
    start, end = max(0, target.start - NEARBY), target.end + NEARBY
    around = [
        (min(abs(word.start() + start - target.end), abs(target.start - word.end() - start)), effect)
        for pattern, effect in ((DEAD, "DEATH"), (HURT, "INJURY"))
        for word in pattern.finditer(text[start:end])
    ]
    return min(around)[1] if around else "DEATH"


def unique(fillers: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fillers))


def response(name: str, found: Sequence[Template]) -> Iterator[str]:
    """The lines of the response file for one message; a single blank template where nothing is relevant."""
    for number, one in enumerate(found, start=1):
        yield from lines(name, number, slots=one.slots)
    if not found:
        yield from lines(name, None, slots={})


def lines(name: str, number: int | None, *, slots: dict[int, tuple[str, ...]]) -> Iterator[str]:
    """The lines of one template; "*" in every slot where there is no `number`."""
    yield ""
    for slot, title in enumerate(NAMES):
        head = f"{slot}.".ljust(4) + title
        if slot == 0:
            fillers: tuple[str, ...] = (name,)
        elif slot == 1:
            fillers = (str(number) if number else "*",)
        else:
            fillers = slots.get(slot, ()) or ("-" if number else "*",)
        yield head.ljust(FIELD) + fillers[0]
        for filler in fillers[1:]:
            yield " " * FIELD + filler
