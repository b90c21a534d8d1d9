"""Values in plain words, as a careful desk would write them; knows nothing of colours and widths.

An accusation is never worded as a fact: whoever is blamed or suspected is "not established".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from ..errors import DataError
from ..values import Attribution, Count, Event, Figure, Incident, Period, Place, Report, Stage, Statement

if TYPE_CHECKING:
    from ..querying import Beside

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
STAGES: dict[Stage, str] = {"done": "done", "attempted": "attempted", "threatened": "announced, not done"}
TOLD_AS = {"news": "news", "background": "recalled"}
SIDED = frozenset({"armed_clash", "agreement"})  # kinds whose actors are sides, none of them the doer
# Kinds of which a reader asks at once who did it.
VIOLENT = frozenset(
    (
        *("armed_attack", "bombing", "shelling", "air_strike", "storming", "abduction", "hijacking"),
        *("shootdown", "sabotage", "sexual_violence"),
    )
)
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Controls, marks that turn the direction of writing, lone surrogates and tags: with them a text could colour
# or clear a terminal, or show its words in another order than they stand in.
ARTICLE = re.compile(r"^(?:The|An?) ")  # small inside a sentence
UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
BLANK = re.compile("[\t\n\r\u0085\u2028\u2029]")


def clean(text: str) -> str:
    """The text, as long as before, on one line, with a mark for every character that a terminal would obey.

    >>> clean("Calm\\x1b[2J\\nreturns")
    'Calm�[2J returns'
    """
    return UNSAFE.sub(REPLACEMENT, BLANK.sub(" ", text))


def safe(text: str) -> str:
    """The text with its lines and a mark for every character that a terminal would obey."""
    return UNSAFE.sub(REPLACEMENT, text)


def safe_json(line: str) -> str:
    """A line of JSON that says the same, with such characters escaped."""
    return UNSAFE.sub(lambda found: _escaped(found[0]), line)


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def quoted(text: str) -> str:
    """The words of a report, cleaned and in quotation marks."""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{clean(text)}\N{RIGHT DOUBLE QUOTATION MARK}"


def number_of(count: int, noun: str) -> str:
    """ "1 report", "2 reports"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def listed(names: Iterable[str], *, most: int = 3) -> str:
    """ "A", "A and B", "A, B and 2 others"; each name once."""
    every = list(dict.fromkeys(names))
    if len(every) > most:
        left = len(every) - most + 1
        every = [*every[: most - 1], f"{left} others"]
    front = ", ".join(every[:-1])
    return f"{front} and {every[-1]}" if front else "".join(every)


def joined(*parts: str) -> str:
    """The parts that say something, with a blank between them."""
    return " ".join(part for part in parts if part)


def day(one: date) -> str:
    """ "26 January 2020"."""
    return f"{one.day} {MONTHS[one.month - 1]} {one.year}"


def long_day(one: date) -> str:
    """ "Sunday 26 January 2020"."""
    return f"{WEEKDAYS[one.weekday()]} {day(one)}"


def period(when: Period | None, *, unknown: str = "day unknown") -> str:
    """The days in words; `unknown` where there is none."""
    if when is None or (when.first is None and when.last is None):
        return unknown
    first, last = when.first, when.last
    if first is None or last is None:
        return f"on or before {day(last)}" if last else f"on or after {day(first)}" if first else unknown
    if first == last:
        return long_day(first)
    if (first.day, first.month, last.day, last.month) == (1, 1, 31, 12):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        month = f"{MONTHS[first.month - 1]} {first.year}"
        return month if first.day == 1 and last.day >= 28 else f"{first.day} to {last.day} {month}"
    return f"{day(first)} to {day(last)}"


@cache
def country(code: str) -> str:
    """English name of a country, the code itself where the gazetteer does not know it."""
    from ..locating import default_gazetteer

    try:
        found = default_gazetteer().country(code)
    except DataError:
        return code
    return found.name if found else code


def place(where: Place | None, *, unknown: str = "place unknown") -> str:
    """ "Baghdad, Iraq", "Anbar (region), Iraq"; `unknown` where there is none."""
    if where is None or not (where.name or where.country):
        return unknown
    name = clean(where.name or "")
    if name and where.precision in ("district", "region"):
        name += f" ({where.precision})"
    return ", ".join(part for part in (name, country(where.country) if where.country else "") if part)


def count(people: Count) -> str:
    """ "5", "5 to 7", "at least 5", "nobody"."""
    if people.high is None:
        return f"at least {people.low:,}"
    if people.low == people.high:
        return f"{people.low:,}" if people.low else "nobody"
    return f"{people.low:,} to {people.high:,}"


def figure(people: Figure) -> str:
    """ "19 to 25", "at least 6", "5, by most 10, or more"; the range over independent sources."""
    between = people.low < people.best < (people.high if people.high is not None else people.best + 1)
    most = f", most often {people.best:,}" if between else ""
    if people.high is None:
        return f"at least {people.low:,}{most}"
    if people.low == people.high:
        return f"{people.low:,}" if people.low else "nobody"
    return f"{people.low:,} to {people.high:,}{most}"


