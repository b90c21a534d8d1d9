"""Evidence in bits that two events are one incident: log2 of how much likelier a likeness is if they are.

m and u are how often a likeness holds for the same and for different incidents in one block of +-3 days.
u was measured on 16,566 UCDP GED events of Syria and 2,391 of the world (October 2023), m is convention;
none was fitted to reports. Same day .80 / .15, next day .10 / .30; within 2 km .70 / .14; figures .60 / the
share of events with that very figure. They were set in November 2026.
"""

from __future__ import annotations

from math import log2

from ..values import Count, Reason
from .blocking import country, distance_km, elsewhere, gap_days, one_toll
from .sketching import Sketch
from .words import words

Term = tuple[str, float, str]

# Odds before any evidence, in a block of +-3 days and 25 km: -5 in GED, which holds each incident once;
# news tells each several times, hence a bit more.
PRIOR = -4.0
# Background is told because the happening is known: it mostly recalls a recorded one. Convention.
RECALL_PRIOR = -3.0
SAME_DAY, NEXT_DAY, GAP_DAY = 2.4, -1.5, -1.5
# What is retold without a day is mostly of the last days: (days from happening to report, bits). Convention,
# checked by eye on the news of November 2015 and the winter of 2019-20 (November 2026).
RECALL_STEPS = ((1, 1.5), (4, 1.0), (10, -0.25), (35, -1.0), (60, -1.5))
LONG_AGO = -2.0
# Nobody recalls what is only told days afterwards, but it may have been before.
NOT_YET = ("day", -1.5, "recalled before it was told")
# "The attacks in Paris": what is called so within these days is one thing. Convention: m .5, u .015.
SAME_NAME, NAME_LASTS_DAYS = 5.0, 14
# News without a day is mostly of its day of publication (.45) or the day before (.35): bits by days before.
FRESH = (1.65, 1.3, -0.25, -0.8)
# A window is worth what a day is, shared out over its days; never less than this.
WIDE_WINDOW = -1.5
BLOCK_DAYS = 7
SAME_PLACE, SAME_SITE, NEAR, OTHER_PLACE = 2.3, 4.0, 0.0, -2.0
# The odds are those of one country: where one is not known, there is a world of incidents to choose from, yet
# fewer that are spoken of as known.
ANYWHERE, ANYWHERE_KNOWN = -1.5, -0.5
# A base, an airport or a quarter told by its own name in one report and by its town's in another.
SITE_OF_TOWN, SITE_KM, SPOKEN_TARGET = 1.0, 15.0, 1.5
TOWN_AND_PART = ({"town", "site"}, {"town", "district"}, {"district", "site"})
SAME_KM, NEAR_KM = 2.0, 10.0
# A place that cannot be right, where the same dead show that it is one incident.
WRONG_PLACE = -2.0
FINE = frozenset(["site", "town", "district"])
# The middle of a region is often this far from its towns.
COARSE_FAR_KM, COARSE_PLACE = 150.0, -1.0
# Share of each kind among the 2,625 events of the training reports (2002-2026).
KIND_SHARE = {
    "armed_attack": 0.174,
    "bombing": 0.099,
    "air_strike": 0.095,
    "armed_clash": 0.072,
    "protest": 0.070,
    "raid": 0.069,
    "shelling": 0.066,
    "crackdown": 0.046,
    "abduction": 0.038,
    "mobilization": 0.037,
    "riot": 0.036,
    "storming": 0.033,
    "withdrawal": 0.029,
    "capture": 0.029,
    "threat": 0.026,
    "sabotage": 0.022,
    "sanction": 0.021,
    "shootdown": 0.016,
    "agreement": 0.013,
    "hijacking": 0.006,
    "sexual_violence": 0.001,
}
KIND_MATCH, RAREST_KIND, MIXED_KIND = 0.80, 0.02, -0.7
# Missiles, rockets and bombs come from the ground or from aircraft: first reports cannot tell.
FROM_AFAR, GUNS = frozenset(["shelling", "air_strike"]), frozenset(["mortar", "artillery"])
# Kinds that are often told as just "an attack".
GENERAL = frozenset("armed_attack bombing shelling air_strike storming sabotage shootdown".split())
# Kinds come in clusters: within a block a kind is this much more frequent than at large. Convention.
KIND_CLUSTERS = 3.0
# Acts of words and will: the same doer and the same addressee, or not the same act.
STRATEGIC = frozenset(["sanction", "threat", "protest", "withdrawal", "mobilization", "agreement"])
SAME_GROUP, SAME_STATE, SIDES_CLASH, BLAME_DIFFERS, STRATEGIC_SIDE = 1.0, 0.5, -4.0, -1.5, 2.0
OTHER_SORT = -1.0
IRREGULARS = frozenset(["militants", "rebels", "protesters", "supporters", "militias", "rioters"])
STRATEGIC_MISMATCH = -4.0
# One state attacks another's people in a third country, or without a war: m .6, u .05 by convention.
DYAD = 3.5
# Nobody dies twice; less is sure where the dead man is only named in the sentence.
DIED_ONCE, COMMON_NAME, SENTENCE_VICTIM = 2.0, 2.0, 4.0
NAMED_PERSON, NAMED_TARGET, EACH_MORE = 8.0, 4.9, 1.0
TARGET_NOUN, OWNED_TARGET, TARGET_GROUP, TARGET_STATE = 1.5, 4.0, 2.0, 0.5
# A target that bears the name of the place ("Balad base" in Balad) is one certain target.
PLACE_TARGET = 2.5
OTHER_PEOPLE, OTHER_TARGET = -2.0, -1.5
SAME_WEAPON, OTHER_WEAPON = 0.8, -1.0
THROWN = frozenset(["rocket", "missile", "mortar", "artillery"])
# Aircraft and drones fire missiles and drop bombs: naming one or the other is no difference.
FLYING = frozenset(["aircraft", "drone", "missile", "rocket", "bomb"])
FIGURE_MATCH = 0.60
# Share of events whose figure is this or in this range (GED, deaths): (highest figure, share).
FIGURE_SHARE = ((0, 0.35), (1, 0.43), (2, 0.20), (3, 0.12), (5, 0.08), (10, 0.05), (20, 0.03), (50, 0.010))
LARGE_SHARE = 0.005
OPEN_FIGURE, NEAR_FIGURE, OTHER_FIGURE, FAR_FIGURE = 0.5, 0.0, -0.7, -1.6
# Large figures within a fifth of each other: (from, bits), by the same shares with a match of .30.
CLOSE, CLOSE_FIGURES = 0.20, ((8, 1.5), (20, 2.5), (50, 3.0))
# Tolls are counted up: a later figure up to this many times the earlier one is no sign of another incident.
# A later figure that is clearly lower is one: tolls are seldom put right downwards.
GROWTH, SHRUNK = 2, -1.2
# "No casualties" is what first reports say; it is often put right later.
FIRST_NONE = -0.5
# Likeness of sentences (shared stems by all stems) in bits; alone it hardly tells (AUC .67 within a block).
TEXT_STEPS = ((0.8, 5.0), (0.5, 3.0), (0.3, 1.5), (0.15, 0.5), (0.05, 0.0))
UNLIKE_TEXT, FEWEST_WORDS = -0.5, 4
OTHER_TRIGGER_TEXT = 1.5


