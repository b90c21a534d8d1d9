"""The headline of an incident: what, to whom, where, when; by whom only if claimed or stated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ..values import Attribution, Period, Place, Stage
from .sketching import tokens

# Kind -> (as a noun, the word that leads to the target).
NOUNS = {
    "armed_attack": ("attack", "on"),
    "armed_clash": ("fighting", ""),
    "bombing": ("bomb attack", "on"),
    "shelling": ("shelling", "of"),
    "air_strike": ("air strike", "on"),
    "storming": ("storming", "of"),
    "abduction": ("abduction", "of"),
    "hijacking": ("hijacking", "of"),
    "shootdown": ("shooting down", "of"),
    "sabotage": ("sabotage", "of"),
    "capture": ("capture", "of"),
    "raid": ("raid", "on"),
    "crackdown": ("crackdown", "on"),
    "protest": ("protest", ""),
    "riot": ("riot", ""),
    "sexual_violence": ("sexual violence", "against"),
    "threat": ("threat", "against"),
    "mobilization": ("military deployment", ""),
    "withdrawal": ("withdrawal", ""),
    "sanction": ("sanctions", "on"),
    "agreement": ("agreement", ""),
}
# Where a weapon names the attack better than its kind does.
MEANS = {
    "rocket": "rocket attack",
    "rockets": "rocket attack",
    "missile": "missile attack",
    "missiles": "missile attack",
    "mortar": "mortar attack",
    "mortars": "mortar attack",
    "drone": "drone strike",
    "drones": "drone strike",
}
TOLD_BY_MEANS: dict[str, tuple[str | None, ...]] = {
    "shelling": ("rocket attack", "missile attack", "mortar attack"),
    "air_strike": ("drone strike",),
    "armed_attack": ("rocket attack", "missile attack", "mortar attack", "drone strike"),
}
LONGEST_TARGET = 70  # characters; a longer noun phrase is no headline
STAGES: dict[Stage, str] = {"done": "", "attempted": "attempted ", "threatened": "announced "}
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
NUMBERS = frozenset(["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Several"])
ARTICLES = frozenset(["The", "A", "An"])
OF_WHOSE = re.compile(r"(\w+) of (?:its|their|his|her) (.+)")


def headline(
    kind: str,
    stage: Stage,
    *,
    by: Sequence[Attribution],
    targets: Sequence[str],
    weapons: Sequence[str],
    where: Place | None,
    when: Period | None,
) -> str:
    """One line such as "Rocket attack on the US embassy, Baghdad, 26 January 2020"."""
    noun, lead = NOUNS.get(kind, (kind.replace("_", " "), ""))
    if kind in TOLD_BY_MEANS and (means := means_of(weapons)) in TOLD_BY_MEANS[kind]:
        noun, lead = str(means), "on"
    target = next((target for target in targets if len(target) <= LONGEST_TARGET), None)
    what = STAGES[stage] * (kind != "threat") + noun
    if target:
        what += f" {lead} {lowered(target)}" if lead else f" ({lowered(target)})"
    place = where.name or "" if where else ""
    known = set(tokens(place)) <= set(tokens(target or ""))
    parts = [what + doer(by), "" if known else place, days(when)]
    line = ", ".join(part for part in parts if part)
    return line[0].upper() + line[1:]


def means_of(weapons: Sequence[str]) -> str | None:
    """The attack that the weapons name, or `None` if they name none or several."""
    found = {MEANS[word] for weapon in weapons for word in tokens(weapon) if word in MEANS}
    return found.pop() if len(found) == 1 else None


def lowered(target: str) -> str:
    """The phrase within a line: a capital article or number word at its front is made small.

    "Four of its fighters" are "four fighters", for the line does not say whose.
    """
    found = OF_WHOSE.fullmatch(target)
    if found and (found[1].isdigit() or found[1].capitalize() in NUMBERS):
        target = f"{found[1]} {found[2]}"
    first, _, rest = target.partition(" ")
    return f"{first.lower()} {rest}" if rest and first in ARTICLES | NUMBERS else target


def doer(by: Sequence[Attribution]) -> str:
    """ " by X" where it is told as fact, ", claimed by X" where claimed, else nothing.

    A state named beside its own forces stands for them.
    """
    named = [one for one in by if one.actor_id != "unidentified"]
    claimed = [one.name for one in named if one.status == "claimed"]
    if claimed:
        return ", claimed by " + " and ".join(sorted(claimed))
    stated = {
        one.actor_id: one.name
        for one in named
        if one.status == "stated" and not one.actor_id.startswith("class:")
    }
    states = {key.partition(":")[0] for key in stated}
    name = stated.get(states.pop()) if len(states) == 1 else None
    name = name or (next(iter(stated.values())) if len(stated) == 1 else None)
    return f" by {name}" if name else ""


def days(when: Period | None) -> str:
    """The days in words: "26 January 2020", "26-28 January 2020", "between ... and ...", "by ...", or ""."""
    if when is None or (when.first is None and when.last is None):
        return ""
    if when.first is None or when.last is None:
        return f"by {day(when.last)}" if when.last else f"since {day(when.first)}" if when.first else ""
    first, last = when.first, when.last
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        whole = first.day == 1 and last.day >= 28
        month = f"{MONTHS[first.month - 1]} {first.year}"
        return month if whole else f"{first.day}-{last.day} {month}"
    return f"between {day(first)} and {day(last)}"


def day(one: date | None) -> str:
    """A day as "26 January 2020"."""
    return f"{one.day} {MONTHS[one.month - 1]} {one.year}" if one else ""