def casualties(incident: Incident) -> str:
    """ "killed 19 to 25, injured at least 35"; empty where no report gives a figure."""
    named = (("killed", incident.killed), ("injured", incident.injured), ("taken", incident.taken))
    known = [(word, figure(people)) for word, people in named if people]
    nobody = [word for word, said in known if said == "nobody"]
    parts = [f"nobody {' or '.join(nobody)}"] if nobody else []
    return ", ".join([f"{word} {said}" for word, said in known if said != "nobody"] + parts)


def statement(one: Statement, *, sided: bool = False) -> str:
    """Who did it as one report puts it; blame and suspicion say that nothing is established."""
    actor = quoted(one.actor.text)
    says = clean(one.says.text) if one.says else ""
    if one.stance == "claimed":
        return f"claimed by {actor}" + (f", as {says} reports" if says and says not in one.actor.text else "")
    if one.stance == "blamed":
        return f"blamed, not established: {actor}" + (f", by {says}" if says else "")
    if one.stance == "suspected":
        return f"suspected, not established: {actor}" + (f", by {says}" if says else "")
    if one.stance == "denied":
        return f"denied by {actor}" + (f", as {says} says" if says and says not in one.actor.text else "")
    return f"{actor}, {'a side' if sided else 'told as fact'}" + (f" by {says}" if says else "")


def responsibility(incident: Incident, *, outlets: Collection[str] = ()) -> list[tuple[str, str]]:
    """Who did it over all reports, one (status, words) an actor; `outlets` published them.

    A speaker that is an outlet only printed the words: "in Gulf Wire", not "by Gulf Wire".
    """
    lines: list[tuple[str, str]] = [
        (one.status, attribution(one, kind=incident.kind, outlets=outlets)) for one in incident.by
    ]
    if incident.unclaimed_as_of:
        lines.append(("unclaimed", f"nobody has claimed it (as of {day(incident.unclaimed_as_of)})"))
    elif not lines and incident.kind in VIOLENT and incident.stage != "threatened":
        lines.append(("unknown", "no report says who did it"))
    return lines


def attribution(one: Attribution, *, kind: str = "", outlets: Collection[str] = ()) -> str:
    """What the reports together allow to be said of one actor."""
    name = clean(one.name)
    blamed = speakers(one, "blamed", outlets=outlets)
    denies = "; denial reported" if any(stance == "denied" for stance, _, _ in one.voices) else ""
    if one.status == "claimed":
        return f"claimed by {name}{denies}"
    if one.status == "stated":
        told = joined("told as fact", speakers(one, "stated", outlets=outlets))
        return f"{'a side' if kind in SIDED else 'by'}: {name} ({told}){denies}"
    if one.status == "attributed":
        return f"{joined('blamed', blamed)}, not established: {name}{denies}"
    if one.status == "suspected":
        said = joined("suspected", speakers(one, "suspected", outlets=outlets))
        return f"{said}, not established: {name}{denies}"
    if one.status == "denied":
        return f"denied by {name}"
    return f"named without a word on guilt: {name}"


def speakers(one: Attribution, stance: str, *, outlets: Collection[str] = ()) -> str:
    """ "by Washington", "in Gulf Wire"; who takes that stance, empty if nobody does."""
    said = list(dict.fromkeys(says for voiced, says, _ in one.voices if voiced == stance and says))
    people = [
        ARTICLE.sub(lambda found: found[0].lower(), clean(says)) for says in said if says not in outlets
    ]
    return f"by {listed(people)}" if people else f"in {listed(map(clean, said))}" if said else ""


def marks(incident: Incident) -> list[str]:
    """What a reader must know before the headline misleads: recalled, attempted, announced, a series."""
    found = ["recalled only, not news"] if incident.recalled_only else []
    found += [STAGES[incident.stage]] if incident.stage != "done" else []
    found += ["several happenings under one count"] if incident.aggregate else []
    return found + (["private crime"] if incident.scope == "private" else [])


TIES = {
    "retaliation": ("in retaliation for", "retaliated for by"),
    "response": ("in response to", "answered by"),
    "part": ("part of", "part of it"),
    "during": ("during", "in the course of it"),
    "after": ("after", "followed by"),
}


def tie(one: Beside) -> str:
    """How the incident hangs together with another, in words that the other's headline can follow."""
    return TIES[one.tie][not one.here]


def outlet(report: Report) -> str:
    """Who published a report, else what people call it."""
    return clean(report.publisher or report.key)


def coverage(reports: Iterable[Report]) -> str:
    """ "5 reports from 4 outlets"; the outlets are left out where no report names one."""
    known = list(reports)
    outlets = {report.publisher for report in known if report.publisher}
    if len(known) == 1 and outlets:
        return f"1 report ({outlet(known[0])})"
    told = number_of(len(known), "report")
    return f"{told} from {number_of(len(outlets), 'outlet')}" if outlets else told


def headline(incident: Incident) -> str:
    """The headline without its days, which stand above it."""
    from ..incidents.heading import days

    return clean(incident.headline.removesuffix(f", {days(incident.when)}"))


def stage_and_telling(event: Event) -> str:
    """ "done · news", with a word on a series."""
    parts = [STAGES[event.stage], TOLD_AS[event.told_as]]
    parts += ["several happenings under one count"] if event.aggregate else []
    return " · ".join(parts + (["private crime"] if event.scope == "private" else []))