def weigh(one: Sketch, other: Sketch) -> list[Term]:
    """Every term of the comparison: (name, bits, words); their sum is the log2 odds of being one incident.

    Takes two events that do not `clash`; symmetrical in them.
    """
    recall = one.retold or other.retold
    terms: list[Term] = [("prior", RECALL_PRIOR if recall else PRIOR, "before any evidence")]
    day(one, other, terms=terms)
    called(one, other, terms=terms)
    place(one, other, terms=terms)
    kind(one, other, terms=terms)
    doers(one, other, terms=terms)
    dyads(one, other, terms=terms)
    targets(one, other, terms=terms)
    weapons(one, other, terms=terms)
    figures(one, other, terms=terms)
    text(one, other, terms=terms)
    return terms


def millibits(terms: list[Term]) -> int:
    """Sum of the terms in thousandths of a bit: whole numbers add up the same in any order."""
    return sum(round(bits * 1000) for _, bits, _ in terms)


def reasons(terms: list[Term]) -> tuple[Reason, ...]:
    """The terms as reasons, strongest first, the prior last."""
    ordered = sorted(terms, key=lambda term: (term[0] == "prior", -abs(term[1]), term[0]))
    return tuple(Reason(term=name, bits=round(bits, 2), words=words) for name, bits, words in ordered)


