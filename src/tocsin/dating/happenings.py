"""Days that are counted from another happening of the report: "shortly after Karimi's death".

Each sentence that names one day and tells of a death or an attack dates the names in it. A later "Karimi's
death" or "the attack on Dorud" finds its day by them; where two days were told for one name, none is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..values import Period, Token
from .days import DAY, Days, Meaning, Now, moved, single
from .line import Line, Reading
from .words import bag

DEATHS = bag(
    "death deaths killing killings killed kills assassination assassinated murder murdered execution "
    "executed died dies slain shot massacre slaughter beheading"
)
ATTACKS = bag(
    "attack attacks attacked bombing bombings bombed blast blasts explosion explosions exploded strike "
    "strikes struck airstrike shelling shelled raid raided raids assault assaulted storming stormed clash "
    "clashes coup kidnapping kidnapped abduction abducted hit invasion invaded ambush ambushed siege "
    "massacre slaughter"
)
NOUNS = bag(
    "death deaths killing killings assassination murder execution massacre slaughter beheading attack "
    "attacks bombing bombings blast blasts explosion explosions airstrike shelling raid assault storming "
    "clash clashes coup kidnapping abduction invasion ambush siege"
)
SOON = bag("shortly soon immediately just")
LONGEST = 5  # words of a name, so that no long clause is taken for one
Told = Mapping[tuple[str, str], date | None]


class Happening(NamedTuple):
    """What "after" leads up to: the sort of happening, the names that tell which, and the position behind."""

    sort: str
    names: tuple[str, ...]
    end: int


def happening_at(line: Line, i: int) -> Happening | None:
    """Karimi's death; the Dorud bombing; the attack; the killing of Karimi; the attack on the Dorud base."""
    words = line.words
    j = i + (words[i] in ("the", "that", "this"))
    names: list[str] = []
    while len(names) <= LONGEST and (words[j] == "'s" or (line.capital(j) and words[j].isalpha())):
        names.append(words[j])
        j += 1
    if words[j] not in NOUNS or (j == i and not names):
        return None
    sort, end = ("death" if words[j] in DEATHS else "attack"), j + 1
    if not names and words[end] in ("of", "on", "in", "at"):
        k = end + 1 + (words[end + 1] == "the")
        while len(names) <= LONGEST and line.capital(k) and words[k].isalpha():
            names.append(words[k])
            k += 1
        end = k if names else end
    return Happening(sort, tuple(name for name in names if name != "'s"), end)


def day_of(happening: Happening, now: Now) -> date | None:
    """The day that was told of a happening: by its names, else ("the attack") the day named before."""
    if not happening.names:
        return None if now.fresh else now.anchor
    found = {now.told.get((happening.sort, name)) for name in happening.names} - {None}
    return found.pop() if len(found) == 1 else None


def counted_after(happening: Happening, count: int | None, *, unit: str, otherwise: Meaning) -> Meaning:
    """So many units after (before, if negative) a happening; `otherwise` where its day was not told."""

    def meaning(now: Now) -> Days:
        day = day_of(happening, now)
        if day is None:
            return otherwise(now)
        basis = f"counted from the {happening.sort} of {day}"
        if unit == "hour":
            return single(day, basis)
        if count is not None:
            return single(moved(day, count=count, unit=unit), basis)
        last = now.published if now.published and now.published > day else None
        return Days(day + DAY, last, "days" if last else "open", basis)

    return meaning


def soon_after(line: Line, i: int) -> Reading | None:
    """Shortly after Karimi's death: from its day to publication."""
    if line.words[i + 1] != "after":
        return None
    happening = happening_at(line, i + 2)
    if happening is None or not happening.names:
        return None

    def meaning(now: Now) -> Days:
        day = day_of(happening, now)
        basis = f"soon after the {happening.sort} of {day or 'a day not told'}"
        last = now.published if day and now.published and now.published >= day else None
        return Days(day, last, "days" if last else "open", basis)

    return Reading(i, i + 2, meaning)


def remember(told: dict[tuple[str, str], date | None], tokens: Sequence[Token], *, day: date) -> None:
    """Dates the names of a sentence that names one day and tells of a death or an attack."""
    words = {token.lower for token in tokens}
    sorts = [sort for sort, cues in (("death", DEATHS), ("attack", ATTACKS)) if not words.isdisjoint(cues)]
    for sort in sorts:
        for token in tokens:
            if token.capital:
                key = sort, token.lower
                told[key] = day if told.get(key, day) == day else None


def only_day(periods: Sequence[Period]) -> date | None:
    """The one day that the times of a sentence name."""
    days = {period.first for period in periods if period.precision == "day"}
    return days.pop() if len(days) == 1 and all(period.precision == "day" for period in periods) else None
