"""Evidence from what two events were aimed at, from their weapons, figures and words."""

from __future__ import annotations

from math import log2

from ..values import Count
from .blocking import LONG, alike, leading, one_toll
from .evidence import Term, rarity, term
from .sketching import Sketch
from .words import words

# Acts of words and will: the same doer and the same addressee, or not the same act.
STRATEGIC = frozenset(["sanction", "threat", "protest", "withdrawal", "mobilization", "agreement"])
THROWN = frozenset(["rocket", "missile", "mortar", "artillery"])
# Aircraft and drones fire missiles and drop bombs: naming one or the other is no difference.
FLYING = frozenset(["aircraft", "drone", "missile", "rocket", "bomb"])
FIGURE_MATCH = 0.60
# Share of events whose figure is this or in this range (GED, deaths): (highest figure, share).
FIGURE_SHARE = ((0, 0.35), (1, 0.43), (2, 0.20), (3, 0.12), (5, 0.08), (10, 0.05), (20, 0.03), (50, 0.010))
LARGE_SHARE = 0.005
# Low ends of "several", "dozens" and the like: the same open figure is not the same count.
VAGUE_COUNTS = frozenset([2, 3, 12, 20, 100, 1000])
# Large figures within a fifth of each other, from these on.
CLOSE, CLOSE_FIGURES = 0.20, (50, 20, 8)
# Tolls are counted up: a later figure up to this many times the earlier one is no sign of another incident.
# A later figure that is clearly lower is one: tolls are seldom put right downwards.
GROWTH = 2
# Likeness of sentences (shared stems by all stems); alone it hardly tells (AUC .67 within a block).
TEXT_STEPS = ((0.8, "step_80"), (0.5, "step_50"), (0.3, "step_30"), (0.15, "step_15"))
LEAST_LIKE, FEWEST_WORDS = 0.05, 4
# Shared rare words of two reports, by their rarity, in shares of the report that has less of them.
ALIKE_STEPS = tuple((percent / 100, f"share_{percent}") for percent in (65, 50, 40, 30, 22, 15, 10, 5))
# Shared rare words of two sentences, in bits of rarity.
RARE_STEPS = ((32, "step_32"), (16, "step_16"), (8, "step_8"), (4, "step_4"))