def day(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what the days say."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return
    gap = gap_days(one, other)
    if one.undated and other.undated:
        return
    if one.exact and other.exact:
        apart = (NEXT_DAY * gap, "a day apart" if gap == 1 else f"{gap} days apart")
        terms.append(("day", *apart) if gap else ("day", SAME_DAY, "same day"))
    elif (one.undated or other.undated) and not gap:
        ago = one.last - other.last if one.undated else other.last - one.last
        bits = next((bits for days, bits in RECALL_STEPS if ago <= days), LONG_AGO)
        terms.append(("day", bits, f"recalled {ago} days later") if ago > -2 else NOT_YET)
    elif gap:
        terms.append(("day", GAP_DAY * gap, f"{gap} days apart at least"))
    elif one.exact != other.exact and (fresh(one) or fresh(other)):
        old = (one.last - other.last) if other.exact else (other.last - one.last)
        terms.append(("day", FRESH[min(max(old, 0), len(FRESH) - 1)], f"{max(old, 0)} days before the news"))
    else:
        shared = min(one.last, other.last) - max(one.first, other.first) + 1
        spread = (one.last - one.first + 1) * (other.last - other.first + 1)
        bits = max(WIDE_WINDOW, min(SAME_DAY, log2(BLOCK_DAYS * shared / spread)))
        terms.append(("day", bits, "days that meet"))


def fresh(one: Sketch) -> bool:
    """Whether it is news that names no day."""
    return not one.retold and (one.event.when is None or one.event.when.first is None)


def called(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what it says that both call it by one name ("the Paris attacks") within days of each other."""
    if one.name and one.name == other.name and one.published and other.published:
        if abs(one.published - other.published) <= NAME_LASTS_DAYS:
            terms.append(("name", SAME_NAME, "called by the same name"))


def place(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what the places say; a region or a country alone says next to nothing."""
    here, there = one.event.where, other.event.where
    if country(one) is None or country(other) is None:
        bits = ANYWHERE if not (one.retold or other.retold) else ANYWHERE_KNOWN
        terms.append(("place", bits, "place not known"))
    if here is None or there is None:
        return
    if elsewhere(one, other):
        terms.append(("place", WRONG_PLACE, "places that do not go together"))
        return
    apart = distance_km(one, other)
    same_name = one.place is not None and one.place == other.place
    sites = here.precision == there.precision == "site"
    if same_name or (one.precise and other.precise and apart is not None and apart <= SAME_KM):
        fine = here.precision in FINE and there.precision in FINE
        bits = SAME_SITE if sites else SAME_PLACE if fine else SAME_PLACE / 2
        terms.append(("place", bits, "same site" if sites else "same place"))
    elif apart is not None and apart <= SITE_KM and {here.precision, there.precision} in TOWN_AND_PART:
        terms.append(("place", SITE_OF_TOWN, "a town and a part of it"))
    elif one.precise and other.precise and apart is not None:
        # An airport or a base lies beside the town that reports name for it.
        mixed = here.precision != there.precision
        bits = NEAR if apart <= NEAR_KM or mixed else OTHER_PLACE
        terms.append(("place", bits, f"{apart:.0f} km apart"))
    elif apart is not None and apart > COARSE_FAR_KM:
        terms.append(("place", COARSE_PLACE, f"about {apart:.0f} km apart"))
    elif one.place and other.place and apart is None and {here.precision, there.precision} <= FINE:
        terms.append(("place", OTHER_PLACE, "places of different names"))


def kind(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what the kinds and stages say."""
    a, b = one.event, other.event
    if (one.generic or other.generic) and {a.kind, b.kind} <= GENERAL:
        pass  # an attack told in general words says nothing of how it was done
    elif a.kind == b.kind:
        by_chance = KIND_CLUSTERS * max(RAREST_KIND, KIND_SHARE.get(a.kind, RAREST_KIND))
        terms.append(("kind", log2(KIND_MATCH / min(by_chance, 0.5)), "same kind"))
    elif {a.kind, b.kind} != FROM_AFAR or (one.weapons | other.weapons) & GUNS:
        terms.append(("kind", MIXED_KIND, "kinds that reports mix up"))
    if a.stage != b.stage:
        terms.append(("stage", OTHER_WEAPON, "done in one, attempted in the other"))


def doers(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what the sides named as doers say; inside one war agreement is hardly evidence, a clash is."""
    shared = one.sides & other.sides
    strategic = one.event.kind in STRATEGIC and other.event.kind in STRATEGIC
    if shared:
        bits = SAME_GROUP if any(map(rare_group, shared)) else SAME_STATE
        terms.append(("doer", STRATEGIC_SIDE if strategic else bits, "same side named"))
    elif one.sides and other.sides:
        if (one.backers & other.sides) or (other.backers & one.sides):
            return
        firm = one.firm and other.firm
        terms.append(("doer", SIDES_CLASH if firm else BLAME_DIFFERS, "different sides named"))
    elif not strategic and (of_others(one, other) or of_others(other, one)):
        terms.append(("doer", OTHER_SORT, "a state in one, people without a state in the other"))
    elif strategic and not one.doers & other.doers:
        terms.append(("doer", STRATEGIC_MISMATCH, "not known to be the same doer"))


def of_others(one: Sketch, other: Sketch) -> bool:
    """Whether a state acts in one, and in the other only militants, rebels or a crowd of nobody's."""
    if not any(map(str.isupper, one.sides)) or other.sides or other.backers:
        return False
    heads = {doer.rpartition("-")[2].removeprefix("class:") for doer in other.doers}
    return bool(heads) and heads <= IRREGULARS


def dyads(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what it says that the same side attacked the same other side, unless those two are at war."""
    shared = (one.dyads & other.dyads) - words().dyads
    if shared and one.event.kind not in STRATEGIC and other.event.kind not in STRATEGIC:
        terms.append(("dyad", DYAD, "same attacker of the same side: " + " ".join(sorted(shared))))


def rare_group(side: str) -> bool:
    """Whether a side is an armed group other than the few that are behind most events of their theatre."""
    return not side.isupper() and side not in words().frequent_sides


def targets(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what the targets say; words of the place names are left to the places."""
    known = one.place_words & other.place_words
    shared = (one.names & other.names) - known
    local = one.names & other.names & known
    sides, things = one.target_sides & other.target_sides, one.things & other.things
    met = shared & one.people & other.people
    given = (one.people | other.people) and shared <= words().surnames
    if met - words().surnames or (shared and not (one.people & shared or other.people & shared or given)):
        bits = (NAMED_PERSON if met else NAMED_TARGET) + EACH_MORE * min(2, len(shared) - 1)
        bits += DIED_ONCE if one_toll(one, other) else 0.0
        terms.append(("target", bits, "same named target: " + " ".join(sorted(shared))))
    elif shared:
        terms.append(("target", COMMON_NAME * len(shared), "names alike: " + " ".join(sorted(shared))))
    elif not known_dead(one, other, terms=terms) and (one.people - known) and (other.people - known):
        terms.append(("target", OTHER_PEOPLE, "different people named"))
    if one.place != other.place and (one.names & other.place_words or other.names & one.place_words):
        terms.append(("target place", PLACE_TARGET, "one's target is the other's place"))
    if things:
        bits = OWNED_TARGET if sides else TARGET_NOUN + (PLACE_TARGET if local else 0.0)
        terms.append(("target noun", bits, "targets alike: " + " ".join(sorted(sides) + sorted(things))))
    elif sides:
        bits = TARGET_GROUP if any(map(rare_group, sides)) else TARGET_STATE
        terms.append(("target side", bits, "targets of the same side"))
    elif not shared and (one.sites & other.words or other.sites & one.words):
        terms.append(("target spoken of", SPOKEN_TARGET, "one tells of the other's target"))
    elif not shared and one.event.targets and other.event.targets:
        strategic = one.event.kind in STRATEGIC and other.event.kind in STRATEGIC
        if strategic:
            known = one.target_sides and other.target_sides
            terms.append(("target", (2 if known else 1) * STRATEGIC_MISMATCH, "not the same addressee"))
        elif one.sites and other.sites and not one.sites & other.sites:
            terms.append(("target noun", OTHER_TARGET, "targets described otherwise"))


def known_dead(one: Sketch, other: Sketch, *, terms: list[Term]) -> bool:
    """Adds what it says that one's dead are named where the other kills people without a name."""
    for a, b in ((one, other), (other, one)):
        named = a.victims & b.spoken
        if named and not b.people and b.event.killed and b.event.killed.low:
            terms.append(("target", SENTENCE_VICTIM, "the dead man is named: " + " ".join(sorted(named))))
            return True
    return False


def weapons(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what the weapons say; rockets, missiles and shells are often mixed up."""
    if not one.weapons or not other.weapons:
        return
    both = one.weapons | other.weapons
    if one.weapons & other.weapons:
        terms.append(("weapon", SAME_WEAPON, "same sort of weapon"))
    elif not (one.weapons & THROWN and other.weapons & THROWN) and not both <= FLYING:
        terms.append(("weapon", OTHER_WEAPON, "different weapons"))


def figures(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what the figures say; "1 killed" twice is little, "37 killed" twice is much."""
    a, b = one.event, other.event
    best: list[tuple[float, str]] = []
    both = (("killed", a.killed, b.killed), ("injured", a.injured, b.injured), ("taken", a.taken, b.taken))
    for name, x, y in both:
        if x is not None and y is not None:
            bits = likeness(x, y)
            older, newer = (x, y) if one.order <= other.order else (y, x)
            named = name == "killed" and (
                only_named(one, fewer=x, more=y) or only_named(other, fewer=y, more=x)
            )
            if named or older.low < newer.low <= GROWTH * older.low:
                bits = max(bits, NEAR_FIGURE)
            elif newer.low < older.low and one.published != other.published and bits <= OPEN_FIGURE:
                bits += SHRUNK
            best.append((bits, f"{name} {shown(x)} and {shown(y)}"))
    for rank, (bits, told) in enumerate(sorted(best, reverse=True)):
        # Figures of one incident hang together: every further one counts half.
        terms.append(("figures" if rank == 0 else "more figures", bits if rank == 0 else bits / 2, told))


def likeness(x: Count, y: Count) -> float:
    """Bits for two figures being of the same incident."""
    closed = x.high is not None and y.high is not None
    if x.low == y.low and (closed or x.high == y.high or x.low > 1):
        bits = log2(FIGURE_MATCH / share(x.low))
        return bits if closed or x.low not in (2, 3, 12, 20, 100, 1000) else min(bits, OPEN_FIGURE)
    near = abs(x.low - y.low) <= min(x.low, y.low) * CLOSE
    if near and min(x.low, y.low) >= CLOSE_FIGURES[0][0]:
        return max(bits for figure, bits in CLOSE_FIGURES if min(x.low, y.low) >= figure)
    small, large = sorted((x, y), key=lambda count: (count.low, count.high or count.low))
    if small.high is None or small.high >= large.low:
        near = large.low <= 2 * max(1, small.low)
        return OPEN_FIGURE if near else NEAR_FIGURE if large.low <= 3 * max(3, small.low) else OTHER_FIGURE
    if small.high == 0:
        return FIRST_NONE
    if large.low - small.low <= max(2, large.low // 4):
        return NEAR_FIGURE
    return FAR_FIGURE if large.low > 3 * max(1, small.low) else OTHER_FIGURE


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
    bits = next((bits for step, bits in TEXT_STEPS if ratio >= step), UNLIKE_TEXT)
    if one.trigger != other.trigger:
        bits = min(bits, OTHER_TRIGGER_TEXT)
    if bits:
        terms.append(("text", bits, f"{ratio:.0%} of words shared"))
