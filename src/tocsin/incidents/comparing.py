"""Evidence that two events are one incident: the terms of the comparison, in bits.

A term is worth log2 of how much likelier it is if the two are one, by the table
`data/lexicons/evidence.toml`.
"""

from __future__ import annotations

from math import log2

from ..values import Reason
from .blocking import FINE, KIND_SHARE, country, distance_km, elsewhere, gap_days
from .evidence import Term, term
from .likening import STRATEGIC, figures, rare_group, rare_words, reports, targets, text, weapons
from .sketching import Sketch
from .words import words

# What is retold without a day is mostly of the last days: days from happening to report.
RECALL_STEPS = (1, 4, 10, 35, 60)
# "The attacks in Paris": what is called so within these days is one thing. Convention.
NAME_LASTS_DAYS = 14
# News without a day is mostly of its day of publication or the day before: the last step is open.
FRESH_STEPS = 3
# A window is worth what a day is, shared out over its days; bits at most and at least.
SAME_DAY, WIDE_WINDOW = 2.4, -1.5
BLOCK_DAYS = 7
# A base, an airport or a quarter told by its own name in one report and by its town's in another.
SITE_KM = 15.0
TOWN_AND_PART = ({"town", "site"}, {"town", "district"}, {"district", "site"})
SAME_KM, NEAR_KM = 2.0, 10.0
# The middle of a region is often this far from its towns.
COARSE_FAR_KM = 150.0
KIND_MATCH, RAREST_KIND = 0.80, 0.02
# Missiles, rockets and bombs come from the ground or from aircraft: first reports cannot tell.
FROM_AFAR, GUNS = frozenset(["shelling", "air_strike"]), frozenset(["mortar", "artillery"])
# Kinds that are often told as just "an attack".
GENERAL = frozenset("armed_attack bombing shelling air_strike storming sabotage shootdown".split())
# Kinds come in clusters: within a block a kind is this much more frequent than at large. Convention.
KIND_CLUSTERS = 3.0
IRREGULARS = frozenset(["militants", "rebels", "protesters", "supporters", "militias", "rioters"])


def weigh(one: Sketch, other: Sketch) -> list[Term]:
    """Every term of the comparison; the sum of their bits is the log2 odds of being one incident.

    Takes two events that do not `clash`; symmetrical in them.
    """
    terms = [prior(one, other)]
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
    rare_words(one, other, terms=terms)
    reports(one, other, terms=terms)
    return terms


def millibits(terms: list[Term]) -> int:
    """Sum of the terms in thousandths of a bit: whole numbers add up the same in any order."""
    return sum(round(term.bits * 1000) for term in terms)


def reasons(terms: list[Term]) -> tuple[Reason, ...]:
    """The terms as reasons, strongest first, the prior last; what weighs nothing is left out."""
    ordered = sorted(terms, key=lambda one: (one.name == "prior", -abs(one.bits), one.name, one.words))
    return tuple(
        Reason(term=one.name, bits=round(one.bits, 2), words=one.words) for one in ordered if one.bits
    )


def prior(one: Sketch, other: Sketch) -> Term:
    """Odds before any evidence, in a block of +-3 days and one country.

    Background is told because the happening is known: it mostly recalls a recorded one. Private crime seldom
    has another of its sort so near.
    """
    if one.event.report_id == other.event.report_id:
        if one.headline != other.headline:
            return term("prior", "headline", words="a headline and its report")
        sentence = one.event.sentence == other.event.sentence
        level = "same_sentence" if sentence else "same_report"
        return term("prior", level, words="told twice in one sentence" if sentence else "told in one report")
    if "private" in (one.event.scope, other.event.scope):
        return term("prior", "crime", words="before any evidence, of crime")
    level = "recall" if one.retold or other.retold else "news"
    return term("prior", level, words="before any evidence")


