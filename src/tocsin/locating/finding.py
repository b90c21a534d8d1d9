"""Places of a report: every mention with the place that is meant, its precision, and why.

A country that the words do not name is inferred and marked so; a country alone never gets coordinates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..values import Place, Sentence, Span
from .accepting import accepted
from .choosing import Evidence, choose, gather
from .context import look_around
from .gazetteer import Entry, Gazetteer
from .holding import holds
from .mentions import Cue, Mention, in_order, scan, shouted
from .naming import name_of
from .siting import town_of
from .strangers import capitals, strangers
from .words import DIRECTIONS

WELL_KNOWN = 100_000  # people; a smaller town is not meant by its name beside another country's
COMMA = re.compile(r",\s*(?:in\s+)?(?:the\s+)?$|\s*\(\s*$")
INSIDE = re.compile(r"\s+in\s+(?:the\s+)?$")
OWNED = re.compile(r"['\u2019]s?\s+(?:[a-z-]+\s+){0,2}$")


def find(
    text: str,
    sentences: Sequence[Sentence],
    *,
    gazetteer: Gazetteer,
    hint: str | None = None,
    apart: bool = False,
) -> tuple[Place, ...]:
    """Every place that the report names, in text order, none overlapping; `hint` is an ISO alpha-3 country.

    With `apart`, "Springfield, Missouri" is two places, each with its own words, and "the US army" names one.
    Words for a people are no places (see `country_cues`), nor are capitals that speak ("Washington said").
    """
    return locate(text, sentences, gazetteer=gazetteer, hint=hint, apart=apart)[0]


def locate(
    text: str,
    sentences: Sequence[Sentence],
    *,
    gazetteer: Gazetteer,
    hint: str | None = None,
    apart: bool = False,
) -> tuple[tuple[Place, ...], tuple[str, ...]]:
    """The places of `find`, and the countries spoken of by name or by people, most often named first."""
    loud = shouted(text)
    mentions, cues = scan(text, sentences, gazetteer=gazetteer, loud=loud)
    for mention in mentions:
        look_around(sentences[mention.sentence].tokens, mention)
    nest(text, mentions)
    evidence = gather(mentions, cues, hint=hint)
    choose(mentions, evidence)
    pair_up(text, mentions, gazetteer=gazetteer)
    kept = [
        m
        for m in mentions
        if (accepted(m, evidence) or (apart and m.bare)) and not (m.says and is_capital(m, gazetteer))
    ]
    if not apart:
        absorb(kept)
    cues = meant(cues, mentions)
    places = [
        place(
            text,
            m,
            sentence=sentences[m.sentence],
            evidence=evidence,
            town=None if apart else town_of(m, mentions=kept, gazetteer=gazetteer),
        )
        for m in kept
        if not m.absorbed
    ]
    if not loud:
        places += strangers(text, sentences, mentions=kept, cues=cues, gazetteer=gazetteer)
    places += capitals(text, sentences, mentions=kept, cues=cues, gazetteer=gazetteer)
    return without_overlap(places), countries_named(cues)


def meant(cues: Sequence[Cue], mentions: Sequence[Mention]) -> list[Cue]:
    """The cues without those whose name means no country here: Georgia in America, Jordan in Minnesota."""
    others = {m.start for m in mentions if m.best is not None and m.best.kind != "country"}
    return [cue for cue in cues if not (cue.by_name and cue.start in others)]


def nest(text: str, mentions: Sequence[Mention]) -> None:
    """Ties each mention to the larger place named beside it: "Springfield, Missouri", "Iraq's Kirkuk"."""
    for left, right in reversed(list(in_order(mentions))):
        gap = text[left.noun_end or left.end : right.start]
        if len(gap) > 40 or left.within is not None or (left.name.country and right.name.country):
            continue  # "Niger, Nigeria and Chad" are countries in a row
        joined = COMMA.fullmatch(gap) is not None
        beside = joined or INSIDE.fullmatch(gap)
        if beside and any(holds(right.candidates, entry) for entry in left.candidates):
            left.within, left.apart = right, not joined
        elif beside and right.name.country and not right.says and left.name.largest < WELL_KNOWN:
            left.abroad = not left.name.country and not any(e.by_hand for e in left.candidates)
        elif (
            OWNED.fullmatch(gap)
            and right.within is None
            and any(holds(left.candidates, entry) for entry in right.candidates)
        ):
            right.within = left


def absorb(kept: Sequence[Mention]) -> None:
    """Marks mentions that are but the larger part of an accepted one."""
    for mention in kept:
        outer = mention.within
        if outer is None or outer.best is None or mention.best is None:
            continue
        if mention.apart and not in_town(mention, outer):
            continue
        if not holds(outer.candidates, mention.best):
            mention.within = None
        elif outer.best.kind in ("country", "region") or in_town(mention, outer):
            outer.absorbed = True


def in_town(site: Mention, outer: Mention) -> bool:
    """True for a facility beside its town, which then names the place: "Cairo's Tahrir Square"."""
    best, town = site.best, outer.best
    return best is not None and town is not None and best.kind == "site" and town.kind == "town"


def is_capital(mention: Mention, gazetteer: Gazetteer) -> bool:
    """True for a capital: where it says something or is spoken to, it is a government, and no place."""
    best = mention.best
    if best is None or best.country is None or best.kind != "town":
        return False
    capital = gazetteer.capital(best.country)
    return capital is not None and capital.number == best.number


def pair_up(text: str, mentions: Sequence[Mention], *, gazetteer: Gazetteer) -> None:
    """Marks the two capitals of "between Washington and Tehran" as governments."""
    for left, right in in_order(mentions):
        if text[left.end : right.start] == " and " and text[: left.start].endswith("between "):
            if is_capital(left, gazetteer) and is_capital(right, gazetteer):
                left.says = right.says = True


def place(
    text: str,
    mention: Mention,
    *,
    sentence: Sentence,
    evidence: Evidence,
    town: tuple[str, Entry] | None = None,
) -> Place:
    """The value for one accepted mention; `town` is what a facility is told by."""
    best = mention.best
    assert best is not None
    first, last = mention.start, max(mention.end, mention.noun_end)
    outer: Mention | None = mention.within
    while outer is not None and outer.absorbed:
        first, last = min(first, outer.start), max(last, outer.end, outer.noun_end)
        outer = outer.within
    if first == mention.start and mention.first:
        before = sentence.tokens[mention.first - 1]
        wide = best.kind in ("country", "region") and before.lower in DIRECTIONS
        if wide or (before.lower == "the" and best.name.startswith("The ")):
            first = before.start
    country = best.kind == "country"
    if text[last : last + 1] == ")" and "(" in text[first:last]:
        last += 1
    at = town[1] if town else best
    nowhere = country or at.lat is None
    return Place(
        country=best.country,
        name=town[0] if town else None if country else name_of(text, mention, best=best),
        precision=at.precision,
        lat=None if nowhere else at.lat,
        lon=None if nowhere else at.lon,
        gazetteer_id=at.id,
        span=Span(start=first, end=last, text=text[first:last]),
        inferred=not country and best.country is not None and best.country not in evidence.named,
        basis=reason(mention, best, evidence=evidence),
    )


def reason(mention: Mention, best: Entry, *, evidence: Evidence) -> str:
    """Why this place and no other of the name, in words."""
    same = mention.name.same
    which = f"one of {same} places named {mention.words}" if same > 1 else "the only place of the name"
    if best.kind == "country":
        return "country named"
    if mention.within is not None:
        return f"{which}; in {mention.within.words}, named beside it"
    if best.country in evidence.named:
        return f"{which}; {best.country} is named in the report"
    if best.country in evidence.people:
        return f"{which}; people of {best.country} are named in the report"
    if same > 1 and mention.name.largest <= best.population:
        return f"largest of {same} places named {mention.words}"
    return which


def without_overlap(places: Sequence[Place]) -> tuple[Place, ...]:
    """The places in text order; of two that overlap, the earlier, or the longer of one start."""
    out: list[Place] = []
    spans = [(p.span.start, -p.span.end, i) for i, p in enumerate(places) if p.span]
    for start, _, i in sorted(spans):
        last = out[-1].span if out else None
        if last is None or start >= last.end:
            out.append(places[i])
    return tuple(out)


def countries_named(cues: Sequence[Cue]) -> tuple[str, ...]:
    """Alpha-3 codes that the cues speak for, most often named first, ties in text order."""
    weight: dict[str, float] = {}
    for cue in cues:
        weight[cue.country] = weight.get(cue.country, 0.0) + (1.0 if cue.by_name else 0.75)
    return tuple(sorted(weight, key=lambda code: -weight[code]))
