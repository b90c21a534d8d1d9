"""Events of one message become MUC-4 templates, and templates become the lines of a response file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tocsin.values import Event

from . import doers, places, whole
from .fates import damage_of, fate_of, none_hurt
from .merging import Template, enriched, merge
from .messages import Message
from .people import Person
from .relevance import country_of, incident_type, named_targets, untargeted, vague
from .things import Thing, implies_gun, instrument_kind, thing
from .wanted import wanted
from .whole import Phrases

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
FIELD = 36  # column at which fillers start


def templates(events: Iterable[Event], message: Message) -> list[Template]:
    """The templates of one message's events, those of one incident merged."""
    home = places.home(message)
    known = whole.phrases(message.report.text)
    group = whole.armed_group(known)
    whole_events = whole.completed(events, known)
    number = sum(incident_type(event) is not None for event in whole_events)
    found, rest = [], []
    for event in whole_events:
        if wanted(event, message, home=home, of=number):
            found.append(template(event, message, home=home, known=known, group=group))
        elif untargeted(event):
            rest.append(template(event, message, home=home, known=known, group=group))
    return enriched(merge(found), rest)


def template(
    event: Event, message: Message, *, home: str | None, known: Phrases, group: str | None = None
) -> Template:
    """The template of one event."""
    kind = incident_type(event) or "ATTACK"
    country = country_of(event, home=home)
    slots: dict[int, tuple[str, ...]] = {
        2: given(places.dated(event.when, published=message.report.published)),
        3: given(places.location(event.where, country=country)),
        4: (kind,),
        5: (STAGES[event.stage],),
    }
    slots |= instruments(event, kind=kind) | perpetrators(event, group=group)
    slots |= physical(event, kind=kind, country=country, text=known.text)
    slots |= human(event, kind=kind, country=country, known=known)
    return Template(kind=kind, at=event.trigger.start, slots=slots)


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


def perpetrators(event: Event, *, group: str | None) -> dict[int, tuple[str, ...]]:
    """Slots 8 to 11; those who only deny it are left out.

    Guerrillas whose organisation is not told are of the `group` that the message speaks of.
    """
    individuals, organisations, sure = [], [], []
    accused = [b for b in event.by if b.stance != "denied"]
    for statement in accused:
        people, groups = doers.parted(statement.actor.text)
        individuals += [quoted(p) for p in people]
        for group in groups:
            organisations.append(quoted(group))
            sure.append(f"{doers.confidence(statement)}: {quoted(group)}")
    if group and not organisations and any(doers.is_guerrilla(b.actor.text) for b in accused):
        organisations.append(quoted(group))
        sure.append(f"{doers.confidence(accused[0])}: {quoted(group)}")
    of_state = any(doers.is_state(b.actor.text) for b in accused)
    category = "STATE-SPONSORED VIOLENCE" if of_state else "TERRORIST ACT"
    return {8: (category,), 9: unique(individuals), 10: unique(organisations), 11: unique(sure)}


def physical(event: Event, *, kind: str, country: str | None, text: str) -> dict[int, tuple[str, ...]]:
    """Slots 12 to 17."""
    slots: dict[int, list[str]] = {slot: [] for slot in range(12, 18)}
    if kind not in NO_THINGS:
        for target in named_targets(event):
            if target.sort == "people" or vague(target):
                continue
            found: Thing = thing(target.span.text)
            label = quoted(found.label)
            slots[12].append(label)
            slots[13].append(f"{found.kind}: {label}")
            slots[14].append(f"{found.number}: {label}")
            abroad = places.nation(found.words, place=country)
            slots[15] += [f"{abroad}: {label}"] if abroad else []
            effect = EFFECTS.get(target.effect or "") or damage_of(target, text=text)
            effect = effect or ("SOME DAMAGE" if kind == "ARSON" else None)
            slots[16] += [f"{effect}: {label}"] if effect else []
    return {slot: unique(fillers) for slot, fillers in slots.items()}


def human(event: Event, *, kind: str, country: str | None, known: Phrases) -> dict[int, tuple[str, ...]]:
    """Slots 18 to 24."""
    slots: dict[int, list[str]] = {slot: [] for slot in range(18, 25)}
    for target in named_targets(event):
        if target.sort != "people":
            continue
        found: Person = whole.person_of(target.span.text, known)
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
        fate = fate_of(target, event, kind=kind, text=known.text)
        slots[23] += [f"{fate}: {label}"] if fate else []
    if not slots[20]:
        spared = none_hurt(event)
        slots[23] += [f'{spared}: "-"'] if spared else []
    return {slot: unique(fillers) for slot, fillers in slots.items()}


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