def day(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what the days say."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return
    gap = gap_days(one, other)
    if one.undated and other.undated:
        return
    if one.exact and other.exact:
        told = "same day" if not gap else "a day apart" if gap == 1 else f"{gap} days apart"
        terms.append(term("day", "apart" if gap else "same", words=told, times=gap or 1))
    elif (one.undated or other.undated) and not gap:
        ago = one.last - other.last if one.undated else other.last - one.last
        level = next((f"recalled_{days}" for days in RECALL_STEPS if ago <= days), "long_ago")
        early = term("day", "not_yet", words="recalled before it was told")
        terms.append(term("day", level, words=f"recalled {ago} days later") if ago > -2 else early)
    elif gap:
        terms.append(term("day", "windows_apart", words=f"{gap} days apart at least", times=gap))
    elif one.exact != other.exact and (fresh(one) or fresh(other)):
        old = max(0, (one.last - other.last) if other.exact else (other.last - one.last))
        terms.append(term("day", f"fresh_{min(old, FRESH_STEPS)}", words=f"{old} days before the news"))
    elif fresh(one) and fresh(other):
        old = abs(one.last - other.last)
        terms.append(
            term(
                "day",
                f"news_{min(old, FRESH_STEPS)}",
                words=f"news {old} days apart" if old else "news of one day",
            )
        )
    else:
        shared = min(one.last, other.last) - max(one.first, other.first) + 1
        spread = (one.last - one.first + 1) * (other.last - other.first + 1)
        times = max(WIDE_WINDOW, min(SAME_DAY, log2(BLOCK_DAYS * shared / spread)))
        terms.append(term("day", "meet", words="days that meet", times=times))


def fresh(one: Sketch) -> bool:
    """Whether it is news that names no day."""
    return not one.retold and (one.event.when is None or one.event.when.first is None)


def called(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what it says that both call it by one name ("the Paris attacks") within days of each other."""
    if one.name and one.name == other.name and one.published and other.published:
        if abs(one.published - other.published) <= NAME_LASTS_DAYS:
            terms.append(term("name", "same", words="called by the same name"))


def place(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what the places say; a region or a country alone says next to nothing.

    The odds are those of one country: where one is not known, there is a world of incidents to choose from,
    yet fewer that are spoken of as known.
    """
    here, there = one.event.where, other.event.where
    told_twice = one.event.report_id == other.event.report_id
    if not told_twice and (country(one) is None or country(other) is None):
        level = "unknown_recalled" if one.retold or other.retold else "unknown"
        terms.append(term("place", level, words="place not known"))
    if here is not None and there is not None:
        if elsewhere(one, other):
            terms.append(term("place", "wrong", words="places that do not go together"))
        elif (found := nearness(one, other)) is not None:
            level, told = found
            terms.append(term("place", level, words=told))
            if level.startswith("same"):
                return
    if (same := by_report(one, other)) is not None:
        level = "same_by_report" if same else "other_by_report"
        terms.append(term("place", level, words="by the places named in the report"))
        return
    if any(a.precise and a.place_words <= b.spoken for a, b in ((one, other), (other, one))):
        terms.append(term("place spoken of", "town", words="one speaks of the other's place"))


def by_report(one: Sketch, other: Sketch) -> bool | None:
    """Whether a report whose event has no place names the other's; `None` where both or neither have one."""
    if bool(one.place) == bool(other.place):
        return None
    placed, bare = (one, other) if one.place else (other, one)
    return placed.place_words <= bare.named


def nearness(one: Sketch, other: Sketch) -> tuple[str, str] | None:
    """Level and words for two places that go together, or `None` where they say nothing."""
    here, there = one.event.where, other.event.where
    if here is None or there is None:
        return None
    apart = distance_km(one, other)
    same_name = one.place is not None and one.place == other.place
    fine = {here.precision, there.precision} <= FINE
    if same_name or (one.precise and other.precise and apart is not None and apart <= SAME_KM):
        if here.precision == there.precision == "site":
            return "same_site", "same site"
        return "same" if fine else "same_coarse", "same place"
    if apart is None:
        return ("other_name", "places of different names") if one.place and other.place and fine else None
    if apart <= SITE_KM and {here.precision, there.precision} in TOWN_AND_PART:
        return "part", "a town and a part of it"
    if one.precise and other.precise:
        # An airport or a base lies beside the town that reports name for it.
        mixed = here.precision != there.precision
        return "near" if apart <= NEAR_KM or mixed else "other", f"{apart:.0f} km apart"
    return ("coarse_far", f"about {apart:.0f} km apart") if apart > COARSE_FAR_KM else None


def kind(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what the kinds and stages say."""
    a, b = one.event, other.event
    if (one.generic or other.generic) and {a.kind, b.kind} <= GENERAL:
        pass  # an attack told in general words says nothing of how it was done
    elif a.kind == b.kind:
        by_chance = KIND_CLUSTERS * max(RAREST_KIND, KIND_SHARE.get(a.kind, RAREST_KIND))
        terms.append(term("kind", "same", words="same kind", times=log2(KIND_MATCH / min(by_chance, 0.5))))
    elif {a.kind, b.kind} != FROM_AFAR or (one.weapons | other.weapons) & GUNS:
        terms.append(term("kind", "mixed", words="kinds that reports mix up"))
    if a.stage != b.stage:
        terms.append(term("stage", "differs", words="done in one, attempted in the other"))


def doers(one: Sketch, other: Sketch, *, terms: list[Term]) -> None:
    """Adds what the sides named as doers say; inside one war agreement is hardly evidence, a clash is."""
    shared = one.sides & other.sides
    strategic = one.event.kind in STRATEGIC and other.event.kind in STRATEGIC
    if shared:
        level = "same_group" if any(map(rare_group, shared)) else "same_state"
        terms.append(term("doer", "same_strategic" if strategic else level, words="same side named"))
    elif one.sides and other.sides:
        if (one.backers & other.sides) or (other.backers & one.sides):
            return
        level = "clash" if one.firm and other.firm else "blame_differs"
        terms.append(term("doer", level, words="different sides named"))
    elif not strategic and (of_others(one, other) or of_others(other, one)):
        terms.append(term("doer", "other_sort", words="a state in one, people without a state in the other"))
    elif strategic and not one.doers & other.doers:
        terms.append(term("doer", "not_same_strategic", words="not known to be the same doer"))


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
        told = "same attacker of the same side: " + " ".join(sorted(shared))
        terms.append(term("dyad", "same", words=told))