def targets(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what the targets say; words of the place names are left to the places."""
    known = one.place_words & other.place_words
    shared = (one.names & other.names) - known
    local = one.names & other.names & known
    sides, things = one.target_sides & other.target_sides, one.things & other.things
    met = shared & one.people & other.people
    given = (one.people | other.people) and shared <= words().surnames
    if met - words().surnames or (shared and not (one.people & shared or other.people & shared or given)):
        told = "same named target: " + " ".join(sorted(shared))
        terms.append(term("target", "person" if met else "thing", words=told))
        if len(shared) > 1:
            terms.append(
                term("target", "each_more", words="more of its names", times=min(2, len(shared) - 1))
            )
        if one_toll(one, other):
            terms.append(term("target", "died_once", words="nobody dies twice"))
    elif shared:
        told = "names alike: " + " ".join(sorted(shared))
        terms.append(term("target", "common_name", words=told, times=len(shared)))
    elif not known_dead(one, other, terms=terms) and (one.people - known) and (other.people - known):
        terms.append(term("target", "other_people", words="different people named"))
    if one.place != other.place and (one.names & other.place_words or other.names & one.place_words):
        terms.append(term("target place", "named", words="one's target is the other's place"))
    if things:
        level = "owned" if sides else "same_of_place" if local else "same"
        told = "targets alike: " + " ".join(sorted(sides) + sorted(things))
        terms.append(term("target noun", level, words=told))
    elif sides:
        level = "group" if any(map(rare_group, sides)) else "state"
        terms.append(term("target side", level, words="targets of the same side"))
    elif not shared and (one.sites & other.words or other.sites & one.words):
        terms.append(term("target spoken of", "site", words="one tells of the other's target"))
    elif not shared and one.event.targets and other.event.targets:
        if one.event.kind in STRATEGIC and other.event.kind in STRATEGIC:
            sure = one.target_sides and other.target_sides
            told = "not the same addressee"
            terms.append(term("target", "other_addressee", words=told, times=2 if sure else 1))
        elif one.sites and other.sites and not one.sites & other.sites:
            terms.append(term("target noun", "otherwise", words="targets described otherwise"))


def rare_group(side: str) -> bool:
    """Whether a side is an armed group other than the few that are behind most events of their theatre."""
    return not side.isupper() and side not in words().frequent_sides


def known_dead(one: Sketch, other: Sketch, *, terms: list[Term]) -> bool:
    """Adds what it says that one's dead are named in the sentence that tells of the other's."""
    for a, b in ((one, other), (other, one)):
        named = (a.victims & b.spoken) - b.people
        if named and not b.told.isdisjoint(words().deadly):
            level = "dead_spoken_of" if b.people else "dead_named"
            terms.append(term("target", level, words="the dead man is named: " + " ".join(sorted(named))))
            return True
    return False


def weapons(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what the weapons say; rockets, missiles and shells are often mixed up."""
    if not one.weapons or not other.weapons:
        return
    both = one.weapons | other.weapons
    if one.weapons & other.weapons:
        terms.append(term("weapon", "same", words="same sort of weapon"))
    elif not (one.weapons & THROWN and other.weapons & THROWN) and not both <= FLYING:
        terms.append(term("weapon", "other", words="different weapons"))


def figures(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what the figures say; "1 killed" twice is little, "37 killed" twice is much."""
    a, b = one.event, other.event
    found: list[Term] = []
    both = (("killed", a.killed, b.killed), ("injured", a.injured, b.injured), ("taken", a.taken, b.taken))
    for name, x, y in both:
        if x is None or y is None:
            continue
        level, times = likeness(x, y)
        older, newer = (x, y) if one.order <= other.order else (y, x)
        named = name == "killed" and (only_named(one, fewer=x, more=y) or only_named(other, fewer=y, more=x))
        told = f"{name} {shown(x)} and {shown(y)}"
        mild = level in ("other", "far", "first_none")
        if mild and (named or older.low < newer.low <= GROWTH * older.low):
            level, times = "near", 1.0
        elif newer.low < older.low and one.published != other.published and (mild or level == "near"):
            terms.append(term("figure put right", "shrunk", words=told))
        found.append(term("figures", level, words=told, times=times))
    for rank, best in enumerate(sorted(found, key=lambda one: (-one.bits, one.words))):
        # Figures of one incident hang together: every further one counts half.
        half = best._replace(times=best.times / 2, bits=best.bits / 2)
        terms.append(half if rank else best)


def likeness(x: Count, y: Count) -> tuple[str, float]:
    """The level of two figures and its factor: how rare the figure is, where it is the same."""
    closed = x.high is not None and y.high is not None
    if x.low == y.low and (closed or x.high == y.high or x.low > 1):
        if not closed and x.low in VAGUE_COUNTS:
            return "open", 1.0
        return "same", log2(FIGURE_MATCH / share(x.low))
    if abs(x.low - y.low) <= min(x.low, y.low) * CLOSE and min(x.low, y.low) >= CLOSE_FIGURES[-1]:
        return next(f"close_{figure}" for figure in CLOSE_FIGURES if min(x.low, y.low) >= figure), 1.0
    small, large = sorted((x, y), key=lambda count: (count.low, count.high or count.low))
    if small.high is None or small.high >= large.low:
        if large.low <= 2 * max(1, small.low):
            return "open", 1.0
        return ("near" if large.low <= 3 * max(3, small.low) else "other"), 1.0
    if small.high == 0:
        return "first_none", 1.0
    if large.low - small.low <= max(2, large.low // 4):
        return "near", 1.0
    return ("far" if large.low > 3 * max(1, small.low) else "other"), 1.0


def only_named(one: Sketch, *, fewer: Count, more: Count) -> bool:
    """Whether the smaller figure counts no more than the dead whom the report names, or "the general"."""
    known = sum(t.sort == "people" and t.span.text[:4].lower() == "the " for t in one.event.targets)
    return fewer.low < more.low and fewer.low <= max(len(one.people), min(known, 1))


def share(figure: int) -> float:
    """Share of events with about this figure."""
    return next((part for highest, part in FIGURE_SHARE if figure <= highest), LARGE_SHARE)


def shown(count: Count) -> str:
    """A figure in short: "5", "5+", "5-7"."""
    if count.high is None:
        return f"{count.low}+"
    return str(count.low) if count.low == count.high else f"{count.low}-{count.high}"


def text(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what the likeness of the sentences says; the same sentence may tell of two events."""
    if min(len(one.words), len(other.words)) < FEWEST_WORDS:
        return
    shared = len(one.words & other.words)
    ratio = shared / (len(one.words) + len(other.words) - shared)
    level = next((level for step, level in TEXT_STEPS if ratio >= step), None)
    if one.trigger != other.trigger and level in ("step_80", "step_50"):
        level = "step_30"
    if level or ratio < LEAST_LIKE:
        terms.append(term("text", level or "unlike", words=f"{ratio:.0%} of words shared"))


def rare_words(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what the rare words say that both sentences have in common, place names left out."""
    shared = one.rare & other.rare
    bits = sum(map(rarity, shared))
    level = next((level for step, level in RARE_STEPS if bits >= step), "none")
    told = "rare words shared: " + " ".join(sorted(shared)) if shared else "no rare word shared"
    terms.append(term("rare words", level, words=told))


def reports(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what it says that two reports have their rare words in common, by share of the lesser.

    It tells of what two long reports begin with. Short ones of one theatre share their few rare words anyway:
    there only those of the sentence count that the other report has elsewhere.
    """
    if one.event.report_id == other.event.report_id:
        return
    if min(len(one.marks), len(other.marks)) < LONG:
        shared = ((one.rare & other.marks) | (other.rare & one.marks)) - (one.rare & other.rare)
        bits = sum(map(rarity, shared))
        if level := next((level for step, level in RARE_STEPS if bits >= step), None):
            told = "in the other report: " + " ".join(sorted(shared))
            terms.append(term("report words", level, words=told))
        return
    if not (leading(one) and leading(other)):
        return
    ratio = alike(one, other)
    level = next((level for step, level in ALIKE_STEPS if ratio >= step), "unlike")
    terms.append(term("reports", level, words=f"reports share {ratio:.0%} of their rare words"))
