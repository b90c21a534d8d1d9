"""Templates of one message that are one incident: of one kind, with nothing that tells them apart.

By section 5 of the evaluation's task description, incidents are told apart by date, place, category and
perpetrators alone. An incident that is told twice, once without its day or place, is known by its victims.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

DATE, PLACE, KIND, STAGE, CATEGORY = 2, 3, 4, 5, 8
PERPETRATORS, SURE = (9, 10), 11
TARGETS = (12, 18, 19)
WIDE = frozenset(("ATTACK",))  # the type that stands for others where the words tell no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One MUC-4 template: slot number to its fillers; `at` is where in the message it is told first."""

    kind: str
    at: int
    slots: dict[int, tuple[str, ...]]


def merge(templates: Iterable[Template]) -> list[Template]:
    """The templates with those put together that are one incident, in order."""
    found: list[Template] = []
    for made in templates:
        number = next((n for n, other in enumerate(found) if same(other, made)), None)
        if number is None:
            found.append(made)
        else:
            found[number] = merged(found[number], made)
    return found


def enriched(templates: Iterable[Template], rest: Iterable[Template]) -> list[Template]:
    """The templates, each with what those of the `rest` tell that name no target: of the nearest alike."""
    found = list(templates)
    for made in rest:
        near = [
            (abs(other.at - made.at), number)
            for number, other in enumerate(found)
            if other.slots[STAGE] == made.slots[STAGE] and alike(other, made)
        ]
        if near:
            number = min(near)[1]
            found[number] = accused(found[number], made)
    return found


def accused(a: Template, b: Template) -> Template:
    """The first with the perpetrators of the second, where it has none."""
    if any(a.slots[slot] for slot in PERPETRATORS) or not any(b.slots[slot] for slot in PERPETRATORS):
        return a
    return replace(a, slots=a.slots | {slot: b.slots[slot] for slot in (CATEGORY, *PERPETRATORS, SURE)})


def alike(a: Template, b: Template) -> bool:
    """True where neither type nor day nor place differs."""
    return (
        kinds_agree(a.kind, b.kind)
        and dates_agree(a.slots[DATE], b.slots[DATE])
        and places_agree(a.slots[PLACE], b.slots[PLACE])
    )


def same(a: Template, b: Template) -> bool:
    """True where nothing tells the two apart, or where they share a target and no day or place differs."""
    if a.slots[STAGE] != b.slots[STAGE]:
        return False
    told_alike = all(a.slots[slot] == b.slots[slot] for slot in (DATE, PLACE, KIND))
    if told_alike and all(agree(a, b, slot) for slot in (CATEGORY, *PERPETRATORS)):
        return True
    return share_target(a, b) and alike(a, b)


def agree(a: Template, b: Template, slot: int) -> bool:
    """True where the fillers are the same, or one has none."""
    return not a.slots[slot] or not b.slots[slot] or a.slots[slot] == b.slots[slot]


def share_target(a: Template, b: Template) -> bool:
    """True where both name the same thing or people."""
    return any(not set(a.slots[slot]).isdisjoint(b.slots[slot]) for slot in TARGETS)


def kinds_agree(a: str, b: str) -> bool:
    """True for one type, or where one is the wide type."""
    return a == b or a in WIDE or b in WIDE


def dates_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True for the same date, or where one gives a latest day alone."""
    return a == b or not a or not b or a[0].startswith("-") or b[0].startswith("-")


def places_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True for the same place, or where one holds the other."""
    return a == b or not a or not b or a[0].startswith(b[0]) or b[0].startswith(a[0])


def merged(a: Template, b: Template) -> Template:
    """Both templates' fillers, each once; of dates, places and types the finer."""
    slots = {slot: tuple(dict.fromkeys((*fillers, *b.slots[slot]))) for slot, fillers in a.slots.items()}
    slots[DATE] = next((d for d in (a.slots[DATE], b.slots[DATE]) if d and d[0][0] != "-"), a.slots[DATE])
    slots[PLACE] = max(a.slots[PLACE], b.slots[PLACE], key=lambda fillers: len(fillers[0]) if fillers else 0)
    kind = b.kind if a.kind in WIDE else a.kind
    slots[KIND] = (kind,)
    slots[CATEGORY] = a.slots[CATEGORY] or b.slots[CATEGORY]
    return replace(a, kind=kind, slots=slots)
