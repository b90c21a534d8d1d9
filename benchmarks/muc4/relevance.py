"""Which events the MUC-4 task wants, and under which of its incident types.

The rules are those of the evaluation's own task description, section 1: terrorism in or against nine
countries, specific and recent; not clashes of guerrillas with soldiers, nor arrests of criminals.
"""

from __future__ import annotations

from tocsin.values import Event, Target

from . import doers, places
from .lexicon import word_set
from .phrases import lower_words, phrase
from .things import instrument_kind

TYPES = {
    "armed_attack": "ATTACK",
    "armed_clash": "ATTACK",
    "air_strike": "ATTACK",
    "shelling": "ATTACK",
    "storming": "ATTACK",
    "shootdown": "ATTACK",
    "crackdown": "ATTACK",
    "raid": "ATTACK",
    "sexual_violence": "ATTACK",
    "sabotage": "ATTACK",
    "riot": "ATTACK",
    "threat": "ATTACK",
    "bombing": "BOMBING",
    "abduction": "KIDNAPPING",
    "hijacking": "HIJACKING",
    "protest": "FORCED WORK STOPPAGE",
}
BURNING = word_set("grammar", "burning")
ROBBING = word_set("grammar", "robbing")
BOMBS = frozenset(("BOMB", "DYNAMITE", "EXPLOSIVE", "VEHICLE BOMB"))
BY_ANY_MEANS = ("armed_attack", "sabotage", "raid", "storming")  # kinds that do not tell what with
FIGHTS = ("armed_clash", "raid")


def incident_type(event: Event) -> str | None:
    """The MUC-4 type of an event; `None` for kinds that the evaluation does not know."""
    kind = TYPES.get(event.kind)
    if event.kind == "protest":
        return kind if "armed" in event.sentence.text.lower() else None
    if event.kind in ("sabotage", "riot"):
        told = set(lower_words(event.trigger.text))
        told = told if told & (BURNING | ROBBING) else set(lower_words(event.sentence.text))
        if told & BURNING:
            return "ARSON"
        if told & ROBBING:
            return "ROBBERY"
    if event.kind in BY_ANY_MEANS and by_bomb(event):
        return "BOMBING"
    if event.kind == "threat":
        words = set(lower_words(event.sentence.text))
        return "BOMBING" if not words.isdisjoint(("bomb", "bombs", "bombing")) else kind
    return kind


def by_bomb(event: Event) -> bool:
    """True where every weapon whose type is known is a bomb or the like."""
    types = {instrument_kind(weapon.text) for weapon in event.weapons} - {None}
    return bool(types) and types <= BOMBS


def untargeted(event: Event) -> bool:
    """True for a deed that is told without its targets: it may tell more of one that has them."""
    wanted = incident_type(event) is not None and event.kind not in FIGHTS
    return wanted and not event.aggregate and not named_targets(event)


def named_targets(event: Event) -> list[Target]:
    """The targets that a noun names: not "several", "those" or "no"."""
    return [t for t in event.targets if set(phrase(t.span.text).words) - word_set("grammar", "empty")]


def vague(target: Target) -> bool:
    """True for a place or a population rather than a target."""
    head = phrase(target.span.text).head
    return bool(head) and head[-1] in word_set("relevance", "vague")


def country_of(event: Event, *, home: str | None) -> str | None:
    """Where it happened; the message's own country where no word names another, be it a well-known city."""
    if event.where is None:
        return home
    told = event.where.span.text.lower() if event.where.span else ""
    if event.where.inferred and home and places.city_words().get(told) != event.where.country:
        return home
    return event.where.country or home


def near_home(event: Event, *, home: str | None) -> bool:
    """True where the place, a target or a doer belongs to one of the nine countries."""
    if places.of_interest(country_of(event, home=home)):
        return True
    named = [t.span.text for t in event.targets] + [b.actor.text for b in event.by]
    codes = (places.country_words().get(w) for text in named for w in lower_words(text))
    return any(places.of_interest(code) for code in codes)


def guerrilla_war(event: Event) -> bool:
    """True for fighting between armed sides: no target that is neither soldier nor outlaw."""
    targets = [t.span.text for t in named_targets(event)]
    of_state = any(doers.is_state(b.actor.text) for b in event.by)
    civil = [t for t in targets if not doers.is_military(t) and not doers.is_illegal(t)]
    if event.kind == "raid" and event.killed is None:
        return True
    if event.kind in FIGHTS:
        return not civil
    if not targets:
        return False
    if of_state:
        return all(doers.is_illegal(t) for t in targets)
    return not civil
