"""Whether words name a place where they stand: rules of thumb against persons, bodies, common words."""

from __future__ import annotations

from .choosing import Evidence
from .gazetteer import Entry
from .holding import holds
from .mentions import Mention
from .spelling import bare, key

SMALL = 20_000  # people below which a place needs its country spoken of where another one is: train records
LARGE = 50_000  # people from which a bare name counts as a place
HUGE = 1_000_000


def accepted(mention: Mention, evidence: Evidence) -> bool:
    """True if the words name a place here: the rules of thumb against persons, bodies and common words."""
    best = mention.best
    if best is None or mention.abroad:
        return False
    if mention.sure:
        return True
    spoken_for = best.country in evidence.spoken or evidence.of(best) > 0
    if not spoken_for and mention.within is None and out_of_place(mention, best, evidence=evidence):
        return False
    if mention.within is not None and holds(mention.within.candidates, best):
        return not mention.doubtful or mention.locative > 0 or best.population >= LARGE
    if mention.named_as_person:
        return mention.locative == 2 and (best.kind in ("country", "region") or best.population >= LARGE)
    if best.kind == "country":
        return True
    if mention.doubtful:
        if mention.noun == "town" and best.kind == "town" and not mention.loud:
            return True
        if mention.locative == 2 or mention.noun in ("region", "district", "town"):
            return spoken_for or best.population >= HUGE
        return False
    if mention.locative == 2 or mention.noun:
        if not spoken_for and best.population < SMALL and not best.by_hand and len(evidence.spoken) == 1:
            return False  # a namesake abroad: the report speaks of one country, and not of this one
        return not mention.loud or spoken_for or best.population >= LARGE
    if mention.loud:
        return best.population >= HUGE or (spoken_for and best.population >= LARGE and mention.locative > 0)
    return spoken_for or best.population >= LARGE or best.kind == "region" or best.by_hand


def out_of_place(mention: Mention, best: Entry, *, evidence: Evidence) -> bool:
    """True for a by-name of a place in a country that the report, naming others, does not name."""
    if best.population >= HUGE or best.by_hand or best.kind != "town":
        return False
    own = key(best.name)
    return bool(evidence.spoken) and key(mention.words) not in (own, bare(own))
